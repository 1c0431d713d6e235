"""A school offers its list; the commune takes the pupils over or returns the list with a reason."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mangnon.activities.summer.hand_over_list import SummerChild, SummerList
from mangnon.activities.summer.lines import Pupil, pupils_of
from mangnon.children.models import Child
from mangnon.children.names import search_text
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.core.units.territories import heir_of
from mangnon.places.catalog import SCHOOL
from mangnon.places.models import Place

State = SummerList.State


def schools_of(by: User) -> QuerySet[Place]:
    """Return the schools whose staff the person is."""
    places = Place.objects.filter(kind=SCHOOL, closed_on=None)
    return places.filter(organisation=by.organisation_id or 0).select_related("unit")


def communes_near(school: Place, day: date) -> QuerySet[Unit]:
    """Return the communes of the day that a school may hand over to: its own and those beside it.

    A school whose commune a reform ended lies in the commune that took its place.
    """
    of_the_day = Unit.objects.on(day)  # none where those after a reform are not loaded yet
    unit = heir_of(school.unit, day) if of_the_day.exists() else None
    if unit is None:
        return Unit.objects.none()
    beside = Q(level=Unit.Level.COMMUNE, parent_code=unit.parent_code) | Q(pk=unit.pk)
    return of_the_day.filter(beside).order_by("name_key", "code")


@transaction.atomic
def offer_list(
    key: UUID, school: Place, unit: Unit, text: str, *, by: User, now: datetime
) -> SummerList:
    """Offer the pupils to a commune; the same form sent again is the list that is there."""
    access.require(by, "summer.offer")
    known: SummerList | None = sent_before(
        SummerList.objects.open_to(by), key, by=by, sent_by="offered_by"
    )
    if known is not None:
        return known
    if not schools_of(by).filter(pk=school.pk).exists():
        raise Refused(_("You hand over the pupils of your own school alone."))
    day = now.date()
    if not communes_near(school, day).filter(pk=unit.pk).exists():
        raise Refused(_("Choose a commune of today near the school."))
    pupils = pupils_of(text, day)
    offered = SummerList(
        pk=key, school=school, unit=unit, year=day.year, count=len(pupils), offered_by=by,
        offered_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            offered.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("The school's list of this summer waits at this commune, or is accepted already.")
        ) from error
    for position, pupil in enumerate(pupils):
        _line(offered, position, pupil).save(force_insert=True)
    record(by, "summer.offer_list", offered, unit=unit, pupils=len(pupils))
    return offered


@transaction.atomic
def accept_list(list_id: UUID, *, by: User, now: datetime) -> SummerList:
    """Take the pupils over; those whom the register knows are linked to their records."""
    offered = _to_answer(list_id, by)
    if offered.state == State.ACCEPTED:
        return offered
    _require_open(offered)
    _link(offered, by)
    offered.state, offered.answered_by, offered.answered_at = State.ACCEPTED, by, now
    offered.save()
    record(by, "summer.accept", offered, unit=offered.unit)
    return offered


@transaction.atomic
def return_list(list_id: UUID, reason: str, *, by: User, now: datetime) -> SummerList:
    """Give the list back and say why; the school may then offer another one."""
    offered = _to_answer(list_id, by)
    _require_open(offered)
    if not reason.strip():
        raise Refused(_("Say why the list is returned."))
    offered.state, offered.returned_because = State.RETURNED, reason.strip()
    offered.answered_by, offered.answered_at = by, now
    offered.save()
    record(by, "summer.return", offered, unit=offered.unit)
    return offered


def _line(offered: SummerList, position: int, pupil: Pupil) -> SummerChild:
    return SummerChild(
        summer_list=offered, position=position, name=pupil.name, birth_date=pupil.birth_date,
        sex=pupil.sex, hamlet=pupil.hamlet,
    )  # fmt: skip


def _link(offered: SummerList, by: User) -> None:
    """Link each line to the one child of its name and birth date that the person may see."""
    lines = [line for line in offered.children.all() if line.birth_date is not None]
    names = {search_text(line.name) for line in lines}
    dates = {line.birth_date for line in lines}
    found: dict[tuple[str, date], list[Child]] = defaultdict(list)
    seen = Child.objects.visible_to(by).filter(merged_into=None)
    for child in seen.filter(search_text__in=names, birth_date__in=dates):
        found[child.search_text, child.birth_date].append(child)
    for line in lines:
        alike = found[search_text(line.name), line.birth_date]
        if len(alike) == 1:
            SummerChild.objects.filter(pk=line.pk).update(child=alike[0])


def _to_answer(list_id: UUID, by: User) -> SummerList:
    access.require(by, "summer.answer")
    lists = SummerList.objects.open_to(by).filter(unit__in=_served(by))
    found: SummerList | None = lists.select_for_update(of=("self",)).filter(pk=list_id).first()
    if found is None:
        raise Refused(_("This list is offered to another commune."))
    return found


def _served(by: User) -> QuerySet[Unit]:
    return Unit.objects.placed_within(by)


def _require_open(offered: SummerList) -> None:
    if offered.state != State.OFFERED:
        raise Refused(
            _("This list is answered already: %(state)s.") % {"state": offered.get_state_display()}
        )
