"""A model of work moves from state to state, forward alone; and others take it over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.activities.good_practice.keeping import locked, touch
from mangnon.activities.good_practice.practice import Practice
from mangnon.activities.good_practice.records import PracticeState, Replication
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.ui.formats import date_text

State = Practice.State
# What may follow each state.
NEXT: Mapping[str, tuple[str, ...]] = {
    State.PILOT: (State.RUNNING, State.REPLICATED, State.ENDED),
    State.RUNNING: (State.REPLICATED, State.ENDED),
    State.REPLICATED: (State.ENDED,),
    State.ENDED: (),
}


@transaction.atomic
def move_on(
    practice_id: UUID, state: str, from_day: date, note: str,
    *, seen_at: datetime, by: User, today: date,
) -> Practice:  # fmt: skip
    """Say since when the model is in its next state."""
    practice = locked(practice_id, by, seen_at=seen_at)
    last = practice.states.latest("from_day")
    if state not in NEXT[practice.state]:
        raise Refused(
            _("A model that is “%(now)s” does not become “%(next)s”.")
            % {"now": practice.get_state_display(), "next": dict(State.choices).get(state, state)}
        )
    if not last.from_day < from_day <= today:
        raise Refused(
            _("The day lies after %(day)s, when the last state began, and not in the future.")
            % {"day": date_text(last.from_day)}
        )
    if state == State.REPLICATED and not practice.replications.exists():
        raise Refused(_("Say first which unit took the model over."))
    if state == State.ENDED and not note:
        raise Refused(_("Say why the model ended."))
    PracticeState.objects.create(practice=practice, state=state, from_day=from_day, note=note)
    practice.state = state
    touch(practice)
    record(by, "practice.move_on", practice, unit=practice.unit, state=state)
    return practice


@transaction.atomic
def move_back(practice_id: UUID, *, seen_at: datetime, by: User) -> Practice:
    """Take back the last state, that was entered by mistake; the first one stays."""
    practice = locked(practice_id, by, seen_at=seen_at)
    last, *earlier = practice.states.order_by("-from_day")
    if not earlier:
        raise Refused(_("The first state stays; nothing is taken back."))
    last.delete()
    practice.state = earlier[0].state
    touch(practice)
    record(by, "practice.move_back", practice, unit=practice.unit, state=last.state)
    return practice


@transaction.atomic
def replicate(
    practice_id: UUID, key: UUID, unit: Unit, from_day: date, *, by: User, today: date
) -> Replication:
    """Say which other unit took the model over, and since when."""
    practice = locked(practice_id, by)
    known: Replication | None = sent_before(Replication.objects, key, by=by, sent_by="added_by")
    if known is not None:
        return known
    if unit.pk == practice.unit_id:
        raise Refused(_("The model was tried in this unit; choose another one."))
    if practice.replications.filter(unit=unit).exists():
        raise Refused(_("%(unit)s took it over already.") % {"unit": unit})
    if practice.state == State.ENDED:
        raise Refused(_("The model has ended; nobody takes it over any more."))
    if not practice.began_on <= from_day <= today:
        raise Refused(_("It is taken over after it began, and not in the future."))
    if not unit.exists_on(from_day):
        raise Refused(
            _("%(unit)s does not exist on %(day)s; choose the unit of that day.")
            % {"unit": unit, "day": date_text(from_day)}
        )
    made = Replication.objects.create(
        pk=key, practice=practice, unit=unit, from_day=from_day, added_by=by
    )
    touch(practice)
    record(by, "practice.replicate", practice, unit=practice.unit, to=unit.pk)
    return made
