"""Vietnamese numbers: "76,9", "1.500", "02", "≥ 70", and the decimal strings they stand for."""

import re
from decimal import Decimal

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\d])"
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
WORDS = {"một": "1", "hai": "2", "ba": "3", "bốn": "4", "năm": "5"} | {
    "sáu": "6",
    "bảy": "7",
    "tám": "8",
    "chín": "9",
    "mười": "10",
}


def decimal_string(written: str) -> str:
    """Return the number with a decimal point and no leading zeros: "09,50" gives "9.50"."""
    written = WORDS.get(written, written)
    if _THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    whole, point, part = written.replace(",", ".").partition(".")
    return (whole.lstrip("0") or "0") + point + part


def as_decimal(written: str) -> Decimal:
    return Decimal(decimal_string(written))
