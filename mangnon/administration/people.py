"""The people of an area: who they are, inviting them, and what becomes of their accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.accounts import inviting, leaving, lockout, sessions
from mangnon.accounts.inviting import find_open_invitation
from mangnon.accounts.people import change_person, find_people
from mangnon.accounts.second_factor import has_second_factor
from mangnon.administration.people_forms import ClosingForm, InvitationForm, PersonForm
from mangnon.core import access
from mangnon.core.models import Refused, User
from mangnon.core.requests import Request, posted

PAGE_SIZE = 50


@require_GET
def people(request: Request) -> HttpResponse:
    access.require(request.user, "person.view")
    query = request.GET.get("q", "").strip()
    found = Paginator(find_people(request.user, query), PAGE_SIZE)
    facts = {
        "page": found.get_page(request.GET.get("page")),
        "query": query,
        "may_manage": access.allowed(request.user, "person.manage"),
    }
    return render(request, "administration/people.html", facts)


@require_GET
def person(request: Request, person_id: int) -> HttpResponse:
    shown = _person(request, person_id, "person.view")
    may_manage = access.may_give(request.user, shown.role) and shown != request.user
    facts: dict[str, Any] = {"person": shown, "may_manage": may_manage}
    facts["invitation"] = find_open_invitation(shown, now=timezone.now())
    facts["has_second_factor"] = has_second_factor(shown)
    if may_manage:
        facts |= {"locks": lockout.locks_of(shown), "sessions": sessions.sessions_of(shown)}
    return render(request, "administration/person.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: Request) -> HttpResponse:
    access.require(request.user, "person.manage")
    form = InvitationForm(posted(request), by=request.user)
    if form.is_valid():
        try:
            invited, path = inviting.invite(
                **form.cleaned_data, by=request.user, now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _show_link(request, invited, path)
    return _ask(request, form, _("Invite a person"), _("Make the link"))


@require_http_methods(["GET", "POST"])
def change(request: Request, person_id: int) -> HttpResponse:
    shown = _person(request, person_id, "person.manage")
    now = {name: getattr(shown, name) for name in ("full_name", "role", "unit", "organisation")}
    form = PersonForm(posted(request), by=request.user, initial=now)
    if form.is_valid():
        try:
            change_person(shown, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, shown, _("The change is saved."))
    return _ask(request, form, _("Change role and unit"), _("Save the change"), shown)


@require_http_methods(["GET", "POST"])
def close(request: Request, person_id: int) -> HttpResponse:
    shown = _person(request, person_id, "person.manage")
    possible = leaving.receivers(shown, by=request.user)
    form = ClosingForm(posted(request), people=possible, by=request.user)
    if form.is_valid():
        receiver = form.cleaned_data["receiver"]
        try:
            leaving.close_account(shown, by=request.user, now=timezone.now(), receiver=receiver)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _done(request, shown, _("The account is closed."))
    facts = {"person": shown, "form": form, "held": leaving.held_by(shown)}
    return render(request, "administration/close.html", facts, status=422 if form.errors else 200)


@never_cache
@require_POST
def new_link(request: Request, person_id: int) -> HttpResponse:
    shown = _person(request, person_id, "person.manage")
    forget = request.POST.get("forget_second_factor") == "on"
    return _link_by(
        request,
        shown,
        lambda: inviting.send_new_link(
            shown, by=request.user, now=timezone.now(), forget_second_factor=forget
        ),
    )


@never_cache
@require_POST
def reopen(request: Request, person_id: int) -> HttpResponse:
    shown = _person(request, person_id, "person.manage")
    return _link_by(
        request,
        shown,
        lambda: leaving.reopen_account(shown, by=request.user, now=timezone.now()),
    )


@require_POST
def unlock(request: Request, person_id: int) -> HttpResponse:
    shown = _person(request, person_id, "person.manage")
    lockout.lift_lock(shown, by=request.user)
    return _done(request, shown, _("The lock is lifted."))


@require_POST
def end_sessions(request: Request, person_id: int) -> HttpResponse:
    shown = _person(request, person_id, "person.manage")
    sessions.end_all_sessions(shown, by=request.user)
    return _done(request, shown, _("The person is signed out everywhere."))


def _person(request: Request, person_id: int, action: str) -> User:
    access.require(request.user, action)
    people = User.objects.visible_to(request.user).select_related("unit", "organisation")
    found: User = get_object_or_404(people, pk=person_id)
    return found


def _ask(
    request: Request, form: forms.Form, title: str, button: str, shown: User | None = None
) -> HttpResponse:
    facts = {"form": form, "title": title, "button": button, "person": shown}
    status = 422 if form.errors else 200
    return render(request, "administration/person_form.html", facts, status=status)


def _link_by(request: Request, shown: User, make: Callable[[], str]) -> HttpResponse:
    try:
        path = make()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("person", shown.pk)
    return _show_link(request, shown, path)


def _show_link(request: Request, shown: User, path: str) -> HttpResponse:
    """Show the link, once: it is in no other page and cannot be shown again."""
    facts = {
        "person": shown,
        "link": request.build_absolute_uri(path),
        "invitation": find_open_invitation(shown, now=timezone.now()),
    }
    return render(request, "administration/link.html", facts)


def _done(request: Request, shown: User, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("person", shown.pk)
