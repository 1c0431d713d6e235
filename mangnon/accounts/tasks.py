"""What goes on by itself for people's accounts."""

from mangnon.accounts.digests.sending import drop_old, send_digests
from mangnon.core.jobs import every_hour
from mangnon.ui import context


@every_hour
def write_to_people(timestamp: int) -> None:
    """Send the e-mails that are due, and drop what the log has kept long enough."""
    send_digests(context.now())
    drop_old(context.today())
