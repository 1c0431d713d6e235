"""Sound answers to the forms of the process."""

import datetime

CHECK = {"is_true": "yes", "found": "Có vết roi trên lưng cháu"}
INITIAL = {
    "harm_now": "high", "harm_goes_on": "high", "own_protection": "low",
    "adult_protection": "low", "is_emergency": "yes", "risk": "high",
    "conclusion": "Cần đưa cháu khỏi nhà ngay",
}  # fmt: skip
EMERGENCY = {"measures": ["shelter"], "by_whom": "Công an xã"}
SPECIFIC = {
    "mind": "Sợ hãi", "home": "Bố nghiện rượu", "harm_done": "high", "access": "high",
    "development": "medium", "obstacles": "medium", "alone": "low", "resists": "low",
    "tells": "medium", "adults": "low", "follows": "medium", "watched": "high", "risk": "high",
    "conclusion": "Nguy cơ cao", "needs": "Chỗ ở an toàn, điều trị tâm lý",
}  # fmt: skip
MEETING = {
    "chair": "Chủ tịch UBND phường", "present": "Công an, trạm y tế", "said": "Thống nhất",
    "agreed": "Lập kế hoạch",
}  # fmt: skip
PLAN = {
    "goals": "Cháu an toàn", "services": "Tham vấn tâm lý", "who": "Trạm y tế",
    "until": datetime.date(2025, 9, 1),
}  # fmt: skip
REVIEW = {
    "still_serious": "low", "access": "low", "obstacles": "low", "own_protection": "high",
    "recovery": "high", "adult_protection": "high", "risk": "low", "conclusion": "Đã ổn định",
    "proposal": "close",
}  # fmt: skip
CLOSING = {"reason": "no_risk", "is_safe": "yes", "state": "Cháu đi học lại"}
SEPARATION = {
    "why": "Cháu có thể bị đánh nữa", "away_from": "Bố đẻ", "cared_for_by": "Bà ngoại",
}  # fmt: skip
EXTENSION = {
    "decision_number": "12/CV-CA", "asked_by": "Công an tỉnh", "why": "Đang điều tra",
    "until": datetime.date(2025, 7, 10),
}  # fmt: skip
END_OF_SEPARATION = {"is_safe": "yes", "goes_to": "Mẹ"}
CORRECTION = {"wrong": "Ghi nhầm tay trái", "right": "Vết thương ở tay phải"}
