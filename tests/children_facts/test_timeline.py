"""The timeline: everything dated, newest first, narrowed and paged."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.services import add_fact
from mangnon.children.models import (
    Child,
    ChildMove,
    Fact,
    Injury,
    ResidenceSpell,
    Schooling,
    Vaccination,
)
from mangnon.children.timeline import kinds_on_timeline, timeline
from tests.children_facts.examples import KINDS, TODAY, began_for

BORN = date(2010, 3, 8)


@pytest.fixture
def lived(child, ward):
    ResidenceSpell.objects.create(child=child, unit=ward, hamlet="Ấp 3", began_on=BORN)
    Vaccination.objects.create(child=child, antigen="measles", given_on=date(2011, 1, 5))
    Schooling.objects.create(
        child=child, unit=ward, school_year=2017, level="primary", grade=1,
        is_enrolled_at_start=True,
    )  # fmt: skip
    Injury.objects.create(
        child=child, unit=ward, injured_on=date(2019, 7, 1), cause="fall", is_fatal=False
    )
    Child.objects.filter(pk=child.pk).update(
        closed_on=date(2025, 9, 1), closed_reason="left_country"
    )
    child.refresh_from_db()
    return child


def test_it_tells_a_life_newest_first(lived, collaborator):
    told = [(entry.on, entry.slug) for entry in timeline(lived, collaborator)]
    assert told == [
        (date(2025, 9, 1), "closing"),
        (date(2019, 7, 1), "injury"),
        (date(2016, 9, 1), "schooling"),
        (date(2011, 1, 5), "vaccination"),
        (BORN, "birth"),
        (BORN, "residence"),
    ]


def test_answers_stand_in_words_and_what_was_not_asked_does_not_stand_there(lived, collaborator):
    by_slug = {entry.slug: entry for entry in timeline(lived, collaborator)}
    assert by_slug["injury"].lines == [
        ("Nguyên nhân", "Ngã"), ("Nơi xảy ra", "Không rõ"), ("Tử vong", "Không"),
    ]  # fmt: skip
    assert ("Năm học", "2016-2017") in by_slug["schooling"].lines
    assert ("Thôn, ấp, khu phố", "Ấp 3") in by_slug["residence"].lines


def test_a_move_is_told_to_those_who_may_move_children(
    lived, township, collaborator, commune_officer
):
    ChildMove.objects.create(
        child=lived, from_unit=township, to_unit=lived.unit, kind="offer", state="accepted",
        moved_on=date(2018, 2, 1), begun_by=commune_officer, begun_at=timezone.now(),
        answered_by=commune_officer, answered_at=timezone.now(),
    )  # fmt: skip
    (move,) = timeline(lived, commune_officer, ["move"])
    assert move.on == date(2018, 2, 1)
    assert timeline(lived, collaborator, ["move"]) == []


def test_it_is_narrowed_to_the_kinds_that_are_asked_for(lived, collaborator):
    found = timeline(lived, collaborator, ["injury", "residence"])
    assert [entry.slug for entry in found] == ["injury", "residence"]


def test_it_may_be_narrowed_only_to_what_the_person_may_see(collaborator, commune_officer):
    seen, all_of_it = kinds_on_timeline(collaborator), kinds_on_timeline(commune_officer)
    assert {"hiv-exposure", "child-labour", "circumstance"} <= all_of_it.keys() - seen.keys()
    assert {"injury", "residence", "swimming"} <= seen.keys()


# Kinds with a table of their own are told by that table's tests.
IN_COMMON_TABLES = [
    name for name in KINDS if fact_catalog().kinds[name].home in ("answers", "sealed")
]


@pytest.mark.parametrize("name", IN_COMMON_TABLES)
def test_a_kind_is_on_the_timeline_of_those_alone_who_hold_its_right(
    name, child, commune_officer, collaborator
):
    kind = fact_catalog().kinds[name]
    values = {"began_on": began_for(kind, child)}
    for field in kind.fields:
        if field.required:
            codes = list(fact_catalog().codes(field).by_code) if field.kind != "text" else ["x"]
            values[field.name] = codes[:1] if field.kind == "codes" else codes[0]
    add_fact(child.pk, kind, by=commune_officer, values=values, today=TODAY)
    assert kind.slug in [entry.slug for entry in timeline(child, commune_officer)]
    is_open = kind.right == "child.view"
    assert (kind.slug in [entry.slug for entry in timeline(child, collaborator)]) is is_open


def test_a_long_life_is_paged(client, child, collaborator):
    Fact.objects.bulk_create(
        Fact(
            child=child, unit=child.unit, kind="swimming", began_on=TODAY - timedelta(days),
            answers={"swims_safely": "yes"},
        )
        for days in range(45)
    )  # fmt: skip
    client.force_login(collaborator)
    first = client.get(f"/children/{child.pk}/facts/?kind=swimming")
    assert len(first.context["page"].object_list) == 40
    assert "kind=swimming&amp;page=2" in first.content.decode()
    second = client.get(f"/children/{child.pk}/facts/?kind=swimming&page=2")
    assert len(second.context["page"].object_list) == 5


def test_the_number_of_queries_does_not_grow_with_the_life(
    lived, commune_officer, django_assert_max_num_queries
):
    Fact.objects.bulk_create(
        Fact(child=lived, unit=lived.unit, kind=kind, began_on=TODAY, answers={})
        for kind in ("swimming", "support", "consulted", "fee_relief") * 5
    )
    with django_assert_max_num_queries(20):
        timeline(lived, commune_officer)
