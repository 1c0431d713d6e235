"""Places pass to the successor of their commune, and back when the reform is undone."""

import datetime

import pytest

from mangnon.core.reforms.undoing import undo_reform
from mangnon.places.models import FormerUnit, Place, School, SchoolAssessment
from tests.children.extracting import rows
from tests.reforms.conftest import tables
from tests.reforms.test_applying import MERGE, MERGED, SPLIT


@pytest.fixture
def make_place(unit):
    def make(code, name, hamlet="", kind="health_station"):
        place = Place(unit=unit(code), kind=kind, hamlet=hamlet)
        place.set_name(name)
        place.save()
        return place

    return make


def test_a_place_stands_in_the_successor_and_its_assessments_stay(unit, draft, apply):
    name = "Trường Mầm non Hoa Sen"
    here, there = (
        School.objects.create(unit=unit(code), name=name, level="preschool")
        for code in ("25216", "25217")
    )
    SchoolAssessment.objects.create(
        school=here, year=2025, assessed_on=datetime.date(2025, 5, 1), has_sanitation="yes"
    )
    before = unit("25216")
    apply(draft(MERGE, MERGED))
    for school in (here, there):
        school.refresh_from_db()
        assert school.unit == unit("25217")
    assert here.assessments.get().has_sanitation == "yes"
    former = FormerUnit.objects.get(place=here)
    assert (former.unit, former.until) == (before, datetime.date(2025, 7, 1))


def test_a_snapshot_of_an_earlier_day_finds_a_school_where_it_was(unit, draft, apply):
    School.objects.create(unit=unit("25216"), name="Trường Tiểu học", level="primary")
    apply(draft(MERGE, MERGED))
    found = {
        day: [row["unit_code"] for row in rows("schools", as_of=datetime.date(2025, *day))]
        for day in ((6, 30), (7, 1))
    }
    assert found == {(6, 30): ["25216"], (7, 1): ["25217"]}


def test_whoever_serves_a_commune_from_elsewhere_serves_its_successor(
    unit, draft, apply, officer, make_place
):
    station = make_place("25270", "Trạm y tế khu vực")
    station.also_serves.add(unit("25216"))
    before = tables()
    batch = apply(draft(MERGE, MERGED))
    assert unit("25217") in station.also_serves.all()
    undo_reform(batch.pk, by=officer)
    assert tables() == before


def test_undo_restores_places_exactly(draft, apply, officer, make_place):
    for number in (1, 2):
        make_place("25216", f"Trạm y tế {number}", f"Thôn {number}")
    before = tables()
    batch = apply(draft(MERGE, MERGED))
    assert tables() != before
    undo_reform(batch.pk, by=officer)
    assert tables() == before


def test_of_a_commune_that_is_parted_a_place_waits_for_its_hamlet_to_be_decided(
    unit, draft, apply, make_place
):
    place = make_place("25216", "Trạm y tế", "Thôn 1")
    apply(draft(SPLIT))
    place.refresh_from_db()
    assert place.unit.code == "25216"
