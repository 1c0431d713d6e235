"""What locust's users do with tasks; run by `bench/parts/swarm.py`."""

import itertools
import json
import os
import random
from pathlib import Path

from locust import FastHttpUser, constant

SESSIONS = itertools.cycle(json.loads(Path(os.environ["OFFICERS"]).read_text(encoding="utf-8")))
NARROWED = ("", "", "?state=late", "?state=all&q=tre+em", "?field=health", "?state=done")
WORK = "/plans/work/"


class Person(FastHttpUser):
    wait_time = constant(float(os.environ["THINKS"]))

    def on_start(self) -> None:
        self.signed_in = {"Cookie": f"sessionid={next(SESSIONS)}"}

    def look(self) -> None:
        """Look at the list, at every tenth time at the counts; anything but a page is a failure."""
        if os.environ["ONLY"] == "timeline":
            self._ask("timeline/", "timeline")
        elif random.random() < 0.1:  # noqa: S311
            self._ask("agencies/", "agencies")
        else:
            self._ask(random.choice(NARROWED), "list")  # noqa: S311

    def _ask(self, address: str, name: str) -> None:
        with self.client.get(
            f"{WORK}{address}", name=name, headers=self.signed_in,
            allow_redirects=False, catch_response=True,
        ) as answer:  # fmt: skip
            if answer.status_code != 200:
                answer.failure(f"answered {answer.status_code}")

    tasks = [look]
