"""The consolidated report of a period: who sent, what stands in the way, what is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.paging import ON_A_PAGE, in_order, page_of
from mangnon.core.requests import Request, key_in, posted
from mangnon.reports.consolidating.bodies import LATE, STANDS, bodies_of, counts
from mangnon.reports.consolidating.changed import changed_since
from mangnon.reports.consolidating.disagreements import disagreements_of
from mangnon.reports.consolidating.finding import consolidating, report_of
from mangnon.reports.consolidating.forms import BackForm, SendForm
from mangnon.reports.consolidating.kinds import run_for
from mangnon.reports.consolidating.passage import ConsolidatedPassage, PassageState
from mangnon.reports.consolidating.reopening import reopen, why_not_opened
from mangnon.reports.consolidating.sending import (
    build_draft,
    give_back,
    hand_in,
    in_the_way,
    send,
)
from mangnon.reports.consolidating.taking_in import begin, take_figures, take_in
from mangnon.reports.models import Report
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions.forms import ReasonForm
from mangnon.reports.submissions.step import StepKind
from mangnon.reports.submissions.submission import ARRIVED, WRITTEN, Submission, SubmissionState
from mangnon.ui.context import now, today
from mangnon.ui.forms import SeenForm, StyledForm

# The steps after which it is written in again: their reason is shown.
OPENED = (StepKind.GIVEN_BACK, StepKind.UNLOCKED)


@require_GET
def consolidations(request: Request) -> HttpResponse:
    """List the reports made of others that the office owes, due last first."""
    owed = consolidating(request.user)
    shown, behind = page_of(in_order(owed, owed, "-due_on", key_in(request.GET)))
    context = {"owed": [(one, report_of(one)) for one in shown], "next": behind}
    return render(request, "reports/consolidating/list.html", context)


@never_cache
@require_GET
def consolidation(request: Request, obligation_id: UUID) -> HttpResponse:
    return _page(request, found(request, obligation_id))


@never_cache
@require_GET
def bodies(request: Request, obligation_id: UUID) -> HttpResponse:
    """List the bodies with where each stands; `stands` narrows, `page` goes on."""
    obligation = found(request, obligation_id)
    known = bodies_of(obligation, request.user, today())
    stands = request.GET.get("stands", "")
    if stands in STANDS:
        known = [body for body in known if body.stands == stands]
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    start = page * ON_A_PAGE
    context = {
        "obligation": obligation, "stands": stands, "choices": STANDS.items(),
        "bodies": known[start : start + ON_A_PAGE],
        "next": page + 1 if len(known) > start + ON_A_PAGE else None,
    }  # fmt: skip
    return render(request, "reports/consolidating/bodies.html", context)


@require_POST
def begun(request: Request, obligation_id: UUID) -> HttpResponse:
    obligation = found(request, obligation_id)

    def save() -> object:
        run = run_for(obligation, request.user)
        return begin(obligation.pk, run, by=request.user, now=now())

    return _do(request, obligation, StyledForm(request.POST), save)


@require_POST
def taken_in(request: Request, obligation_id: UUID) -> HttpResponse:
    obligation = found(request, obligation_id)
    form = StyledForm(request.POST)
    return _do(request, obligation, form, lambda: take_in(obligation.pk, by=request.user))


@require_POST
def figures_taken(request: Request, obligation_id: UUID) -> HttpResponse:
    obligation = found(request, obligation_id)

    def save() -> object:
        return take_figures(obligation.pk, run_for(obligation, request.user), by=request.user)

    return _do(request, obligation, StyledForm(request.POST), save)


@require_POST
def built(request: Request, obligation_id: UUID) -> HttpResponse:
    obligation = found(request, obligation_id)

    def save() -> object:
        return build_draft(obligation.pk, by=request.user, today=today())

    return _do(request, obligation, StyledForm(request.POST), save)


@require_POST
def handed_in(request: Request, obligation_id: UUID) -> HttpResponse:
    obligation, form = found(request, obligation_id), SeenForm(request.POST)

    def save() -> object:
        return hand_in(obligation.pk, **form.cleaned_data, by=request.user, now=now())

    return _do(request, obligation, form, save)


@require_POST
def given_back(request: Request, obligation_id: UUID) -> HttpResponse:
    access.require(request.user, "submission.sign")
    obligation, form = found(request, obligation_id), BackForm(request.POST)

    def save() -> object:
        return give_back(obligation.pk, **form.cleaned_data, by=request.user, now=now())

    return _do(request, obligation, form, save)


@never_cache
@require_http_methods(["GET", "POST"])
def sent(request: Request, obligation_id: UUID) -> HttpResponse:
    """Ask for the number and the day of the registry, and send."""
    access.require(request.user, "submission.sign")
    obligation = found(request, obligation_id)
    report = report_of(obligation)
    initial = {"seen_at": report.changed_at} if report else {}
    form = SendForm(posted(request), initial=initial)

    def save() -> Obligation:
        send(obligation.pk, **form.cleaned_data, by=request.user, now=now())
        return obligation

    return ask_until_saved(
        request, form, save, page="reports:consolidation", obligation=obligation,
        template="reports/consolidating/send.html", title=_("Sign and send"),
    )  # fmt: skip


@require_POST
def reopened(request: Request, obligation_id: UUID) -> HttpResponse:
    obligation, form = found(request, obligation_id), ReasonForm(request.POST)

    def save() -> object:
        return reopen(obligation.pk, **form.cleaned_data, by=request.user, now=now())

    return _do(request, obligation, form, save)


def found(request: Request, obligation_id: UUID) -> Obligation:
    owed: Obligation = get_object_or_404(consolidating(request.user), pk=obligation_id)
    return owed


def _page(
    request: Request, obligation: Obligation, wrong: forms.BaseForm | None = None
) -> HttpResponse:
    """Answer the page of the report; `wrong` is the form that could not be saved."""
    known = bodies_of(obligation, request.user, today())
    report = report_of(obligation)
    context: dict[str, Any] = {
        "obligation": obligation,
        "report": report,
        "counts": [(name, words, counts(known)[name]) for name, words in STANDS.items()],
        "all": len(known),
        "late": [body for body in known if body.stands == LATE],
        "wrong": wrong,
    }
    if report is not None:
        context |= _of_report(request, report)
        if isinstance(wrong, BackForm):
            context["back_form"] = wrong
        if isinstance(wrong, ReasonForm):
            context["reopen_form"] = wrong
    template = "reports/consolidating/consolidation.html"
    return render(request, template, context, status=422 if wrong else 200)


def _of_report(request: Request, report: Submission) -> dict[str, Any]:
    user, seen_at = request.user, {"seen_at": report.changed_at}
    is_open = report.state in WRITTEN
    passages = ConsolidatedPassage.objects.visible_to(user).filter(consolidated=report)
    new, taken = Count("pk", Q(state=PassageState.NEW)), Count("pk", Q(state=PassageState.TAKEN))
    by_section = {
        one["placed_in"]: one
        for one in passages.order_by().values("placed_in").annotate(
            all=Count("pk"), new=new, taken=taken
        )
    }  # fmt: skip
    files = Report.objects.visible_to(user).filter(submission=report)
    differing = disagreements_of(report, user)
    return {
        "is_open": is_open,
        "sections": [(one, by_section.get(one.key)) for one in report.sections.all()],
        "differing": len(differing),
        "unexplained": sum(not one.is_explained for one in differing),
        "in_the_way": in_the_way(report, user) if is_open else [],
        "file": files.order_by("-built_at", "-pk").first(),
        "versions": report.versions.defer("content").select_related("signed_by"),
        "comment": report.steps.filter(kind__in=OPENED).last() if is_open else None,
        "writers": report.writers.all(),
        "may_sign": (
            report.state == SubmissionState.SUBMITTED
            and access.allowed(user, "submission.sign")
            and not report.writers.filter(pk=user.pk).exists()
        ),
        "may_give_back": report.state == SubmissionState.SUBMITTED
        and access.allowed(user, "submission.sign"),
        "seen_form": SeenForm(initial=seen_at),
        "back_form": BackForm(initial=seen_at),
        "changed": changed_since(report, user),
        "was_sent": report.state in ARRIVED,
        "why_not_opened": why_not_opened(report, user) if report.state in ARRIVED else "",
        "reopen_form": ReasonForm(initial=seen_at),
    }


def _do(
    request: Request, obligation: Obligation, form: forms.Form, save: Callable[[], object]
) -> HttpResponse:
    """Do what a button on the page asks, or say there what stands in the way."""
    if is_done(form, save):
        return redirect("reports:consolidation", obligation.pk)
    return _page(request, found(request, obligation.pk), form)
