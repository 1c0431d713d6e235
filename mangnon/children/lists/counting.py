"""How many children of a commune are on each list, by hamlet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from mangnon.children.lists.gaps import Asked, children_missing, children_unknown, lists_open_to
from mangnon.children.lists.places import Area
from mangnon.core.vietnamese import sort_key
from mangnon.engine.to_do_lists import ToDoList


@dataclass
class ListCount:
    """One list: how many are on it in each hamlet, and of how many it is not known."""

    entry: ToDoList
    unknown: int
    has_unknown: bool
    by_hamlet: dict[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        return sum(self.by_hamlet.values())


@dataclass(frozen=True)
class HamletRow:
    """The counts of one hamlet, in the order of the lists; its name is "" where none is known."""

    name: str
    counts: list[tuple[ToDoList, int]]


def counts_of(area: Area, day: date) -> list[ListCount]:
    """Return every list that the person may see, with its counts in the area."""
    found = []
    for entry in lists_open_to(area.user):
        asked = Asked(entry, area.user, day)
        missing = children_missing(area.children, asked).order_by().values_list("hamlet")
        unknown = children_unknown(area.children, asked)
        by_hamlet = dict(missing.annotate(Count("pk")))
        found.append(ListCount(entry, unknown.count(), asked.has_unknown, by_hamlet))
    return found


def by_hamlet(counts: list[ListCount]) -> list[HamletRow]:
    """Return the hamlets in their order, who lives in none last."""
    rows: dict[str, list[tuple[ToDoList, int]]] = defaultdict(list)
    names = {name for count in counts for name in count.by_hamlet}
    for name in sorted(names, key=lambda name: (name == "", sort_key(name))):
        rows[name] = [(count.entry, count.by_hamlet.get(name, 0)) for count in counts]
    return [HamletRow(name, row) for name, row in rows.items()]
