"""The sheet of years: earlier ones, this one so far, the change, the forecast, the monthly need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mangnon.documents.writing.model import plain
from mangnon.reports.facts import Leaf
from mangnon.reports.workbook.paper import FIRST_ROW, Paper, cell, height, on
from mangnon.reports.workbook.targets import AT as TARGET_AT

FIXED = ("order", "indicator", "measure")
AHEAD = ("ahead", "ahead_low", "ahead_high")


def write_years(paper: Paper, target_rows: Mapping[str, int]) -> None:
    """Write one row a leaf; this year's figure and the plan point at the sheet of targets."""
    facts, say = paper.facts, paper.say
    of_year = [say.head("of_year", of=year) for year in facts.years]
    since = say.head("since_last_year", of=facts.year - 1)
    heads = [*of_year, say.head("until"), since, say.head("plan"), *map(say.head, AHEAD)]
    widths = (6, 46, 9, *(10,) * len(of_year), 13, 11, 11, 11, 11, 11, 44)
    sheet = paper.sheet("years", widths)
    paper.titles(sheet, "annex_years", len(widths))
    paper.heads(sheet, FIXED, [*heads, say.head("monthly")])
    for row, leaf in enumerate(facts.leaves, start=FIRST_ROW):
        words = plain(say.monthly(leaf)).strip()
        sheet.write_string(row, 0, leaf.leaf, paper.center)
        sheet.write_string(row, 1, leaf.title, paper.text)
        sheet.write_string(row, 2, paper.layout.measures[leaf.goal.measure], paper.center)
        _write_numbers(paper, sheet, row, leaf, target_rows[leaf.leaf])
        sheet.write_string(row, len(widths) - 1, words, paper.text)
        sheet.set_row(row, height({1: leaf.title, len(widths) - 1: words}, widths))


def _write_numbers(paper: Paper, sheet: Any, row: int, leaf: Leaf, target_row: int) -> None:
    years, form = paper.facts.years, paper.number(leaf.decimals)
    known = {year.year: year for year in leaf.years}
    for column, year in enumerate(years, start=len(FIXED)):
        if year not in known:
            sheet.write_string(row, column, paper.layout.signs["no_data"], paper.center)
        else:
            redefined = f'"{paper.layout.redefined}"' if known[year].is_redefined else ""
            own = paper.number(leaf.decimals, after=redefined)
            sheet.write_number(row, column, known[year].standing.value, own)
    now = len(FIXED) + len(years)
    targets = on(paper.layout.sheets["targets"])
    result = targets + cell(target_row, TARGET_AT["result"])
    paper.point(sheet, (row, now), result, leaf, leaf.standing)
    last = known.get(paper.facts.year - 1)
    value = leaf.standing.value
    if last is None or last.is_redefined or value is None or last.standing.value is None:
        sheet.write_blank(row, now + 1, None, form)
    else:
        formula = f"={cell(row, now)}-{cell(row, now - 1)}"
        change = paper.number(leaf.decimals, signed=True)
        sheet.write_formula(row, now + 1, formula, change, value - last.standing.value)
    plan = f"={targets}{cell(target_row, TARGET_AT['plan'])}"
    sheet.write_formula(row, now + 2, plan, paper.target(leaf.goal), float(leaf.goal.value))
    ahead = leaf.ahead
    ends = (ahead.value, ahead.low, ahead.high) if ahead else (None, None, None)
    for column, end in enumerate(ends, start=now + 3):
        if end is None:
            sheet.write_blank(row, column, None, form)
        else:
            sheet.write_number(row, column, end, form)
