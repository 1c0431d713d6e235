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

MOST_PRINTED = 2_000  # children on one sheet of paper for a visit
# Up to so many are found before they are put in order. Of more, a page is found sooner by walking
# the register in its order, and nobody waits until all are counted (docs/benchmarks.md).
MOST_COUNTED = 20_000


def named_among(children: ChildQuerySet, keys: list[str]) -> ChildQuerySet:
    """Return those of the children whom a snapshot calls so, where the pseudonyms are known."""
    named: ChildQuerySet = children.annotate(pseudonym=Pseudonym("pk"))
    found: ChildQuerySet = named.filter(IsOneOf("pseudonym", keys, "text"))
    return found


@dataclass(frozen=True)
class ChildrenBehind:
    """A list of children as one person sees it."""

    gap: Gap
    by: User

    @property
    def total(self) -> int:
        """Return how many children the frozen figure counts, seen or not."""
        return len(self.gap.missing)

    @property
    def elsewhere(self) -> int | None:
        """Return how many are no longer there or out of sight; None where that is not told."""
        return None if self._seen is None or self.gap.is_hidden else self.total - len(self._seen)

    def page(self, after: UUID | None) -> tuple[list[Line], UUID | None]:
        """Return the next lines in name order, and after whom the page that follows begins."""
        with pseudonyms_known():
            found, following = page_of(self._children(), after, self._register)
        return self._lines(found), following

    def everybody(self) -> list[Line]:
        """Return the line of every child on the list whom the person sees, in name order."""
        with pseudonyms_known():
            found = list(self._children().select_related("unit").in_name_order())
        return self._lines(found)

    def sheet(self) -> list[Hamlet]:
        """Return everybody on the list by hamlet and household, to be printed."""
        with pseudonyms_known():
            return sheet_of(self._children(), self.by, self._lines)

    @property
    def _register(self) -> ChildQuerySet:
        seen: ChildQuerySet = Child.objects.visible_to(self.by).filter(merged_into=None)
        return seen

    @cached_property
    def _seen(self) -> list[UUID] | None:
        """Return the children of the list whom the person sees; None of a very long list."""
        if self.total > MOST_COUNTED:
            return None
        with pseudonyms_known():
            found = named_among(self._register, self.gap.missing.keys).order_by()
            return list(found.values_list("pk", flat=True))

    def _children(self) -> ChildQuerySet:
        if self._seen is None:
            return with_hamlet(named_among(self._register, self.gap.missing.keys))
        named: ChildQuerySet = self._register.annotate(pseudonym=Pseudonym("pk"))
        found: ChildQuerySet = named.filter(IsOneOf("pk", self._seen, "uuid"))
        return with_hamlet(found)

    def _lines(self, children: list[Any]) -> list[Line]:
        """Say of each child what the snapshot says where the measure asks."""
        missing = self.gap.missing
        rows = missing.of([child.pseudonym for child in children])
        return [Line(child, missing.why(rows[child.pseudonym])) for child in children]
