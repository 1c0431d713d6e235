"""The layout of Decree 30/2020/NĐ-CP, annex I, as the measures that the writer uses.

They come from the catalogue (`catalog/official/`): lengths in millimetres, sizes in points.
"""

import re
from datetime import date

from mangnon.documents.decree import decree, layout

_DECREE, _OURS = decree(), layout()

FONT = _DECREE.font
LANGUAGE = "vi-VN"

PAGE_WIDTH, PAGE_HEIGHT = _DECREE.paper
MARGIN_TOP = _DECREE.margins["top"].write
MARGIN_BOTTOM = _DECREE.margins["bottom"].write
MARGIN_LEFT = _DECREE.margins["left"].write
MARGIN_RIGHT = _DECREE.margins["right"].write
HEADER_DISTANCE: float = _OURS["header_distance"]
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
LANDSCAPE_TEXT_WIDTH = PAGE_HEIGHT - MARGIN_LEFT - MARGIN_RIGHT

MOTTO_SIZE = _DECREE.elements["motto"].write
ISSUER_SIZE = _DECREE.elements["issuer"].write
LETTER_SUBJECT_SIZE = _DECREE.elements["letter_subject"].write
TITLE_SIZE = _DECREE.elements["subject"].write
BODY_SIZE = _DECREE.elements["body"].write
PAGE_NUMBER_SIZE = _DECREE.elements["page_number"].write
NOTE_SIZE: float = _OURS["note"]
FOOT_SIZE: float = _OURS["foot"]
TABLE_TITLE_SIZE: float = _OURS["table_title"]
TABLE_TEXT_SIZE: float = _OURS["table_text"]

FIRST_LINE = _DECREE.first_line.write
SPACE_AFTER = _DECREE.gap.write
LINE_SPACING = _DECREE.lines.write

NATION = _DECREE.nation
MOTTO = _DECREE.motto
LETTERHEAD_LEFT: float = _OURS["letterhead_left"]
SUBJECT_WIDTH: float = _OURS["subject_width"]
SUBJECT_GAP = _DECREE.subject_gap
RULE_SHARE = _DECREE.share.write
ADDRESSEE_LEFT: float = _OURS["addressee_left"]
BLANK = "\u00a0" * _OURS["blank"]  # never broken, never squeezed
CLOSING_LEFT: float = _OURS["closing_left"]
CLOSING_GAP: float = _OURS["closing_gap"]
VIETNAMESE_LETTERS = _DECREE.letters

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


def letter(number: int) -> str:
    """Return the letter of a point, of two letters after the 23 of the alphabet.

    >>> [letter(n) for n in (1, 5, 23, 24)]
    ['a', 'đ', 'y', 'aa']
    """
    count = len(VIETNAMESE_LETTERS)
    return VIETNAMESE_LETTERS[(number - 1) % count] * ((number - 1) // count + 1)


def annex_name(number: int | None) -> str:
    """Return "Phụ lục II"; an annex that stands alone has no number."""
    return "Phụ lục" if number is None else f"Phụ lục {roman(number)}"
