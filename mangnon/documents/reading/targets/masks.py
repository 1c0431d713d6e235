"""Figures that are never targets: ages, years, dates, bases of a rate, numbers of documents."""

import re

from mangnon.documents.reading.numbers import NUMBER

HIDDEN = "\x00"
_N = r"\d{1,3}"
_AGE_LEAD = r"(?:(?:từ|đủ|dưới|trên|đến|tới|khoảng|[<>]=?|[≤≥])\s*){0,4}"
_AGE = (
    rf"{_AGE_LEAD}{_N}(?:\s*(?:tuổi|tháng)?\s*"
    rf"(?:-|đến|tới|và|cho đến)\s*(?:dưới\s+|đủ\s+|hết\s+)*{_N})?"
)
BASE_NOUNS = (
    r"(?:số\s+)?(?:trẻ đẻ ra sống|trẻ đẻ sống|trẻ sinh sống|trẻ sinh ra sống|trẻ sơ sinh sống"
    r"|ca sinh sống|ca đẻ sống|trẻ em dưới \d+ tuổi|trẻ em|trẻ|người dân|dân số|dân|người)"
)
RATE_BASE = re.compile(
    r"(?<![\d,.])(?:tính\s+)?(?P<lead>trên|/|cho|mỗi)\s*"
    r"(?P<base>100\.?000|10\.?000|1\.?000|100 nghìn|100 ngàn)"
    rf"(?![\d.]*\d)(?:\s+{BASE_NOUNS})?"
)
_PLAIN = (
    rf"{_AGE}\s*(?:tháng\s+)?tuổi(?:\s+trở\s+(?:lên|xuống))?",
    rf"(?:độ\s+)?tuổi\s+{_AGE}(?![\d,.]*\s*[%‰])",
    rf"{_N}\s+(?:tháng|ngày|giờ|phút|tuần)(?!\w)(?:\s+(?:đầu|cuối)(?:\s+đời)?)?",
    r"(?:học kỳ|năm học|giai đoạn|thời kỳ|niên khóa)\s+\d{4}\s*(?:-|đến|–)\s*\d{4}",
    r"(?:hết |cuối |vào |đến )?năm\s+\d{4}(?!\d)",
    r"(?<![\d.,])(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}(?![\d.,%])",
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}",
    r"ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}|/\d{1,2})?",
    r"(?:tháng|quý)\s+(?:\d{1,2}|[ivx]+)(?:/\d{4})?",
    r"\d+[a-z]?(?:\s?/\s?\d{4})?[/-][a-zđ][\w/-]*",
    r"(?:lớp|cấp độ|mức độ|loại|chỉ tiêu|chỉ số|điều|khoản|điểm|mục|phụ lục|tổng đài"
    r"|đường dây nóng|điện thoại|quyết định|nghị quyết|thông tư"
    r"|công văn|kế hoạch|bậc|hạng|thứ|khóa|mũi|lần thứ|tuyến|vùng|nhóm|chương trình"
    r"|đề án|dự án|tiểu dự án|mục tiêu|biểu|mẫu|số)"
    r"\s+(?:số\s+)?\d+(?:\.\d+)*(?!\d|,\d|\.\d)(?!\s*(?:[%‰/]|phần))"
    r"(?!\s+(?:em|trẻ|vụ|ca|xã|trường|cháu|cuộc)\b)",
    r"\b24/24|\b24/7|\b24/24h",
    r"\b\d{1,2}\s+(?:loại|mũi|liều|thời kỳ|tiêu chí|nhóm|bước|lĩnh vực|nội dung|chỉ tiêu)(?!\w)",
    rf"{NUMBER}\s*%\s+(?:các\s+)?(?:chỉ|mục)\s+tiêu(?!\w)",
    r"đủ\s+\d{1,2}(?![\d,.]*\s*[%‰])",
    r"\(\s*\d{3,5}\s*\)",
    r"(?<![\d,.])0\d{2,4}(?:[. -]?\d{3,4}){1,3}(?![\d%‰])",
    r"(?<![\d,.])(?:1800|1900)[. ]?\d{3,4}(?:[. ]?\d{1,4})?(?![\d%‰])",
    rf"(?<![\d,.]){NUMBER}\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+(?:tỷ|tỉ))?\s*)?(?:đồng|vnđ|usd|đ)(?!\w)",
    r"(?<![\d,./])[1-9]\s?/\s?(?:[2-9]|10)(?![\d.,])(?=\s+(?:số|tổng|trở|xã|trẻ|trường))",
    rf"(?:tăng|giảm|gấp)\s+(?:ít nhất\s+|hơn\s+)?{NUMBER}\s+lần(?!\w)",
    r"(?<![\d,.])\d{1,2}\s?/\s?\d{1,3}\s+điểm(?!\w)",
    r"(?<=\d)\s*/\s*100(?=\s+(?:bé|trẻ)\s+gái)",
    r"(?<=\d)\s+(?:trong|trên)(?:\s+tổng)?(?:\s+số)?\s+\d{1,4}"
    r"(?=\s+(?:xã|phường|thị trấn|đặc khu|huyện|trường|thôn|ấp|cơ sở|đơn vị|trạm))",
    rf"(?<![\d,.]){NUMBER}\s*(?:cm|mm|km|kg|gam|mg|lít|ha|m2|m3|m²|m³)(?!\w)",
    r"(?<!\w)(?:covid|hiv|vitamin\s+\w)-?\d*(?!\w)",
)
_ENDLESS = re.compile(r"\d{13,}")
_MASK = re.compile("|".join(f"(?:{p})" for p in _PLAIN))
_CHANGE_FROM = re.compile(
    rf"từ\s+(?:mức\s+)?(?P<from>{NUMBER}\s*(?:%|‰|phần trăm)?(?:\s*/\s*1(?:00)?\.?000)?)"
    r"(?=[^;,\d]{0,60}(?<!trở )\b(?:xuống|lên|còn)\b)"
)
_ASIDE = re.compile(r"\([^()]*\)")
_ASIDE_YEAR = re.compile(r"\(\s*(?:vào |đến |hết |cuối )*năm\s+\d{4}\s*\)")
_PAST = re.compile(
    r"(?<!\w)(?:ước thực hiện|kết quả thực hiện|ước đạt|kết quả năm|thực hiện năm"
    r"|hiện nay|hiện tại|năm trước|cùng kỳ)"
    r"[\s\x00]*(?:năm\s+\x00+\s*)?(?:là|đạt|:|=)?\s*\d[\d.,]*\s*[%‰]?"
)


