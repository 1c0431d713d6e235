"""The draft document of a body's report, built from the records without anybody writing in it."""

from __future__ import annotations

import io
from datetime import date, datetime

import xlsxwriter
from django.utils.translation import gettext as _

from mangnon.core.models import Organisation, Refused, Unit
from mangnon.plans.reviews.writing import Part
from mangnon.reports.asked import Asked, Span, within
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


def span(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def make(asked: Asked) -> tuple[bytes, bytes]:
    """Return the .docx and the .xlsx of a body's yearly report; equal records, equal bytes."""
    days, part, run, by = span(asked.year), asked.part, asked.run, asked.by
    if part is None:
        raise Refused(_("Name the body: --organisation CODE or --unit CODE, one of them."))
    within(asked, days)
    first, last = days.first, days.last
    owed = Obligation(
        unit=part.unit, organisation=part.organisation, period=ReportPeriod.YEAR,
        period_from=first, period_to=last, due_on=last, counted_until=last, asked_by=by,
    )  # fmt: skip
    draft = draft_of(owed, by=by, today=run.snapshot.as_of, run=run)
    content = content_of_draft(owed, draft, run.computed_at, by=by)
    return paper(content), _workbook(content)


def _workbook(content: Content) -> bytes:
    """Return the figures of the report as a sheet."""
    heads = layout_on(content.layout_day).columns
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False})
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
