"""The sheet of one form: its table with formulas, then what it means and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from mangnon.engine.definitions import Metadata
from mangnon.engine.statistics.form import Regime
from mangnon.reports.statistics.book.paper import (
    COLUMN_WIDTH,
    FIRST_COUNT,
    HEAD_ROW,
    LABEL,
    LABEL_WIDTH,
    TOTAL_ROW,
    Filled,
    Paper,
    about,
    checked_words,
    rate_formula,
)
from mangnon.reports.statistics.table import Row, Section, Table
from mangnon.reports.workbook.paper import cell, height


def write_form(paper: Paper, regime: Regime, filled: Filled) -> None:
    table = filled.table
    widths = [LABEL_WIDTH, *(COLUMN_WIDTH for _head in table.heads)]
    sheet = paper.sheet(filled.sheet, widths)
    _write_titles(paper, sheet, regime, filled, widths)
    paper.heads(sheet, HEAD_ROW, [_("Unit, breakdown"), *table.heads], widths)
    rows = _write_sections(paper, sheet, table)
    totals = [_sum(table, column, rows) for column in range(len(table.form.counts))]
    _write_row(paper, sheet, TOTAL_ROW, table, table.total, totals)
    sheet.freeze_panes(TOTAL_ROW, FIRST_COUNT)
    sheet.repeat_rows(HEAD_ROW)
    row = TOTAL_ROW + 2 + sum(len(section.rows) + 1 for section in table.sections)
    for text in notes(table):
        paper.across(sheet, row, text, paper.note, widths)
        row += 1


def notes(table: Table) -> Iterator[str]:
    """Yield the five parts of the indicator's sheet, then the source of each column."""
    for title, text in parts_of(table.metadata):
        yield f"{title}: {text}"
    for head, source in table.sources:
        yield f"{_('Source')}, {head}: {source}."
    run = table.asked.run
    yield _("Snapshot %(snapshot)s, computation %(run)s; see the sheet of sources.") % {
        "snapshot": run.snapshot.code,
        "run": run.pk,
    }
    if table.has_estimates:
        yield estimate_note()
    yield _("# stands for a small number, or one that would give such a number away.")


def estimate_note() -> str:
    return _("≈ stands for an estimate: a former unit lies in this one with only a part of it.")


def parts_of(metadata: Metadata | None) -> list[tuple[str, str]]:
    """Return the five parts that the circular fixes, each with its title."""
    if metadata is None:
        return []
    return [
        (_("1. Concept, method"), metadata.concept),
        (_("2. Main breakdowns"), metadata.breakdowns),
        (_("3. Period of publication"), metadata.publication),
        (_("4. Source of figures"), metadata.data_source),
        (_("5. Responsible agency"), metadata.responsible),
    ]


def _write_titles(
    paper: Paper, sheet: Any, regime: Regime, filled: Filled, widths: Sequence[float]
) -> None:
    form, group = filled.form, _group(regime, filled)
    code = _(", code %(number)s") % {"number": form.number} if form.number else ""
    document = _("Circular %(number)s, group %(group)s") % {
        "number": regime.number,
        "group": group,
    }
    lines = (
        (document + code, paper.quiet),
        (form.title.vi.upper(), paper.heading),
        (about(filled.table), paper.quiet),
        (checked_words(form), paper.mark),
    )
    for row, (text, style) in enumerate(lines):
        paper.across(sheet, row, text, style, widths)


def _group(regime: Regime, filled: Filled) -> str:
    group = next(group for group in regime.groups if group.code == filled.form.group)
    return f"{group.short}: {group.vi}"


def _write_sections(paper: Paper, sheet: Any, table: Table) -> dict[str, tuple[int, int]]:
    """Write the sections; return on which rows each one's members stand."""
    row, rows = TOTAL_ROW + 1, {}
    for section in table.sections:
        for column in range(1 + len(table.heads)):
            sheet.write_blank(row, column, None, paper.section)
        sheet.write_string(row, LABEL, section.title, paper.section)
        rows[section.title] = row + 1, row + len(section.rows)
        for place, line in enumerate(section.rows, start=row + 1):
            _write_row(paper, sheet, place, table, line)
        row += len(section.rows) + 1
    return rows


def _write_row(
    paper: Paper, sheet: Any, row: int, table: Table, line: Row, formulas: Sequence[str] = ()
) -> None:
    form = table.form
    sheet.write_string(row, LABEL, line.label, paper.text)
    sheet.set_row(row, height({0: line.label}, [LABEL_WIDTH]))
    for place, count in enumerate(line.counts):
        formula = formulas[place] if formulas else ""
        paper.cell(sheet, (row, FIRST_COUNT + place), count, formula)
    if line.rate is None:
        return
    formula, names = "", [count.name for count in form.counts]
    if form.rate is not None:
        at = [names.index(name) for name in (form.rate.top, form.rate.bottom)]
        top, bottom = (cell(row, FIRST_COUNT + place) for place in at)
        formula = rate_formula(form.rate, top, bottom, [line.counts[place] for place in at])
    paper.cell(sheet, (row, FIRST_COUNT + len(names)), line.rate, formula)


def _sum(table: Table, column: int, rows: dict[str, tuple[int, int]]) -> str:
    """Return the formula of a total, "" where no section adds up to it."""
    section: Section | None = table.added_up_from(column)
    if section is None or not table.total.counts[column].is_value:
        return ""
    first, last = rows[section.title]
    return f"=SUM({cell(first, FIRST_COUNT + column)}:{cell(last, FIRST_COUNT + column)})"
