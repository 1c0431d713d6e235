"""Harm online: the page of a case, and what is done on it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.cases.case import Case
from mangnon.cases.catalog import code_list
from mangnon.cases.evidence.keeping import add_evidence
from mangnon.cases.forms.evidence_form import EvidenceForm
from mangnon.cases.forms.online_forms import AnswerForm, HarmForm, TakedownForm
from mangnon.cases.online.harm import OnlineHarm, Takedown
from mangnon.cases.online.noting import (
    ANSWERS,
    BODIES,
    PLATFORMS,
    answer_takedown,
    ask_takedown,
    note_harm,
)
from mangnon.cases.pages.finding import case_for
from mangnon.cases.seeing import Section, sections_open
from mangnon.core.asking import is_done
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, posted
from mangnon.ui import context


@never_cache
@require_http_methods(["GET", "POST"])
def online(request: Request, case_id: UUID) -> HttpResponse:
    """Show what is noted of harm online, and note more."""
    case, now = _worked_on(request, case_id), context.now()
    form = HarmForm(posted(request), now=now)

    def save() -> None:
        note_harm(case.pk, **form.cleaned_data, by=request.user, now=now)

    if is_done(form, save):
        return redirect("case_online", case.pk)
    record_read(request.user, "case.read", case, unit=case.unit, fields=["online"])
    words = [{c.code: c.vi for c in code_list(n).codes} for n in (PLATFORMS, BODIES, ANSWERS)]
    platforms, bodies, answers = words
    shown = [
        {
            "harm": harm,
            "platform": platforms.get(harm.platform, ""),
            "evidence": harm.evidence.order_by("added_at"),
            "takedowns": [
                (one, bodies.get(one.to, ""), answers.get(one.answer), AnswerForm(now=now))
                for one in harm.takedowns.order_by("asked_at")
            ],
            "evidence_form": EvidenceForm(),
            "takedown_form": TakedownForm(now=now),
        }
        for harm in _harms(request, case).select_related("by").order_by("seen_at")
    ]
    page = {"case": case, "form": form, "harms": shown}
    return render(request, "cases/online.html", page, status=422 if form.errors else 200)


@require_POST
def evidence(request: Request, case_id: UUID, harm_id: UUID) -> HttpResponse:
    case = _worked_on(request, case_id)
    harm = _harm(request, case, harm_id)
    form = EvidenceForm(request.POST, request.FILES)

    def save() -> None:
        file = form.cleaned_data["file"]
        add_evidence(case.pk, harm, file.name, file, by=request.user, now=context.now())

    return _back(request, case, form, save)


@require_POST
def takedown(request: Request, case_id: UUID, harm_id: UUID) -> HttpResponse:
    case, now = _worked_on(request, case_id), context.now()
    _harm(request, case, harm_id)
    form = TakedownForm(request.POST, now=now)

    def save() -> None:
        ask_takedown(case.pk, harm_id, **form.cleaned_data, by=request.user, now=now)

    return _back(request, case, form, save)


@require_POST
def takedown_answer(request: Request, case_id: UUID, takedown_id: UUID) -> HttpResponse:
    case, now = _worked_on(request, case_id), context.now()
    asked = Takedown.objects.visible_to(request.user).filter(harm__case=case)
    get_object_or_404(asked, pk=takedown_id)
    form = AnswerForm(request.POST, now=now)

    def save() -> None:
        answer_takedown(case.pk, takedown_id, **form.cleaned_data, by=request.user, now=now)

    return _back(request, case, form, save)


def _worked_on(request: Request, case_id: UUID) -> Case:
    """Return the case, for somebody who works on it."""
    case = case_for(request, case_id, "case.edit")
    if Section.STEPS not in sections_open(case, request.user):
        raise Http404(case_id)
    return case


def _harms(request: Request, case: Case) -> QuerySet[OnlineHarm]:
    return OnlineHarm.objects.visible_to(request.user).filter(case=case)


def _harm(request: Request, case: Case, harm_id: UUID) -> OnlineHarm:
    found: OnlineHarm = get_object_or_404(_harms(request, case), pk=harm_id)
    return found


def _back(request: Request, case: Case, form: forms.Form, save: Callable[[], None]) -> HttpResponse:
    """Do what is asked and go back to the page, which says what was refused."""
    if not is_done(form, save):
        for faults in form.errors.values():
            messages.error(request, " ".join(map(str, faults)))
    return redirect("case_online", case.pk)
