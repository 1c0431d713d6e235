"""Which forms a person may fill in, and the files they take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mangnon.cases.statistics.confirmed import may_tell
from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import Refused, User
from mangnon.engine.statistics.form import Form, Group, Regime
from mangnon.engine.statistics.load import load_statistics
from mangnon.reports.statistics.asking import Asked, Question
from mangnon.reports.statistics.book import Filled, workbook
from mangnon.reports.statistics.column import Figures
from mangnon.reports.statistics.table import table_of, years_before, years_of_form


@dataclass(frozen=True)
class Forms:
    """The forms in force on a day, as far as a person may fill them in."""

    regime: Regime
    forms: Sequence[Form]

    @property
    def by_group(self) -> list[tuple[Group, list[Form]]]:
        groups = ((g, [f for f in self.forms if f.group == g.code]) for g in self.regime.groups)
        return [(group, forms) for group, forms in groups if forms]

    def sheet_of(self, form: Form) -> str:
        """Return what the sheet of a form is called: its group and its place in it."""
        group = next(group for group in self.regime.groups if group.code == form.group)
        return f"{group.short}.{form.place}"


def forms_on(day: date, *, by: User) -> Forms | None:
    """Return the forms of the day; None where no regime asked for any yet."""
    access.require(by, "report.view")
    catalog = load_statistics(CATALOG)
    regime = catalog.regime_on(day)
    if regime is None:
        return None
    return Forms(regime, [form for form in catalog.forms_on(day) if may_fill_in(form, by)])


def may_fill_in(form: Form, by: User) -> bool:
    """Say whether the person may know what a form counts: of cases, the whole province's counts."""
    return access.allowed(by, form.right) and (not form.is_of_cases or may_tell(by))


def fill_in(forms: Sequence[Form], known: Forms, question: Question, asked: Asked) -> list[Filled]:
    """Return the forms filled in, with their five years."""
    leaf = forms[0].leaf if len(forms) == 1 else ""
    before = [
        Figures(earlier, leaf=leaf, is_whole=True) if earlier else None
        for earlier in years_before(question, asked)
    ]
    figures = Figures(asked, leaf=leaf)
    tables = [(form, table_of(form, figures)) for form in forms]
    return [
        Filled(table, years_of_form(table, before), known.sheet_of(form)) for form, table in tables
    ]


def form_file(form: Form, known: Forms, question: Question, asked: Asked) -> bytes:
    """Return one form as a spreadsheet; that it is taken stands in the audit."""
    content = workbook(known.regime, fill_in([form], known, question, asked), form.title.vi)
    _note(asked, form.code)
    return content


def book_file(known: Forms, question: Question, asked: Asked) -> bytes:
    """Return all forms of a year as one spreadsheet; that it is taken stands in the audit."""
    if not known.forms:
        raise Refused(_("There is no form that you may fill in; choose another year."))
    title = _("Yearly book of statistics on children, %(year)s") % {"year": asked.year}
    content = workbook(known.regime, fill_in(known.forms, known, question, asked), title)
    _note(asked, "book")
    return content


def file_name(what: str, asked: Asked) -> str:
    return f"{what}-{asked.unit.code}-{asked.year}.xlsx"


def _note(asked: Asked, what: str) -> None:
    record_read(
        asked.by, "statistics.export", asked.run, unit=asked.unit, form=what, year=asked.year,
        snapshot=asked.run.snapshot.code,
    )  # fmt: skip
