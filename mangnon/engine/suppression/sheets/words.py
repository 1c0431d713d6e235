"""What headings and cells of other people's tables mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from mangnon.engine.issues import EngineError
from mangnon.engine.suppression.sheets.sheet import Sheet

NUMERATOR = ("numerator", "tu so")
DENOMINATOR = ("denominator", "mau so")
COUNT = (
    *("count", "counts", "n", "freq", "frequency", "so luong", "so tre", "so tre em", "so ca"),
    *("so truong hop", "so nguoi", "tan so", "so dem"),
)
VALUE = ("value", "gia tri", "so lieu")  # a count where there is no other
PARENT = ("parent", "parent code", "truc thuoc", "cap tren", "don vi cap tren", "thuoc")
LABELS = (
    *("stt", "tt", "ma", "code", "id", "ma don vi", "unit", "don vi"),
    *("year", "month", "thang", "age", "age band", "age group", "tuoi", "do tuoi", "nhom tuoi"),
)
BETRAYING = (
    *("value", "low", "high", "attainment", "flags", "rate", "share", "percent", "se", "rse"),
    *("gia tri", "ket qua", "can duoi", "can tren", "muc do dat"),
)
# How headings of rates begin; a sign of them may stand anywhere.
RATES = ("ty le", "ti le", "ty suat", "ti suat", "phan tram", "rate", "percent", "proportion")
RATE_SIGNS = ("%", "‰")
YEAR = "năm"  # without its mark it would be "nam", which is what boys are called
TOTALS = (
    *("", "total", "all", "tong", "tong so", "tong cong", "cong", "chung", "tat ca"),
    *("toan tinh", "toan huyen", "ca tinh"),
)
ABSENT = (
    *("", "-", "–", "—", "…", "...", "na", "n/a", "*", "x"),
    *("khong phat sinh", "khong co so lieu"),
)
WHOLE = re.compile(r"\d+(\.0+)?")
DECIMAL = re.compile(r"\d+([.,]\d+)?\s*[%‰]?")
LARGEST = 10**12  # no count of people is larger
GROUPED = re.compile(r"\d{1,3}(?:([.,\s\u00a0])\d{3})(?:\1\d{3})*")


def plain(text: str) -> str:
    """Return words without marks, capitals, underscores and doubled spaces, to compare."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(letters.replace("_", " ").split())


def is_label(heading: str) -> bool:
    return plain(heading) in LABELS or heading.strip().casefold() == YEAR


def is_betraying(heading: str) -> bool:
    return (
        plain(heading) in BETRAYING
        or plain(heading).startswith(RATES)
        or any(sign in heading for sign in RATE_SIGNS)
    )


def is_total(text: str) -> bool:
    return plain(text) in TOTALS


def is_absent(text: str) -> bool:
    return plain(text) in ABSENT


def is_decimal(text: str) -> bool:
    return bool(DECIMAL.fullmatch(text.strip()))


def is_whole(text: str) -> bool:
    bare = text.strip()
    return bool(WHOLE.fullmatch(bare) or GROUPED.fullmatch(bare))


def require_no_circle(above: Mapping[str, str]) -> None:
    """Raise EngineError where a unit lies, over others or at once, in itself."""
    for unit in above:
        upper, passed = above[unit], {unit}
        while upper and upper not in passed:
            passed.add(upper)
            upper = above.get(upper, "")
        if upper == unit:
            raise EngineError(f"Đơn vị “{unit}” trực thuộc chính nó; hãy sửa cột đơn vị cấp trên.")


def read_count(sheet: Sheet, row: int, column: int) -> int | None:
    """Return a cell's count, None where none stands; raise EngineError for anything else."""
    text = sheet.rows[row][column].strip()
    if is_absent(text):
        return None
    where = sheet.place(row, column)
    if is_whole(text):
        digits = re.sub(r"\D", "", text if GROUPED.fullmatch(text) else text.partition(".")[0])
        if len(digits.lstrip("0")) > len(str(LARGEST)) - 1:
            raise EngineError(f"Ở {where}: số quá lớn, không thể là số đếm; hãy sửa lại.")
        return int(digits.lstrip("0") or "0")
    if text.startswith("-"):
        raise EngineError(f"Ở {where}: “{text}” là số âm; số đếm phải từ 0 trở lên.")
    raise EngineError(f"Ở {where}: “{text}” không phải số đếm; hãy ghi một số nguyên.")
