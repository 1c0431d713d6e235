"""The sheet of the five years: the change and the shares are formulas over its cells."""

from __future__ import annotations

from typing import Any

from mangnon.reports.facts import Leaf
from mangnon.reports.periods.five_year.facts import change_of
from mangnon.reports.periods.five_year.words import FiveWording
from mangnon.reports.workbook.paper import FIRST_ROW, Paper, cell, height, on
from mangnon.reports.workbook.targets import AT as TARGET_AT
from mangnon.reports.workbook.targets import Written

FIXED = (6, 46, 9)


def write_five_year(paper: Paper, written: Written, words: FiveWording) -> None:
    """Write one row a leaf with a column a year, and below how many targets each year met."""
    say, years = paper.say, words.five.years
    widths = (*FIXED, *(10,) * len(years), 13, 12, 11, 40)
    sheet = paper.sheet("five_year", widths)
    paper.titles(sheet, "annex_five_year", len(widths))
    of_year = [say.head("of_year", of=year) for year in years]
    heads = [*of_year, *map(say.head, ("until", "plan", "change", "continuity"))]
    paper.heads(sheet, ("order", "indicator", "measure"), heads)
    row = FIRST_ROW
    for leaf in say.facts.leaves:
        note, last = words.note(leaf), len(widths) - 1
        sheet.write_string(row, 0, leaf.leaf, paper.center)
        sheet.write_string(row, 1, leaf.title, paper.text)
        sheet.write_string(row, 2, paper.layout.measures[leaf.goal.measure], paper.center)
        _write_numbers(paper, sheet, row, leaf, words, written.rows[leaf.leaf])
        sheet.write_string(row, last, note, paper.text)
        sheet.set_row(row, height({1: leaf.title, last: note}, widths))
        row += 1
    _write_met(paper, sheet, row, words)


def _write_numbers(
    paper: Paper, sheet: Any, row: int, leaf: Leaf, words: FiveWording, target_row: int
) -> None:
    known, years = {year.year: year for year in leaf.years}, words.five.years
    for column, year in enumerate(years, start=len(FIXED)):
        if year not in known:
            sheet.write_string(row, column, paper.layout.signs["no_data"], paper.center)
            continue
        mark = f'"{paper.layout.redefined}"' if known[year].is_redefined else ""
        form = paper.number(leaf.decimals, after=mark)
        sheet.write_number(row, column, known[year].standing.value, form)
    now = len(FIXED) + len(years)
    targets = on(paper.layout.sheets["targets"])
    result = targets + cell(target_row, TARGET_AT["result"])
    paper.point(sheet, (row, now), result, leaf, leaf.standing)
    plan = f"={targets}{cell(target_row, TARGET_AT['plan'])}"
    sheet.write_formula(row, now + 1, plan, paper.target(leaf.goal), float(leaf.goal.value))
    if (change := change_of(leaf)) is None:
        sheet.write_blank(row, now + 2, None, paper.center)
        return
    first = len(FIXED) + years.index(change.since)
    last = len(FIXED) + years.index(change.until) if change.until else now
    form = paper.number(leaf.decimals, signed=True)
    sheet.write_formula(row, now + 2, f"={cell(row, last)}-{cell(row, first)}", form, change.by)


def _write_met(paper: Paper, sheet: Any, row: int, words: FiveWording) -> None:
    """Write three rows: targets judged, targets met, and the share, which is a formula."""
    met = words.five.met()
    for offset, name in enumerate(("judged", "met", "share_met")):
        sheet.write_string(row + offset, 0, "", paper.group)
        sheet.write_string(row + offset, 1, paper.say.head(name), paper.group)
        sheet.write_string(row + offset, 2, "", paper.group)
    for column, year in enumerate(words.five.years, start=len(FIXED)):
        if (one := met.get(year)) is None:
            for offset in range(3):
                sign = paper.layout.signs["no_data"]
                sheet.write_string(row + offset, column, sign, paper.center)
            continue
        sheet.write_number(row, column, one.judged, paper.number())
        sheet.write_number(row + 1, column, one.met, paper.number())
        formula = f"={cell(row + 1, column)}/{cell(row, column)}*100"
        sheet.write_formula(
            row + 2, column, formula, paper.number(1, after='"%"'), 100 * one.met / one.judged
        )
