"""One day of the audit on one page, to be printed, signed and kept where nobody edits it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min

from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.audit.action import Kind
from mangnon.core.audit.actions import label_of, of_kind
from mangnon.core.audit.search import beginning, end_of
from mangnon.core.models import AuditEntry, AuditSeal, User

# What is told in tables of its own, beside all else that was done.
APART = {Kind.READ: "reads", Kind.EXPORT: "exports", Kind.REFUSED: "refused"}


@dataclass(frozen=True)
class Seal:
    seq: int
    hash: str


@dataclass(frozen=True)
class Counted:
    """How often a person did an action; `person` is empty for what the system did by itself."""

    person: str
    action: str
    label: str
    count: int


@dataclass(frozen=True)
class DayDigest:
    """A day's work in the units of a person, and the day's place in the one chain of all.

    `first` and `last` are the day's first and last seals, None when nothing was written; `head` is
    the last one, be it of an earlier day: who signs it vouches for all entries up to it.
    """

    on: date
    by: str
    unit: str
    entries: int
    actions: tuple[Counted, ...]
    reads: tuple[Counted, ...]
    exports: tuple[Counted, ...]
    refused: tuple[Counted, ...]
    first: Seal | None
    last: Seal | None
    head: Seal | None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"on": self.on.isoformat()}


@transaction.atomic
def digest_of(on: date, *, by: User) -> DayDigest:
    """Count the day as far as the person may see it, once the reading itself is in the audit."""
    access.require(by, "audit.view")
    day = {"at__gte": beginning(on), "at__lt": end_of(on)}
    counted = _counted(by, day)
    of_the_day = {f"entry__{name}": moment for name, moment in day.items()}
    seals = AuditSeal.objects.filter(**of_the_day).aggregate(first=Min("seq"), last=Max("seq"))
    last = _seal(seals["last"])
    found = DayDigest(
        on=on,
        by=str(by),
        unit=str(by.unit or ""),
        entries=sum(row.count for row in counted),
        actions=_without(counted, *APART),
        **{name: _only(counted, kind) for kind, name in APART.items()},
        first=_seal(seals["first"]),
        last=last,
        head=last or _seal_before(day["at__gte"]),
    )
    record_read(by, "audit.digest", by, on=on.isoformat())
    return found


def _counted(by: User, day: dict[str, Any]) -> list[Counted]:
    rows = (
        AuditEntry.objects.visible_to(by)
        .filter(**day)
        .values("action", "actor", "actor__full_name")
        .annotate(count=Count("pk"))
        .order_by("action", "actor")
    )
    return [
        Counted(row["actor__full_name"] or "", row["action"], label_of(row["action"]), row["count"])
        for row in rows
    ]


def _only(counted: list[Counted], kind: Kind) -> tuple[Counted, ...]:
    actions = of_kind(kind)
    return tuple(row for row in counted if row.action in actions)


def _without(counted: list[Counted], *kinds: Kind) -> tuple[Counted, ...]:
    actions = of_kind(*kinds)
    return tuple(row for row in counted if row.action not in actions)


def _seal(seq: int | None) -> Seal | None:
    if seq is None:
        return None
    return Seal(seq, AuditSeal.objects.values_list("hash", flat=True).get(seq=seq))


def _seal_before(moment: datetime) -> Seal | None:
    """Return the seal of the last entry before the moment; every seal was made with its entry."""
    newest = AuditEntry.objects.filter(at__lt=moment).order_by("-at", "-pk")[:1]
    found = AuditSeal.objects.filter(entry__in=newest.values("pk")).first()
    return Seal(found.seq, found.hash) if found else None
