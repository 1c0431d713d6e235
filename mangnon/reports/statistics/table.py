"""A form filled in: the asked unit in total, each breakdown, the units below, and earlier years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from mangnon.cases.statistics.confirmed import titles
from mangnon.core.models import Refused, Unit
from mangnon.engine.definitions import Metadata
from mangnon.engine.statistics.form import Form
from mangnon.indicators.series import measured_by
from mangnon.reports.statistics.asking import Asked, Question, ask
from mangnon.reports.statistics.cell import NOT_ASKED, PREPARING, Cell, rate_of
from mangnon.reports.statistics.column import Column, Figures
from mangnon.reports.statistics.counting import OfLeaf, column_of

YEARS = 5


@dataclass(frozen=True)
class Row:
    """The counts of one unit or member in the form's order, and its rate or stated value."""

    label: str
    counts: Sequence[Cell]
    rate: Cell | None

    @property
    def cells(self) -> list[Cell]:
        return [*self.counts, *([self.rate] if self.rate is not None else [])]


@dataclass(frozen=True)
class Section:
    """The members of one breakdown, or the units below."""

    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Table:
    """`sources` says of each column in words where its numbers come from."""

    form: Form
    asked: Asked
    total: Row
    sections: Sequence[Section]
    sources: Sequence[tuple[str, str]]
    metadata: Metadata | None

    @property
    def heads(self) -> list[str]:
        return heads_of(self.form)

    @property
    def unit_label(self) -> str:
        return self.asked.shelf.label(self.asked.unit)

    @property
    def cells(self) -> list[Cell]:
        rows = [self.total, *(row for section in self.sections for row in section.rows)]
        return [cell for row in rows for cell in row.cells]

    @property
    def is_preparing(self) -> bool:
        """Say whether it is still being found which of the cells are hidden."""
        return PREPARING in self.cells

    @property
    def has_estimates(self) -> bool:
        return any(cell.is_estimated for cell in self.cells)

    def added_up_from(self, column: int) -> Section | None:
        """Return the section whose rows add up to the total of a count, if any does."""
        wanted = self.total.counts[column].number
        for section in reversed(self.sections):
            parts = [row.counts[column].number for row in section.rows]
            if None not in parts and sum(p for p in parts if p is not None) == wanted:
                return section
        return None


@dataclass(frozen=True)
class Year:
    """One year of a form, None without a run; `is_redefined` where another thing was counted."""

    year: int
    asked: Asked | None = None
    row: Row | None = None
    is_redefined: bool = False


def heads_of(form: Form) -> list[str]:
    last = form.rate or form.stated
    return [*(count.vi for count in form.counts), *([last.vi] if last else [])]


def table_of(form: Form, figures: Figures) -> Table:
    """Return the form filled in from a run; what nothing is known of says so."""
    filling, asked = _Filling(form, figures), figures.asked
    sections = [*filling.breakdowns(), *filling.units()]
    sources = [(head, column.source) for head, column in filling.named_columns]
    return Table(form, asked, filling.total(), sections, sources, _metadata(form, asked))


def years_of_form(table: Table, before: Sequence[Figures | None]) -> list[Year]:
    """Return the totals of earlier years and of the table's own, oldest first."""
    found, form = [], table.form
    for back, figures in zip(range(YEARS - 1, 0, -1), before, strict=True):
        year = table.asked.year - back
        if figures is None:
            found.append(Year(year))
        else:
            is_redefined = _is_redefined(form, figures.asked, table.asked)
            total = _Filling(form, figures).total()
            found.append(Year(year, figures.asked, total, is_redefined))
    return [*found, Year(table.asked.year, table.asked, table.total)]


def years_before(question: Question, asked: Asked) -> list[Asked | None]:
    """Return what the same question finds in each of the four years before, oldest first."""
    return [
        _same_unit(Question(asked.year - back, asked.unit.code, question.day), asked)
        for back in range(YEARS - 1, 0, -1)
    ]


def _same_unit(question: Question, asked: Asked) -> Asked | None:
    """Return what is found of the very unit; None where there is nothing, or a code used again."""
    try:
        found = ask(question, by=asked.by)
    except (Http404, Refused):
        return None
    return found if found is not None and found.unit == asked.unit else None


class _Filling:
    """The columns of one form over the figures of one run."""

    def __init__(self, form: Form, figures: Figures) -> None:
        self.form, self.asked = form, figures.asked
        self.counts: list[Column] = [column_of(count, figures) for count in form.counts]
        self.stated: Column | None = None
        if form.stated is not None:
            definition = self.asked.definitions.get(form.stated.leaf)
            decimals = definition.decimals if definition else 1
            self.stated = OfLeaf(figures, form.stated.leaf, "value", decimals)

    @property
    def named_columns(self) -> list[tuple[str, Column]]:
        columns = [*self.counts, *([self.stated] if self.stated else [])]
        return list(zip(heads_of(self.form), columns, strict=False))

    def total(self) -> Row:
        return self._of_unit(_("Total"), self.asked.unit)

    def units(self) -> Iterator[Section]:
        if self.asked.below and not self.form.is_of_cases:
            label = self.asked.shelf.label
            rows = [self._of_unit(label(unit), unit) for unit in self.asked.below]
            yield Section(_("By unit"), rows)

    def breakdowns(self) -> Iterator[Section]:
        for dimension in self.form.breakdowns:
            columns = [dict(column.members(dimension)) for column in self.counts]
            labels = list(dict.fromkeys(label for column in columns for label in column))
            if labels:
                rows = [
                    self._row(label, [column.get(label, NOT_ASKED) for column in columns])
                    for label in labels
                ]
                yield Section(self._title(dimension), rows)

    def _of_unit(self, label: str, unit: Unit) -> Row:
        counts = [column.of(unit) for column in self.counts]
        return self._row(label, counts, self.stated.of(unit) if self.stated else None)

    def _row(self, label: str, counts: list[Cell], stated: Cell | None = None) -> Row:
        if self.form.rate is None:
            return Row(label, counts, stated)
        of = dict(zip((count.name for count in self.form.counts), counts, strict=True))
        rate = self.form.rate
        return Row(label, counts, rate_of(rate, of[rate.top], of[rate.bottom]))

    def _title(self, dimension: str) -> str:
        definition = self.asked.definitions.get(self.form.leaf)
        if self.form.is_of_cases:
            return titles(dimension).title.vi
        if definition is None:
            return self.asked.catalog.lists[dimension].title.vi
        return self.asked.catalog.title_of(definition, dimension)


def _metadata(form: Form, asked: Asked) -> Metadata | None:
    if form.metadata is not None:
        return form.metadata
    definition = asked.definitions.get(form.leaf)
    return definition.metadata if definition else None


def _is_redefined(form: Form, earlier: Asked, now: Asked) -> bool:
    pair = [one.definitions.get(form.leaf) for one in (earlier, now)]
    before, after = (measured_by(one) if one else None for one in pair)
    return before != after
