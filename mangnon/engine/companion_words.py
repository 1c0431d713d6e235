"""What stands beside a figure, in Vietnamese sentences: coverage, and the gap of areas."""

from __future__ import annotations

from mangnon.engine.definitions import Definition, small_first
from mangnon.engine.explanation import Figure
from mangnon.engine.results import whole_counts
from mangnon.engine.words import UNITS, number

POINTS = " điểm phần trăm"


def coverage_words(definition: Definition, figure: Figure) -> str:
    """Say how many were reached of those who should be; "" where nobody should."""
    reached, should = whole_counts(figure.numerator, figure.denominator)
    if definition.denominator is None or definition.coverage is None:
        return ""
    if reached is None or not should or figure.value is None:
        return ""
    top, bottom = definition.denominator.meaning, small_first(definition.coverage.meaning)
    whole = f"{number(should)} {bottom.removeprefix('số ')}"
    return f"{top}: {number(reached)}, bằng {number(figure.value, 1)}% của {whole}."


def gap_words(definition: Definition, gap: Figure, last_year: float | None) -> str:
    """Say by how much difficult areas differ from the rest, and whether the gap narrows."""
    if gap.value is None:
        return ""
    than = "" if _is_nothing(definition, gap.value) else "so với "
    said = [f"Địa bàn khó khăn {_compared(definition, gap.value)} {than}phần còn lại"]
    if gap.low is not None and gap.high is not None:
        low, high = (number(bound, definition.decimals) for bound in (gap.low, gap.high))
        said.append(f" (khoảng tin cậy 95% của chênh lệch: {low} đến {high})")
    if last_year is not None:
        narrowed, before = abs(last_year) - abs(gap.value), _compared(definition, last_year)
        verb = f"{'thu hẹp' if narrowed > 0 else 'nới rộng'} {_size(definition, abs(narrowed))}"
        if _is_nothing(definition, narrowed):
            verb = "không đổi"
        said.append(f"; {verb} so với cuối năm trước (khi đó {before})")
    return "".join(said) + "."


def _is_nothing(definition: Definition, gap: float) -> bool:
    """Say whether the gap is zero as it is shown."""
    return number(abs(gap), definition.decimals) == number(0, definition.decimals)


def _compared(definition: Definition, gap: float) -> str:
    if _is_nothing(definition, gap):
        return "ngang bằng"
    return f"{'cao' if gap > 0 else 'thấp'} hơn {_size(definition, abs(gap))}"


def _size(definition: Definition, value: float) -> str:
    suffix = POINTS if definition.unit == "percent" else UNITS[definition.unit]
    return number(value, definition.decimals) + suffix
