"""Which items a person is to look at first, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mangnon.plans.kinds import Kind
from mangnon.plans.models import Comparison, ItemQuerySet, ReadingWarning

# A warning about who leads says nothing about the numbers of the same line, nor the other way.
ABOUT_LEADS = (ReadingWarning.Code.NO_LEAD, ReadingWarning.Code.SEVERAL_LEADS)


class Reason(models.TextChoices):
    WARNED = "warned", _("warning")
    UNSURE = "unsure", _("read unsurely")
    CHANGED = "changed", _("changed since last year")
    NEW = "new", _("new this year")


@dataclass(frozen=True)
class Reading:
    """What the reasons are judged on: the kind of an item, its lines, and how it was read."""

    slug: str
    lines: Sequence[str]
    is_unsure: bool
    comparison: str


@dataclass(frozen=True)
class Attention:
    """The lines of a plan that an open warning is about: those about leads, and the others."""

    lead_lines: frozenset[str]
    other_lines: frozenset[str]

    @classmethod
    def on(cls, warnings: Iterable[ReadingWarning]) -> Self:
        lines: tuple[set[str], set[str]] = (set(), set())
        for warning in warnings:
            if warning.state == ReadingWarning.State.OPEN:
                lines[warning.code in ABOUT_LEADS].add(warning.item_line or warning.line)
        return cls(frozenset(lines[True]), frozenset(lines[False]))

    def is_warned(self, reading: Reading) -> bool:
        if reading.slug == "lead":
            warned = self.lead_lines
        elif reading.slug == "target":
            warned = self.other_lines
        else:
            warned = self.lead_lines | self.other_lines
        return not warned.isdisjoint(reading.lines)

    def is_same(self, reading: Reading) -> bool:
        """Say whether it says the same as the earlier plan and is in no open warning."""
        return reading.comparison == Comparison.SAME and not self.is_warned(reading)

    def reasons(self, reading: Reading) -> list[Reason]:
        """Return why a person is to look at the item before it is confirmed with others."""
        found = []
        if self.is_warned(reading):
            found.append(Reason.WARNED)
        if reading.is_unsure:
            found.append(Reason.UNSURE)
        if reading.comparison in (Comparison.CHANGED, Comparison.NEW):
            found.append(Reason(reading.comparison))
        return found


def readings_of(items: ItemQuerySet, kind: Kind) -> Iterator[tuple[int, Reading]]:
    """Yield the key and the reading of each item, in one query."""
    rows = items.order_by().annotate(at=F(kind.line_field))
    for pk, at, more, is_unsure, comparison in rows.values_list(
        "pk", "at", "more_lines", "is_unsure", "comparison"
    ):
        yield pk, Reading(kind.slug, (at, *more), is_unsure, comparison)
