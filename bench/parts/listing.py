"""The to-do lists of a commune and of the province, in a filled home; prints JSON."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import django
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from bench.parts.scoped import largest_commune, person  # noqa: E402
from mangnon.children.duplicates.entry import Entry, likely_same  # noqa: E402
from mangnon.children.lists.counting import counts_of  # noqa: E402
from mangnon.children.lists.gaps import (  # noqa: E402
    Asked,
    children_missing,
    children_unknown,
    lists_open_to,
)
from mangnon.children.lists.lines import Line, lines_of, page_of  # noqa: E402
from mangnon.children.lists.places import Area  # noqa: E402
from mangnon.children.models import Child  # noqa: E402
from mangnon.children.register import ChildQuerySet  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Unit  # noqa: E402
from mangnon.core.units.province import results_province  # noqa: E402
from mangnon.ui.context import today  # noqa: E402

RUNS, ENTRIES = 5, 40
# The demonstration asks nobody about water, swimming and fees.
ASKED = """
UPDATE children_child SET lives_near_water = 'yes' WHERE get_byte(uuid_send(id), 0) < 85;
INSERT INTO children_fact (id, child_id, unit_id, kind, began_on, answers)
SELECT
    gen_random_uuid(), id, unit_id, kind, birth_date + 1200,
    jsonb_build_object('swims_safely', said, 'is_entitled', said, 'is_received', received)
FROM children_child, unnest(ARRAY['swimming', 'fee_relief']) AS kind,
    get_byte(uuid_send(id), 1 + mod(length(kind), 2)) AS drawn,
    LATERAL (SELECT
        (ARRAY['yes', 'no', 'unknown', 'no'])[1 + mod(drawn, 4)],
        (ARRAY['no', 'unknown'])[1 + mod(drawn, 2)]
    ) AS answer (said, received)
WHERE birth_date + 1200 < %s AND drawn < 200;
"""
Found = dict[str, float]


def median(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - started))
    return statistics.median(spent[1:])


def lists(area: Area, plans: list[str]) -> Iterator[tuple[str, float]]:
    """Yield the milliseconds of a page of each list, with the reasons of its lines."""
    for entry in lists_open_to(area.user):
        asked = Asked(entry, area.user, today())
        kinds = {entry.name: children_missing}
        if asked.has_unknown:
            kinds[f"{entry.name}, not known"] = children_unknown
        for what, find in kinds.items():
            yield what, median(lambda find=find, asked=asked: page(find, asked, area))  # type: ignore[misc]
            first = find(area.children, asked).in_name_order()[:50]
            plans.append(f"{area.unit}, {what}\n{first.explain(analyze=True, buffers=True)}")
    yield "all counts by hamlet", median(lambda: counts_of(area, today()))


def page(find: Callable[..., ChildQuerySet], asked: Asked, area: Area) -> list[Line]:
    found, _following = page_of(find(area.children, asked), None, area.children)
    return lines_of(found, asked)


def entered(unit: Unit) -> list[float]:
    """Return the milliseconds of asking whether a child who is entered is there already."""
    officer = person(unit)
    officer.save()  # the audit names whoever was told of a record elsewhere
    some = Child.objects.order_by("pk").select_related("unit")[:ENTRIES]
    entries = [Entry(c.full_name, c.birth_date, sex=c.sex, unit=c.unit) for c in some]
    return [median(lambda e=e: likely_same(e, by=officer)) for e in entries]  # type: ignore[misc]


def ask_about_water_and_fees() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [today()])
        cursor.execute("VACUUM ANALYZE children_child, children_fact")


def measure() -> dict[str, Any]:
    ask_about_water_and_fees()
    commune, province = largest_commune(), results_province()
    plans: list[str] = []
    officer, overseer = person(commune), person(province)
    return {
        "rows": Child.objects.count(),
        "largest": Child.objects.filter(unit=commune).count(),
        "commune": dict(lists(Area(commune, officer), plans)),
        "province": dict(lists(Area(province, overseer), plans)),
        "entry": sorted(entered(commune)),
        "plans": plans,
    }


if __name__ == "__main__":
    with ready():
        json.dump(measure(), sys.stdout)
