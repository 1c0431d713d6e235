"""One post: who filled it when, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.activities.network.filling import (
    add_training,
    change_holding,
    fill_post,
    remove_training,
    trainings_for,
)
from mangnon.activities.network.forms.post_forms import (
    ChangePostForm,
    HoldingForm,
    PostForm,
    TrainingForm,
)
from mangnon.activities.network.pages.lookup import kept_holding, name_holders, seen_post
from mangnon.activities.network.post import Holding, Post, PostPlace, Training
from mangnon.activities.network.posting import change_post, open_post
from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.models import Unit
from mangnon.core.requests import Request, posted
from mangnon.ui.context import today

FORM = "activities/back_form.html"


@never_cache
@require_GET
def post(request: Request, post_id: UUID) -> HttpResponse:
    found, user = seen_post(request, post_id), request.user
    holdings = list(
        Holding.objects.visible_to(user).filter(post=found).prefetch_related("trainings__activity")
    )
    name_holders(holdings, user)
    context = {
        "post": found,
        "holdings": holdings,
        "places": PostPlace.objects.visible_to(user).filter(post=found).select_related("unit"),
        "is_vacant": found.until is None and all(one.until for one in holdings),
        "may_edit": access.allowed(user, "network.edit"),
    }
    return render(request, "activities/network/post.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    access.require(request.user, "network.edit")
    asked = request.GET.get("unit", "")
    unit = None
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        unit = Unit.objects.visible_to(request.user).filter(pk=asked).first()
    form = PostForm(posted(request), by=request.user, unit=unit)

    def save() -> Post:
        key = form.cleaned_data["key"]
        return open_post(key, form.values(), by=request.user, today=today())

    return ask_until_saved(
        request, form, save, page="network-post", template=FORM, title=_("Open a post"),
        back=reverse("network"), back_words=_("Network by unit"),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: Request, post_id: UUID) -> HttpResponse:
    found = seen_post(request, post_id, "network.edit")
    form = ChangePostForm(posted(request), post=found)

    def save() -> Post:
        return change_post(found.pk, **form.cleaned_data, by=request.user, today=today())

    return _ask(request, form, save, _("Change or close the post"), found)


@never_cache
@require_http_methods(["GET", "POST"])
def fill(request: Request, post_id: UUID) -> HttpResponse:
    found = seen_post(request, post_id, "network.edit")
    form = HoldingForm(posted(request), post=found)

    def save() -> Post:
        key = form.cleaned_data["key"]
        fill_post(found.pk, key, form.values(), by=request.user, today=today())
        return found

    return _ask(request, form, save, _("Who fills the post"), found)


@never_cache
@require_http_methods(["GET", "POST"])
def edit_holding(request: Request, holding_id: UUID) -> HttpResponse:
    found = kept_holding(request, holding_id)
    form = HoldingForm(posted(request), post=found.post, holding=found)

    def save() -> Post:
        seen_at = form.cleaned_data["seen_at"]
        change_holding(found, form.values(), seen_at=seen_at, by=request.user, today=today())
        return found.post

    return _ask(request, form, save, _("Correct, or say that the post is vacant"), found.post)


@never_cache
@require_http_methods(["GET", "POST"])
def training(request: Request, holding_id: UUID) -> HttpResponse:
    """Show what the holder was taught, and take one more course."""
    found = kept_holding(request, holding_id)
    form = TrainingForm(posted(request), offered=trainings_for(found, request.user))

    def save() -> object:
        return add_training(found, **form.cleaned_data, by=request.user, today=today())

    if request.method == "POST" and is_done(form, save):
        return redirect("network-training", found.pk)
    name_holders([found], request.user)
    taken = Training.objects.visible_to(request.user).filter(holding=found)
    context = {"form": form, "holding": found, "trainings": taken.select_related("activity")}
    context["title"] = _("Training received")
    status = 422 if form.is_bound else 200
    return render(request, "activities/network/training.html", context, status=status)


@require_POST
def no_training(request: Request, holding_id: UUID, training_id: UUID) -> HttpResponse:
    found = kept_holding(request, holding_id)
    remove_training(found, training_id, by=request.user)
    return redirect("network-training", found.pk)


def _ask(
    request: Request, form: forms.Form, save: Callable[[], Post], title: str, found: Post
) -> HttpResponse:
    return ask_until_saved(
        request, form, save, page="network-post", template=FORM, title=title,
        back=reverse("network-post", args=[found.pk]), back_words=str(found),
    )  # fmt: skip
