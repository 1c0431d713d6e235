"""What locust's users do with the register; run by `bench/parts/swarm.py` in its own process."""

import itertools
import json
import os
import random
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant

KNOWN = json.loads(Path(os.environ["OFFICERS"]).read_text(encoding="utf-8"))
SESSIONS = itertools.cycle(KNOWN["sessions"])
TOKEN = "b" * 32  # the cookie and the form must agree, that is all


def typed(name: str) -> str:
    """Return what an officer types to find the name: it, two words, one, or three letters."""
    words = name.split()
    two = " ".join(random.sample(words, min(2, len(words))))
    return random.choice((name, two, random.choice(words), random.choice(words)[:3]))  # noqa: S311


def look(officer: "Officer") -> None:
    officer.ask("GET", "list")


def search(officer: "Officer") -> None:
    """Search as the page's own script does."""
    words = {"text": typed(random.choice(KNOWN["names"])), "csrfmiddlewaretoken": TOKEN}  # noqa: S311
    officer.ask("POST", "search", data=words, headers={"HX-Request": "true"})


TASKS = {"list": look, "search": search}
ONLY = os.environ["ONLY"]


class Officer(FastHttpUser):
    wait_time = constant(float(os.environ["THINKS"]))
    tasks = [TASKS[ONLY]] if ONLY else list(TASKS.values())

    def on_start(self) -> None:
        self.signed_in = {"Cookie": f"sessionid={next(SESSIONS)}; csrftoken={TOKEN}"}

    def ask(self, method: str, name: str, **sent: Any) -> None:
        """Ask for the register; anything but a page counts as a failure."""
        headers = self.signed_in | sent.pop("headers", {})
        with self.client.request(
            method, "/children/", name=name, headers=headers,
            allow_redirects=False, catch_response=True, **sent,
        ) as answer:  # fmt: skip
            if answer.status_code != 200:
                answer.failure(f"answered {answer.status_code}")
