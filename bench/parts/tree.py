"""The pages of the unit tree, asked for in the process that answers them; prints JSON."""

import json
import os
import statistics
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from mangnon.config.home import ready  # noqa: E402
from mangnon.core.access import Role  # noqa: E402
from mangnon.core.models import Unit, User  # noqa: E402
from mangnon.core.units.province import results_province  # noqa: E402

RUNS = 41


def milliseconds(client: Client, address: str) -> float:
    spent = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        answer = client.get(address, headers={"host": "localhost", "hx-request": "true"})
        spent.append(1000 * (time.perf_counter() - started))
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    return statistics.median(spent[1:])


def measure() -> dict[str, Any]:
    province = results_province()
    person = User.objects.create(username="bench", role=Role.FOCAL_OFFICE, unit=province)
    client = Client()
    client.force_login(person)
    commune = Unit.objects.filter(level=Unit.Level.COMMUNE).order_by("pk").first()
    of = {"province": province, "commune": commune}
    pages = {
        "tree": reverse("administration-units"),
        "below the province": reverse("administration-units-below", args=[province.pk]),
        **{f"one {who}": reverse("administration-unit", args=[u.pk]) for who, u in of.items()},
    }
    found = [(what, milliseconds(client, address)) for what, address in pages.items()]
    return {"units": Unit.objects.count(), "pages": found}


if __name__ == "__main__":
    with ready():
        json.dump(measure(), sys.stdout)
