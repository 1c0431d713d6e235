"""The person's own address of the calendar, and what that address answers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.activities.calendar.feed import calendar_text
from mangnon.activities.calendar.key import CalendarKey, end_key, person_of, renew_key
from mangnon.core import access
from mangnon.core.requests import Request
from mangnon.ui.context import now, today


@never_cache
@require_http_methods(["GET", "POST"])
def address(request: Request) -> HttpResponse:
    """Show whether there is an address; make a new one, which is shown this once, or end it."""
    access.require(request.user, "activity.view")
    made = ""
    if "end" in request.POST:
        end_key(by=request.user)
        return redirect("activity-feed")
    if request.method == "POST":
        secret = renew_key(by=request.user, now=now())
        made = request.build_absolute_uri(f"/activities/feed/{secret}/lich.ics")
    key = CalendarKey.objects.visible_to(request.user).first()
    return render(request, "activities/feed.html", {"key": key, "made": made})


@login_not_required
@never_cache
@require_GET
def feed(request: Request, secret: str) -> HttpResponse:
    """Answer the calendar to whoever knows the address: public events, nobody's name."""
    person = person_of(secret)
    if person is None:
        raise Http404("no such feed")
    site = request.build_absolute_uri("/").rstrip("/")
    answer = HttpResponse(
        calendar_text(person, today(), site), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'inline; filename="lich.ics"'
    answer["Referrer-Policy"] = "no-referrer"
    return answer
