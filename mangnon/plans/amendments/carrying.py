"""What hangs on a plan's items goes on to the items of its next version.

An app whose records name items of plans registers, in `AppConfig.ready()`, how they are carried.
Records that never change (approved money) stay where they are: `versions_of` finds them there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Model, QuerySet, Value, When
from django.utils.functional import Promise

Pairs = Mapping[int, int]  # the key of an item in the next version, by its key in the one before


@dataclass(frozen=True)
class Carrier:
    """How records that hang on the items of one kind are found and carried on.

    `hanging` returns those that still hang on these items; `carry` moves them along the pairs. The
    kind is a slug of `kinds.KINDS`, or "plan" for what hangs on the plan itself.
    """

    name: str
    label: str | Promise
    kind: str
    hanging: Callable[[Sequence[int]], QuerySet[Any]]
    carry: Callable[[Pairs], int]


CARRIERS: dict[str, Carrier] = {}


def carries_on(
    name: str,
    label: str | Promise,
    kind: str,
    hanging: Callable[[Sequence[int]], QuerySet[Any]],
    carry: Callable[[Pairs], int],
) -> None:
    """Register how records of an app follow the items of a plan to its next version."""
    CARRIERS[name] = Carrier(name, label, kind, hanging, carry)


def carries_field_on(
    name: str,
    label: str | Promise,
    kind: str,
    records: Callable[[], QuerySet[Any]],
    field: str,
) -> None:
    """Register records that follow by one foreign key, written in one statement."""

    def hanging(items: Sequence[int]) -> QuerySet[Any]:
        return records().filter(**{f"{field}__in": items})

    def carry(pairs: Pairs) -> int:
        if not pairs:
            return 0
        moved = [When(**{field: old}, then=Value(new)) for old, new in pairs.items()]
        return int(hanging(list(pairs)).update(**{field: Case(*moved)}))

    carries_on(name, label, kind, hanging, carry)


def carry_all(pairs: Mapping[str, Pairs]) -> dict[str, int]:
    """Carry on what hangs on the items, by kind; return how many records of each carrier moved."""
    return {
        carrier.name: carrier.carry(pairs.get(carrier.kind, {})) for carrier in CARRIERS.values()
    }


def hanging_on(items: Mapping[str, Sequence[int]]) -> list[tuple[str, int]]:
    """Return what hangs on items that are to be removed: in words, and how many."""
    found = []
    for carrier in CARRIERS.values():
        keys = items.get(carrier.kind, ())
        if keys and (count := carrier.hanging(keys).count()):
            found.append((str(carrier.label), count))
    return found


def versions_of(item: Model) -> list[int]:
    """Return the keys of an item and of all that it succeeds, the newest first."""
    keys = [item.pk]
    model: Any = type(item)
    while (earlier := model.objects.filter(pk=keys[-1]).values_list("succeeds").first()) and (
        earlier[0] is not None
    ):
        keys.append(earlier[0])
    return keys
