"""What every sheet shares: cell formats, heads, paper, and how one figure is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from mangnon.documents.writing.letters import filled
from mangnon.reports.facts import Goal, Leaf, Standing
from mangnon.reports.wording import Wording, first_capital
from mangnon.ui import formats

FONT_SIZE = 12
FONT = {"font_name": "Times New Roman", "font_size": FONT_SIZE, "valign": "vcenter"}
PAPER_A4 = 9
NOTE_ROW, HEAD_ROW = 2, 3  # 0-based: title, its plan, what "#" means, then the heads
FIRST_ROW = HEAD_ROW + 1
LINE_HEIGHT, AIR = 15.5, 1.5  # points of a line in Times New Roman 12, and above and below it
LETTER_MM = 2.0  # a column is this wide a letter, less what its lines and edges take
VIETNAMESE = "[$-42A]"  # decimal comma and dots between thousands, whatever the reader's machine
SHORT, NAME, COUNT = 6, 26, 13  # widths in letters


class Paper:
    """One workbook with its formats; a sheet is named by its key in the layout."""

    def __init__(self, book: xlsxwriter.Workbook, say: Wording) -> None:
        self.book, self.say = book, say
        self.facts, self.layout = say.facts, say.layout
        box = FONT | {"border": 1}
        self.title = book.add_format(FONT | {"bold": True, "align": "center", "font_size": 14})
        self.head = book.add_format(
            box | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}
        )
        self.group = book.add_format(box | {"bold": True})
        self.text = book.add_format(box | {"text_wrap": True})
        self.plain_box = book.add_format(box)
        self.center = book.add_format(box | {"align": "center", "text_wrap": True})
        self.subtitle = book.add_format(FONT | {"italic": True, "align": "center"})
        self.plain = book.add_format(FONT)
        self._numbers: dict[str, Any] = {}

    def number(
        self, decimals: int = 0, *, pattern: str = "", after: str = "", signed: bool = False
    ) -> Any:
        """Return the format of a number: so many decimals, or a pattern of its own."""
        digits = (pattern or _digits(decimals)) + after
        form = VIETNAMESE + (f"+{digits};-{digits};{digits}" if signed else digits)
        if form not in self._numbers:
            self._numbers[form] = self.book.add_format(FONT | {"border": 1, "num_format": form})
        return self._numbers[form]

    def target(self, goal: Goal) -> Any:
        """Return the format that writes a target's number with its sign: "≥ 76,9"."""
        template = self.say.table_target(goal)
        value = formats.number(goal.value)
        before, after = template.split(value, 1)
        digits = _digits(max(0, -int(goal.value.as_tuple().exponent)))
        return self.number(pattern=f"{_quoted(before)}{digits}{_quoted(after)}")

    def sheet(self, name: str, widths: Sequence[float]) -> Any:
        return self.sheet_called(self.layout.sheets[name], widths)

    def sheet_called(self, called: str, widths: Sequence[float]) -> Any:
        sheet = self.book.add_worksheet(called)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.plain)
        sheet.set_default_row(LINE_HEIGHT + 2 * AIR)
        sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)
        return sheet

    def titles(self, sheet: Any, sentence: str, width: int) -> None:
        title = str(self.layout.say(sentence, year=self.facts.year)).upper()
        plan = str(self.say.citation(self.facts.plan))
        for row, text, form in ((0, title, self.title), (1, plan, self.subtitle)):
            if width > 1:
                sheet.merge_range(row, 0, row, width - 1, "", form)
            sheet.write_string(row, 0, text, form)
        if self.facts.hides_some:
            sheet.write_string(NOTE_ROW, 0, str(self.layout.say("hidden_note")), self.plain)

    def heads(self, sheet: Any, names: Iterable[str], more: Iterable[str] = ()) -> None:
        """Write the heads of the columns, by their names in the layout or as they are."""
        heads = [*(self.say.head(name) for name in names), *more]
        for column, head in enumerate(heads):
            sheet.write_string(HEAD_ROW, column, head, self.head)
        sheet.set_row(HEAD_ROW, 50)
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.repeat_rows(HEAD_ROW)

    def count(
        self, sheet: Any, at: tuple[int, int], count: float | None, formula: str = ""
    ) -> None:
        """Write a count: as a formula with its result, as a number, or not at all."""
        form = self.number() if count is None or count == int(count) else self.number(1)
        if count is None:
            sheet.write_blank(*at, None, form)
        elif formula:
            sheet.write_formula(*at, formula, form, count)
        else:
            sheet.write_number(*at, count, form)

    def counts(self, sheet: Any, row: int, columns: Mapping[int, str], standing: Standing) -> None:
        """Write both counts in their columns, with their formulas; the sign of hidden ones."""
        both = (standing.numerator, standing.denominator)
        for (column, formula), count in zip(columns.items(), both, strict=True):
            if standing.is_hidden:
                sheet.write_string(row, column, self.sign(standing), self.center)
            else:
                self.count(sheet, (row, column), count, formula)

    def value(self, sheet: Any, at: tuple[int, int], leaf: Leaf, standing: Standing) -> None:
        """Write a value from the two counts that stand left of it; words where there is none."""
        row, column = at
        form = self.number(leaf.decimals)
        if standing.is_hidden:
            sheet.write_string(row, column, self.sign(standing), self.center)
        elif standing.value is None:
            words = first_capital(formats.absence_text(standing.attainment))
            sheet.write_string(row, column, words, self.center)
        elif standing.numerator is None or not standing.denominator:
            sheet.write_number(row, column, standing.value, form)
        else:
            formula = f"={cell(row, column - 2)}/{cell(row, column - 1)}*{leaf.per}"
            sheet.write_formula(row, column, formula, form, standing.value)

    def point(
        self, sheet: Any, at: tuple[int, int], source: str, leaf: Leaf, standing: Standing
    ) -> None:
        """Write a reference to the cell that calculates the value, or the sign of its absence."""
        if standing.value is None:
            sheet.write_string(*at, self.sign(standing), self.center)
        elif source:
            sheet.write_formula(*at, f"={source}", self.number(leaf.decimals), standing.value)
        else:
            sheet.write_number(*at, standing.value, self.number(leaf.decimals))

    def sign(self, standing: Standing) -> str:
        return str(self.say.sign(standing))


def cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))


def area(first_row: int, last_row: int, column: int, sheet: str = "") -> str:
    """Return "'Sheet'!$C$5:$C$9": the rows of one column, the last one included."""
    first = xl_rowcol_to_cell(first_row, column, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(last_row, column, row_abs=True, col_abs=True)
    return f"{on(sheet)}{first}:{last}"


def on(sheet: str) -> str:
    """Return the beginning of an address on another sheet."""
    return "'{}'!".format(sheet.replace("'", "''")) if sheet else ""


def height(texts: Mapping[int, str], widths: Sequence[float]) -> float:
    """Return the height at which every text fits its column: widths are counted in letters."""
    lines = (
        len(filled(text, widths[column] * LETTER_MM, FONT_SIZE)) for column, text in texts.items()
    )
    return LINE_HEIGHT * max(lines) + 2 * AIR


def _digits(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _quoted(words: str) -> str:
    return f'"{words}"' if words else ""
