"""One activity: what it is, who took part, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.activities.activity import Activity
from mangnon.activities.attendance.shown import breakdowns, reads_small_counts
from mangnon.activities.closing import cancel, close_as_held, plan_again
from mangnon.activities.evidence.adding import tasks_for
from mangnon.activities.evidence.proof import Proof
from mangnon.activities.forms.activity_form import ActivityForm, CancelForm, HoldForm, SameForm
from mangnon.activities.forms.proof_forms import ProofForm, TasksForm
from mangnon.activities.keeping import change_activity, enter_activity
from mangnon.activities.pages.lookup import keeps, kept, seen
from mangnon.activities.sameness import may_be_same, say_same
from mangnon.activities.voice.consultation import Consultation
from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.requests import Request, posted
from mangnon.plans.models import Assignment
from mangnon.ui.context import now, today
from mangnon.ui.forms import SeenForm


@never_cache
@require_GET
def activity(request: Request, activity_id: UUID) -> HttpResponse:
    return activity_page(request, seen(request, activity_id))


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    access.require(request.user, "activity.edit")
    form = ActivityForm(posted(request), by=request.user, initial={"key": uuid4()})

    def save() -> Activity:
        data = form.cleaned_data
        return enter_activity(data["key"], data["title"], form.values(), by=request.user)

    return _ask(request, form, _("Enter an activity"), save)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: Request, activity_id: UUID) -> HttpResponse:
    found = kept(request, activity_id)
    form = ActivityForm(posted(request), by=request.user, activity=found)

    def save() -> Activity:
        data = form.cleaned_data
        return change_activity(
            found, data["title"], form.values(), seen_at=data["seen_at"], by=request.user
        )

    return _ask(request, form, _("Change the activity"), save, found)


@require_POST
def held(request: Request, activity_id: UUID) -> HttpResponse:
    """Close it as held."""
    found, form = kept(request, activity_id), HoldForm(request.POST, request.FILES)

    def save() -> object:
        told = dict(form.cleaned_data)
        files = told.pop("documents")
        return close_as_held(found.pk, **told, files=files, by=request.user, now=now())

    return _do(request, found, form, save)


@require_POST
def cancelled(request: Request, activity_id: UUID) -> HttpResponse:
    found, form = kept(request, activity_id), CancelForm(request.POST)
    return _do(request, found, form, lambda: cancel(found.pk, **form.cleaned_data, by=request.user))


@require_POST
def planned(request: Request, activity_id: UUID) -> HttpResponse:
    """Take back that it was held or cancelled."""
    found, form = kept(request, activity_id), SeenForm(request.POST)
    return _do(
        request, found, form, lambda: plan_again(found.pk, **form.cleaned_data, by=request.user)
    )


@require_POST
def same(request: Request, activity_id: UUID) -> HttpResponse:
    """Say which other activity is the same event."""
    found = kept(request, activity_id)
    form = SameForm(request.POST, others=may_be_same(found))

    def save() -> object:
        other = form.cleaned_data["same_as"]
        return say_same(found.pk, other and other.pk, by=request.user)

    return _do(request, found, form, save)


def activity_page(
    request: Request, found: Activity, wrong: forms.Form | None = None
) -> HttpResponse:
    """Answer the page of an activity; `wrong` is the form that could not be saved."""
    is_keeper = keeps(request, found)
    headcount = getattr(found, "headcount", None)
    user = request.user
    reads_all = is_keeper and reads_small_counts(found, user)
    context = {
        "activity": found,
        "headcount": headcount,
        "breakdowns": breakdowns(headcount, reads_names=reads_all) if headcount else (),
        "tasks": Assignment.objects.visible_to(user).filter(activities=found),
        "proofs": Proof.objects.visible_to(user).filter(activity=found).select_related("upload"),
        "consultations": Consultation.objects.visible_to(user).filter(activity=found),
        "may_edit": is_keeper,
        "wrong": wrong,
        "is_over": found.to_day <= today(),
    }
    if is_keeper:
        context |= _offered(request, found, wrong)
    return render(request, "activities/activity.html", context, status=422 if wrong else 200)


def _offered(
    request: Request, found: Activity, wrong: forms.Form | None
) -> dict[str, forms.Form | bool]:
    """Return the forms on the page of whoever keeps the activity."""
    others, seen_at = may_be_same(found), {"seen_at": found.changed_at}
    told = {"cost_spent": found.cost_spent, "results": found.results}
    tasks = {"tasks": [str(key) for key in found.assignments.values_list("pk", flat=True)]}
    made: dict[str, forms.Form] = {
        "hold_form": HoldForm(initial=seen_at | told),
        "cancel_form": CancelForm(initial=seen_at),
        "seen_form": SeenForm(initial=seen_at),
        "same_form": SameForm(others=others, initial={"same_as": found.same_as_id}),
        "tasks_form": TasksForm(offered=tasks_for(found, request.user), initial=tasks),
        "proof_form": ProofForm(),
    }
    kept = {name: wrong if type(form) is type(wrong) else form for name, form in made.items()}
    return {name: form for name, form in kept.items() if form is not None} | {
        "has_others": others.exists()
    }


def _ask(
    request: Request,
    form: forms.Form,
    title: str,
    save: Callable[[], Activity],
    found: Activity | None = None,
) -> HttpResponse:
    return ask_until_saved(
        request, form, save, page="activity", template="activities/form.html", title=title,
        activity=found,
    )  # fmt: skip


def _do(
    request: Request, found: Activity, form: forms.Form, save: Callable[[], object]
) -> HttpResponse:
    """Do what a form on the page of the activity asks, or say there what stands in the way."""
    if is_done(form, save):
        return redirect("activity", found.pk)
    return activity_page(request, found, form)
