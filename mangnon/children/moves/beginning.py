"""Beginning a move: the commune that the child leaves offers it, or the other one asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.accounts.people import units_to_place
from mangnon.children.births import is_of_age
from mangnon.children.moves.move import ChildMove
from mangnon.children.names import search_text
from mangnon.children.record.finding import lock_child
from mangnon.children.register import ADULT_AT, Child
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User

Kind = ChildMove.Kind


@dataclass(frozen=True)
class Asked:
    """A child as a commune that does not see it knows it, and where it lives there now."""

    full_name: str
    birth_date: date
    from_unit: Unit
    to_unit: Unit
    moved_on: date
    hamlet: str = ""
    household: str = ""


@transaction.atomic
def offer_move(
    child_id: UUID, *, to_unit: Unit, moved_on: date, by: User, today: date
) -> ChildMove:
    """Offer the child to the commune that it moved to; until that accepts, it stays."""
    access.require(by, "child.move")
    child = lock_child(child_id, by)
    move = ChildMove(child=child, from_unit=child.unit, to_unit=to_unit, kind=Kind.OFFER)
    return _begun(move, moved_on, by, today)


@transaction.atomic
def ask_for_child(asked: Asked, *, by: User, today: date) -> ChildMove:
    """Ask the commune that a child came from to let it go.

    The child is found only by its whole name and its birth date there: who asks learns nothing.
    """
    access.require(by, "child.move")
    if not units_to_place(by, today).filter(pk=asked.to_unit.pk).exists():
        raise Refused(_("You can ask for children who came to your own commune only."))
    there = Child.objects.living_on(today).filter(
        unit=asked.from_unit, birth_date=asked.birth_date,
        search_text=search_text(asked.full_name),
    )  # fmt: skip
    found = list(there.select_for_update(of=("self",))[:2])
    if len(found) != 1:
        raise Refused(
            _(
                "The commune knows no single child of this name and birth date; compare both with "
                "the papers, or ask the commune."
            )
        )
    move = ChildMove(
        child=found[0], from_unit=asked.from_unit, to_unit=asked.to_unit, kind=Kind.REQUEST,
        hamlet=asked.hamlet, household=asked.household,
    )  # fmt: skip
    return _begun(move, asked.moved_on, by, today)


def _begun(move: ChildMove, moved_on: date, by: User, today: date) -> ChildMove:
    child = move.child
    if child.closed_on is not None:
        raise Refused(_("The record is closed; open it again before the child moves."))
    refuse_of_age(child, today)
    if move.from_unit_id == move.to_unit_id:
        raise Refused(_("The child lives in this commune; change the home instead."))
    if not child.birth_date <= moved_on <= today:
        raise Refused(_("A child moves after its birth, today at the latest."))
    if ChildMove.objects.filter(child=child).open().exists():
        raise Refused(_("A move of this child waits for an answer already."))
    move.moved_on, move.begun_by, move.begun_at = moved_on, by, timezone.now()
    move.save(force_insert=True)
    action = "child.offer_move" if move.kind == Kind.OFFER else "child.ask_move"
    record(by, action, child, unit=move.from_unit, move=str(move.pk))
    return move


def refuse_of_age(child: Child, today: date) -> None:
    """Raise Refused for who is no child of the register any more."""
    if is_of_age(child.birth_date, ADULT_AT, today):
        raise Refused(
            _(
                "The child has turned 16 and moves in the register no more; its record stays "
                "where it is."
            )
        )
