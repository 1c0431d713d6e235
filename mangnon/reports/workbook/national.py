"""The sheet of national targets: the differences and the verdicts are formulas over its cells."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from mangnon.reports.facts import Facts, Goal, Leaf
from mangnon.reports.layouts import Layout
from mangnon.reports.periods.national.beside import meets_national
from mangnon.reports.periods.national.words import against_words, note_words, result_words
from mangnon.reports.wording import Wording, first_capital
from mangnon.reports.workbook.paper import FIRST_ROW, NOTE_ROW, Paper, cell, height, on
from mangnon.reports.workbook.source import write_source
from mangnon.reports.workbook.targets import AT as TARGET_AT

WIDTHS = (6, 46, 9, 13, 13, 13, 20, 13, 34)
ORDER, TITLE, MEASURE, NATIONAL, PLAN, DIFFERENCE, AGAINST, RESULT, VERDICT = range(len(WIDTHS))
SIGNS = {">=": ">=", ">": ">", "<=": "<=", "<": "<", "reduce_by": ">=", "increase_by": ">="}


def write_national(paper: Paper, target_rows: Mapping[str, int] | None = None) -> None:
    """Write one row a leaf; plan and figure point at the sheet of targets where there is one."""
    say, facts = paper.say, paper.facts
    sheet = paper.sheet("national", WIDTHS)
    paper.titles(sheet, "annex_national", len(WIDTHS))
    if not facts.hides_some:
        sheet.write_string(NOTE_ROW, 0, note_words(say), paper.plain)
    milestone = say.head("national", milestone=facts.milestone)
    rest = ("plan", "national_difference", "national_against", "result", "national_result")
    paper.heads(sheet, ("order", "indicator", "measure"), [milestone, *map(say.head, rest)])
    for row, leaf in enumerate(facts.leaves, start=FIRST_ROW):
        sheet.write_string(row, ORDER, leaf.leaf, paper.center)
        sheet.write_string(row, TITLE, leaf.title, paper.text)
        sheet.write_string(row, MEASURE, paper.layout.measures[leaf.goal.measure], paper.center)
        _write_plan(paper, sheet, row, leaf, _source(paper, leaf, target_rows, "plan"))
        _write_against(paper, sheet, row, leaf)
        found = _source(paper, leaf, target_rows, "result")
        paper.point(sheet, (row, RESULT), found, leaf, leaf.standing)
        _write_verdict(paper, sheet, row, leaf)
        words = first_capital(result_words(say, leaf))
        sheet.set_row(row, height({TITLE: leaf.title, VERDICT: words}, WIDTHS))


def national_workbook(facts: Facts, layout: Layout) -> bytes:
    """Return the .xlsx of the page: the comparison and where its figures come from."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": facts.computed_at.replace(tzinfo=None)})
    paper = Paper(book, Wording(facts, layout))
    write_national(paper)
    write_source(paper)
    book.close()
    return buffer.getvalue()


def _source(paper: Paper, leaf: Leaf, rows: Mapping[str, int] | None, column: str) -> str:
    if rows is None:
        return ""
    return on(paper.layout.sheets["targets"]) + cell(rows[leaf.leaf], TARGET_AT[column])


def _write_plan(paper: Paper, sheet: Any, row: int, leaf: Leaf, source: str) -> None:
    goal, form = leaf.goal, paper.target(leaf.goal)
    if source:
        sheet.write_formula(row, PLAN, f"={source}", form, float(goal.value))
    else:
        sheet.write_number(row, PLAN, float(goal.value), form)


def _write_against(paper: Paper, sheet: Any, row: int, leaf: Leaf) -> None:
    """Write the national target, and by how much the plan asks more of the same thing, or less."""
    national, words = leaf.national, first_capital(against_words(paper.say, leaf))
    if national is None:
        sheet.write_blank(row, NATIONAL, None, paper.center)
    else:
        form = paper.target(national.goal)
        sheet.write_number(row, NATIONAL, float(national.goal.value), form)
    if national is None or not national.against:
        for column in (DIFFERENCE, AGAINST):
            sheet.write_blank(row, column, None, paper.center)
        return
    plan, asked = cell(row, PLAN), cell(row, NATIONAL)
    difference = float(leaf.goal.value - national.goal.value)
    digits = max(_digits(leaf.goal), _digits(national.goal))
    sheet.write_formula(
        row, DIFFERENCE, f"=ROUND({plan}-{asked},{digits})", paper.number(digits, signed=True),
        difference,
    )  # fmt: skip
    told = {key: first_capital(said) for key, said in paper.layout.national.items()}
    above, below = ("looser", "stricter") if _is_lower(leaf.goal) else ("stricter", "looser")
    formula = (
        f'=IF({plan}={asked},"{told["same"]}",IF({plan}>{asked},"{told[above]}","{told[below]}"))'
    )
    sheet.write_formula(row, AGAINST, formula, paper.center, words)


def _write_verdict(paper: Paper, sheet: Any, row: int, leaf: Leaf) -> None:
    words = first_capital(result_words(paper.say, leaf))
    national = leaf.national
    if national is None or meets_national(leaf) is None:
        sheet.write_string(row, VERDICT, words, paper.text)
        return
    told = {key: first_capital(said) for key, said in paper.layout.national.items()}
    sign = SIGNS[national.goal.relation]
    test = f"ROUND({cell(row, RESULT)},9){sign}ROUND({cell(row, NATIONAL)},9)"
    formula = f'=IF({test},"{told["meets"]}","{told["short"]}")'
    sheet.write_formula(row, VERDICT, formula, paper.text, words)


def _is_lower(goal: Goal) -> bool:
    return goal.relation in ("<", "<=")


def _digits(goal: Goal) -> int:
    return max(0, -int(goal.value.as_tuple().exponent))
