"""Letting a clock stand still, where its catalogue file says what pauses it, and go on."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from mangnon.cases.clock import CaseClock, ClockPause
from mangnon.cases.clocks.limits import end_after_pause, warning_of
from mangnon.cases.step import Step
from mangnon.core.models import Refused
from mangnon.engine.cases.clocks import Clock


def pause(clock: CaseClock, definition: Clock, step: Step, moment: datetime) -> None:
    """Let a clock stand still. One that has run out already stays late.

    Raises Refused where no rule of the catalogue pauses this limit.
    """
    if not definition.pauses:
        raise Refused(
            _("No rule pauses the time limit “%(limit)s”; it runs on.")
            % {"limit": definition.title.vi}
        )
    if moment > clock.due_at:
        return
    clock.paused_at = moment
    clock.save(update_fields=["paused_at"])
    ClockPause.objects.create(clock=clock, paused_by=step, paused_at=moment)


def resume(clock: CaseClock, definition: Clock, step: Step, moment: datetime) -> None:
    """Let a clock go on with as much of its limit as was left when it was paused."""
    paused = clock.paused_at
    if paused is None or moment < paused:
        raise Refused(_("The time limit was paused after this; look at the time again."))
    clock.pauses.filter(resumed_at=None).update(resumed_by=step, resumed_at=moment)
    law = definition.limit
    own = clock.local_limit.limit if clock.local_limit else law
    clock.legal_due_at = end_after_pause(law.unit, clock.legal_due_at, paused, moment)
    clock.due_at = min(end_after_pause(own.unit, clock.due_at, paused, moment), clock.legal_due_at)
    clock.warns_at = warning_of(definition.warn_before, clock.started_at, clock.due_at)
    clock.paused_at = clock.warned_at = None  # its end is another now, and is warned of anew
    clock.save()
