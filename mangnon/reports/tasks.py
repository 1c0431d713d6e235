"""Work on reports that goes on by itself."""

from mangnon.core.jobs import every_hour
from mangnon.reports.obligations.recurring import make_due
from mangnon.reports.obligations.reminding import remind
from mangnon.ui import context


@every_hour
def watch_obligations(timestamp: int) -> None:
    """Ask for what recurs and has come, and remind of what is due soon or late."""
    make_due(context.now())
    remind(context.today())
