"""What locust's users do with the lists of a plan's work; run by `bench/parts/swarm.py`."""

import itertools
import json
import os
import random
from pathlib import Path

from locust import FastHttpUser, constant

SESSIONS = itertools.cycle(json.loads(Path(os.environ["OFFICERS"]).read_text(encoding="utf-8")))
PAGES = json.loads(Path(__file__).with_name("plan_lists.json").read_text(encoding="utf-8"))
LOOKED_AT = PAGES[os.environ["ONLY"]]

REFUSED = "refused"


class Person(FastHttpUser):
    wait_time = constant(float(os.environ["THINKS"]))

    def on_start(self) -> None:
        self.signed_in = {"Cookie": f"sessionid={next(SESSIONS)}"}

    def look(self) -> None:
        """Look at one page; a person who has no right to it is told so, which is an answer too."""
        name = random.choice(list(LOOKED_AT))  # noqa: S311
        with self.client.get(
            LOOKED_AT[name], name=name, headers=self.signed_in, allow_redirects=False,
            catch_response=True,
        ) as answer:  # fmt: skip
            if answer.status_code == 403:
                answer.request_meta["name"] = REFUSED
                answer.success()
            elif answer.status_code != 200:
                answer.failure(f"answered {answer.status_code}")

    tasks = [look]
