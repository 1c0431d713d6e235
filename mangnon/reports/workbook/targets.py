"""The sheet of targets: a row a leaf with plan, counts, value, difference and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mangnon.reports.annexes import remarks
from mangnon.reports.facts import Leaf
from mangnon.reports.wording import first_capital
from mangnon.reports.workbook.counts import DENOMINATOR, NUMERATOR, Counts
from mangnon.reports.workbook.paper import FIRST_ROW, Paper, area, cell, height
from mangnon.ui import formats

# The columns by their names in the layout, with their widths in letters.
COLUMNS = {
    "order": 6, "indicator": 46, "measure": 9, "plan": 11, "numerator": 10, "denominator": 10,
    "result": 13, "difference": 10, "missing": 11, "attainment": 14, "leads": 20, "note": 18,
}  # fmt: skip
AT = {name: column for column, name in enumerate(COLUMNS)}
WIDTHS = tuple(COLUMNS.values())
EXACT = 9  # decimals that survive a product of two numbers as spreadsheets hold them


@dataclass(frozen=True)
class Written:
    """Where things stand: the row of each leaf, and the cells of a field's attainments."""

    rows: dict[str, int]
    attainments: dict[str, str]


def write_targets(paper: Paper, counts: Counts) -> Written:
    """Write one row a leaf, by field; return where the rest of the book finds them."""
    sheet = paper.sheet("targets", WIDTHS)
    paper.titles(sheet, "annex_targets", len(COLUMNS))
    paper.heads(sheet, COLUMNS)
    row, written = FIRST_ROW, Written({}, {})
    for field, title in paper.facts.fields.items():
        if leaves := paper.facts.of_field(field):
            sheet.merge_range(row, 0, row, len(COLUMNS) - 1, "", paper.group)
            sheet.write_string(row, 0, title, paper.group)
            first, row = row + 1, row + 1
            for leaf in leaves:
                _write_leaf(paper, counts, sheet, row, leaf)
                written.rows[leaf.leaf] = row
                row += 1
            name = paper.layout.sheets["targets"]
            written.attainments[field] = area(first, row - 1, AT["attainment"], name)
    return written


def _write_leaf(paper: Paper, counts: Counts, sheet: Any, row: int, leaf: Leaf) -> None:
    standing, goal = leaf.standing, leaf.goal
    sheet.write_string(row, AT["order"], leaf.leaf, paper.center)
    sheet.write_string(row, AT["measure"], paper.layout.measures[goal.measure], paper.center)
    sheet.write_number(row, AT["plan"], float(goal.value), paper.target(goal))
    key = cell(row, AT["order"])
    for name, column, count in (
        ("numerator", NUMERATOR, standing.numerator),
        ("denominator", DENOMINATOR, standing.denominator),
    ):
        formula = counts.sum_of(leaf, standing, column, key=key, district=None)
        paper.count(sheet, (row, AT[name]), count, formula)
    paper.value(sheet, (row, AT["result"]), leaf, standing)
    _write_difference(paper, sheet, row, leaf)
    _write_missing(paper, sheet, row, leaf)
    texts = {
        "indicator": leaf.title,
        "attainment": first_capital(formats.attainment_text(standing.attainment)),
        "leads": ", ".join(leaf.leads),
        "note": first_capital(remarks(paper.say, leaf)),
    }
    for name, text in texts.items():
        form = paper.center if name == "attainment" else paper.text
        sheet.write_string(row, AT[name], text, form)
    sheet.set_row(row, height({AT[name]: text for name, text in texts.items()}, WIDTHS))


def _write_difference(paper: Paper, sheet: Any, row: int, leaf: Leaf) -> None:
    """Write by how much the value lies above or below the plan's number."""
    at = row, AT["difference"]
    if leaf.standing.value is None:
        sheet.write_blank(*at, None, paper.number())
        return
    digits = paper.number(leaf.decimals, signed=True)
    formula = f"={cell(row, AT['result'])}-{cell(row, AT['plan'])}"
    sheet.write_formula(*at, formula, digits, leaf.standing.value - float(leaf.goal.value))


def _write_missing(paper: Paper, sheet: Any, row: int, leaf: Leaf) -> None:
    """Write how many cases are missing from the target, or are too many for it; 0 when none."""
    at = row, AT["missing"]
    whole = _whole(row, leaf)
    if leaf.needed is None or leaf.standing.numerator is None or not whole:
        sheet.write_blank(*at, None, paper.number())
        return
    reached = cell(row, AT["numerator"])
    gap = f"{reached}-{whole}" if leaf.is_lower_better else f"{whole}-{reached}"
    sheet.write_formula(*at, f"=MAX(0,{gap})", paper.number(), leaf.missing or 0)


def _whole(row: int, leaf: Leaf) -> str:
    """Return the formula of the whole number of cases at which the target is just met."""
    plan, denominator = cell(row, AT["plan"]), cell(row, AT["denominator"])
    exact = f"ROUND({plan}*{denominator}/{leaf.per},{EXACT})"
    return {
        ">=": f"ROUNDUP({exact},0)",
        ">": f"(ROUNDDOWN({exact},0)+1)",
        "<=": f"ROUNDDOWN({exact},0)",
        "<": f"(ROUNDUP({exact},0)-1)",
    }.get(leaf.goal.relation, "")
