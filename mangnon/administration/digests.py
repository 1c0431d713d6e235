"""The delivery log of the e-mails: who, when, how many things, what became of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mangnon.accounts.digests.post import is_set_up
from mangnon.accounts.models import Delivery
from mangnon.core import access
from mangnon.core.requests import Request

ON_A_PAGE = 50
LONGEST_KEY = 18  # digits of a number that the database holds


@require_GET
def log(request: Request) -> HttpResponse:
    access.require(request.user, "digest.view")
    state, after = request.GET.get("state", ""), request.GET.get("after", "")
    seen = Delivery.objects.visible_to(request.user).select_related("person__unit")
    if state in Delivery.State:
        seen = seen.filter(state=state)
    if after.isascii() and after.isdigit() and len(after) <= LONGEST_KEY:
        seen = seen.filter(pk__lt=int(after))
    found = list(seen.order_by("-pk")[: ON_A_PAGE + 1])
    shown, more = found[:ON_A_PAGE], found[ON_A_PAGE:]
    context = {
        "deliveries": shown,
        "next": urlencode({"state": state, "after": shown[-1].pk}) if more else "",
        "states": Delivery.State.choices,
        "state": state,
        "is_set_up": is_set_up(),
    }
    return render(request, "administration/digests.html", context)
