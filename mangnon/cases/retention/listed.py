"""What stands on a list and in no case: children in need of care, carers, agencies' lists.

Each has a number by which it is held; the number tells nobody's name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed
from mangnon.cases.care.placement import Placement
from mangnon.cases.matching.agency_record import AgencyRecord
from mangnon.cases.matching.loading import one_list_at_a_time
from mangnon.core.models import Unit, User
from mangnon.core.units.lineage import units_known

NEED, CARER, LIST = "care_need", "carer", "agency_list"
PREFIXES = {NEED: "TE", CARER: "NCS", LIST: "DS"}
SHOWN = 12  # digits of a key that are in the number


@dataclass(frozen=True)
class Listed:
    """`closed_on` is None while it is in use; `is_needed` while a child is kept whom it is about.

    `key` is that of a child or carer, `source` and `year` are those of an agency's list.
    """

    of: str
    number: str
    closed_on: date | None
    born: date | None = None
    key: UUID | str = ""
    source: str = ""
    year: int = 0
    unit: Unit | None = None
    is_needed: bool = False


def listed(by: User, number: str = "") -> list[Listed]:
    """Return what of the person's units is not anonymised yet; by its number one alone."""
    found = [*_needs(by), *_carers(by), *_lists(by)]
    return [one for one in found if not number or one.number == number]


def lock(one: Listed) -> None:
    """Let nobody else hold or destroy it until the transaction ends."""
    if one.of == LIST:
        one_list_at_a_time()
    else:
        model = CareNeed if one.of == NEED else Carer
        model.objects.select_for_update().get(pk=one.key)


def number_of(of: str, key: UUID) -> str:
    return f"{PREFIXES[of]}-{key.hex[:SHOWN]}"


def _needs(by: User) -> Iterator[Listed]:
    needs = CareNeed.objects.placed_within(by).filter(case=None, anonymised_at=None)
    for need in needs.select_related("unit").only("unit", "birth_date", "ended_on"):
        yield Listed(
            NEED, number_of(NEED, need.pk), need.ended_on, need.birth_date, need.pk, unit=need.unit
        )


def _carers(by: User) -> Iterator[Listed]:
    """Yield the carers; one is needed while a child is kept for whom they cared."""
    kept = Q(need__case=None, need__anonymised_at=None) | Q(
        need__case__isnull=False, need__case__anonymised_at=None
    )
    theirs = Placement.objects.filter(kept, carer=OuterRef("pk"))
    carers = Carer.objects.placed_within(by).filter(anonymised_at=None)
    carers = carers.select_related("unit").only("unit", "left_on")
    for carer in carers.annotate(is_needed=Exists(theirs)):
        yield Listed(
            CARER, number_of(CARER, carer.pk), carer.left_on, key=carer.pk, unit=carer.unit,
            is_needed=carer.is_needed,
        )  # fmt: skip


def _lists(by: User) -> Iterator[Listed]:
    """Yield the lists all of whose rows lie in the person's units: they are kept as a whole."""
    units: Collection[int] = units_known(by)
    rows = AgencyRecord.objects.filter(anonymised_at=None)
    elsewhere = rows.exclude(unit__in=units).values_list("source", "occurred_on__year").distinct()
    ours = rows.filter(unit__in=units).values_list("source", "occurred_on__year").distinct()
    for source, year in sorted(set(ours) - set(elsewhere)):
        number = f"{PREFIXES[LIST]}-{source}-{year}"
        yield Listed(LIST, number, date(year, 12, 31), source=source, year=year, unit=by.unit)
