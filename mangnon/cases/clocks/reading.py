"""A clock as it is shown: late or not, and how long after the fact it was entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from mangnon.cases.clock import CaseClock
from mangnon.engine.cases.clocks import Clock

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class ReadClock:
    """A clock of a case file at a moment; `clock.started_by` comes with it."""

    clock: CaseClock
    definition: Clock
    now: datetime

    @property
    def is_late(self) -> bool:
        if self.clock.paused_at is not None:
            return False
        return (self.clock.stopped_at or self.now) > self.clock.due_at

    @property
    def is_warning(self) -> bool:
        runs = self.clock.stopped_at is None and self.clock.paused_at is None
        return runs and not self.is_late and self.now >= self.clock.warns_at

    @property
    def start_entered_after(self) -> int:
        """Return how many whole hours after its start somebody entered that it had begun."""
        step = self.clock.started_by
        return _hours(self.clock.started_at, step.decided_at or step.entered_at)

    @property
    def stop_entered_after(self) -> int:
        """Return how many whole hours after its stop somebody entered that it had."""
        return _hours(self.clock.stopped_at, self.clock.stop_entered_at)

    @property
    def is_kept_only_by_entry(self) -> bool:
        """Say whether it was said to be kept only after the limit had run out."""
        entered = self.clock.stop_entered_at
        return entered is not None and not self.is_late and entered > self.clock.due_at


def _hours(happened: datetime | None, entered: datetime | None) -> int:
    if happened is None or entered is None:
        return 0
    return (entered - happened) // HOUR
