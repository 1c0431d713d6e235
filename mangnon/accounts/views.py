"""A person's own account, and the page behind an invitation. Signing in itself is allauth's."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from mangnon.accounts import sessions
from mangnon.accounts.idle import idle_seconds
from mangnon.accounts.inviting import accept, find_invitation
from mangnon.accounts.second_factor import has_second_factor
from mangnon.core.models import Refused
from mangnon.core.requests import Request


@require_GET
def home(request: Request) -> HttpResponse:
    facts = {
        "has_second_factor": has_second_factor(request.user),
        "idle_minutes": idle_seconds(request.user) // 60,
        "password_changed": request.GET.get("password") == "changed",
    }
    return render(request, "accounts/home.html", facts)


@require_POST
def end_session(request: Request, session_id: int) -> HttpResponse:
    session = get_object_or_404(sessions.own(request.user), pk=session_id)
    sessions.end_session(session, by=request.user)
    return redirect("usersessions_list")


@login_not_required
@require_GET
def refused(request: HttpRequest) -> HttpResponse:
    """Answer a sign-in that no account stands behind."""
    return render(request, "accounts/refused.html", status=403)


@never_cache
@login_not_required
@sensitive_post_parameters()
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the invited person choose a password; a link that ended answers 404 with what to do."""
    invitation = find_invitation(token, now=timezone.now())
    if invitation is None:
        return render(request, "accounts/link_ended.html", status=404)
    form = SetPasswordForm(invitation.person, request.POST or None)
    if form.is_valid():
        try:
            accept(invitation, password=form.cleaned_data["new_password1"], now=timezone.now())
        except Refused:
            return render(request, "accounts/link_ended.html", status=404)
        return render(request, "accounts/password_set.html", {"person": invitation.person})
    facts = {"form": form, "person": invitation.person}
    return render(request, "accounts/invitation.html", facts, status=422 if form.errors else 200)
