"""Who took part: the counts, the names for who may read them, and a list from a file."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.activities.attendance.entering import add_participant, remove_participant, set_counts
from mangnon.activities.attendance.participant import Participant
from mangnon.activities.attendance.shown import reads_small_counts
from mangnon.activities.forms.attendance_forms import CountsForm, ListForm, ParticipantForm
from mangnon.activities.importing.receiving import receive_list
from mangnon.activities.pages.activity_page import activity_page
from mangnon.activities.pages.lookup import kept
from mangnon.children.models import Child
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, posted
from mangnon.intake.batch import Batch


@never_cache
@require_http_methods(["GET", "POST"])
def counts(request: Request, activity_id: UUID) -> HttpResponse:
    found = kept(request, activity_id)
    known = getattr(found, "headcount", None) if reads_small_counts(found, request.user) else None
    form = CountsForm(posted(request), headcount=known)

    def save() -> object:
        told = form.cleaned_data
        set_counts(found.pk, told["children"], told["adults"] or 0, form.parts(), by=request.user)
        return found

    return ask_until_saved(
        request,
        form,
        save,
        page="activity",
        template="activities/counts.html",
        activity=found,
        title=_("Who took part"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def names(request: Request, activity_id: UUID) -> HttpResponse:
    """Show the sign-in list to who keeps the activity, and take one more line."""
    found = kept(request, activity_id)
    form = ParticipantForm(posted(request), initial={"key": uuid4()})

    def save() -> object:
        key = form.cleaned_data["key"]
        return add_participant(found.pk, key, form.line(), by=request.user)

    if request.method == "POST" and is_done(form, save):
        return redirect("activity-names", found.pk)
    lines = list(Participant.objects.visible_to(request.user).filter(activity=found))
    lines.sort(key=lambda line: (not line.is_child, line.name))
    linked = {line.child_id for line in lines if line.child_id}
    context = {
        "activity": found,
        "lines": lines,
        "readable": set(
            Child.objects.visible_to(request.user)
            .filter(pk__in=linked)
            .values_list("pk", flat=True)
        ),
        "form": form,
        "list_form": ListForm(),
        "batches": Batch.objects.visible_to(request.user)
        .filter(sign_in_sheet__activity=found)
        .order_by("-received_at"),
    }
    if lines:
        record_read(request.user, "activity.read_names", found, unit=found.unit, fields=["name"])
    status = 422 if form.errors else 200
    return render(request, "activities/names.html", context, status=status)


@require_POST
def remove(request: Request, activity_id: UUID, participant_id: UUID) -> HttpResponse:
    """Take a line off the sign-in list."""
    found = kept(request, activity_id)
    remove_participant(found.pk, participant_id, by=request.user)
    return redirect("activity-names", found.pk)


@require_POST
def bring_list(request: Request, activity_id: UUID) -> HttpResponse:
    """Take the file in; its own page shows what would become of each row."""
    found = kept(request, activity_id)
    form = ListForm(request.POST, request.FILES)
    brought: list[Batch] = []

    def save() -> object:
        batch = receive_list(found.pk, form.cleaned_data["file"], by=request.user)
        brought.append(batch)
        return batch

    if is_done(form, save):
        return redirect("imports:batch", brought[0].pk)
    return activity_page(request, found, form)
