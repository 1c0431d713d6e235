"""Figures in Vietnamese, for sentences that the engine says itself."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from mangnon.engine.attainment import CHANGES, Target

UNITS = {"percent": "%", "per_1000": "/1.000", "per_100000": "/100.000", "count": ""}
RELATIONS = {
    ">=": "từ {} trở lên",
    ">": "trên {}",
    "<=": "không quá {}",
    "<": "dưới {}",
    "reduce_by": "giảm ít nhất {}",
    "increase_by": "tăng ít nhất {}",
}


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """Return the number with a decimal comma and dots between thousands; halves round up.

    >>> number(1234.56, 1), number(Decimal("76.90"))
    ('1.234,6', '76,9')
    """
    exact = Decimal(str(value))
    if decimals is None:
        exact = exact.normalize()
    else:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def measured(value: float | Decimal, unit: str, decimals: int | None = None) -> str:
    """Return the number with its unit, such as 77,5% or 550/100.000."""
    return number(value, decimals) + UNITS[unit]


def day_text(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def target_words(target: Target) -> str:
    """Return what is asked, such as "từ 76,9% trở lên" or "giảm từ 2% đến 3%"."""
    value = measured(target.value, target.unit)
    if target.value_max is None:
        return RELATIONS[target.relation].format(value)
    verb = RELATIONS[target.relation].split()[0]
    return f"{verb} từ {value} đến {measured(target.value_max, target.unit)}"


def needs_words(target: Target, numerator: int, denominator: int, per: int, noun: str = "") -> str:
    """Say which whole count meets the target and how far the figure is from it, in its noun.

    Nothing is said of a change: what it needs hangs on last year's count.
    """
    if not denominator or target.relation in CHANGES:
        return ""
    needed = target.needed(denominator, per)
    if needed is None:
        return "Không có số nguyên nào đạt mục tiêu này."
    word, gap = "ít nhất", needed - numerator
    missing = "còn thiếu"
    if target.is_lower_better:
        word, gap, missing = "nhiều nhất", -gap, "đang vượt"
    rest = f", {missing} {number(gap)} {noun}".rstrip() if gap > 0 else ""
    return f"Cần {word} {number(needed)} trên {number(denominator)}{rest}."
