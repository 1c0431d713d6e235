"""Accepting what a reform handed over: a person of the successor says that it has arrived."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Refused, User
from mangnon.core.reforms.applying import keep_moves, record_moves
from mangnon.core.reforms.batch import Handover, ReformBatch
from mangnon.core.reforms.feed import tell_feed
from mangnon.core.registries import unit_mover


@transaction.atomic
def accept_handover(handover_id: int, *, by: User) -> Handover:
    """Accept for the successor. What nobody had decided moves to it now, and to no other."""
    access.require(by, "handover.accept")
    mine = Handover.objects.visible_to(by)
    handover: Handover = mine.get(pk=handover_id)
    batch = ReformBatch.objects.select_for_update().get(pk=handover.batch_id)  # one at a time
    handover = mine.select_for_update(of=("self",)).get(pk=handover_id)
    if handover.state != Handover.State.OPEN:
        raise Refused(_("This was accepted already; look at the unit’s page again."))
    if not handover.is_moved:
        mover = unit_mover(handover.mover)
        moves = mover.move(handover.from_unit_id, handover.key, handover.to_unit_id, batch.on)
        keep_moves(batch, handover.mover, moves, accepting=handover.pk)
        tell_feed([handover])
        _others(handover).update(state=Handover.State.ELSEWHERE)
    handover.is_moved, handover.state = True, Handover.State.ACCEPTED
    handover.accepted_by, handover.accepted_at = by, timezone.now()
    handover.save(update_fields=["is_moved", "state", "accepted_by", "accepted_at"])
    record_moves(by, "handover.accept", handover, batch, accepting=handover.pk)
    return handover


def _others(handover: Handover) -> QuerySet[Handover]:
    """Return the same records as they were offered to the other successors."""
    same: QuerySet[Handover] = Handover.objects.filter(
        batch=handover.batch_id, mover=handover.mover, key=handover.key,
        from_unit=handover.from_unit_id,
    )  # fmt: skip
    return same.exclude(pk=handover.pk)
