"""Places of a unit that ends stand in its successor from that day, and serve it.

What was assessed of a place, and its traits, stay as they are. The unit where it stood before is
kept with its day, so that a snapshot of an earlier day finds the place where it was then.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from mangnon.core.reforms.unit_field import changed_since
from mangnon.core.registries import Moved, PassingGroup
from mangnon.places.place import FormerUnit, Place

Serving: Any = Place.also_serves.through
PLACE, FORMER, SERVING = Place._meta.db_table, FormerUnit._meta.db_table, Serving._meta.db_table


def preview(unit_ids: Collection[int]) -> Iterator[PassingGroup]:
    """Count the places by unit and hamlet: what stands in one hamlet passes on together.

    Those that serve a unit from elsewhere count as standing in none of its hamlets.
    """
    held = Place.objects.filter(unit_id__in=unit_ids).order_by()
    counts = Counter({(unit, hamlet): n for unit, hamlet, n in _counted(held, "unit_id", "hamlet")})
    serving = Serving.objects.filter(unit_id__in=unit_ids).order_by()
    counts.update({(unit, ""): n for unit, n in _counted(serving, "unit_id")})
    for (unit_id, hamlet), count in counts.items():
        yield PassingGroup(unit_id, hamlet, count)


def _counted(rows: Any, *by: str) -> Any:
    return rows.values_list(*by).annotate(Count("pk"))


def move(from_id: int, hamlet: str | None, to_id: int, day: date) -> list[Moved]:
    places = Place.objects.filter(unit_id=from_id)
    if hamlet is not None:
        places = places.filter(hamlet=hamlet)
    found = list(places.select_for_update().order_by("pk").values_list("pk", flat=True))
    Place.objects.filter(pk__in=found).update(unit_id=to_id)
    former = FormerUnit.objects.bulk_create(
        FormerUnit(place_id=pk, unit_id=from_id, until=day) for pk in found
    )
    there = ({"unit_id": from_id}, {"unit_id": to_id})
    return [
        *(Moved(PLACE, str(pk), *there) for pk in found),
        *(Moved(FORMER, str(row.pk), None, {"unit_id": from_id}) for row in former),
        *(_serve_on(from_id, to_id) if not hamlet else ()),
    ]


def undo(moves: Sequence[Moved]) -> None:
    made: dict[str, list[str]] = defaultdict(list)
    back: dict[tuple[int, int], list[str]] = defaultdict(list)
    for moved in moves:
        if moved.before is None:
            made[moved.table].append(moved.record_id)
        else:
            back[moved.before["unit_id"], moved.after["unit_id"]].append(moved.record_id)
    keepers: tuple[tuple[Any, str], ...] = ((FormerUnit, FORMER), (Serving, SERVING))
    for model, table in keepers:
        rows = model._default_manager.filter(pk__in=made[table])
        if rows.delete()[0] != len(made[table]):
            raise changed_since(_("Places for children"))
    for (from_id, to_id), ids in back.items():
        now = Place.objects.filter(pk__in=ids, unit_id=to_id)
        if now.update(unit_id=from_id) != len(ids):
            raise changed_since(_("Places for children"))


def _serve_on(from_id: int, to_id: int) -> list[Moved]:
    """Let whoever served the unit from elsewhere serve the successor too."""
    serving = Serving.objects.filter(unit_id=from_id).values_list("place_id", flat=True)
    already = Serving.objects.filter(unit_id=to_id).values_list("place_id", flat=True)
    places = sorted(set(serving) - set(already))
    made = Serving.objects.bulk_create(Serving(place_id=pk, unit_id=to_id) for pk in places)
    return [Moved(SERVING, str(row.pk), None, {"unit_id": to_id}) for row in made]
