"""The page of the national targets, and the same table as a spreadsheet."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.documents.writing.model import plain
from mangnon.indicators.frozen import units_day
from mangnon.indicators.models import Run
from mangnon.reports.asked import layout_for
from mangnon.reports.content import gather_targets
from mangnon.reports.facts import Facts
from mangnon.reports.layouts import Layout
from mangnon.reports.periods.national.words import (
    against_words,
    national_target,
    note_words,
    result_words,
)
from mangnon.reports.services import run_to_report
from mangnon.reports.wording import Wording, first_capital
from mangnon.reports.workbook.national import national_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def national(request: Request) -> HttpResponse:
    access.require(request.user, "report.view")
    context: dict[str, object] = {}
    try:
        _run, facts, layout = _found(request)
        say = Wording(facts, layout)
        rows = [
            {
                "leaf": leaf,
                "measure": layout.measures[leaf.goal.measure],
                "national": national_target(say, leaf),
                "plan": say.table_target(leaf.goal),
                "against": first_capital(against_words(say, leaf)),
                "is_looser": leaf.national is not None and leaf.national.against == "looser",
                "result": plain(say.bare_value(leaf, leaf.standing, facts.province_code)),
                "verdict": first_capital(result_words(say, leaf)),
            }
            for leaf in facts.leaves
        ]
        context = {"facts": facts, "rows": rows, "note": note_words(say)}
        context["heads"] = {
            "national": say.head("national", milestone=facts.milestone),
            "plan": say.head("plan"),
            "result": say.head("result"),
        }
    except Refused as refusal:
        context = {"refusal": str(refusal)}
    return render(request, "reports/periods/national.html", context)


@require_GET
def national_xlsx(request: Request) -> HttpResponse:
    """Send the table as a spreadsheet, once the audit has noted who takes it."""
    access.require(request.user, "report.view")
    try:
        run, facts, layout = _found(request)
    except Refused as refusal:  # the page says why
        raise Http404 from refusal
    content = national_workbook(facts, layout)
    record_read(request.user, "report.national", run)
    name = _("National targets %(year)s") % {"year": facts.year}
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(True, f"{name}.xlsx") or ""},
    )


def _found(request: Request) -> tuple[Run, Facts, Layout]:
    """Return the newest figures beside the programme of their day; Refused where one is missing."""
    run = run_to_report(request.user)
    facts = gather_targets(run, request.user)
    if not facts.milestone:
        said = _("The catalogue holds no national programme for %(year)s.")
        raise Refused(said % {"year": facts.year})
    return run, facts, layout_for("consolidated", Layout, units_day(run.snapshot))
