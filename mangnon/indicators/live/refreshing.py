"""Bringing live figures up to date: read the change feed, count again what it concerns, store it.

What is to be counted again is written down before the position in the feed moves on, in one
transaction; it is struck out by the transaction that stores the new counts. So whatever breaks
off in between is done again, and nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from mangnon.core.feed import cluster, moment, read_on
from mangnon.core.models import Unit
from mangnon.engine.issues import EngineError
from mangnon.indicators.live.concerned import concerned
from mangnon.indicators.live.counting import basis, count, remove_drafts
from mangnon.indicators.live.stored import LiveCount, LivePosition, LiveUnit
from mangnon.ui.context import today

ONE_AT_A_TIME = 7215032
# So few that a changed commune does not wait long while a whole province is counted.
UNITS_AT_ONCE = 16
COLUMNS = ("unit_id", "leaf", "dimension", "member", "numerator", "denominator")


def refresh() -> list[Unit]:
    """Count again all that is out of date, and return those units, in the order of their codes."""
    done: list[Unit] = []
    with one_at_a_time():
        note_changes()
        while units := count_some():
            done += units
            note_changes()
    return sorted(done, key=lambda unit: (unit.code, unit.valid_from))


def count_some() -> list[Unit]:
    """Count some of the units that are out of date, changed ones first, and return them."""
    units = list(out_of_date()[:UNITS_AT_ONCE])
    if units:
        _count(units)
    return units


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until nobody else counts: all else of this file is done inside."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            remove_drafts()
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


@transaction.atomic
def note_changes() -> bool:
    """Mark the units that the feed names since it was last read, and keep how far it was read.

    Return whether there was anything new in it.
    """
    position = LivePosition.objects.first()
    if position is None or position.cluster != cluster():
        here = {"cluster": cluster(), "moment": moment()}
        LivePosition.objects.update_or_create(only=True, defaults=here)
        LiveUnit.objects.update(basis="")
        return True
    lines, now = read_on(position.moment)
    if lines:
        units = concerned(lines)
        if units is None:
            LiveUnit.objects.update(basis="")
        else:
            _mark(units)
        position.moment = now
        position.save()
    return bool(lines)


def out_of_date() -> QuerySet[Unit]:
    """Return the units to count again: changed ones first, then those of another day or basis."""
    counted_so = LiveUnit.objects.filter(as_of=today(), basis=basis(), changed_at=None)
    found: QuerySet[Unit] = (
        Unit.objects.exclude(pk__in=counted_so.values("unit"))
        .annotate(changed_at=F("live__changed_at"))
        .order_by(F("changed_at").asc(nulls_last=True), "pk")
    )
    return found


def _mark(units: Collection[int]) -> None:
    there = Unit.objects.filter(pk__in=units).values_list("pk", flat=True)
    LiveUnit.objects.bulk_create([LiveUnit(unit_id=pk) for pk in there], ignore_conflicts=True)
    waiting = LiveUnit.objects.filter(Q(changed_at=None), unit__in=units)
    waiting.update(changed_at=timezone.now())


def _count(units: Sequence[Unit]) -> None:
    """Count the units and store it; one that cannot be counted keeps none of the others from it."""
    as_of, computed_at = today(), timezone.now()
    try:
        counts, problem = list(count(units, as_of)), ""
    except EngineError as error:
        if len(units) > 1:
            for unit in units:
                _count([unit])
            return
        counts, problem = [], str(error)
    told = {"as_of": as_of, "basis": basis(), "computed_at": computed_at, "problem": problem}
    # A reform that made a unit may have been undone meanwhile: the feed tells of that next.
    with suppress(IntegrityError):
        _store([LiveUnit(unit=unit, **told) for unit in units], counts)


@transaction.atomic
def _store(kept: Sequence[LiveUnit], counts: Sequence[LiveCount]) -> None:
    LiveCount.objects.filter(unit__in=[live.unit_id for live in kept]).delete()
    LiveUnit.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["unit"],
        update_fields=["as_of", "basis", "computed_at", "changed_at", "problem"],
    )
    statement = f"COPY {LiveCount._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in counts:
            copy.write_row([getattr(row, column) for column in COLUMNS])
