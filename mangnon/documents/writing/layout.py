"""The layout of Decree 30/2020/NĐ-CP, annex I, as measures: the only place that holds them.

Lengths are in millimetres and sizes in points. Where the decree gives a range, one value within
it is chosen here and the range is in the comment.
"""

import re
from datetime import date

FONT = "Times New Roman"
LANGUAGE = "vi-VN"

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
MARGIN_TOP = 20.0  # 20-25
MARGIN_BOTTOM = 20.0  # 20-25
MARGIN_LEFT = 30.0  # 30-35
MARGIN_RIGHT = 15.0  # 15-20
HEADER_DISTANCE = 10.0
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
LANDSCAPE_TEXT_WIDTH = PAGE_HEIGHT - MARGIN_LEFT - MARGIN_RIGHT

NATION_SIZE = 12.0  # 12-13
MOTTO_SIZE = 13.0  # 13-14
ISSUER_SIZE = 12.0  # 12-13
NUMBER_SIZE = 13.0
PLACE_SIZE = 13.0  # 13-14
TITLE_SIZE = 14.0  # 13-14
BODY_SIZE = 14.0  # 13-14
RECIPIENTS_TITLE_SIZE = 12.0
RECIPIENTS_SIZE = 11.0
PAGE_NUMBER_SIZE = 13.0  # 13-14
NOTE_SIZE = 11.0
FOOT_SIZE = 9.0

FIRST_LINE = 12.7  # 10 or 12.7
SPACE_AFTER = 6.0  # at least 6 pt between paragraphs
LINE_SPACING = 1.0  # 1.0-1.5

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERHEAD_LEFT = 66.0  # width of the issuer's column; the nation's takes the rest
SUBJECT_WIDTH = 130.0  # a subject longer than this is broken in balance
RULE_SHARE = 0.42  # rules under issuer and subject: 1/3-1/2 of the line above
BLANK = "\u00a0" * 7  # room for a number written by hand: never broken, never squeezed
CLOSING_LEFT = 80.0
CLOSING_GAP = 70.0  # pt, room for signature and seal
VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"

_TITLES = re.compile(r"^(?:(?:GS|PGS|TSKH|TS|ThS|BS|DS|CN|CKI{1,2})(?:\.\s*|\s+))+(?=\S)")


def place_and_date(place: str, day: date | None, year: int) -> str:
    """Return "Bình Phước, ngày 05 tháng 3 năm 2025": days below 10 and months 1, 2 take a zero.

    >>> place_and_date("Bình Phước", date(2025, 2, 5), 2025)
    'Bình Phước, ngày 05 tháng 02 năm 2025'
    """
    if day is None:
        return f"{place}, ngày{BLANK}tháng{BLANK}năm {year}"
    return f"{place}, {long_date(day)}"


def long_date(day: date) -> str:
    """Return "ngày 05 tháng 3 năm 2025", as a document is dated and cited.

    >>> long_date(date(2025, 3, 14))
    'ngày 14 tháng 3 năm 2025'
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def without_titles(name: str) -> str:
    """Return a signer's name without the academic titles that the decree keeps out.

    >>> without_titles("PGS.TS. Nguyễn Thị Hoà")
    'Nguyễn Thị Hoà'
    """
    return _TITLES.sub("", name)


def roman(number: int) -> str:
    """Return I, II, III, IV … as the decree numbers sections and annexes.

    >>> [roman(n) for n in (1, 4, 9, 14)]
    ['I', 'IV', 'IX', 'XIV']
    """
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for worth, sign in signs:
        while number >= worth:
            written, number = written + sign, number - worth
    return written


def annex_name(number: int | None) -> str:
    """Return "Phụ lục II"; an annex that stands alone has no number."""
    return "Phụ lục" if number is None else f"Phụ lục {roman(number)}"
