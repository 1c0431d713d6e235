"""The small province, computed, and the officer who keeps the register of one of its wards.

Ward 25216 has three children under five, one not registered ("Điểu C"); ward 25217 has two, one of
whom it is not known ("Điểu F").
"""

import datetime

import pytest

from mangnon.children.models import Child
from mangnon.core.models import Unit
from mangnon.indicators.gaps.gap import Gap
from mangnon.indicators.shelves import AsReported
from mangnon.places.models import School, SchoolAssessment
from tests.computed import made, officer, province, run

__all__ = ["made", "officer", "province", "run"]


def commune(code):
    return Unit.objects.get(code=code)


@pytest.fixture
def keeper(make_user, province):
    """Who keeps the register of ward 25216."""
    return make_user("commune_officer", commune("25216"))


@pytest.fixture
def gap_of(run):
    def make(leaf, code, by, *, of=run):
        return Gap(of, leaf, Unit.objects.get(code=code), AsReported(by))

    return make


@pytest.fixture
def schools(province):
    """Two schools of ward 25216: one has counselling, of the other nobody knows."""
    made = []
    for name, answer in (("Trường Thác Mơ", "yes"), ("=Trường Sơn", None)):
        school = School(kind="school", unit=commune("25216"), level="primary")
        school.set_name(name)
        school.save()
        if answer:
            SchoolAssessment.objects.create(
                school=school, year=2025, assessed_on=datetime.date(2025, 9, 1),
                has_counselling=answer,
            )  # fmt: skip
        made.append(school)
    return made


@pytest.fixture
def child():
    """Return a child of the small province by the last letter of its name."""
    return lambda letter: Child.objects.get(full_name=f"Điểu {letter}")
