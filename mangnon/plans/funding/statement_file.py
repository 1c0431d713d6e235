"""The funding statement as a file that a person takes away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import User
from mangnon.plans.funding.statement import Statement
from mangnon.plans.funding.workbook import statement_workbook
from mangnon.ui.context import now

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_of(told: Statement, *, by: User) -> bytes:
    """Return the spreadsheet of a statement; that it is taken stands in the audit."""
    whose = by.organisation if access.keeps_to_an_organisation(by) else by.unit
    title = _("Money for the plan for children in %(year)s") % {"year": told.year}
    record_read(by, "funding.export", by, unit=by.unit, year=told.year, rows=len(told.rows))
    titled = f"{title} · {whose}" if whose else title
    return statement_workbook(told, title=titled, when=now())


def file_name(year: int) -> str:
    return f"kinh-phi-{year}.xlsx"
