"""The pupils whom a school of the demonstration handed over for the summer."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from mangnon.activities.models import SummerList
from mangnon.activities.summer.offering import accept_list, offer_list
from mangnon.children.models import Child
from mangnon.children.register import Sex, birthday_years_before
from mangnon.core.models import Organisation, User
from mangnon.core.organisations.editing import Naming, store_name
from mangnon.core.units.province import RESULTS_ON
from mangnon.demo.accounts import COMMUNE_OFFICER, TEACHER
from mangnon.places.models import School
from mangnon.ui.formats import date_text

OFFERED, ACCEPTED = date(RESULTS_ON.year, 5, 29), date(RESULTS_ON.year, 6, 2)
LEVELS = (School.Level.LOWER_SECONDARY, School.Level.PRIMARY)
YOUNGEST, OLDEST, MOST = 6, 15, 25
WORDS = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}


@transaction.atomic
def make_summer_list(today: date) -> None:
    """Let a school offer its list before the summer and the commune accept it."""
    teacher, officer = (
        User.objects.select_related("unit").get(username=name)
        for name in (TEACHER, COMMUNE_OFFICER)
    )
    of_age = School.objects.filter(level__in=LEVELS, unit=officer.unit)
    school = of_age.order_by("level", "pk").first()
    if school is None or officer.unit is None or today < ACCEPTED:
        return
    _staff(school, teacher)
    pupils = "\n".join(
        f"{child.full_name}; {date_text(child.birth_date)}; {WORDS.get(Sex(child.sex), '')}"
        for child in _pupils(officer)
    )
    if not pupils:
        return
    offered: SummerList = offer_list(
        uuid4(), school, officer.unit, pupils, by=teacher, now=_moment(OFFERED)
    )
    accept_list(offered.pk, by=officer, now=_moment(ACCEPTED))


def _staff(school: School, teacher: User) -> None:
    """Let the person be of the school's staff."""
    if school.organisation is None:
        kind = Organisation.Kind.SCHOOL
        school.organisation = Organisation.objects.create(
            name=school.name, unit=school.unit, kind=kind
        )
        store_name(school.organisation, Naming(school.name))
        school.save(update_fields=["organisation"])
    teacher.organisation = school.organisation
    teacher.save()


def _pupils(officer: User) -> list[Child]:
    of_age = Child.objects.visible_to(officer).open_on(OFFERED).filter(
        unit=officer.unit_id,
        birth_date__lte=birthday_years_before(OFFERED, YOUNGEST),
        birth_date__gt=birthday_years_before(OFFERED, OLDEST),
    )  # fmt: skip
    # Some children of the demonstration have a second record: one line is enough.
    alike = {(child.search_text, child.birth_date): child for child in of_age.in_name_order()}
    return list(alike.values())[:MOST]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone())
