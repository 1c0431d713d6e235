"""Moves between communes: the lists of both sides, beginning one, and answering it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.children.births import birth_of
from mangnon.children.forms.move_forms import AskForm, OfferForm
from mangnon.children.moves.answering import accept_move, refuse_move, withdraw_move
from mangnon.children.moves.beginning import ask_for_child, offer_move
from mangnon.children.moves.move import ChildMove
from mangnon.children.pages.asking import ask, child_for
from mangnon.core.access import require
from mangnon.core.asking import is_done
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui.context import today

LATELY = 20


@never_cache
@require_GET
def moves(request: Request) -> HttpResponse:
    require(request.user, "child.move")
    seen = ChildMove.objects.visible_to(request.user).select_related(
        "child", "from_unit", "to_unit"
    )
    waiting = seen.open().order_by("begun_at")
    mine = waiting.answered_by(request.user)
    shown = {
        "mine": mine,
        "theirs": waiting.exclude(pk__in=mine.values("pk")),
        "answered": seen.exclude(state=ChildMove.State.OPEN).order_by("-answered_at")[:LATELY],
    }
    return render(request, "children/moves.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def offer(request: Request, child_id: UUID) -> HttpResponse:
    child = child_for(request, child_id, "child.move")
    form = OfferForm(posted(request), by=request.user)

    def save() -> None:
        offer_move(child.pk, **form.cleaned_data, by=request.user, today=today())

    if is_done(form, save):
        messages.success(request, _("The move is offered; the other commune answers it."))
        return redirect("child", child.pk)
    return ask(request, child, form, _("Move to another commune"))


@never_cache
@require_http_methods(["GET", "POST"])
def ask_for(request: Request) -> HttpResponse:
    require(request.user, "child.move")
    form = AskForm(posted(request), by=request.user)
    if is_done(form, lambda: ask_for_child(form.asked(), by=request.user, today=today())):
        messages.success(request, _("The other commune is asked; it answers."))
        return redirect("child_moves")
    shown = {"form": form, "title": _("Ask for a child who came from another commune")}
    return render(request, "children/ask.html", shown, status=422 if form.errors else 200)


@never_cache
@require_GET
def move(request: Request, move_id: UUID) -> HttpResponse:
    return _page(request, _move(request, move_id))


@require_POST
def answer(request: Request, move_id: UUID) -> HttpResponse:
    found = _move(request, move_id)
    try:
        words = _answered(request, found)
    except Refused as refusal:
        return _page(request, found, error=str(refusal))
    messages.success(request, words)
    return redirect("child_moves")


def _answered(request: Request, found: ChildMove) -> str:
    sent, by = request.POST, request.user
    match sent.get("do"):
        case "accept":
            accept_move(
                found.pk, by=by, today=today(), hamlet=sent.get("hamlet", "").strip()[:100],
                household=sent.get("household", "").strip()[:20],
            )  # fmt: skip
            return _("The child's home is in the other commune now.")
        case "refuse":
            refuse_move(found.pk, by=by, reason=sent.get("reason", "")[:300])
            return _("The move is refused; the child stays.")
        case "withdraw":
            withdraw_move(found.pk, by=by)
            return _("The move is withdrawn; the child stays.")
    raise Refused(_("Choose an answer: accept, refuse or withdraw."))


def _move(request: Request, move_id: UUID) -> ChildMove:
    require(request.user, "child.move")
    seen = ChildMove.objects.visible_to(request.user).select_related(
        "child", "from_unit", "to_unit", "begun_by"
    )
    found: ChildMove = get_object_or_404(seen, pk=move_id)
    return found


def _page(request: Request, found: ChildMove, error: str = "") -> HttpResponse:
    record_read(request.user, "child.read_move", found.child, unit=found.from_unit)
    one = ChildMove.objects.visible_to(request.user).filter(pk=found.pk).open()
    shown = {
        "move": found,
        "birth": birth_of(found.child),
        "may_answer": one.answered_by(request.user).exists(),
        "may_withdraw": one.withdrawn_by(request.user).exists(),
        "error": error,
    }
    return render(request, "children/move.html", shown, status=422 if error else 200)
