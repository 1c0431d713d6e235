"""The sheet of the overview: leaves by field and attainment, with totals and shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mangnon.reports.facts import Leaf
from mangnon.reports.wording import ATTAINMENTS, first_capital
from mangnon.reports.workbook.paper import FIRST_ROW, Paper, area, cell
from mangnon.reports.workbook.targets import Written
from mangnon.ui import formats

MET = 1 + ATTAINMENTS.index("met")
TOTAL = 1 + len(ATTAINMENTS)
SHARE = TOTAL + 1


def write_summary(paper: Paper, written: Written) -> None:
    """Count the words of attainment in the sheet of targets, field by field."""
    sheet = paper.sheet("summary", (46, *(14,) * (SHARE)))
    paper.titles(sheet, "annex_summary", SHARE + 1)
    words = [first_capital(formats.attainment_text(name)) for name in ATTAINMENTS]
    ends = [paper.say.head("total"), paper.say.head("share_met")]
    paper.heads(sheet, ["field"], [*words, *ends])
    row = FIRST_ROW
    for field, block in written.attainments.items():
        leaves = paper.facts.of_field(field)
        sheet.write_string(row, 0, paper.facts.fields[field], paper.text)
        for column, name in enumerate(ATTAINMENTS, start=1):
            count = sum(leaf.standing.attainment == name for leaf in leaves)
            formula = f'=COUNTIF({block},"{words[column - 1]}")'
            paper.count(sheet, (row, column), count, formula)
        _write_ends(paper, sheet, row, len(leaves), _met(leaves))
        row += 1
    sheet.write_string(row, 0, paper.say.head("total"), paper.group)
    for column, name in enumerate(ATTAINMENTS, start=1):
        count = len(paper.facts.with_attainment(name))
        formula = f"=SUM({area(FIRST_ROW, max(row - 1, FIRST_ROW), column)})"
        paper.count(sheet, (row, column), count, formula if written.attainments else "")
    _write_ends(paper, sheet, row, len(paper.facts.leaves), _met(paper.facts.leaves))


def _met(leaves: Sequence[Leaf]) -> int:
    return sum(leaf.standing.attainment == "met" for leaf in leaves)


def _write_ends(paper: Paper, sheet: Any, row: int, total: int, met: int) -> None:
    """Write the sum of a row, and which share of it is met."""
    formula = f"=SUM({cell(row, 1)}:{cell(row, TOTAL - 1)})"
    paper.count(sheet, (row, TOTAL), total, formula)
    percent = paper.number(pattern="0.0%")
    formula = f"=IF({cell(row, TOTAL)}=0,0,{cell(row, MET)}/{cell(row, TOTAL)})"
    sheet.write_formula(row, SHARE, formula, percent, met / total if total else 0)
