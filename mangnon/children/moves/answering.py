"""Answering a move, once: accepted, refused with a reason, or withdrawn by who began it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.children.moves.beginning import refuse_of_age
from mangnon.children.moves.move import ChildMove, ChildMoveQuerySet
from mangnon.children.record.homes import begin_home
from mangnon.children.register import Child
from mangnon.children.touching import touch
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

State = ChildMove.State


@transaction.atomic
def accept_move(
    move_id: UUID, *, by: User, today: date, hamlet: str = "", household: str = ""
) -> ChildMove:
    """Let the child live in the other commune: its home there begins and the one here ends.

    It begins on the day of the move, or on the day of the answer where the child's last home began
    later than the move, as after a reform of units.
    """
    access.require(by, "child.move")
    child = _held_child(move_id, by)
    move = _to_answer(move_id, by)
    if move.kind == ChildMove.Kind.OFFER:
        move.hamlet, move.household = hamlet, household
    if child is None or child.pk != move.child_id or not _is_there(child, move):
        raise Refused(_("The record has changed since; withdraw this move and begin it anew."))
    refuse_of_age(child, today)
    last = child.residences.order_by("-began_on").first()
    since = today if last and last.began_on >= move.moved_on else move.moved_on
    if last and last.began_on >= since:
        raise Refused(_("The child's last home began today; accept the move tomorrow."))
    begin_home(child, move.to_unit, move.hamlet, move.household, since)
    child.unit = move.to_unit
    child.save(update_fields=["unit"])
    touch(child)
    _decide(move, State.ACCEPTED, by)
    record(by, "child.accept_move", child, unit=move.to_unit, move=str(move.pk))
    return move


@transaction.atomic
def refuse_move(move_id: UUID, *, by: User, reason: str) -> ChildMove:
    """Leave the child where it is, and say why."""
    move = _to_answer(move_id, by)
    if not reason.strip():
        raise Refused(_("Say why the move is refused."))
    move.refusal = reason.strip()
    _decide(move, State.REFUSED, by)
    record(by, "child.refuse_move", move.child, move=str(move.pk))
    return move


@transaction.atomic
def withdraw_move(move_id: UUID, *, by: User) -> ChildMove:
    """Take a move back that one's own commune began."""
    move = _locked(move_id, ChildMove.objects.visible_to(by).withdrawn_by(by), by)
    _decide(move, State.WITHDRAWN, by)
    record(by, "child.withdraw_move", move.child, move=str(move.pk))
    return move


def _held_child(move_id: UUID, by: User) -> Child | None:
    """Hold the child before its move, as a merge does: else each would wait for the other."""
    of_move = ChildMove.objects.visible_to(by).filter(pk=move_id).values("child")
    children = Child.objects.select_for_update(of=("self",))
    held: Child | None = children.filter(pk__in=of_move).first()
    return held


def _is_there(child: Child, move: ChildMove) -> bool:
    """Say whether the record is still open in the commune that the child leaves."""
    is_open = child.closed_on is None and child.merged_into_id is None
    return is_open and child.unit_id == move.from_unit_id


def _to_answer(move_id: UUID, by: User) -> ChildMove:
    return _locked(move_id, ChildMove.objects.visible_to(by).answered_by(by), by)


def _locked(move_id: UUID, moves: ChildMoveQuerySet, by: User) -> ChildMove:
    access.require(by, "child.move")
    found: ChildMove | None = (
        moves.select_for_update(of=("self",))
        .select_related("child", "from_unit", "to_unit")
        .filter(pk=move_id)
        .first()
    )
    if found is None:
        raise Refused(_("The answer to this move is up to the other commune."))
    if found.state != State.OPEN:
        raise Refused(
            _("This move is answered already: %(state)s.") % {"state": found.get_state_display()}
        )
    return found


def _decide(move: ChildMove, state: str, by: User) -> None:
    move.state, move.answered_by, move.answered_at = state, by, timezone.now()
    move.save()
