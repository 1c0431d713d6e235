"""Summer lists: those of a school and those offered to a commune, one list, and the answer."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.activities.forms.summer_forms import OfferForm, ReturnForm
from mangnon.activities.summer.hand_over_list import (
    SummerChild,
    SummerList,
    SummerListQuerySet,
)
from mangnon.activities.summer.offering import accept_list, offer_list, return_list
from mangnon.children.models import Child
from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, key_in, posted
from mangnon.ui.context import now
from mangnon.ui.forms import StyledForm

ON_A_PAGE = 50


@require_GET
def lists(request: Request) -> HttpResponse:
    access.require(request.user, "summer.view")
    seen = SummerList.objects.visible_to(request.user)
    found = _behind(seen, key_in(request.GET)).select_related("school", "unit")
    shown = list(found.order_by("-year", "-offered_at", "-pk")[: ON_A_PAGE + 1])
    context = {
        "lists": shown[:ON_A_PAGE],
        "next": f"after={shown[ON_A_PAGE - 1].pk}" if len(shown) > ON_A_PAGE else "",
        "may_offer": access.allowed(request.user, "summer.offer"),
    }
    return render(request, "activities/summer_lists.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def offer(request: Request) -> HttpResponse:
    access.require(request.user, "summer.offer")
    form = OfferForm(posted(request), by=request.user, initial={"key": uuid4()})

    def save() -> SummerList:
        told = form.cleaned_data
        return offer_list(
            told["key"], told["school"], told["unit"], told["pupils"],
            by=request.user, now=now(),
        )  # fmt: skip

    return ask_until_saved(
        request,
        form,
        save,
        page="activity-summer-list",
        template="activities/summer_offer.html",
        title=_("Hand pupils over to the Youth Union of their commune"),
    )


@never_cache
@require_GET
def one(request: Request, list_id: UUID) -> HttpResponse:
    return _page(request, _seen(request, list_id))


@require_POST
def accept(request: Request, list_id: UUID) -> HttpResponse:
    access.require(request.user, "summer.answer")
    found, form = _seen(request, list_id), StyledForm(request.POST)
    if is_done(form, lambda: accept_list(found.pk, by=request.user, now=now())):
        return redirect("activity-summer-list", found.pk)
    return _page(request, found, form)


@require_POST
def give_back(request: Request, list_id: UUID) -> HttpResponse:
    access.require(request.user, "summer.answer")
    found, form = _seen(request, list_id), ReturnForm(request.POST)

    def save() -> object:
        reason = form.cleaned_data["reason"]
        return return_list(found.pk, reason, by=request.user, now=now())

    if is_done(form, save):
        return redirect("activity-summer-list", found.pk)
    return _page(request, found, form)


def _behind(seen: SummerListQuerySet, key: UUID | None) -> SummerListQuerySet:
    """Return the lists behind one, the newest summer first."""
    last = seen.filter(pk=key).first() if key else None
    if last is None:
        return seen
    same_year = Q(year=last.year, offered_at__lte=last.offered_at)
    behind: SummerListQuerySet = seen.filter(Q(year__lt=last.year) | same_year).exclude(
        year=last.year, offered_at=last.offered_at, pk__gte=last.pk
    )
    return behind


def _seen(request: Request, list_id: UUID) -> SummerList:
    access.require(request.user, "summer.view")
    lists = SummerList.objects.visible_to(request.user)
    lists = lists.select_related("school", "unit", "offered_by", "answered_by")
    found: SummerList = get_object_or_404(lists, pk=list_id)
    return found


def _page(request: Request, found: SummerList, wrong: StyledForm | None = None) -> HttpResponse:
    """Answer the page of a list: its count for all who see it, its names for both sides."""
    lines = list(SummerChild.objects.visible_to(request.user).filter(summer_list=found))
    linked = [line.child_id for line in lines if line.child_id]
    readable = Child.objects.visible_to(request.user).filter(pk__in=linked)
    if lines:
        record_read(request.user, "summer.read_names", found, unit=found.unit, fields=["name"])
    is_side = SummerList.objects.visible_to(request.user).open_to(request.user)
    is_open = found.state == SummerList.State.OFFERED
    answers = access.allowed(request.user, "summer.answer") and is_open and bool(lines)
    context = {
        "list": found,
        "lines": lines,
        "is_side": is_side.filter(pk=found.pk).exists(),
        "readable": set(readable.values_list("pk", flat=True)),
        "known": len(linked),
        "may_answer": answers,
        "return_form": wrong if isinstance(wrong, ReturnForm) else ReturnForm(),
        "wrong": wrong,
    }
    return render(request, "activities/summer_list.html", context, status=422 if wrong else 200)
