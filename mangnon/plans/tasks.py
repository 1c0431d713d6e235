"""Work on plans that goes on by itself."""

from mangnon.core.jobs import every_hour
from mangnon.plans.amendments.approving import bring_into_force
from mangnon.plans.difficulties.escalating import escalate
from mangnon.plans.work.recurring import make_due
from mangnon.plans.work.reminding import remind
from mangnon.ui import context


@every_hour
def watch_tasks(timestamp: int) -> None:
    """Make what recurs and has come, and remind of what is due soon or late."""
    make_due(context.now())
    remind(context.today())


@every_hour
def watch_difficulties(timestamp: int) -> None:
    """Pass up what was not answered in time."""
    escalate(context.now())


@every_hour
def bring_amendments_into_force(timestamp: int) -> None:
    """Bring into force the approved amendments whose day has come."""
    bring_into_force(context.now())
