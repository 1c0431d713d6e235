"""The sheet of the half-year: the differences are formulas over its cells."""

from __future__ import annotations

from typing import Any

from mangnon.documents.writing.model import plain
from mangnon.reports.facts import Leaf
from mangnon.reports.periods.half_year.words import HalfWording
from mangnon.reports.workbook.paper import FIRST_ROW, Paper, cell, height, on
from mangnon.reports.workbook.targets import AT as TARGET_AT
from mangnon.reports.workbook.targets import Written

WIDTHS = (6, 46, 9, 12, 12, 12, 11, 12, 11, 12, 11, 11, 44)
(
    ORDER, TITLE, MEASURE, PLAN, BEFORE, RESULT, SINCE, DUE, SINCE_DUE, ESTIMATE, LOW, HIGH, PACE,
) = range(len(WIDTHS))  # fmt: skip


def write_half_year(paper: Paper, written: Written, words: HalfWording) -> None:
    """Write one row a leaf: plan and figure point at the sheet of targets."""
    say = paper.say
    sheet = paper.sheet("half_year", WIDTHS)
    paper.titles(sheet, "annex_half_year", len(WIDTHS))
    before = say.head("same_period", of=say.facts.year - 1)
    since = say.head("since_same_period", of=say.facts.year - 1)
    rest = ("due", "since_due", "estimate", "ahead_low", "ahead_high", "pace")
    heads = [say.head("plan"), before, say.head("result"), since, *map(say.head, rest)]
    paper.heads(sheet, ("order", "indicator", "measure"), heads)
    for row, leaf in enumerate(say.facts.leaves, start=FIRST_ROW):
        pace = plain(words.pace(leaf))
        sheet.write_string(row, ORDER, leaf.leaf, paper.center)
        sheet.write_string(row, TITLE, leaf.title, paper.text)
        sheet.write_string(row, MEASURE, paper.layout.measures[leaf.goal.measure], paper.center)
        _write_numbers(paper, sheet, row, leaf, words, written.rows[leaf.leaf])
        sheet.write_string(row, PACE, pace, paper.text)
        sheet.set_row(row, height({TITLE: leaf.title, PACE: pace}, WIDTHS))


def _write_numbers(
    paper: Paper, sheet: Any, row: int, leaf: Leaf, words: HalfWording, target_row: int
) -> None:
    targets = on(paper.layout.sheets["targets"])
    plan = f"={targets}{cell(target_row, TARGET_AT['plan'])}"
    sheet.write_formula(row, PLAN, plan, paper.target(leaf.goal), float(leaf.goal.value))
    result = targets + cell(target_row, TARGET_AT["result"])
    paper.point(sheet, (row, RESULT), result, leaf, leaf.standing)
    before, due = words.half.last_year(leaf), words.half.paces[leaf.leaf].due
    is_other = words.half.is_redefined(leaf)
    form = paper.number(leaf.decimals)
    mark = f'"{paper.layout.redefined}"' if is_other else ""
    if before.value is None:
        sheet.write_string(row, BEFORE, paper.sign(before), paper.center)
    else:
        sheet.write_number(row, BEFORE, before.value, paper.number(leaf.decimals, after=mark))
    value = leaf.standing.value
    compared = None if is_other else before.value
    _write_difference(paper, sheet, (row, SINCE), (RESULT, BEFORE), leaf, value, compared)
    owed = None if due is None else float(due)
    _write(sheet, row, DUE, owed, form)
    _write_difference(paper, sheet, (row, SINCE_DUE), (RESULT, DUE), leaf, value, owed)
    ahead = leaf.ahead
    ends = (ahead.value, ahead.low, ahead.high) if ahead else (None, None, None)
    for column, end in zip((ESTIMATE, LOW, HIGH), ends, strict=True):
        _write(sheet, row, column, end, form)


def _write(sheet: Any, row: int, column: int, number: float | None, form: Any) -> None:
    if number is None:
        sheet.write_blank(row, column, None, form)
    else:
        sheet.write_number(row, column, number, form)


def _write_difference(
    paper: Paper,
    sheet: Any,
    at: tuple[int, int],
    columns: tuple[int, int],
    leaf: Leaf,
    value: float | None,
    other: float | None,
) -> None:
    """Write one cell less another of the row; nothing where either holds no number."""
    row, _column = at
    if value is None or other is None:
        sheet.write_blank(*at, None, paper.center)
        return
    formula = f"={cell(row, columns[0])}-{cell(row, columns[1])}"
    form = paper.number(leaf.decimals, signed=True)
    sheet.write_formula(*at, formula, form, value - other)
