"""Work on cases that goes on by itself."""

from mangnon.cases.clocks.watching import watch
from mangnon.core.jobs import every_minute
from mangnon.ui import context


@every_minute
def watch_clocks(timestamp: int) -> None:
    watch(context.now())
