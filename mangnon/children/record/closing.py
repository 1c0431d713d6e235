"""Closing a record for a reason, and opening it again. Nothing of it is deleted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.services import remove_fact
from mangnon.children.models import Death
from mangnon.children.moves.move import ChildMove
from mangnon.children.record.finding import lock_child
from mangnon.children.register import Child
from mangnon.children.touching import touch
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User

Reason = Child.ClosingReason


@transaction.atomic
def close_record(
    child_id: UUID, *, reason: str, on: date, by: User, today: date, cause: str = ""
) -> None:
    """Close the record from a day on. A mistake counts on no day at all; a death has a cause."""
    access.require(by, "child.move")
    child = lock_child(child_id, by)
    if child.closed_on is not None:
        raise Refused(_("The record is closed already."))
    if ChildMove.objects.filter(child=child).open().exists():
        raise Refused(_("A move of this child waits for an answer; withdraw or answer it first."))
    if not child.birth_date <= on <= today:
        raise Refused(_("A record closes after the child's birth, today at the latest."))
    if reason == Reason.DIED:
        death = Death(child=child, unit=_unit_on(child, on), died_on=on)
        death.cause = cause or Death.Cause.UNKNOWN
        death.save()
    child.closed_on, child.closed_reason = on, reason
    child.save(update_fields=["closed_on", "closed_reason"])
    touch(child)
    record(by, "child.close", child, reason=reason)


@transaction.atomic
def reopen_record(child_id: UUID, *, by: User) -> None:
    """Open a closed record again; a death that closed it was none, and is removed as a mistake."""
    access.require(by, "child.move")
    child = lock_child(child_id, by)
    if child.closed_on is None:
        raise Refused(_("The record is open."))
    reason = child.closed_reason
    if reason == Reason.DIED and Death.objects.filter(child=child).exists():
        death, why = fact_catalog().kinds["death"], _("The record was opened again.")
        remove_fact(child.pk, death, child.pk, by=by, reason=why)
    child.closed_on, child.closed_reason = None, ""
    child.save(update_fields=["closed_on", "closed_reason"])
    touch(child)
    record(by, "child.reopen", child, reason=reason)


def _unit_on(child: Child, day: date) -> Unit:
    """Return where the child lived on the day: there its death is counted."""
    homes = child.residences.filter(began_on__lte=day).order_by("-began_on")
    home = homes.select_related("unit").first()
    return home.unit if home else child.unit
