"""What locust's users do with the board of cases; run by `bench/parts/swarm.py`."""

import itertools
import json
import os
import random
from pathlib import Path

from locust import FastHttpUser, constant

SESSIONS = itertools.cycle(json.loads(Path(os.environ["OFFICERS"]).read_text(encoding="utf-8")))
FILTERS = ("", "?late=1", "?emergency=1", "?mine=1")


class Officer(FastHttpUser):
    wait_time = constant(float(os.environ["THINKS"]))

    def on_start(self) -> None:
        self.signed_in = {"Cookie": f"sessionid={next(SESSIONS)}"}

    def look(self) -> None:
        """Look at the board, at every second time narrowed; anything but a page is a failure."""
        narrowed = random.choice(FILTERS) if random.random() < 0.5 else ""  # noqa: S311
        with self.client.get(
            f"/cases/{narrowed}", name="board", headers=self.signed_in,
            allow_redirects=False, catch_response=True,
        ) as answer:  # fmt: skip
            if answer.status_code != 200:
                answer.failure(f"answered {answer.status_code}")

    tasks = [look]
