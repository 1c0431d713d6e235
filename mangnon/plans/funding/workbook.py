"""The funding statement as a spreadsheet whose every total is a formula over the lines behind it.

One sheet holds the money of each source, holder and task; the others add it up by formulas. Beside
each formula our own sum is stored as its result, for readers that do not recalculate.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from mangnon.plans.funding.statement import GROUPS, Row, Statement, Sums

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
VIETNAMESE = "[$-42A]"  # decimal comma and dots between thousands, whatever the reader's machine
MONEY, SHARE = f"{VIETNAMESE}#,##0", f"{VIETNAMESE}0.0%"
HEAD_ROW, FIRST_ROW = 4, 5  # title, subtitle, unit of account, an empty row, heads
PAPER_A4 = 9
AMOUNTS = 5  # needed, allocated, spent by 30/06, spent, settled
# On the sheet of lines: the year, then number and name of source, holder and task, then amounts.
YEAR, KEYS, FIRST_AMOUNT = 0, {"source": 1, "holder": 3, "task": 5}, 7
LETTERS, LINE = 40, 19  # how many letters of a name stand on one line, and its height in points


class Book:
    """The workbook with its formats, and where on the sheet of lines each column stands."""

    def __init__(self, told: Statement, title: str, when: datetime) -> None:
        self.told, self.title, self.buffer = told, title, io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        self.book.set_properties({"title": title, "created": when.replace(tzinfo=None)})
        box = FONT | {"border": 1}
        self.heading = self._form({**FONT, "bold": True, "align": "center", "font_size": 14})
        self.quiet = self._form({**FONT, "italic": True, "align": "center"})
        self.head = self._form(
            {**box, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}
        )
        self.text = self._form({**box, "text_wrap": True})
        self.order = self._form({**box, "align": "center"})
        self.money = self._form({**box, "num_format": MONEY})
        self.share = self._form({**box, "num_format": SHARE})
        self.bold = self._form({**box, "bold": True})
        self.bold_money = self._form({**box, "bold": True, "num_format": MONEY})
        self.bold_share = self._form({**box, "bold": True, "num_format": SHARE})
        self.lines = _("Lines behind the totals")
        self.orders = {
            name: {label: order for order, (label, _sums) in enumerate(told.by(name), start=1)}
            for name in GROUPS
        }

    def _form(self, about: dict[str, Any]) -> Any:
        return self.book.add_format(about)

    def sheet(self, name: str, heads: Sequence[str], widths: Sequence[float]) -> Any:
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        last = len(heads) - 1
        for row, text, form in (
            (0, self.title.upper(), self.heading), (1, name, self.quiet),
            (2, _("Unit of account: đồng"), self.quiet),
        ):  # fmt: skip
            sheet.merge_range(row, 0, row, last, text, form)
        for column, head in enumerate(heads):
            sheet.write_string(HEAD_ROW, column, head, self.head)
        sheet.set_row(HEAD_ROW, 52)
        sheet.freeze_panes(FIRST_ROW, 2)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)
        return sheet


def statement_workbook(told: Statement, *, title: str, when: datetime) -> bytes:
    """Return the .xlsx of the statement; equal statements give equal bytes."""
    book = Book(told, title, when)
    for title_of, name in group_titles().items():
        _write_groups(book, title_of, KEYS[name], told.by(name))
    _write_groups(book, _("By year"), YEAR, told.by_year())
    _write_lines(book)
    book.book.close()
    return book.buffer.getvalue()


def group_titles() -> dict[str, str]:
    """Return the name of each grouping by what it is called on a page."""
    return {_("By source"): "source", _("By organisation"): "holder", _("By task"): "task"}


def amount_heads() -> list[str]:
    return [
        _("Needed (estimate)"), _("Allocated"), _("Spent by 30/06"), _("Spent in the year"),
        _("Settled, of what was spent"),
    ]  # fmt: skip


def share_heads() -> list[str]:
    return [_("Allocated of what is needed"), _("Spent of what is allocated"), _("Left to spend")]


def _write_groups(book: Book, name: str, column: int, groups: Sequence[tuple[str, Sums]]) -> None:
    """Write a line for each group, its amounts added up from the sheet of lines, and the total."""
    is_by_year = column == YEAR
    heads = [_("Row no."), name, *amount_heads(), *share_heads()]
    sheet = book.sheet(name, heads, (6, 46, *(19,) * AMOUNTS, 13, 13, 19))
    for order, (label, sums) in enumerate(groups, start=1):
        row = FIRST_ROW + order - 1
        sheet.write_number(row, 0, order, book.order)
        if is_by_year:
            sheet.write_number(row, 1, int(label), book.order)
        else:
            sheet.write_string(row, 1, label, book.text)
        sheet.set_row(row, LINE * max(1, -(-len(label) // LETTERS)))
        for place, amount in enumerate(sums.amounts):
            label_at = xl_rowcol_to_cell(row, 1 if is_by_year else 0, col_abs=True)
            formula = _sum_of_lines(book, column, label_at, place)
            sheet.write_formula(row, 2 + place, formula, book.money, amount)
        _write_shares(book, sheet, row, sums, (book.money, book.share))
    _write_total(book, sheet, groups)


def _write_total(book: Book, sheet: Any, groups: Sequence[tuple[str, Sums]]) -> None:
    total, row = sum((sums for _label, sums in groups), Sums()), FIRST_ROW + len(groups)
    sheet.write_blank(row, 0, None, book.bold)
    sheet.write_string(row, 1, _("Total"), book.bold)
    for place, amount in enumerate(total.amounts):
        column = 2 + place
        first, last = xl_rowcol_to_cell(FIRST_ROW, column), xl_rowcol_to_cell(row - 1, column)
        formula = f"=SUM({first}:{last})" if groups else "=0"
        sheet.write_formula(row, column, formula, book.bold_money, amount)
    _write_shares(book, sheet, row, total, (book.bold_money, book.bold_share))


def _write_shares(book: Book, sheet: Any, row: int, sums: Sums, forms: tuple[Any, Any]) -> None:
    needed, allocated, spent = (xl_rowcol_to_cell(row, column) for column in (2, 3, 5))
    money, share = forms
    for column, above, below, value in (
        (7, allocated, needed, sums.share_allocated), (8, spent, allocated, sums.share_spent),
    ):  # fmt: skip
        shown = "" if value is None else float(value)
        sheet.write_formula(row, column, f'=IF({below}=0,"",{above}/{below})', share, shown)
    sheet.write_formula(row, 9, f"={allocated}-{spent}", money, sums.left)


def _sum_of_lines(book: Book, column: int, label: str, place: int) -> str:
    """Return the formula that adds up one amount of the lines whose key a cell names.

    Lines are found by number: a name may be longer than a criterion, or hold a "*".
    """
    first, last = FIRST_ROW + 1, FIRST_ROW + len(book.told.rows) + len(_other_years(book.told))
    key, year, amount = (
        f"'{book.lines}'!${name}${first}:${name}${last}"
        for name in map(xl_col_to_name, (column, YEAR, FIRST_AMOUNT + place))
    )
    of_year = "" if column == YEAR else f",{year},{book.told.year}"
    return f"=SUMIFS({amount},{key},{label}{of_year})"


def _other_years(told: Statement) -> list[Row]:
    return [row for row in told.years if row.year != told.year]


def _write_lines(book: Book) -> None:
    """Write what everything else adds up: the lines of the year, and a line for each other year."""
    names = (head for title in group_titles() for head in (_("Row no."), title))
    heads = [_("Year"), *names, *amount_heads()]
    sheet = book.sheet(book.lines, heads, (8, 6, 30, 6, 40, 6, 60, *(19,) * AMOUNTS))
    for number, line in enumerate((*book.told.rows, *_other_years(book.told))):
        row = FIRST_ROW + number
        sheet.write_number(row, 0, line.year, book.order)
        for name, column in KEYS.items():
            text = GROUPS[name](line)
            if text:
                sheet.write_number(row, column, book.orders[name][text], book.order)
            else:
                sheet.write_blank(row, column, None, book.order)
            sheet.write_string(row, column + 1, text, book.text)
        sheet.set_row(row, LINE * max(1, -(-len(line.task) // 54), -(-len(line.holder) // 36)))
        for place, amount in enumerate(line.sums.amounts):
            sheet.write_number(row, FIRST_AMOUNT + place, amount, book.money)
