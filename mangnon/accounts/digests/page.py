"""The page on which a person chooses how often they are written to."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.accounts.digests.choosing import choice_of, choose, last_delivery
from mangnon.accounts.digests.form import DigestForm
from mangnon.accounts.digests.post import is_set_up
from mangnon.core.asking import is_done
from mangnon.core.requests import Request, posted
from mangnon.ui.context import now


@never_cache
@require_http_methods(["GET", "POST"])
def digest(request: Request) -> HttpResponse:
    chosen = choice_of(request.user)
    initial = {"often": chosen.often, "address": chosen.address} if chosen else {}
    form = DigestForm(posted(request), initial=initial)
    if is_done(form, lambda: choose(**form.cleaned_data, by=request.user, now=now())):
        messages.success(request, _("Your choice is kept."))
        return redirect("digest")
    shown = {
        "form": form,
        "title": _("Reminders by e-mail"),
        "is_set_up": is_set_up(),
        "last": last_delivery(request.user),
    }
    return render(request, "accounts/digest.html", shown, status=422 if form.errors else 200)
