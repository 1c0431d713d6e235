"""Several sources of one figure side by side: each kept, one official, the difference shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mangnon.engine.definitions import Definition, Reporter, small_first
from mangnon.engine.explanation import Figure
from mangnon.engine.reported import Reported, ReportedFigures, UnitKey
from mangnon.engine.results import whole_counts
from mangnon.engine.words import measured, number


@dataclass(frozen=True)
class Told:
    """What one source told of a unit and a year; `difference` is to the official figure."""

    reporter: Reporter
    is_official: bool
    figure: Reported | None
    difference: float | None


def told_by_each(
    definition: Definition, reported: ReportedFigures, unit: UnitKey, year: int
) -> list[Told]:
    """Return what each source told, the official one first; [] for a leaf with one source."""
    official = reported.get(definition.leaf, unit, year)
    others = reported.others(definition.leaf, unit, year)
    found = []
    for reporter in definition.reporters:
        is_official = reporter.code == definition.official_series
        figure = official if is_official else others.get(reporter.code)
        found.append(Told(reporter, is_official, figure, _difference(figure, official)))
    return sorted(found, key=lambda told: not told.is_official)


def sentences(definition: Definition, told: Sequence[Told]) -> list[str]:
    """Say in Vietnamese what each source told, by how much they differ, and which one counts."""
    if not told or definition.official is None:
        return []
    said = [_said(definition, one) for one in told]
    names = {one.reporter.code: one.reporter.vi for one in told}
    why = f"Số chính thức là của {names[definition.official.code]}: {definition.official.why}"
    return [f"{len(told)} nguồn: {'; '.join(said)}.", why]


def own_count_words(definition: Definition, figure: Figure) -> str:
    """Say what the registers count of a figure that agencies report, and that it is no source."""
    top, bottom = whole_counts(figure.numerator, figure.denominator)
    own = definition.own_count
    if own is None or top is None or not bottom or figure.value is None:
        return ""
    counted = f"{small_first(own.numerator.meaning)}: {number(top)}"
    of = f"{small_first(own.denominator.meaning)}: {number(bottom)}"
    share = measured(figure.value, definition.unit, definition.decimals + 1)
    return f"{own.vi} (để đối chiếu, không thay số chính thức): {counted}; {of}; bằng {share}."


def _difference(figure: Reported | None, official: Reported | None) -> float | None:
    if figure is None or official is None or figure.exact is None or official.exact is None:
        return None
    return float(figure.exact - official.exact)


def _said(definition: Definition, told: Told) -> str:
    value = told.figure.value if told.figure else None
    decimals = definition.decimals + 1  # what two sources differ by is small
    if value is None:
        return f"{told.reporter.vi} chưa có số"
    words = f"{told.reporter.vi} {measured(value, definition.unit, decimals)}"
    if told.is_official or told.difference is None:
        return words
    if not told.difference:
        return f"{words} (khớp)"
    sign = "cao hơn" if told.difference > 0 else "thấp hơn"
    return f"{words} ({sign} {number(abs(told.difference), decimals)})"
