"""What the focal office decides on a line of money that another person entered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.plans.funding.covering import require_covered
from mangnon.plans.funding.entering import hold_purses, locked_line
from mangnon.plans.funding.line import BudgetLine


@transaction.atomic
def approve_line(line_id: UUID, *, seen_at: datetime, by: User, now: datetime) -> BudgetLine:
    """Let a line count from now on as the person saw it, if what it spends or settles is there."""
    line = _to_decide(line_id, by)
    if line.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this line since you opened it. Open it again, then decide.")
        )
    hold_purses(line.unit)
    require_covered(line)
    line.state, line.decided_by, line.decided_at = BudgetLine.State.APPROVED, by, now
    line.changed_at = now
    line.save()
    record(by, "funding.approve", line, unit=line.unit, stage=line.stage, amount=line.amount)
    return line


@transaction.atomic
def return_line(line_id: UUID, reason: str, *, by: User, now: datetime) -> BudgetLine:
    """Give a line back to the person who entered it, with the reason."""
    line = _to_decide(line_id, by)
    if not reason.strip():
        raise Refused(_("Say why the line is returned."))
    line.state, line.decided_by, line.decided_at = BudgetLine.State.RETURNED, by, now
    line.returned_because, line.changed_at = " ".join(reason.split())[:500], now
    line.save()
    record(by, "funding.return", line, unit=line.unit)
    return line


def _to_decide(line_id: UUID, by: User) -> BudgetLine:
    access.require(by, "funding.approve")
    line = locked_line(line_id, by)
    if line.state != BudgetLine.State.WAITS:
        raise Refused(
            _("This line is %(state)s: it waits for no decision.")
            % {"state": line.get_state_display().lower()}
        )
    if line.drafted_by_id == by.pk:
        raise Refused(_("You entered this line yourself; another person approves it."))
    return line
