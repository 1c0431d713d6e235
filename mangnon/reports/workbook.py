"""The spreadsheet annex: the same rows as the Word annexes, with numbers that calculate.

A computed value is a formula over its numerator and denominator; the figure of the report is
stored beside it as the formula's result, so that a reader without recalculation sees the same.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from mangnon.documents.writing.model import Text
from mangnon.reports.annexes import remarks
from mangnon.reports.facts import Facts, Leaf, Standing
from mangnon.reports.layouts import Layout, fill
from mangnon.reports.wording import ATTAINMENTS, Wording, first_capital
from mangnon.ui import formats

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
PAPER_A4 = 9
HEAD_ROW = 3  # 0-based: title, its plan, an empty line, then the heads
TARGET_WIDTHS = (6, 52, 13, 14, 12, 12, 18, 18, 28, 24)
FIGURE_WIDTHS = (6, 60, 26, 12, 12, 18)
LINE_HEIGHT = 16.5  # points of a line in Times New Roman 12
ATTAINMENT_COLUMN = 7


def consolidated_workbook(facts: Facts, layout: Layout) -> bytes:
    """Return the .xlsx annex of the consolidated report; equal facts give equal bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": facts.computed_at.replace(tzinfo=None), "author": ""})
    sheets = Sheets(book, facts, layout)
    sheets.targets()
    sheets.districts_and_figures()
    sheets.source()
    book.close()
    return buffer.getvalue()


class Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, facts: Facts, layout: Layout) -> None:
        self.book, self.facts, self.layout = book, facts, layout
        self.say = Wording(facts, layout)
        box = FONT | {"border": 1}
        self.title = book.add_format(FONT | {"bold": True, "align": "center", "font_size": 14})
        self.head = book.add_format(
            box | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}
        )
        self.group = book.add_format(box | {"bold": True})
        self.text = book.add_format(box | {"text_wrap": True})
        self.center = book.add_format(box | {"align": "center", "text_wrap": True})
        self.count = book.add_format(box | {"num_format": "#,##0"})
        self.subtitle = book.add_format(FONT | {"italic": True, "align": "center"})
        self.plain = book.add_format(FONT)
        self._decimals: dict[int, Any] = {}

    def targets(self) -> None:
        """Write one row a leaf, by field, and under the table the counts by attainment."""
        sheet = self._sheet("targets", TARGET_WIDTHS)
        self._titles(sheet, "annex_targets", len(TARGET_WIDTHS))
        self._heads(
            sheet,
            ("order", "indicator", "measure", "plan", "numerator", "denominator", "result",
             "attainment", "leads", "note"),
        )  # fmt: skip
        row = HEAD_ROW + 1
        for field, title in self.facts.fields.items():
            if leaves := self.facts.of_field(field):
                sheet.merge_range(row, 0, row, len(TARGET_WIDTHS) - 1, title, self.group)
                row += 1
                for leaf in leaves:
                    self._target_row(sheet, row, leaf)
                    row += 1
        self._counts(sheet, row + 1, last=row)

    def _target_row(self, sheet: Any, row: int, leaf: Leaf) -> None:
        goal, standing = leaf.goal, leaf.standing
        target = formats.target_text(goal.relation, goal.value, goal.value_max, "count")
        sheet.write_string(row, 0, leaf.leaf, self.center)
        sheet.write_string(row, 1, leaf.title, self.text)
        sheet.write_string(row, 2, self.layout.measures[goal.measure], self.center)
        sheet.write_string(row, 3, target, self.center)
        self._figure(sheet, row, 4, leaf, standing)
        attainment = first_capital(formats.attainment_text(standing.attainment))
        sheet.write_string(row, ATTAINMENT_COLUMN, attainment, self.center)
        sheet.write_string(row, 8, ", ".join(leaf.leads), self.text)
        note = first_capital(remarks(self.say, leaf))
        sheet.write_string(row, 9, note, self.text)
        texts = {1: leaf.title, ATTAINMENT_COLUMN: attainment, 8: ", ".join(leaf.leads), 9: note}
        sheet.set_row(row, _height(texts, TARGET_WIDTHS))

    def _figure(self, sheet: Any, row: int, column: int, leaf: Leaf, standing: Standing) -> None:
        """Write numerator, denominator, and the value as a formula of both."""
        for offset, count in enumerate((standing.numerator, standing.denominator)):
            if count is None:
                sheet.write_blank(row, column + offset, None, self.count)
            else:
                sheet.write_number(row, column + offset, count, self.count)
        form = self.decimal(leaf.decimals)
        if standing.value is None:
            words = first_capital(formats.absence_text(standing.attainment))
            sheet.write_string(row, column + 2, words, self.center)
        elif standing.numerator is None or not standing.denominator:
            sheet.write_number(row, column + 2, standing.value, form)
        else:
            top, bottom = (_cell(row, column), _cell(row, column + 1))
            formula = f"={top}/{bottom}*{leaf.per}"
            sheet.write_formula(row, column + 2, formula, form, standing.value)

    def _counts(self, sheet: Any, row: int, *, last: int) -> None:
        first = HEAD_ROW + 2
        area = f"$H${first}:$H${last}"
        for attainment in ATTAINMENTS:
            words = first_capital(formats.attainment_text(attainment))
            number = len(self.facts.with_attainment(attainment))
            sheet.write_string(row, 1, words, self.text)
            formula = f'=COUNTIF({area},"{words}")'
            sheet.write_formula(row, 2, formula, self.count, number)
            row += 1
        total = f"=SUM({_cell(row - len(ATTAINMENTS), 2)}:{_cell(row - 1, 2)})"
        sheet.write_string(row, 1, self.layout.columns["total"], self.group)
        sheet.write_formula(row, 2, total, self.count, len(self.facts.leaves))

    def districts_and_figures(self) -> None:
        """Write the districts' table; each of its cells points at the row that calculates it."""
        shown = self._district_leaves()
        table = self._sheet("districts", (6, 26, *(13,) * len(shown)))
        figures = self._sheet("figures", FIGURE_WIDTHS)
        self._titles(table, "annex_districts", max(2, 2 + len(shown)))
        self._heads(table, ("order", "unit"), (head for _leaf, head in shown))
        self._titles(figures, "annex_districts", 6)
        names = ("order", "indicator", "unit", "numerator", "denominator", "result")
        self._heads(figures, names)
        places = [(place.name, place.standings) for place in self.facts.districts]
        province = {leaf.leaf: leaf.standing for leaf in self.facts.leaves}
        places.append((first_capital(self.facts.province), province))
        line = HEAD_ROW + 1
        for order, (name, standings) in enumerate(places):
            row = HEAD_ROW + 1 + order
            is_total = order == len(places) - 1
            table.write(row, 0, "" if is_total else order + 1, self.center)
            table.write_string(row, 1, name, self.group if is_total else self.text)
            for column, (leaf, _head) in enumerate(shown, start=2):
                standing = standings.get(leaf.leaf, Standing("no_data", "provisional"))
                figures.write_string(line, 0, leaf.leaf, self.center)
                figures.write_string(line, 1, leaf.title, self.text)
                figures.write_string(line, 2, name, self.text)
                figures.set_row(line, _height({1: leaf.title, 2: name}, FIGURE_WIDTHS))
                self._figure(figures, line, 3, leaf, standing)
                self._pointer(table, (row, column), line, leaf, standing)
                line += 1

    def _pointer(
        self, sheet: Any, at: tuple[int, int], line: int, leaf: Leaf, standing: Standing
    ) -> None:
        if standing.value is None:
            sheet.write_string(*at, str(self.say.sign(standing)), self.center)
            return
        formula = f"='{self.layout.sheets['figures']}'!{_cell(line, 5)}"
        sheet.write_formula(*at, formula, self.decimal(leaf.decimals), standing.value)

    def _district_leaves(self) -> list[tuple[Leaf, str]]:
        by_leaf = {leaf.leaf: leaf for leaf in self.facts.leaves}
        heads = self.layout.district_leaves.items()
        return [(by_leaf[leaf], head) for leaf, head in heads if leaf in by_leaf]

    def source(self) -> None:
        """Write where the figures come from: enough to make them again."""
        sheet, source = self._sheet("source", (36, 72)), self.facts.source
        values = {
            "snapshot": source.snapshot,
            "as_of": formats.date_text(self.facts.as_of),
            "manifest_sha256": source.manifest_sha256,
            "catalog_sha256": source.catalog_sha256,
            "results_sha256": source.results_sha256,
            "engine": f"{source.engine} {source.engine_version}",
            "software": source.software_version,
        }
        for row, (name, value) in enumerate(values.items()):
            sheet.write_string(row, 0, self.layout.source_rows[name], self.text)
            sheet.write_string(row, 1, value, self.text)

    def decimal(self, decimals: int) -> Any:
        if decimals not in self._decimals:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._decimals[decimals] = self.book.add_format(
                FONT | {"border": 1, "num_format": pattern}
            )
        return self._decimals[decimals]

    def _sheet(self, name: str, widths: tuple[int, ...]) -> Any:
        sheet = self.book.add_worksheet(self.layout.sheets[name])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.plain)
        sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)
        return sheet

    def _titles(self, sheet: Any, sentence: str, width: int) -> None:
        title = str(self.layout.say(sentence, year=self.facts.year)).upper()
        sheet.merge_range(0, 0, 0, width - 1, title, self.title)
        plan = str(self.say.citation(self.facts.plan))
        sheet.merge_range(1, 0, 1, width - 1, plan, self.subtitle)

    def _heads(self, sheet: Any, names: tuple[str, ...], more: Any = ()) -> None:
        slots: dict[str, Text | int] = {
            "year": self.facts.year,
            "as_of": formats.date_text(self.facts.as_of),
        }
        heads = [str(fill(self.layout.columns[name], **slots)) for name in names] + list(more)
        for column, head in enumerate(heads):
            sheet.write_string(HEAD_ROW, column, head, self.head)
        sheet.set_row(HEAD_ROW, 50)
        sheet.freeze_panes(HEAD_ROW + 1, 2)
        sheet.repeat_rows(HEAD_ROW)


def _height(texts: Mapping[int, str], widths: Sequence[int]) -> float:
    """Return the height at which every text fits its column: widths are counted in letters."""
    lines = max(math.ceil(len(text) * 0.88 / widths[column]) for column, text in texts.items())
    return LINE_HEIGHT * max(1, lines)


def _cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))
