"""Lists and counts of children with the scope and without, in a filled home; prints JSON."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.db.models import Count

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from mangnon.children.models import Child  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.access import Role  # noqa: E402
from mangnon.core.models import Unit, User  # noqa: E402
from mangnon.core.units.lineage import units_known  # noqa: E402
from mangnon.core.units.province import results_province  # noqa: E402

RUNS, PAGE = 41, 50


def both(scoped: Callable[[], object], by_hand: Callable[[], object]) -> tuple[float, float]:
    """Return both medians in milliseconds, taken turn by turn so that a busy moment hits both."""
    spent: dict[int, list[float]] = {0: [], 1: []}
    for turn in range(2 * (RUNS + 1)):
        work = (by_hand, scoped)[turn % 2]
        started = time.perf_counter()
        work()
        spent[turn % 2].append(1000 * (time.perf_counter() - started))
    return statistics.median(spent[0][1:]), statistics.median(spent[1][1:])


def first_page(children: Any) -> list[Child]:
    return list(children.in_name_order()[:PAGE])


def person(unit: Unit) -> User:
    """A role that sees children by unit, wherever it is put: the bench stores nobody."""
    return User(username="bench", role=Role.COMMUNE_OFFICER, unit=unit, is_active=True)


def largest_commune() -> Unit:
    counts = Child.objects.values_list("unit").annotate(n=Count("pk"))
    return Unit.objects.get(pk=counts.order_by("-n").first()[0])


def measure() -> dict[str, Any]:
    everything = Child.objects.all()
    commune, province = largest_commune(), results_province()
    successor = Unit.objects.filter(level="province").exclude(pk=province.pk).order_by("pk").first()
    people = {
        "commune officer": (person(commune), everything.filter(unit=commune)),
        "province": (person(province), everything),
        "the province it passed to (auditor's scope)": (person(successor), everything),
    }
    pairs, plans, lookups = [], [], []
    for who, (user, by_hand) in people.items():
        started = time.perf_counter()
        units_known(user)
        lookups.append((who, round(1000 * (time.perf_counter() - started), 3), "ms"))
        for what, ask in {"first page": first_page, "count": lambda rows: rows.count()}.items():
            pairs.append(
                (
                    f"{who}, {what}",
                    *both(
                        lambda ask=ask, user=user: ask(everything.visible_to(user)),
                        lambda ask=ask, by_hand=by_hand: ask(by_hand),
                    ),
                )
            )
        page = everything.visible_to(user).in_name_order()[:PAGE]
        plans.append(f"{who}\n{page.explain(analyze=True, buffers=True)}")
    return {"rows": everything.count(), "pairs": pairs, "plans": plans, "lookups": lookups}


if __name__ == "__main__":
    with ready():
        json.dump(measure(), sys.stdout)
