"""What a person reads in the seed plan and in domain.md 4.1, written down by hand."""

# leaf: (relation, value, value_max, unit, population)
TARGETS = {
    "1": (">=", "76.9", None, "percent", None),
    "2": (">=", "80", None, "percent", None),
    "3a": ("<", "9.5", None, "per_1000", None),
    "3b": ("<=", "12.5", None, "per_1000", None),
    "3c": ("<", "18.8", None, "per_1000", None),
    "4a": ("<", "9", None, "percent", None),
    "4b": ("<=", "20", None, "percent", None),
    "4c": ("<=", "5", None, "percent", "rural"),
    "4d": ("<", "10", None, "percent", "urban"),
    "5": (">=", "95", None, "percent", None),
    "6": ("<=", "2", None, "percent", None),
    "7": (">=", "100", None, "percent", None),
    "8a": ("<", "4.5", None, "percent", None),
    "8b": (">=", "98", None, "percent", None),
    "9": ("<=", "4", None, "percent", None),
    "10": ("<=", "4.5", None, "percent", None),
    "11a": ("<=", "550", None, "per_100000", None),
    "11b": ("<=", "13", None, "per_100000", None),
    "12": (">=", "100", None, "percent", None),
    "13": ("reduce_by", "2", "3", "percent", None),
    "14": (">=", "99", None, "percent", None),
    "15": (">=", "99.1", None, "percent", None),
    "16": (">=", "99.1", None, "percent", None),
    "17a": (">=", "99.5", None, "percent", None),
    "17b": ("<", "0.12", None, "percent", None),
    "18a": (">=", "98", None, "percent", None),
    "18b": ("<", "0.14", None, "percent", None),
    "19": (">=", "80", None, "percent", None),
    "20a": (">=", "50", None, "percent", None),
    "20b": (">=", "80", None, "percent", None),
    "21": (">=", "40", None, "percent", None),
    "22": (">=", "30", None, "percent", None),
    "23": (">=", "85", None, "percent", None),
    "24": (">=", "30", None, "percent", None),
}
HEALTH, JUSTICE = ("Sở Y tế",), ("Sở Tư pháp",)
EDUCATION, CULTURE = ("Sở Giáo dục và Đào tạo",), ("Sở Văn hóa, Thể thao và Du lịch",)
LEADS = (
    {str(n): HEALTH for n in (1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 22, 23, 24)}
    | {str(n): EDUCATION for n in (7, 15, 16, 17, 18, 19, 20)}
    | {"9": ("Sở Y tế", "Công an tỉnh"), "13": JUSTICE, "14": JUSTICE, "21": CULTURE}
)
# line of the block, name, number of tasks
AGENCIES = [
    (331, "Sở Y tế", 14),
    (436, "Sở Tài chính", 2),
    (446, "Sở Tư pháp", 4),
    (479, "Sở Giáo dục và Đào tạo", 10),
    (562, "Sở Văn hóa, Thể thao và Du lịch", 7),
    (608, "Công an tỉnh", 6),
    (645, "Sở Khoa học và Công nghệ", 1),
    (653, "Sở Xây dựng", 2),
    (669, "Viện kiểm sát nhân dân tỉnh, Tòa án nhân dân tỉnh", 2),
    (
        681,
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Tỉnh Đoàn, Hội Liên hiệp Phụ nữ Việt Nam tỉnh"
        " và các tổ chức thành viên",
        3,
    ),
    (736, "UBND các huyện, thị xã, thành phố", 3),
]
INDICATOR_LINES = [217, 221, 225, 232, 240, 244, 246, 248, 254, 256, 260, 266, 270, 274, 276, 280]
INDICATOR_LINES += [282, 286, 290, 292, 300, 304, 307, 311]
KEY_TASKS = [(72, 0), (84, 2), (120, 2), (159, 0), (173, 0), (189, 0), (197, 0), (207, 0)]


def targets_of(plan):
    return {
        t.leaf: (t.relation, t.value, t.value_max, t.unit, t.population)
        for indicator in plan.indicators
        for t in indicator.targets
    }


def leads_of(plan):
    return {indicator.number: indicator.leads for indicator in plan.indicators}
