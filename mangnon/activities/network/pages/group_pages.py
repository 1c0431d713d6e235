"""One core group of children: what it is, and how many children it had when."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.activities.attendance.shown import breakdowns
from mangnon.activities.network.core_group import CoreGroup, CoreGroupCount
from mangnon.activities.network.forms.group_forms import (
    ChangeGroupForm,
    GroupCountForm,
    GroupForm,
)
from mangnon.activities.network.grouping import begin_group, change_group, count_group
from mangnon.activities.network.pages.lookup import seen_group
from mangnon.core import access
from mangnon.core.asking import ask_until_saved
from mangnon.core.requests import Request, posted
from mangnon.ui.context import today

FORM = "activities/back_form.html"


@never_cache
@require_GET
def group(request: Request, group_id: UUID) -> HttpResponse:
    found, user = seen_group(request, group_id), request.user
    may_edit = access.allowed(user, "network.edit")
    counts = CoreGroupCount.objects.visible_to(user).filter(group=found).select_related("unit")
    context = {
        "group": found,
        "counts": [(count, breakdowns(count, reads_names=may_edit)) for count in counts],
        "may_edit": may_edit,
    }
    return render(request, "activities/network/group.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    access.require(request.user, "network.edit")
    form = GroupForm(posted(request), by=request.user)

    def save() -> CoreGroup:
        key = form.cleaned_data["key"]
        return begin_group(key, form.values(), by=request.user, today=today())

    return _ask(request, form, save, _("Enter a core group of children"))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: Request, group_id: UUID) -> HttpResponse:
    found = seen_group(request, group_id, "network.edit")
    form = ChangeGroupForm(posted(request), group=found)

    def save() -> CoreGroup:
        return change_group(found.pk, **form.cleaned_data, by=request.user, today=today())

    return _ask(request, form, save, _("Change or end the group"), found)


@never_cache
@require_http_methods(["GET", "POST"])
def count(request: Request, group_id: UUID) -> HttpResponse:
    found = seen_group(request, group_id, "network.edit")
    last = CoreGroupCount.objects.visible_to(request.user).filter(group=found).first()
    form = GroupCountForm(posted(request), last=last)

    def save() -> CoreGroup:
        told = form.cleaned_data
        count_group(
            found.pk, told["on"], told["children"], form.parts(), by=request.user, today=today()
        )
        return found

    return ask_until_saved(
        request, form, save, page="network-group", template="activities/network/count.html",
        group=found, title=_("Count the children"),
    )  # fmt: skip


def _ask(
    request: Request,
    form: forms.Form,
    save: Callable[[], CoreGroup],
    title: str,
    found: CoreGroup | None = None,
) -> HttpResponse:
    back = reverse("network-group", args=[found.pk]) if found else reverse("network")
    return ask_until_saved(
        request, form, save, page="network-group", template=FORM, title=title, back=back,
        back_words=str(found) if found else _("Network by unit"),
    )  # fmt: skip
