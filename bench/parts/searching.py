"""Searches the names of a register of a given size, beside pg_trgm; prints JSON.

Each search is taken three times and its best counts, so that other work of the machine counts less.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from bench.parts.names import fill  # noqa: E402
from mangnon.children.search import finding  # noqa: E402
from mangnon.children.search.walks import Walk  # noqa: E402
from mangnon.children.search.wanted import Wanted  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.access import Role  # noqa: E402
from mangnon.core.models import Unit, User  # noqa: E402
from mangnon.core.units.lineage import units_known  # noqa: E402
from mangnon.ui.context import today  # noqa: E402

COMMUNES, PEOPLE, TIMES, PEERS = 40, 60, 3, 12
KINDS = ("full name", "2 words", "1 word", "first 3 letters")
# As a search by trigrams is usually written; the scope is part of it.
TRIGRAMS = """
SELECT id FROM children_child
WHERE unit_id = ANY(%s) AND closed_on IS NULL AND merged_into_id IS NULL AND {words}
ORDER BY name_key, id LIMIT 51
"""


def mix(names: list[str]) -> list[tuple[str, str]]:
    """Return each kind of search for each of the names."""
    draw, found = random.Random(7), []  # noqa: S311
    for name in names:
        words = name.split()
        typed = (name, " ".join(draw.sample(words, min(2, len(words)))), draw.choice(words))
        found += list(zip(KINDS, (*typed, draw.choice(words)[:3]), strict=True))
    return found


def milliseconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        best = min(best, 1000 * (time.perf_counter() - started))
    return best


def p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]


def searched(searches: list[tuple[str, str]], by: User) -> dict[str, list[float]]:
    """Return the milliseconds of each kind: the database's, and those of building the query."""
    day, walk = today(), Walk(None, False, finding.ON_A_PAGE + 1)
    units_known(by)
    spent: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for kind, text in searches:
        asked = (Wanted(text=text), by, day, walk)
        spent[kind].append(milliseconds(lambda asked=asked: finding.walked(*asked)))  # type: ignore[misc]
    return spent


def by_trigrams(searches: list[tuple[str, str]], units: list[int]) -> dict[str, list[float]]:
    spent: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with connection.cursor() as cursor:
        for kind, text in searches:
            words = [f"%{word}%" for word in Wanted(text=text).words.all()]
            sql = TRIGRAMS.format(words=" AND ".join(["search_text LIKE %s"] * len(words)))
            spent[kind].append(milliseconds(lambda q=(sql, [units, *words]): cursor.execute(*q)))
    return spent


def person(unit: Unit) -> User:
    return User(username="bench", role=Role.COMMUNE_OFFICER, unit=unit, is_active=True)


def measure(children: int) -> dict[str, Any]:
    communes = list(Unit.objects.on(today()).filter(level=Unit.Level.COMMUNE).order_by("pk"))
    province = Unit.objects.on(today()).get(code=communes[0].parent_code)
    inside = [unit for unit in communes if unit.parent_code == province.code][:COMMUNES]
    names = fill(children, [unit.pk for unit in inside])
    searches = mix(names[:PEOPLE])
    scopes = {"commune": person(inside[0]), "province": person(province)}
    ours = {where: searched(searches, by) for where, by in scopes.items()}
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE INDEX peer ON children_child USING gin (search_text gin_trgm_ops)")
    few = searches[: PEERS * len(KINDS)]
    peer = {where: by_trigrams(few, units_known(by)) for where, by in scopes.items()}
    return {
        where: {
            "ours": p95([value for values in ours[where].values() for value in values]),
            "kinds": {kind: p95(values) for kind, values in ours[where].items()},
            "peer": p95([value for values in peer[where].values() for value in values]),
            "peer, one word": p95(peer[where]["1 word"]),
        }
        for where in scopes
    }


if __name__ == "__main__":
    with ready():
        json.dump(measure(int(sys.argv[1])), sys.stdout)
