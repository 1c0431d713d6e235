"""The draft document of a body's report, built from the records without anybody writing in it."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.indicators.models import Run
from mangnon.plans.reviews.writing import Part
from mangnon.reports.obligations.obligation import Obligation, ReportPeriod
from mangnon.reports.submissions.content import Content, content_of_draft
from mangnon.reports.submissions.drafting import draft_of
from mangnon.reports.submissions.layout import layout_on
from mangnon.reports.submissions.paper import paper
from mangnon.reports.submissions.showing import figure_lines


def body_asked(organisation: str, unit: str, on: date) -> Part:
    """Return the body that a command names by its code; Refused where there is none."""
    if bool(organisation) == bool(unit):
        raise Refused(_("Name the body: --organisation CODE or --unit CODE, one of them."))
    if unit:
        found = Unit.objects.filter(code=unit, valid_from__lte=on).order_by("valid_from").last()
        if found is None:
            raise Refused(_("No unit has the code %(code)s.") % {"code": unit})
        return Part(found, None)
    body = Organisation.objects.select_related("unit").filter(code=organisation).first()
    if body is None or body.unit is None:
        raise Refused(
            _("No organisation of a unit has the code %(code)s.") % {"code": organisation}
        )
    return Part(body.unit, body)


def body_report(part: Part, year: int, run: Run | None, *, by: User) -> tuple[bytes, bytes]:
    """Return the .docx and the .xlsx of a body's yearly report; equal records, equal bytes.

    With a `run` its figures are taken, else those of the newest run of the year.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    owed = Obligation(
        unit=part.unit, organisation=part.organisation, period=ReportPeriod.YEAR,
        period_from=first, period_to=last, due_on=last, counted_until=last, asked_by=by,
    )  # fmt: skip
    day = run.snapshot.as_of if run else last
    draft = draft_of(owed, by=by, today=day, run=run)
    made_at = draft.run.computed_at if draft.run else _noon(first)
    content = content_of_draft(owed, draft, made_at, by=by)
    return paper(content), _workbook(content)


def _workbook(content: Content) -> bytes:
    """Return the figures of the report as a sheet."""
    heads = layout_on(content.layout_day).columns
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    book.set_properties({"created": datetime(content.year, 1, 1), "author": content.holder})  # noqa: DTZ001
    sheet = book.add_worksheet(heads["result"])
    columns = ("leaf", "title", "goal", "result", "last")
    sheet.write_row(0, 0, [heads[name] for name in columns], book.add_format({"bold": True}))
    for row, line in enumerate(figure_lines(content), start=1):
        one = line.figure
        sheet.write_row(row, 0, [one.leaf, one.title, one.goal, line.result, line.last])
    sheet.set_column(1, 1, 60)
    book.close()
    return kept.getvalue()


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
