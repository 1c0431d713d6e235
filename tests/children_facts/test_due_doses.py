"""Doses due to the children of a unit, by the schedule of the catalogue."""

import random
from datetime import date, timedelta

import pytest

from mangnon.children.facts.vaccination import IsDue, doses_due, due_and_overdue
from mangnon.children.models import Child, Death, Vaccination

DAY = date(2025, 10, 31)


def give(child, antigen, dose, day):
    Vaccination.objects.create(child=child, antigen=antigen, dose=dose, given_on=day)


def test_a_newborn_is_due_the_two_doses_of_the_first_day(make_child):
    due = due_and_overdue(make_child(date(2025, 10, 29)), DAY)
    assert [(d.antigen, d.dose, d.is_overdue) for d in due] == [
        ("hepatitis_b", 1, False), ("tuberculosis", 1, False),
    ]  # fmt: skip


def test_a_course_that_is_known_to_be_complete_asks_for_the_next_dose_alone(make_child):
    child = make_child(date(2024, 4, 20))
    for antigen, dose in [("tuberculosis", 1), ("hepatitis_b", 4), ("diphtheria", 3), ("hib", 3),
                          ("pertussis", 3), ("tetanus", 3), ("polio", 4)]:  # fmt: skip
        give(child, antigen, dose, date(2024, 9, 1))
    found = {d.antigen: (d.dose, d.due_on, d.is_overdue) for d in due_and_overdue(child, DAY)}
    assert found == {
        "measles": (1, date(2025, 1, 20), True),
        "japanese_encephalitis": (1, date(2025, 4, 20), True),
        "diphtheria": (4, date(2025, 10, 20), False),
        "pertussis": (4, date(2025, 10, 20), False),
        "tetanus": (4, date(2025, 10, 20), False),
        "rubella": (1, date(2025, 10, 20), False),
    }


def test_who_has_died_is_gone_or_is_too_old_is_due_nothing(make_child):
    dead, gone, old = (make_child(date(2025, 1, 1)) for _ in range(3))
    Death.objects.create(child=dead, unit=dead.unit, died_on=DAY)
    Child.objects.filter(pk=gone.pk).update(closed_on=DAY, closed_reason="left_country")
    Child.objects.filter(pk=old.pk).update(birth_date=date(2020, 10, 1))
    assert doses_due(Child.objects.all(), DAY) == {}


def test_all_children_of_a_unit_cost_two_queries(make_child, django_assert_num_queries):
    children = [make_child(date(2025, 1, n + 1)) for n in range(5)]
    give(children[0], "tuberculosis", 1, date(2025, 2, 1))
    with django_assert_num_queries(2):
        due = doses_due(Child.objects.filter(unit=children[0].unit), DAY)
    assert set(due) == {child.pk for child in children}
    for child in children:
        assert due[child.pk] == due_and_overdue(child, DAY)
    assert "tuberculosis" not in {dose.antigen for dose in due[children[0].pk]}


@pytest.fixture
def partly_vaccinated(make_child):
    """Children of each age below five: some with all doses, some with the first of each."""
    draw = random.Random(3)
    for age in range(0, 1826, 45):
        child = make_child(DAY - timedelta(age))
        missed = draw.choice([0, 0, 1, 4])
        for antigen in Vaccination.Antigen.values:
            for dose in range(1, 5 - draw.randint(0, missed)):
                give(child, antigen, dose, child.birth_date + timedelta(draw.randint(0, age) // 9))


@pytest.mark.parametrize("day", [DAY, date(2024, 2, 29), date(2023, 6, 30)])
def test_the_database_finds_whom_the_schedule_finds(partly_vaccinated, day):
    children = Child.objects.living_on(day)
    found = set(children.filter(IsDue(day=day)).values_list("pk", flat=True))
    assert found == set(doses_due(Child.objects.all(), day))
    assert 0 < len(found) < children.count()


def test_the_database_finds_them_within_another_question_too(make_child):
    child = make_child(date(2025, 10, 29))
    due = Child.objects.filter(IsDue(day=DAY))
    give(child, "polio", 1, DAY)
    assert Vaccination.objects.filter(child__in=due).get().child == child
