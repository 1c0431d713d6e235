"""One section of the consolidated report: its paragraphs, and what the editor does with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core.asking import is_done
from mangnon.core.paging import ON_A_PAGE
from mangnon.core.requests import Request, number_in, posted
from mangnon.reports.consolidating.arranging import (
    decide,
    edit,
    leave_out_repeated,
    of_section,
    take_all,
    write_own_words,
)
from mangnon.reports.consolidating.finding import report_of
from mangnon.reports.consolidating.forms import DecideForm, OwnWordsForm, PassageForm
from mangnon.reports.consolidating.pages.state import found
from mangnon.reports.consolidating.passage import (
    ConsolidatedPassage,
    PassageQuerySet,
    PassageState,
)
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions.parts import SubmissionSection
from mangnon.reports.submissions.submission import WRITTEN, Submission
from mangnon.ui.forms import StyledForm

REPEATED, STALE = "repeated", "stale"


@never_cache
@require_GET
def section(request: Request, obligation_id: UUID, key: str) -> HttpResponse:
    obligation, report = _report(request, obligation_id)
    return _page(request, obligation, report, _section(report, key))


@never_cache
@require_http_methods(["GET", "POST"])
def own_words(request: Request, obligation_id: UUID, key: str) -> HttpResponse:
    obligation, report = _report(request, obligation_id)
    part = _section(report, key)
    form = OwnWordsForm(posted(request), section=part)

    def save() -> object:
        return write_own_words(obligation.pk, key, **form.cleaned_data, by=request.user)

    if is_done(form, save):
        return redirect("reports:consolidation-section", obligation.pk, key)
    return _form(request, form, obligation, part, title=part.heading)


@require_POST
def all_taken(request: Request, obligation_id: UUID, key: str) -> HttpResponse:
    return _many(request, obligation_id, key, take_all)


@require_POST
def repeated_left_out(request: Request, obligation_id: UUID, key: str) -> HttpResponse:
    return _many(request, obligation_id, key, leave_out_repeated)


@never_cache
@require_http_methods(["GET", "POST"])
def passage(request: Request, obligation_id: UUID, passage_id: int) -> HttpResponse:
    """Edit a paragraph's words, and put it elsewhere."""
    obligation, report = _report(request, obligation_id)
    one = _passage(request, report, passage_id)
    before = of_section(report, one.placed_in, request.user).filter(position__lt=one.position)
    sections = list(report.sections.all())
    form = PassageForm(
        posted(request), passage=one, place=before.count() + 1, sections=sections
    )  # fmt: skip

    def save() -> object:
        return edit(obligation.pk, one.pk, **form.cleaned_data, by=request.user)

    if is_done(form, save):
        return redirect(_place(obligation, one.pk, form.cleaned_data["placed_in"]))
    part = next(s for s in sections if s.key == one.placed_in)
    return _form(request, form, obligation, part, title=one.author, passage=one)


@require_POST
def decided(request: Request, obligation_id: UUID, passage_id: int) -> HttpResponse:
    """Take a paragraph or leave it out, and go on where one was."""
    obligation, report = _report(request, obligation_id)
    one, form = _passage(request, report, passage_id), DecideForm(request.POST)
    told = form.data

    def save() -> object:
        return decide(obligation.pk, one.pk, **form.cleaned_data, by=request.user)

    if is_done(form, save):
        return redirect(_place(obligation, one.pk, one.placed_in, told.get("show", "")))
    return _page(request, obligation, report, _section(report, one.placed_in), form)


def _report(request: Request, obligation_id: UUID) -> tuple[Obligation, Submission]:
    obligation = found(request, obligation_id)
    if (report := report_of(obligation)) is None:
        raise Http404
    return obligation, report


def _section(report: Submission, key: str) -> SubmissionSection:
    part: SubmissionSection = get_object_or_404(report.sections, key=key)
    return part


def _passage(request: Request, report: Submission, passage_id: int) -> ConsolidatedPassage:
    seen = ConsolidatedPassage.objects.visible_to(request.user).filter(consolidated=report)
    one: ConsolidatedPassage = get_object_or_404(
        seen.select_related("source__submission__organisation", "source__submission__unit"),
        pk=passage_id,
    )
    return one


def _place(obligation: Obligation, passage: int, key: str, show: str = "") -> str:
    page = reverse("reports:consolidation-section", args=[obligation.pk, key])
    shown = f"show={show}&" if show in _choices() else ""
    return f"{page}?{shown}from={passage}#p{passage}"


def _page(
    request: Request,
    obligation: Obligation,
    report: Submission,
    part: SubmissionSection,
    wrong: forms.Form | None = None,
) -> HttpResponse:
    """Answer the page of a section; `wrong` is the form that could not be saved."""
    show = request.GET.get("show", "")
    found_here = of_section(report, part.key, request.user)
    rows = _narrowed(found_here, show)
    first = found_here.filter(pk=number_in(request.GET, "from")).first()
    if first is not None:
        rows = rows.filter(position__gte=first.position)
    of_like = "like__source__submission__organisation", "like__source__submission__unit"
    rows = rows.select_related(*of_like).defer("source__content", "like__source__content")
    shown, sections = list(rows[: ON_A_PAGE + 1]), list(report.sections.all())
    context: dict[str, Any] = {
        "obligation": obligation, "report": report, "section": part,
        "headings": {one.key: one.heading for one in sections},
        "following": next((one for one in sections if one.position > part.position), None),
        "passages": shown[:ON_A_PAGE], "next": shown[ON_A_PAGE].pk if shown[ON_A_PAGE:] else None,
        "before": first is not None, "show": show, "choices": _choices().items(),
        "is_open": report.state in WRITTEN, "wrong": wrong,
        "new": found_here.filter(state=PassageState.NEW).count(),
    }  # fmt: skip
    template = "reports/consolidating/section.html"
    return render(request, template, context, status=422 if wrong else 200)


def _choices() -> dict[str, str]:
    marks = {REPEATED: _("Said by another body too"), STALE: _("Of a report that was returned")}
    return {str(value): str(label) for value, label in PassageState.choices} | marks


def _narrowed(rows: PassageQuerySet, show: str) -> PassageQuerySet:
    if show in PassageState.values:
        return rows.filter(state=show)
    if show == REPEATED:
        return rows.exclude(like=None)
    return rows.stale() if show == STALE else rows


def _many(request: Request, obligation_id: UUID, key: str, do: Callable[..., int]) -> HttpResponse:
    obligation, report = _report(request, obligation_id)
    part, form = _section(report, key), StyledForm(request.POST)
    if is_done(form, lambda: do(obligation.pk, key, by=request.user)):
        return redirect("reports:consolidation-section", obligation.pk, key)
    return _page(request, obligation, report, part, form)


def _form(
    request: Request,
    form: forms.Form,
    obligation: Obligation,
    part: SubmissionSection,
    **shown: object,
) -> HttpResponse:
    context = {"form": form, "obligation": obligation, "section": part, **shown}
    template = "reports/consolidating/form.html"
    return render(request, template, context, status=422 if form.is_bound else 200)
