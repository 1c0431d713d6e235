"""How often codes are guessed from one address: in this process's memory, written nowhere."""

from __future__ import annotations

from collections import defaultdict, deque
from threading import Lock

WINDOW_SECONDS = 600
MOST_WRONG = 20
MOST_ADDRESSES = 10_000


class WrongTries:
    """Wrong codes of the last ten minutes, by address; both are forgotten after that."""

    def __init__(self) -> None:
        self._at: dict[str, deque[float]] = defaultdict(deque)
        self._lock = Lock()

    def are_too_many(self, address: str, now: float) -> bool:
        with self._lock:
            self._forget(now)
            return len(self._at.get(address, ())) >= MOST_WRONG

    def add(self, address: str, now: float) -> None:
        with self._lock:
            if address in self._at or len(self._at) < MOST_ADDRESSES:
                self._at[address].append(now)

    def forget_all(self) -> None:
        with self._lock:
            self._at.clear()

    def _forget(self, now: float) -> None:
        for address, moments in list(self._at.items()):
            while moments and moments[0] <= now - WINDOW_SECONDS:
                moments.popleft()
            if not moments:
                del self._at[address]


WRONG_TRIES = WrongTries()
