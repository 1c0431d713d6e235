"""What every sheet of the forms shares: formats, paper, and how one cell is written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from mangnon.engine.statistics.form import Form, Rate
from mangnon.reports.statistics.cell import ESTIMATE_SIGN, Cell, absence_words
from mangnon.reports.statistics.table import Table, Year
from mangnon.reports.workbook.paper import FONT, PAPER_A4, VIETNAMESE, height
from mangnon.ui.formats import date_text

LABEL_WIDTH, COLUMN_WIDTH = 46, 22
LABEL, FIRST_COUNT = 0, 1  # columns of a form's sheet
HEAD_ROW = 5
TOTAL_ROW = HEAD_ROW + 1


@dataclass(frozen=True)
class Filled:
    """A form filled in, with its years; `sheet` is what its sheet is called."""

    table: Table
    years: Sequence[Year]
    sheet: str

    @property
    def form(self) -> Form:
        return self.table.form


class Paper:
    """One workbook with its formats."""

    def __init__(self, title: str, made_of: datetime) -> None:
        self.title, self.buffer = title, io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        self.book.set_properties({"title": title, "created": made_of.replace(tzinfo=None)})
        box = FONT | {"border": 1}
        centered = {"align": "center", "text_wrap": True}
        self.plain = self._form(FONT)
        self.heading = self._form(FONT | centered | {"bold": True, "font_size": 14})
        self.quiet = self._form(FONT | centered | {"italic": True})
        self.mark = self._form(FONT | centered | {"bold": True, "font_color": "#9C0006"})
        self.note = self._form(FONT | {"text_wrap": True, "valign": "top"})
        self.head = self._form(box | centered | {"bold": True, "bg_color": "#F2F2F2"})
        self.text = self._form(box | {"text_wrap": True})
        self.section = self._form(box | {"bold": True, "italic": True})
        self.center = self._form(box | centered)
        self.link = self._form(box | centered | {"font_color": "#0563C1", "underline": 1})
        self._numbers: dict[str, Any] = {}

    def _form(self, about: dict[str, Any]) -> Any:
        return self.book.add_format(about)

    def number(self, decimals: int | None, before: str = "", after: str = "") -> Any:
        """Return the format of a number; a count (None) shows no decimals it has not."""
        digits = "#,##0" if not decimals else "#,##0." + "0" * decimals
        form = VIETNAMESE + _quoted(before) + digits + _quoted(after)
        if form not in self._numbers:
            self._numbers[form] = self._form(FONT | {"border": 1, "num_format": form})
        return self._numbers[form]

    def sheet(self, name: str, widths: Sequence[float]) -> Any:
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.plain)
        sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)
        return sheet

    def across(self, sheet: Any, row: int, text: str, form: Any, widths: Sequence[float]) -> None:
        """Write a text over all columns of a sheet, as high as it needs."""
        sheet.merge_range(row, 0, row, len(widths) - 1, "", form)
        sheet.write_string(row, 0, text, form)
        sheet.set_row(row, height({0: text}, [sum(widths)]))

    def heads(self, sheet: Any, row: int, heads: Sequence[str], widths: Sequence[float]) -> None:
        for column, head in enumerate(heads):
            sheet.write_string(row, column, head, self.head)
        sheet.set_row(row, height(dict(enumerate(heads)), widths))

    def cell(
        self, sheet: Any, at: tuple[int, int], value: Cell, formula: str = "", after: str = ""
    ) -> None:
        """Write a number, alone or as the result of a formula, or the words for its absence."""
        if value.number is None and not formula:
            sheet.write_string(*at, value.words, self.center)
            return
        is_part = value.number is not None and value.number != int(value.number)
        decimals = value.decimals if value.decimals is not None else int(is_part)
        before = f"{ESTIMATE_SIGN} " if value.is_estimated else ""
        form = self.number(decimals, before, after) if value.is_value else self.center
        number = value.words if value.number is None else float(value.number)
        if formula:
            sheet.write_formula(*at, formula, form, number)
        else:
            sheet.write_number(*at, number, form)

    def closed(self) -> bytes:
        self.book.close()
        return self.buffer.getvalue()


def _quoted(words: str) -> str:
    return f'"{words}"' if words else ""


def rate_formula(rate: Rate, top: str, bottom: str, counts: Sequence[Cell]) -> str:
    """Return the formula of a rate over the cells of its counts, "" where it would lie.

    A count that is not known yet may be typed in, and the rate follows; what is hidden may not.
    """
    if any(count.state not in {"value", "no_data"} for count in counts):
        return ""
    words = absence_words()
    nothing = f'IF({top}=0,"{words["not_applicable"]}","{words["no_data"]}")'
    made = f"IF({bottom}=0,{nothing},{top}*{rate.times}/{bottom})"
    return f'=IF(AND(ISNUMBER({top}),ISNUMBER({bottom})),{made},"{words["no_data"]}")'


def checked_words(form: Form) -> str:
    """Say what of a form was compared with the published text; "" where all of it was."""
    if form.is_official:
        return ""
    if not form.is_named_officially:
        return _("Not compared with the original text")
    if form.certainty.content == "verified":
        return _("Name, code and content compared; layout not compared with the original text")
    return _("Name compared; layout not compared with the original text")


def about(table: Table) -> str:
    """Return in one line whose figures they are, of which year, as of which day."""
    snapshot = table.asked.run.snapshot
    return _("%(unit)s · year %(year)s · figures as of %(day)s") % {
        "unit": table.unit_label,
        "year": table.asked.year,
        "day": date_text(snapshot.as_of),
    }
