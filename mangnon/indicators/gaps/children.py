"""The children of a list, found in today's register by their pseudonyms, within the rights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from mangnon.children.lists.lines import Line, page_of
from mangnon.children.lists.places import with_hamlet
from mangnon.children.lists.sheets import Hamlet, sheet_of
from mangnon.children.register import Child, ChildQuerySet
from mangnon.core.models import User
from mangnon.indicators.gaps.gap import Gap
from mangnon.snapshots.pseudonyms import IsOneOf, Pseudonym, pseudonyms_known


def children_named(keys: list[str], by: User) -> ChildQuerySet:
    """Return the children whom a snapshot calls so, of those that the person sees.

    The query runs only where the pseudonyms are known.
    """
    return named_among(Child.objects.visible_to(by).filter(merged_into=None), keys)


def named_among(children: ChildQuerySet, keys: list[str]) -> ChildQuerySet:
    named: ChildQuerySet = children.annotate(pseudonym=Pseudonym("pk"))
    found: ChildQuerySet = named.filter(IsOneOf("pseudonym", keys))
    return found


MOST_PRINTED = 2_000  # children on one sheet of paper for a visit


@dataclass(frozen=True)
class ChildrenBehind:
    """A list of children as one person sees it."""

    gap: Gap
    by: User

    @property
    def total(self) -> int:
        """Return how many children the frozen figure counts, seen or not."""
        return len(self.gap.missing)

    @cached_property
    def seen(self) -> int:
        """Return how many of them the person sees in the register today."""
        with pseudonyms_known():
            return children_named(self.gap.missing.keys, self.by).count()

    @property
    def elsewhere(self) -> int:
        """Return how many are no longer there, or out of the person's sight."""
        return self.total - self.seen

    def page(self, after: UUID | None) -> tuple[list[Line], UUID | None]:
        """Return the next lines in name order, and after whom the page that follows begins."""
        with pseudonyms_known():
            everyone = Child.objects.visible_to(self.by)
            named = with_hamlet(children_named(self.gap.missing.keys, self.by))
            found, following = page_of(named, after, everyone)
        return self._lines(found), following

    def sheet(self) -> list[Hamlet]:
        """Return everybody on the list by hamlet and household, to be printed."""
        with pseudonyms_known():
            named = with_hamlet(children_named(self.gap.missing.keys, self.by))
            return sheet_of(named, self.by, self._lines)

    def _lines(self, children: list[Any]) -> list[Line]:
        """Say of each child what the snapshot says where the measure asks."""
        missing = self.gap.missing
        rows = missing.of([child.pseudonym for child in children])
        return [Line(child, missing.why(rows[child.pseudonym])) for child in children]
