"""How figures, targets and dates are written in Vietnamese: for pages, documents and the console.

Pure functions without Django. A missing figure is never written as a number: `None` is "—" where
nothing was asked, and `absence_text` says in words why an asked figure is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Number = float | int | Decimal | str
Count = int | float | Fraction

DASH = "—"
HIDDEN = "không nêu (số nhỏ)"
ALL_PERCENT = 100
UNIT_SUFFIXES: Mapping[str, str] = {
    "percent": "%",
    "per_1000": "/1.000",
    "per_100000": "/100.000",
    "count": "",
}
ATTAINMENTS: Mapping[str, str] = {
    "met": "đạt",
    "on_track": "đúng tiến độ",
    "off_track": "chậm tiến độ",
    "missed": "không đạt",
    "no_data": "chưa có số liệu",
    "not_applicable": "không phát sinh",
}
BASES: Mapping[str, str] = {
    "final": "chính thức",
    "provisional": "tạm tính",
    "estimated": "ước tính",
}
_RELATIONS: Mapping[str, str] = {
    ">=": "≥ {}",
    ">": "trên {}",
    "<=": "≤ {}",
    "<": "dưới {}",
    "reduce_by": "giảm ít nhất {}",
    "increase_by": "tăng ít nhất {}",
}
_BANDS: Mapping[str, str] = {"reduce_by": "giảm {}", "increase_by": "tăng {}"}


def number(x: Number | None, decimals: int | None = None) -> str:
    """Return the number with a decimal comma and dots between thousands; "—" for None.

    Halves round away from zero. Without `decimals` the number keeps the digits it was given.

    >>> number(1234.56, 1), number("76.9"), number(-0.04, 1), number(None)
    ('1.234,6', '76,9', '0,0', '—')
    """
    if x is None:
        return DASH
    exact = Decimal(str(x))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if exact == 0:
        exact = abs(exact)  # no "-0,0"
    return f"{exact:,f}".translate(str.maketrans(",.", ".,")).replace("-", "\u2212")


def value_with_unit(value: Number | None, unit: str, decimals: int | None = None) -> str:
    """Return the number with its unit: "77,5%", "12,5/1.000", "550/100.000"; "—" for None."""
    if value is None:
        return DASH
    return number(value, decimals) + UNIT_SUFFIXES[unit]


def target_text(
    relation: str, value: Number, value_max: Number | None = None, unit: str = "percent"
) -> str:
    """Return a target in words: "≥ 76,9%", "dưới 9%", "giảm 2–3%". An empty `value_max` is none.

    All of them is "100%": nothing can be above it.
    """
    if relation == ">=" and unit == "percent" and Decimal(str(value)) == ALL_PERCENT:
        return value_with_unit(ALL_PERCENT, unit)
    if value_max not in (None, "") and relation in _BANDS:
        return _BANDS[relation].format(f"{number(value)}–{value_with_unit(value_max, unit)}")
    return _RELATIONS[relation].format(value_with_unit(value, unit))


def interval_text(low: Number | None, high: Number | None, unit: str, decimals: int) -> str:
    """Return the 95% interval as "74,1–80,2%", or "" where there is none.

    A rate's interval stands beside the rate, whose "/1.000" it does not repeat.
    """
    if low is None or high is None:
        return ""
    suffix = UNIT_SUFFIXES[unit]
    shown = f"{number(low, decimals)}–{number(high, decimals)}"
    return shown if suffix.startswith("/") else shown + suffix


def count_text(count: Count) -> str:
    """Return "86", or "≈ 123,4" of a count with part of a unit in it.

    >>> count_text(1234), count_text(Fraction(1234, 10)), count_text(2.25)
    ('1.234', '≈ 123,4', '≈ 2,3')
    """
    if count == int(count):
        return number(int(count))
    exact = Fraction(count)
    return f"≈ {number(Decimal(exact.numerator) / Decimal(exact.denominator), 1)}"


def fraction_text(numerator: Count | None, denominator: Count | None) -> str:
    """Return "86 trên 111", or "" where the figure has no such parts."""
    if numerator is None or denominator is None:
        return ""
    return f"{count_text(numerator)} trên {count_text(denominator)}"


def needs_text(
    needed: int, numerator: int | None, denominator: int, *, is_lower_better: bool, noun: str = ""
) -> str:
    """Return what the target asks in whole numbers, and how far it is from there, in the noun.

    >>> needs_text(86, 80, 111, is_lower_better=False), needs_text(9, 12, 90, is_lower_better=True)
    ('cần 86 trên 111, còn thiếu 6', 'tối đa 9 trên 90, đang vượt 3')
    """
    asked = f"{'tối đa' if is_lower_better else 'cần'} {fraction_text(needed, denominator)}"
    gap = 0 if numerator is None else needed - numerator
    if is_lower_better and gap < 0:
        return f"{asked}, đang vượt {number(-gap)} {noun}".rstrip()
    if gap > 0 and not is_lower_better:
        return f"{asked}, còn thiếu {number(gap)} {noun}".rstrip()
    return asked


def absence_text(attainment: str | None) -> str:
    """Say why a figure is not there: no such event, or not measured. They are not the same."""
    return ATTAINMENTS["not_applicable" if attainment == "not_applicable" else "no_data"]


def figure_text(
    value: Number | None, unit: str, decimals: int, attainment: str | None = None
) -> str:
    """Return the figure with its unit, or the words for its absence."""
    if value is None:
        return absence_text(attainment)
    return value_with_unit(value, unit, decimals)


def attainment_text(attainment: str | None) -> str:
    """Return the attainment in words; "—" where there is no target to compare with."""
    return ATTAINMENTS[attainment] if attainment else DASH


def basis_text(basis: str) -> str:
    """Return "chính thức", "tạm tính" or "ước tính"."""
    return BASES[basis]


def date_text(d: date | None) -> str:
    """Return dd/mm/yyyy; "—" for None."""
    return f"{d:%d/%m/%Y}" if d else DASH


def moment_text(moment: datetime | None) -> str:
    """Return dd/mm/yyyy and the time, in the zone the moment carries; "—" for None."""
    return f"{moment:%d/%m/%Y %H:%M}" if moment else DASH


def days_left_text(on: date, today: date) -> str:
    """Return "còn 10 ngày", "hôm nay" or "quá hạn 3 ngày"."""
    days = (on - today).days
    if days == 0:
        return "hôm nay"
    return f"còn {number(days)} ngày" if days > 0 else f"quá hạn {number(-days)} ngày"
