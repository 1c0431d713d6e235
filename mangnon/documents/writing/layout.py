"""The layout of Decree 30/2020/NĐ-CP, annex I, as measures: the only place that holds them.

Lengths are in millimetres and sizes in points. Where the decree gives a range, one value within
it is chosen here and the range is in the comment.
"""

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

FIRST_LINE = 12.7  # 10 or 12.7
SPACE_AFTER = 6.0  # at least 6 pt between paragraphs
LINE_SPACING = 1.1  # 1.0-1.5

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERHEAD_LEFT = 66.0  # width of the issuer's column; the nation's takes the rest
RULE_SHARE = 0.42  # rules under issuer and subject: 1/3-1/2 of the line above
CLOSING_LEFT = 80.0
CLOSING_GAP = 70.0  # pt, room for signature and seal

_NARROW = set("iljtfrI.,:;-()|'!/")
_POINT_IN_MM = 25.4 / 72


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate in millimetres how wide a line of Times is: within a tenth, for rule lengths."""
    ems = sum(_letter_width(letter) for letter in text)
    return ems * (1.05 if bold else 1.0) * size * _POINT_IN_MM


def _letter_width(letter: str) -> float:
    if letter == " ":
        return 0.25
    if letter in _NARROW:
        return 0.31
    if letter.isupper():
        return 0.69
    return 0.48


def place_and_date(place: str, day: date | None, year: int) -> str:
    """Return "Bình Phước, ngày 05 tháng 3 năm 2025": days below 10 and months 1, 2 take a zero.

    >>> place_and_date("Bình Phước", date(2025, 2, 5), 2025)
    'Bình Phước, ngày 05 tháng 02 năm 2025'
    """
    if day is None:
        return f"{place}, ngày       tháng       năm {year}"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"


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
