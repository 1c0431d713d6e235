"""The sheets by place: districts and communes side by side, and the counts behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mangnon.reports.facts import SMALL_NUMBERS, Leaf, Place, Standing
from mangnon.reports.wording import first_capital
from mangnon.reports.workbook.counts import COMMUNE, DENOMINATOR, NUMERATOR, VALUE, Counts
from mangnon.reports.workbook.paper import (
    COUNT,
    FIRST_ROW,
    NAME,
    SHORT,
    Paper,
    cell,
    height,
    on,
)

FIGURES = (SHORT, 56, NAME, COUNT, COUNT, 18)  # order, indicator, place, counts, value
COUNTS_WIDTHS = (SHORT, 50, 9, 22, 9, 24, COUNT, COUNT, 16, 10)


def write_districts(paper: Paper, counts: Counts) -> None:
    """Write the districts and the province; each cell points at the row that calculates it."""
    shown = paper.say.leaves_by_place()
    table = paper.sheet("districts", (SHORT, NAME, *(COUNT,) * len(shown)))
    figures = paper.sheet("figures", FIGURES)
    paper.titles(table, "annex_districts", 2 + len(shown))
    paper.heads(table, ("order", "unit"), (head for _leaf, head in shown))
    paper.titles(figures, "annex_districts", len(FIGURES))
    paper.heads(figures, ("order", "indicator", "unit", "numerator", "denominator", "result_plain"))
    line = FIRST_ROW
    for order, place in enumerate((*paper.facts.districts, None), start=1):
        row = FIRST_ROW + order - 1
        name = place.name if place else first_capital(paper.facts.whole)
        table.write(row, 0, str(order) if place else None, paper.center)
        table.write_string(row, 1, name, paper.text if place else paper.group)
        for column, (leaf, _head) in enumerate(shown, start=2):
            standing = place.standing(leaf) if place else leaf.standing
            _write_figure(paper, counts, figures, line, (leaf, place, name, standing))
            source = on(paper.layout.sheets["figures"]) + cell(line, 5)
            paper.point(table, (row, column), source, leaf, standing)
            line += 1


def _write_figure(
    paper: Paper,
    counts: Counts,
    sheet: Any,
    line: int,
    figure: tuple[Leaf, Place | None, str, Standing],
) -> None:
    leaf, place, name, standing = figure
    sheet.write_string(line, 0, leaf.leaf, paper.center)
    sheet.write_string(line, 1, leaf.title, paper.text)
    sheet.write_string(line, 2, name, paper.text)
    sheet.set_row(line, height({1: leaf.title, 2: name}, FIGURES))
    formulas = {
        column: counts.sum_of(leaf, standing, source, key=cell(line, 0), district=place)
        for column, source in ((3, NUMERATOR), (4, DENOMINATOR))
    }
    paper.counts(sheet, line, formulas, standing)
    paper.value(sheet, (line, 5), leaf, standing)


def write_communes(paper: Paper, counts: Counts) -> None:
    """Write the communes by district; each cell points at its row in the sheet of counts."""
    shown = paper.say.leaves_by_place()
    sheet = paper.sheet("communes", (SHORT, NAME, NAME, *(COUNT,) * len(shown)))
    paper.titles(sheet, "annex_communes", 3 + len(shown))
    paper.heads(sheet, ("order", "unit", "district"), (head for _leaf, head in shown))
    district = _names(paper.facts.districts)
    for order, place in enumerate(paper.facts.by_commune, start=1):
        row = FIRST_ROW + order - 1
        sheet.write_string(row, 0, str(order), paper.center)
        sheet.write_string(row, 1, place.name, paper.text)
        sheet.write_string(row, 2, district(place.parent), paper.text)
        for column, (leaf, _head) in enumerate(shown, start=3):
            standing = place.standing(leaf)
            line = counts.row_of(leaf, place)
            source = "" if line is None else on(counts.sheet) + cell(line, VALUE)
            paper.point(sheet, (row, column), source, leaf, standing)


def write_counts(paper: Paper, counts: Counts) -> None:
    """Write the counts of every commune for every computed leaf: what all sums are made of."""
    sheet = paper.sheet("counts", COUNTS_WIDTHS)
    paper.titles(sheet, "annex_counts", len(COUNTS_WIDTHS))
    paper.heads(
        sheet,
        ("order", "indicator", "code", "district", "code", "unit", "numerator", "denominator",
         "result_plain", "few"),
    )  # fmt: skip
    district = _names(paper.facts.districts)
    for row, leaf, place, standing in counts.rows:
        texts = (leaf.leaf, leaf.title, place.parent, district(place.parent), place.code)
        for column, text in enumerate((*texts, place.name)):
            sheet.write_string(row, column, text, paper.plain_box)
        paper.counts(sheet, row, {NUMERATOR: "", DENOMINATOR: ""}, standing)
        paper.value(sheet, (row, VALUE), leaf, standing)
        few = paper.layout.flags[SMALL_NUMBERS] if SMALL_NUMBERS in standing.flags else ""
        sheet.write_string(row, VALUE + 1, few, paper.center)
    if counts.rows:
        sheet.autofilter(FIRST_ROW - 1, 0, counts.rows[-1][0], VALUE + 1)
    sheet.freeze_panes(FIRST_ROW, COMMUNE + 2)


def _names(places: Sequence[Place]) -> Callable[[str], str]:
    known = {place.code: place.name for place in places}
    return lambda code: known.get(code, "")
