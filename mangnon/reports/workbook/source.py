"""The sheet of sources: which frozen files the figures come from, and what each figure is."""

from __future__ import annotations

from typing import Any

from mangnon.reports.facts import Leaf
from mangnon.reports.workbook.paper import Paper, height
from mangnon.ui import formats

WIDTHS = (34, 60, 14, 14, 20, 16, 16, 18)


def write_source(paper: Paper) -> None:
    """Write what is needed to make the figures again, then a receipt for each leaf."""
    sheet, source = paper.sheet("source", WIDTHS), paper.facts.source
    values = {
        "snapshot": source.snapshot,
        "as_of": formats.date_text(paper.facts.as_of),
        "manifest_sha256": source.manifest_sha256,
        "catalog_sha256": source.catalog_sha256,
        "results_sha256": source.results_sha256,
        "engine": f"{source.engine} {source.engine_version}",
        "software": source.software_version,
        "verify": str(paper.layout.say("how_to_verify")),
    }
    for row, (name, value) in enumerate(values.items()):
        sheet.write_string(row, 0, paper.layout.source_rows[name], paper.text)
        sheet.write_string(row, 1, value, paper.text)
        sheet.set_row(row, height({1: value}, WIDTHS))
    row = len(values) + 1
    for column, name in enumerate(
        ("order", "indicator", "numerator", "denominator", "unrounded", "low", "high", "basis")
    ):
        sheet.write_string(row, column, paper.say.head(name), paper.head)
    for leaf in paper.facts.leaves:
        row += 1
        _write_receipt(paper, sheet, row, leaf)


def _write_receipt(paper: Paper, sheet: Any, row: int, leaf: Leaf) -> None:
    standing = leaf.standing
    sheet.write_string(row, 0, leaf.leaf, paper.center)
    sheet.write_string(row, 1, leaf.title, paper.text)
    sheet.set_row(row, height({1: leaf.title}, WIDTHS))
    paper.count(sheet, (row, 2), standing.numerator)
    paper.count(sheet, (row, 3), standing.denominator)
    exact = paper.number(pattern="#,##0.000000")
    for column, number in enumerate((standing.value, standing.low, standing.high), start=4):
        if number is None:
            sheet.write_blank(row, column, None, exact)
        else:
            sheet.write_number(row, column, number, exact)
    words = formats.basis_text(standing.basis) if standing.value is not None else ""
    sheet.write_string(row, 7, words or formats.absence_text(standing.attainment), paper.center)
