"""What locust's users do with activities; run by `bench/parts/swarm.py`."""

import itertools
import json
import os
import random
from pathlib import Path

from locust import FastHttpUser, constant

SESSIONS = itertools.cycle(json.loads(Path(os.environ["OFFICERS"]).read_text(encoding="utf-8")))
FILTERS = ("", "?kind=training", "?state=planned", "?month=2024-06", "?kind=forum&state=held")
MONTHS = ("", "?month=2023-05", "?month=2024-06", "?month=2025-09&kind=campaign")


class Person(FastHttpUser):
    wait_time = constant(float(os.environ["THINKS"]))

    def on_start(self) -> None:
        self.signed_in = {"Cookie": f"sessionid={next(SESSIONS)}"}

    def look_at_list(self) -> None:
        self.look("list", f"/activities/{random.choice(FILTERS)}")  # noqa: S311

    def look_at_calendar(self) -> None:
        self.look("calendar", f"/activities/calendar/{random.choice(MONTHS)}")  # noqa: S311

    def look(self, name: str, address: str) -> None:
        """Look at a page; anything but the page is a failure."""
        with self.client.get(
            address, name=name, headers=self.signed_in, allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"answered {answer.status_code}")

    tasks = [look_at_list, look_at_calendar]
