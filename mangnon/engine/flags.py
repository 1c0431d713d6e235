"""What is said of a figure beside its value, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable

ESTIMATED = "estimated"  # a part of a unit is in it; a second flag says what the part stands on
NOT_COMPARABLE = "not_comparable"
UNITS_AS_REPORTED = "units_as_reported"
DISTINCT_SUMMED = "distinct_summed"
SUPPRESSED = "suppressed"
_BY, _MISSING = "estimated_by_", "missing:"

BASIS_WORDS = {
    "children": "số trẻ em trong sổ",
    "population": "dân số",
    "area": "diện tích",
    "stated": "tỷ lệ nêu trong nghị quyết",
    "equal_parts": "phần bằng nhau",
}
FLAG_WORDS = {
    "definition_unsettled": "Định nghĩa của chỉ tiêu chưa thống nhất.",
    "several_targets": "Có nhiều mục tiêu khác nhau cho cùng năm; đang dùng mục tiêu đầu tiên.",
    "small_numbers": "Số trường hợp ít nên số liệu dao động mạnh.",
    "implausible": "Số liệu ngoài khoảng hợp lý; cần kiểm tra.",
    "incomplete_reports": "Chưa đủ đơn vị báo cáo cả hai năm nên chưa tính được mức thay đổi.",
    ESTIMATED: "Ước tính: có đơn vị cũ chỉ một phần nằm trong đơn vị này.",
    **{f"{_BY}{basis}": f"Chia theo {words}." for basis, words in BASIS_WORDS.items()},
    NOT_COMPARABLE: "Chưa so sánh được, chờ đánh giá lại.",
    UNITS_AS_REPORTED: "Tính trên các xã như khi báo cáo, không theo xã của ngày đang xem.",
    DISTINCT_SUMMED: "Cộng từ nhiều đơn vị: một người có thể được đếm ở hai đơn vị.",
    SUPPRESSED: "Không nêu vì số quá nhỏ hoặc từ đó suy ra được số nhỏ.",
}


def is_of_units(flag: str) -> bool:
    """Say whether a flag tells what became of a figure on the units of another day."""
    told = {ESTIMATED, NOT_COMPARABLE, UNITS_AS_REPORTED, DISTINCT_SUMMED, SUPPRESSED}
    return flag in told or flag.startswith((_BY, _MISSING))


def is_of_territory(flag: str) -> bool:
    """Say whether a flag tells of the units alone, and nothing of how large their figure is."""
    return flag in (ESTIMATED, UNITS_AS_REPORTED) or flag.startswith((_BY, _MISSING))


def estimated_by(basis: str) -> str:
    return f"{_BY}{basis}"


def missing_part(code: str) -> str:
    """Return the flag that names one part of which nothing is known."""
    return f"{_MISSING}{code}"


def missing_codes(flags: Iterable[str]) -> list[str]:
    return [flag.removeprefix(_MISSING) for flag in flags if flag.startswith(_MISSING)]


def remark(flags: Iterable[str]) -> str:
    """Return in a few words what became of a figure on the units of another day; "" if nothing."""
    flags = list(flags)
    if NOT_COMPARABLE in flags:
        return "chưa so sánh được, chờ đánh giá lại"
    if ESTIMATED in flags:
        bases = [words for basis, words in BASIS_WORDS.items() if estimated_by(basis) in flags]
        return f"ước tính theo {', '.join(bases)}"
    if codes := missing_codes(flags):
        return f"chưa có số liệu của phần {', '.join(codes)}"
    return "có thể trùng người" if DISTINCT_SUMMED in flags else ""


def flag_sentences(flags: Iterable[str]) -> list[str]:
    """Return the flags in words, one sentence each; all missing parts stand in one."""
    flags = list(flags)
    said = [FLAG_WORDS[flag] for flag in flags if not flag.startswith(_MISSING)]
    if codes := missing_codes(flags):
        said.append(f"Chưa có số liệu của các phần: {', '.join(codes)}.")
    return said
