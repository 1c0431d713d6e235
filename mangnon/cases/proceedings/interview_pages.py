"""Booking a friendly interview room, and cancelling that."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.cases.forms.fields import moment_field
from mangnon.cases.pages.finding import case_for
from mangnon.cases.proceedings.interviews import NewBooking, book, cancel, rooms
from mangnon.cases.proceedings.rights import require_opens_steps
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.asking import is_done
from mangnon.core.models import Refused, User
from mangnon.core.requests import Request, posted
from mangnon.places.models import Place
from mangnon.ui import context


class BookingForm(RegisterForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.ModelChoiceField(
        Place.objects.none(), label=gettext_lazy("Room"), empty_label="–"
    )
    begins_at = moment_field(gettext_lazy("Begins at"))
    ends_at = moment_field(gettext_lazy("Ends at"))
    who = forms.CharField(
        label=gettext_lazy("Who asks the child, and who is with them"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        found = rooms(by, context.today()).select_related("unit")
        place.queryset = found.in_name_order()
        place.label_from_instance = lambda room: f"{room}, {room.unit}"

    def new_booking(self) -> NewBooking:
        said = dict(self.cleaned_data)
        return NewBooking(id=said.pop("key"), **said)


@never_cache
@require_http_methods(["GET", "POST"])
def new_booking(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id)
    require_opens_steps(case, request.user)
    form = BookingForm(posted(request), initial={"key": uuid.uuid4()}, by=request.user)
    now = context.now()
    if is_done(form, lambda: book(case.pk, form.new_booking(), by=request.user, now=now)):
        messages.success(request, _("The room is booked."))
        return redirect("case", case.pk)
    shown = {
        "case": case, "form": form, "title": _("Book a friendly interview room"),
        "send": _("Book"),
        "advice": "" if rooms(request.user, context.today()).exists() else _(
            "No place of the directory has a friendly interview room; "
            "enter the service at a place first."
        ),
    }  # fmt: skip
    return render(request, "cases/asked.html", shown, status=422 if form.errors else 200)


@require_POST
def cancel_booking(request: Request, case_id: UUID, booking_id: UUID) -> HttpResponse:
    case = case_for(request, case_id)
    require_opens_steps(case, request.user)
    booking = get_object_or_404(case.interviews, pk=booking_id)
    try:
        cancel(case.pk, booking.pk, by=request.user, now=context.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The booking is cancelled."))
    return redirect("case", case.pk)
