"""When a test calls a thing hung. It is no measure of speed: speeds are measured in bench/."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

HUNG_SECONDS = 60
MOVES_SECONDS = 30  # a page of a browser on a machine that does other work too


@contextmanager
def no_hang() -> Iterator[None]:
    """Fail if what is done inside takes this process a minute of its own time.

    Work that takes well under a second is meant, so that only growth out of all bounds fails.
    """
    started = time.process_time()
    yield
    assert time.process_time() - started < HUNG_SECONDS
