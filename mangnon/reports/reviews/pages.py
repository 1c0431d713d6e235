"""The pages of reviews: the list, drafting with one button, one review, its Word document."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, posted
from mangnon.plans.models import Review
from mangnon.plans.reviews.forms import DraftForm, GiveBackForm, ReviseForm, WordsForm
from mangnon.plans.reviews.writing import (
    Part,
    approve,
    begin_review,
    draft_again,
    give_back,
    parts_of,
    revise,
    submit,
    write_words,
)
from mangnon.reports.reviews.drafting import draft_of
from mangnon.reports.reviews.paper import paper
from mangnon.ui.context import now, today
from mangnon.ui.forms import SeenForm

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ON_A_PAGE = 50


@require_GET
def reviews(request: Request) -> HttpResponse:
    access.require(request.user, "review.view")
    seen = Review.objects.visible_to(request.user).with_what_replaced()
    seen = seen.select_related("unit", "organisation")
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    start = page * ON_A_PAGE
    shown = list(seen.order_by("-year", "-drafted_at", "pk")[start : start + ON_A_PAGE + 1])
    context = {
        "reviews": shown[:ON_A_PAGE],
        "next": page + 1 if len(shown) > ON_A_PAGE else None,
        "may_draft": bool(parts_of(request.user)),
    }
    return render(request, "reports/reviews/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Draft a review from the records."""
    access.require(request.user, "review.draft")
    form = DraftForm(posted(request), by=request.user)

    def save() -> Review:
        part, period = form.whose(), form.period()
        draft = draft_of(part, period, by=request.user, today=today())
        key = form.cleaned_data["key"]
        return begin_review(key, part, period, draft, by=request.user, now=now())

    return ask_until_saved(
        request, form, save, page="reports:review", template="reports/reviews/form.html",
        title=_("Draft a review"),
    )  # fmt: skip


@never_cache
@require_GET
def review(request: Request, review_id: UUID) -> HttpResponse:
    return _page(request, _seen(request, review_id))


@never_cache
@require_http_methods(["GET", "POST"])
def words(request: Request, review_id: UUID) -> HttpResponse:
    found = _seen(request, review_id, "review.draft")
    form = WordsForm(posted(request), review=found)

    def save() -> Review:
        told = form.cleaned_data
        return write_words(found.pk, told, seen_at=told["seen_at"], by=request.user)

    return ask_until_saved(
        request, form, save, page="reports:review", template="reports/reviews/form.html",
        title=_("Write the review"), review=found,
    )  # fmt: skip


@require_POST
def again(request: Request, review_id: UUID) -> HttpResponse:
    """Freeze the figures of today in place of the former ones."""
    found, form = _seen(request, review_id, "review.draft"), SeenForm(request.POST)

    def save() -> object:
        part = Part(found.unit, found.organisation)
        draft = draft_of(part, found.period, by=request.user, today=today())
        seen_at = form.cleaned_data["seen_at"]
        return draft_again(found.pk, draft, seen_at=seen_at, by=request.user, now=now())

    return _do(request, found, form, save)


@never_cache
@require_http_methods(["GET", "POST"])
def revised(request: Request, review_id: UUID) -> HttpResponse:
    """Begin the next version of an approved review, and show it."""
    found, form = _seen(request, review_id, "review.draft"), ReviseForm(posted(request))

    def save() -> Review:
        part, told = Part(found.unit, found.organisation), form.cleaned_data
        draft = draft_of(part, found.period, by=request.user, today=today())
        return revise(found.pk, told["key"], told["reason"], draft, by=request.user, now=now())

    return ask_until_saved(
        request, form, save, page="reports:review", template="reports/reviews/form.html",
        title=_("Write the next version of the review"), review=found, revises=True,
    )  # fmt: skip


@require_POST
def hand_in(request: Request, review_id: UUID) -> HttpResponse:
    found, form = _seen(request, review_id, "review.draft"), SeenForm(request.POST)
    return _do(request, found, form, lambda: submit(found.pk, **form.cleaned_data, by=request.user))


@require_POST
def back(request: Request, review_id: UUID) -> HttpResponse:
    found, form = _seen(request, review_id, "review.approve"), GiveBackForm(request.POST)
    return _do(
        request, found, form, lambda: give_back(found.pk, **form.cleaned_data, by=request.user)
    )


@require_POST
def approved(request: Request, review_id: UUID) -> HttpResponse:
    found, form = _seen(request, review_id, "review.approve"), SeenForm(request.POST)
    return _do(
        request, found, form,
        lambda: approve(found.pk, **form.cleaned_data, by=request.user, now=now()),
    )  # fmt: skip


@require_GET
def document(request: Request, review_id: UUID) -> HttpResponse:
    """Send the Word document once the audit has noted who takes it."""
    found = _seen(request, review_id)
    content = paper(found)
    record_read(request.user, "review.download", found, unit=found.unit)
    version = f"-ban-{found.version}" if found.version > 1 else ""
    name = f"bao-cao-{found.kind}-{found.year}{version}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=DOCX, headers=headers)


def _seen(request: Request, review_id: UUID, right: str = "review.view") -> Review:
    access.require(request.user, right)
    seen = Review.objects.visible_to(request.user).select_related("unit", "organisation")
    found: Review = get_object_or_404(
        seen.select_related("approved_by", "drafted_by"), pk=review_id
    )
    return found


def _page(request: Request, found: Review, wrong: forms.Form | None = None) -> HttpResponse:
    """Answer the page of a review; `wrong` is the form that could not be saved."""
    user, seen_at = request.user, {"seen_at": found.changed_at}
    seen = Review.objects.visible_to(user).of_holder(found)
    before = found.period.before
    following = seen.filter(revises=found).first()
    may_write = found.state == Review.State.DRAFT and _is_own(found, request)
    may_decide = (
        found.state == Review.State.SUBMITTED
        and access.allowed(user, "review.approve")
        and not found.writers.filter(pk=user.pk).exists()
    )
    context = {
        "review": found,
        "figures": found.frozen,
        "before": seen.filter(kind=found.kind, year=before.year).order_by("-version").first(),
        "former": seen.filter(pk=found.revises_id).first(),
        "next_one": following,
        "may_revise": found.state == Review.State.APPROVED
        and following is None
        and _is_own(found, request),
        "parts": [(_label(name), getattr(found, name)) for name in Review.WORDS],
        "writers": found.writers.all(),
        "may_write": may_write,
        "may_decide": may_decide,
        "seen_form": SeenForm(initial=seen_at),
        "back_form": wrong if isinstance(wrong, GiveBackForm) else GiveBackForm(initial=seen_at),
        "wrong": wrong,
    }
    return render(request, "reports/reviews/review.html", context, status=422 if wrong else 200)


def _is_own(found: Review, request: Request) -> bool:
    return Part(found.unit, found.organisation) in parts_of(request.user)


def _label(name: str) -> object:
    return WordsForm.base_fields[name].label


def _do(
    request: Request, found: Review, form: forms.Form, save: Callable[[], object]
) -> HttpResponse:
    """Do what a form on the page of the review asks, or say there what stands in the way."""
    if is_done(form, save):
        return redirect("reports:review", found.pk)
    return _page(request, found, form)