def hide(folded: str) -> str:
    """Return the text with every figure that cannot be a target blanked, at the same offsets."""
    folded = _ENDLESS.sub(_blank_digits, folded)
    folded = _MASK.sub(_blank_digits, folded)
    folded = RATE_BASE.sub(_blank_base(folded), folded)
    folded = _CHANGE_FROM.sub(_blank_digits, folded)
    folded = _PAST.sub(_blank_digits, folded)
    outside = _ASIDE.sub(lambda found: _blank_aside(found), folded)
    return outside if re.search(r"\d", outside) else folded


def _blank_digits(found: re.Match[str]) -> str:
    return re.sub(r"\d", HIDDEN, found.group())


def _blank_base(folded: str):  # type: ignore[no-untyped-def]
    """A base belongs to a rate; "trên 1.000 trẻ em" in a plain count is a comparison."""
    is_rate = re.search(r"tỷ suất|tỷ số|tử vong|sinh sống|đẻ sống", folded) is not None

    def blank(found: re.Match[str]) -> str:
        return _blank_digits(found) if is_rate or found["lead"] != "trên" else found.group()

    return blank


def _blank_aside(found: re.Match[str]) -> str:
    return found.group() if _ASIDE_YEAR.fullmatch(found.group()) else _blank_digits(found)
