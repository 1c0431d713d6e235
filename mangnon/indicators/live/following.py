"""Following the change feed for as long as the site is served."""

from __future__ import annotations

import logging
import time
from typing import NoReturn

from mangnon.indicators.live.refreshing import count_some, note_changes, one_at_a_time

# A look at the feed is one walk of an index: 0.1 ms. Changes of one second are counted once.
LOOK_EVERY_SECONDS = 1.0
# Another day, or other definitions, are no change that the feed tells of.
LOOK_AT_ALL_EVERY_SECONDS = 30.0
PAUSE_SECONDS = 0.2  # between two parts of a whole province, for others to come in
AFTER_A_FAULT_SECONDS = 30.0

log = logging.getLogger(__name__)


def follow() -> NoReturn:
    """Bring what changes up to date, within seconds, for ever."""
    looked_at_all, is_more = -LOOK_AT_ALL_EVERY_SECONDS, True
    while True:
        is_due = time.monotonic() - looked_at_all >= LOOK_AT_ALL_EVERY_SECONDS
        try:
            with one_at_a_time():
                if note_changes() or is_due or is_more:
                    is_more = bool(count_some())
                    looked_at_all = time.monotonic()
        except OSError as error:  # a full disk mends itself no sooner for being tried often
            log.warning("Chưa tính được số sống: %s", error.strerror)
            time.sleep(AFTER_A_FAULT_SECONDS)
        time.sleep(PAUSE_SECONDS if is_more else LOOK_EVERY_SECONDS)
