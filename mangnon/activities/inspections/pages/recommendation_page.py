"""Recommendations of the supervisors: the list, a new one, one with its replies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.activities.inspections.forms.following_forms import (
    AskAgainForm,
    RecommendationForm,
    ReplyForm,
)
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.recommendation import (
    Recommendation,
    RecommendationQuerySet,
    RecommendationStep,
)
from mangnon.activities.inspections.recommending import ask_again, recommend, reply
from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.paging import in_order, page_of
from mangnon.core.requests import Request, key_in, posted
from mangnon.ui.context import now, today

WAITING, LATE, ANSWERED = "waiting", "late", "answered"


@require_GET
def recommendations(request: Request) -> HttpResponse:
    access.require(request.user, "inspection.view")
    typed = request.GET.get("state", "")
    state = typed if typed in (WAITING, LATE, ANSWERED) else ""
    seen = Recommendation.objects.visible_to(request.user)
    found = _in_state(seen, state, today()).select_related("unit", "organisation")
    shown, after = page_of(in_order(found, seen, "-made_at", key_in(request.GET)))
    context = {
        "recommendations": [(one, one.is_late(today())) for one in shown],
        "next": f"state={state}&after={after}" if after else "",
        "state": state,
        "states": [
            (WAITING, _("Without a reply")), (LATE, _("Reply is late")), (ANSWERED, _("Answered")),
        ],
        "may_recommend": access.allowed(request.user, "recommendation.make"),
    }  # fmt: skip
    return render(request, "activities/inspections/recommendations.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Enter a recommendation; the address may name the inspection that it comes from."""
    access.require(request.user, "recommendation.make")
    key = key_in(request.GET, "inspection")
    inspections = Inspection.objects.visible_to(request.user).select_related("unit")
    inspection = get_object_or_404(inspections, pk=key) if key else None
    form = RecommendationForm(
        posted(request), request.FILES or None, by=request.user, inspection=inspection
    )

    def save() -> Recommendation:
        data = form.cleaned_data
        return recommend(data["key"], form.values(), data["documents"], by=request.user, now=now())

    return ask_until_saved(
        request, form, save, page="recommendation", template="activities/inspections/form.html",
        title=_("New recommendation"), inspection=inspection, of_recommendations=True,
    )  # fmt: skip


@require_GET
def recommendation(request: Request, recommendation_id: UUID) -> HttpResponse:
    access.require(request.user, "inspection.view")
    return _page(request, _found(request, recommendation_id))


@require_POST
def answer(request: Request, recommendation_id: UUID) -> HttpResponse:
    """Reply, for whoever the recommendation is for."""
    access.require(request.user, "recommendation.reply")
    mine = Recommendation.objects.visible_to(request.user).answered_by(request.user)
    found = get_object_or_404(mine, pk=recommendation_id)
    form = ReplyForm(request.POST, request.FILES)

    def save() -> object:
        data = form.cleaned_data
        return reply(
            found.pk, data["key"], data["text"], data["documents"], by=request.user, now=now()
        )

    return _do(request, found, form, save)


@require_POST
def again(request: Request, recommendation_id: UUID) -> HttpResponse:
    """Ask again, for the supervisor."""
    access.require(request.user, "recommendation.make")
    found, form = _found(request, recommendation_id), AskAgainForm(request.POST)

    def save() -> object:
        return ask_again(found.pk, **form.cleaned_data, by=request.user, now=now())

    return _do(request, found, form, save)


def _found(request: Request, recommendation_id: UUID) -> Recommendation:
    seen = Recommendation.objects.visible_to(request.user).select_related(
        "unit", "organisation", "inspection__place", "made_by"
    )
    found: Recommendation = get_object_or_404(seen, pk=recommendation_id)
    return found


def _page(request: Request, found: Recommendation, wrong: forms.Form | None = None) -> HttpResponse:
    user = request.user
    steps = RecommendationStep.objects.visible_to(user).filter(recommendation=found)
    seen = Recommendation.objects.visible_to(user)
    mine = seen.answered_by(user)
    waits = found.answered_on is None
    context: dict[str, Any] = {
        "recommendation": found,
        "is_late": found.is_late(today()),
        "files": found.files.all(),
        "steps": steps.select_related("by").prefetch_related("files"),
        "wrong": wrong,
    }
    if waits and mine.filter(pk=found.pk).exists():
        context["reply_form"] = wrong if isinstance(wrong, ReplyForm) else ReplyForm()
    if not waits and seen.asked_again_by(user).filter(pk=found.pk).exists():
        context["again_form"] = wrong if isinstance(wrong, AskAgainForm) else AskAgainForm()
    template = "activities/inspections/recommendation.html"
    return render(request, template, context, status=422 if wrong else 200)


def _do(
    request: Request, found: Recommendation, form: forms.Form, save: Callable[[], object]
) -> HttpResponse:
    if is_done(form, save):
        return redirect("recommendation", found.pk)
    return _page(request, found, form)


def _in_state(seen: RecommendationQuerySet, state: str, day: date) -> RecommendationQuerySet:
    if state == WAITING:
        return seen.waiting()
    if state == LATE:
        return seen.late(day)
    return seen.exclude(answered_on=None) if state == ANSWERED else seen
