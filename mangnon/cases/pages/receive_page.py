"""Receiving a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.cases.case import Case
from mangnon.cases.forms.commune_field import QUESTIONS, offered
from mangnon.cases.forms.report_form import ReportForm, report_form
from mangnon.cases.receiving.following import last_channel
from mangnon.cases.receiving.joining import join_report
from mangnon.cases.receiving.likely import cases_offered, children_offered
from mangnon.cases.receiving.new_report import NewReport
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.report import Report
from mangnon.children.births import birth_of
from mangnon.children.facts.rules import NotAccepted
from mangnon.children.models import Child
from mangnon.core.access import require
from mangnon.core.models import Refused, Unit, User
from mangnon.core.requests import Request, posted
from mangnon.ui import context

ASKED = "asked"  # stands in what is sent once the person has seen what may be the same


@dataclass(frozen=True)
class Same:
    """What may be the same: cases the report may join, and of each child its likely records."""

    cases: Sequence[Case]
    children: Sequence[tuple[str, str, Sequence[Child]]]  # field, name as reported, records

    def __bool__(self) -> bool:
        return bool(self.cases or self.children)


@never_cache
@require_http_methods(["GET", "POST"])
def new_report(request: Request) -> HttpResponse:
    require(request.user, "case.receive")
    now = context.now()
    form = report_form(request.user, now, posted(request), _known(request))
    shown: dict[str, object] = {"form": form}
    if form.is_valid():
        new = form.new_report()
        same = _same(new, request.user)
        if same and ASKED not in request.POST:
            return render(request, "cases/receive.html", {**shown, "same": same})
        if report := _sent(request, form, new, same, now):
            return redirect("case_report", report.pk)
        shown["same"] = same
    status = 422 if form.errors or form.is_bound else 200
    return render(request, "cases/receive.html", shown, status=status)


@never_cache
@require_POST
def communes(request: Request) -> HttpResponse:
    """Answer the communes that the words fit, as they are typed."""
    require(request.user, "case.receive")
    name = next((name for name in QUESTIONS if name in request.POST), "place")
    asked = QUESTIONS[name]
    words, chosen = request.POST.get(name, "")[:120], request.POST.get(asked.unit)
    shown = offered(asked, words, chosen, by=request.user, today=context.today())
    return render(request, "cases/_communes.html", {"shown": shown})


def _same(new: NewReport, by: User) -> Same:
    children = [
        (f"same-{place}", child.name, records)
        for place, child in enumerate(new.children)
        if (records := children_offered(child, by=by, today=context.today()))
    ]
    return Same(cases_offered(new, by=by), children)


def _sent(
    request: Request, form: ReportForm, new: NewReport, same: Same, now: datetime
) -> Report | None:
    """Open a case with the report, or add it to the one that was chosen; say what is refused."""
    for field, _name, records in same.children:
        picked = {str(record.pk): record.pk for record in records}.get(request.POST.get(field, ""))
        place = int(field.removeprefix("same-"))
        children = list(new.children)
        children[place] = replace(children[place], child=picked)
        new = replace(new, children=children)
    into = {str(case.pk): case.pk for case in same.cases}.get(request.POST.get("joins", ""))
    try:
        if into is not None:
            return join_report(into, new, by=request.user, now=now)
        return receive(new, by=request.user, now=now)
    except NotAccepted as refusal:
        for name, sentence in refusal.problems:
            form.add_error(name, sentence)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


def _known(request: Request) -> dict[str, Any]:
    """Return what stands in the form already: where the person works, how they received last."""
    by = request.user
    last = last_channel(by)
    is_in_commune = by.unit is not None and by.unit.level == Unit.Level.COMMUNE
    known: dict[str, Any] = {}
    if last is not None:
        known["channel"] = last
    elif is_in_commune:
        known["channel"] = "in_person"
    if is_in_commune:
        known |= {"place": str(by.unit), "unit": by.unit_id}
    if "child" in request.GET:
        known |= _about(_child(request))
    return known


def _child(request: Request) -> Child:
    try:
        key: UUID | None = UUID(request.GET["child"])
    except ValueError:
        key = None
    found: Child = get_object_or_404(Child.objects.visible_to(request.user), pk=key)
    return found


def _about(child: Child) -> dict[str, Any]:
    """Return what the register says of the child whose page the report begins at."""
    about = {
        "name": child.full_name, "sex": child.sex, "age": str(birth_of(child)), "child": child.pk,
    }  # fmt: skip
    return {"children": [about], "place": str(child.unit), "unit": child.unit_id}
