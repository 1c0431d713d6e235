"""The pages of models of work: the list, one model, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.accounts.people import units_to_place
from mangnon.activities.attendance.shown import breakdowns
from mangnon.activities.evidence.adding import tasks_for
from mangnon.activities.forms.attendance_forms import CountsForm
from mangnon.activities.forms.proof_forms import ProofForm, TasksForm
from mangnon.activities.good_practice.adding import (
    REMOVABLE,
    add_figure,
    add_files,
    commend,
    take_off,
)
from mangnon.activities.good_practice.forms import (
    CommendationForm,
    FigureForm,
    PracticeForm,
    ReplicationForm,
    StateForm,
)
from mangnon.activities.good_practice.keeping import (
    change_practice,
    count_practice,
    enter_practice,
    link_practice,
)
from mangnon.activities.good_practice.listing import Wanted
from mangnon.activities.good_practice.moving_on import move_back, move_on, replicate
from mangnon.activities.good_practice.practice import Practice
from mangnon.activities.good_practice.records import PracticeFile
from mangnon.activities.lookup import Lookup
from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.paging import in_order, page_of
from mangnon.core.requests import Request, key_in, posted
from mangnon.plans.models import Assignment
from mangnon.plans.work.fields import fields
from mangnon.ui.context import now, today
from mangnon.ui.forms import SeenForm

FOLDER = "activities/good_practice"
POSTED = require_http_methods(["GET", "POST"])
PRACTICES = Lookup(Practice, "activity.view", "activity.edit", ("unit", "organiser"))


@require_GET
def practices(request: Request) -> HttpResponse:
    access.require(request.user, "activity.view")
    wanted = Wanted.read(request.GET)
    seen = Practice.objects.visible_to(request.user)
    found = wanted.among(seen).select_related("unit", "organiser")
    shown, after = page_of(in_order(found, seen, "-began_on", key_in(request.GET)))
    context = {
        "wanted": wanted, "practices": shown,
        "next": wanted.address(after) if after else "",
        "units": [(unit.pk, str(unit)) for unit in units_to_place(request.user, today())],
        "fields": fields().items(), "states": Practice.State.choices,
        "may_edit": access.allowed(request.user, "activity.edit"),
    }  # fmt: skip
    return render(request, f"{FOLDER}/list.html", context)


@never_cache
@require_GET
def practice(request: Request, practice_id: UUID) -> HttpResponse:
    return _page(request, PRACTICES.seen(request, practice_id))


@never_cache
@POSTED
def new(request: Request) -> HttpResponse:
    access.require(request.user, "activity.edit")
    form = PracticeForm(posted(request), by=request.user)

    def save() -> Practice:
        told = form.cleaned_data
        return enter_practice(
            told["key"], told["name"], form.values(), form.costs(), told["state"],
            told["from_day"], by=request.user, today=today(),
        )  # fmt: skip

    return _ask(request, form, save, _("Enter a model"))


@never_cache
@POSTED
def edit(request: Request, practice_id: UUID) -> HttpResponse:
    found = PRACTICES.kept(request, practice_id)
    form = PracticeForm(posted(request), by=request.user, practice=found)

    def save() -> Practice:
        told = form.cleaned_data
        return change_practice(
            found.pk, told["name"], form.values(), form.costs(), seen_at=told["seen_at"],
            by=request.user,
        )  # fmt: skip

    return _ask(request, form, save, _("Change the model"), found)


@never_cache
@POSTED
def counts(request: Request, practice_id: UUID) -> HttpResponse:
    found = PRACTICES.kept(request, practice_id)
    known = found if found.children is not None else None
    form = CountsForm(posted(request), headcount=known)

    def save() -> Practice:
        told = form.cleaned_data
        return count_practice(
            found.pk, told["children"], told["adults"] or 0, form.parts(), by=request.user
        )

    return ask_until_saved(
        request, form, save, page="practice", template=f"{FOLDER}/counts.html", practice=found,
        title=_("Who joins in"),
    )  # fmt: skip


@require_POST
def move(request: Request, practice_id: UUID) -> HttpResponse:
    found = PRACTICES.kept(request, practice_id)
    form = StateForm(request.POST, practice=found)
    about: dict[str, Any] = {"by": request.user, "today": today()}
    return _do(request, found, form, lambda: move_on(found.pk, **form.cleaned_data, **about))


@require_POST
def back(request: Request, practice_id: UUID) -> HttpResponse:
    """Take back the last state."""
    found, form = PRACTICES.kept(request, practice_id), SeenForm(request.POST)
    return _do(
        request, found, form, lambda: move_back(found.pk, **form.cleaned_data, by=request.user)
    )


@require_POST
def replication(request: Request, practice_id: UUID) -> HttpResponse:
    found = PRACTICES.kept(request, practice_id)
    form = ReplicationForm(request.POST, by=request.user)
    about: dict[str, Any] = {"by": request.user, "today": today()}
    return _do(request, found, form, lambda: replicate(found.pk, **form.cleaned_data, **about))


@require_POST
def figure(request: Request, practice_id: UUID) -> HttpResponse:
    found, form = PRACTICES.kept(request, practice_id), FigureForm(request.POST)
    return _do(
        request, found, form, lambda: add_figure(found.pk, **form.cleaned_data, by=request.user)
    )


@require_POST
def commendation(request: Request, practice_id: UUID) -> HttpResponse:
    found, form = PRACTICES.kept(request, practice_id), CommendationForm(request.POST)
    about: dict[str, Any] = {"by": request.user, "today": today()}
    return _do(request, found, form, lambda: commend(found.pk, **form.cleaned_data, **about))


@require_POST
def files(request: Request, practice_id: UUID) -> HttpResponse:
    found, form = PRACTICES.kept(request, practice_id), ProofForm(request.POST, request.FILES)

    def save() -> object:
        told = form.cleaned_data
        return add_files(
            found.pk, told["proofs"], shows_children=not told["no_child"], by=request.user,
            now=now(),
        )  # fmt: skip

    return _do(request, found, form, save)


@require_POST
def tasks(request: Request, practice_id: UUID) -> HttpResponse:
    found = PRACTICES.kept(request, practice_id)
    form = TasksForm(request.POST, offered=tasks_for(found, request.user))
    return _do(
        request, found, form,
        lambda: link_practice(found.pk, form.cleaned_data["tasks"], by=request.user),
    )  # fmt: skip


@require_POST
def remove(request: Request, practice_id: UUID, what: str, record_id: UUID) -> HttpResponse:
    """Take off a figure, a replication or praise."""
    found, form = PRACTICES.kept(request, practice_id), forms.Form(request.POST)
    if what not in REMOVABLE:
        raise Http404(what)
    return _do(request, found, form, lambda: take_off(found.pk, what, record_id, by=request.user))


def _page(request: Request, found: Practice, wrong: forms.Form | None = None) -> HttpResponse:
    """Answer the page of a model; `wrong` is the form that could not be saved."""
    user = request.user
    is_keeper = PRACTICES.keeps(request, found)
    told = found if found.children is not None else None
    context: dict[str, Any] = {
        "practice": found,
        "breakdowns": breakdowns(told, reads_names=is_keeper) if told else (),
        "costs": (costs := list(found.costs.all())),
        "cost": sum(one.amount for one in costs),
        "states": found.states.all(),
        "figures": found.figures.all(),
        "replications": found.replications.select_related("unit"),
        "commendations": found.commendations.all(),
        "files": PracticeFile.objects.visible_to(user)
        .filter(practice=found)
        .select_related("upload"),
        "tasks": Assignment.objects.visible_to(user).filter(practices=found),
        "may_edit": is_keeper,
        "wrong": wrong,
    }
    if is_keeper:
        context |= _offered(request, found, wrong)
    return render(request, f"{FOLDER}/practice.html", context, status=422 if wrong else 200)


def _offered(request: Request, found: Practice, wrong: forms.Form | None) -> dict[str, forms.Form]:
    """Return the forms on the page of whoever keeps the model."""
    linked = {"tasks": [str(key) for key in found.assignments.values_list("pk", flat=True)]}
    made: dict[str, forms.Form] = {
        "state_form": StateForm(practice=found, auto_id="state_%s"),
        "seen_form": SeenForm(initial={"seen_at": found.changed_at}, auto_id="back_%s"),
        "replication_form": ReplicationForm(by=request.user, auto_id="replication_%s"),
        "figure_form": FigureForm(auto_id="figure_%s"),
        "commendation_form": CommendationForm(auto_id="commendation_%s"),
        "file_form": ProofForm(auto_id="file_%s"),
        "tasks_form": TasksForm(offered=tasks_for(found, request.user), initial=linked),
    }
    kept = {name: wrong if type(form) is type(wrong) else form for name, form in made.items()}
    return {name: form for name, form in kept.items() if form is not None}


def _ask(
    request: Request,
    form: forms.Form,
    save: Callable[[], Practice],
    title: str,
    found: Practice | None = None,
) -> HttpResponse:
    back_to = reverse("practice", args=[found.pk]) if found else reverse("practices")
    return ask_until_saved(
        request, form, save, page="practice", template="activities/back_form.html",
        title=title, back=back_to, back_words=str(found) if found else _("Models of work"),
    )  # fmt: skip


def _do(
    request: Request, found: Practice, form: forms.Form, save: Callable[[], object]
) -> HttpResponse:
    """Do what a form on the page of the model asks, or say there what stands in the way."""
    if is_done(form, save):
        return redirect("practice", found.pk)
    return _page(request, found, form)
