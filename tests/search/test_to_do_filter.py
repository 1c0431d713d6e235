"""The list narrowed by what is to do: the same children as on the to-do list, for whoever asks."""

import random
from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.catalog import CATALOG
from mangnon.children.facts.fact import Fact
from mangnon.children.lists.gaps import Asked, children_missing
from mangnon.children.lists.places import Area
from mangnon.children.models import (
    Child,
    CircumstanceSpell,
    Death,
    Guardian,
    Guardianship,
    Measurement,
    Schooling,
    Vaccination,
)
from mangnon.children.search import finding
from mangnon.children.search.finding import find
from mangnon.children.search.form import SearchForm
from mangnon.children.search.wanted import Wanted
from mangnon.engine.to_do_lists import load_to_do_lists
from tests.search.conftest import TODAY

LISTS = load_to_do_lists(CATALOG)
ANSWERS = ["yes", "no", "unknown"]
GONE = {"closed_on": TODAY, "closed_reason": "left_country"}


def describe(child, draw):
    """Write down of a child whatever puts it on a list or takes it off."""
    days = (TODAY - child.birth_date).days
    since = TODAY - timedelta(draw.randint(0, max(days - 1, 0)))
    for antigen in draw.choice([[], Vaccination.Antigen.values]):
        for dose in range(1, 5):
            Vaccination.objects.create(
                child=child, antigen=antigen, dose=dose, given_on=child.birth_date
            )
    if draw.random() < 0.5:
        Measurement.objects.create(
            child=child, unit=child.unit, measured_on=since, weight_kg=draw.randint(3, 40)
        )
        mother = Guardian.objects.create(full_name="Thị Mẹ", unit=child.unit)
        Guardianship.objects.create(
            child=child, guardian=mother, relation="mother", began_on=child.birth_date
        )
    said = draw.choice(ANSWERS)
    CircumstanceSpell.objects.create(
        child=child, group="a", began_on=since, is_supported=draw.choice(ANSWERS)
    )
    for kind, answers in {
        "swimming": {"swims_safely": said},
        "fee_relief": {"is_entitled": "yes", "is_received": said},
    }.items():
        Fact.objects.create(
            child=child, unit=child.unit, kind=kind, began_on=since, answers=answers
        )
    if days > 6 * 366 and draw.random() < 0.5:
        Schooling.objects.create(
            child=child, unit=child.unit, school_year=2026, level="primary", grade=1,
            is_enrolled_at_start=True, dropped_out_on=TODAY,
        )  # fmt: skip
    if draw.random() < 0.1:
        Death.objects.create(child=child, unit=child.unit, died_on=TODAY)


@pytest.fixture
def many(make_child, ward, township, monkeypatch):
    """Children of two communes and of all ages, each differently described."""
    monkeypatch.setattr(finding, "ON_A_PAGE", 7)
    draw = random.Random(11)
    for n in range(60):
        age = 16 * 365 - 30 if n % 10 == 0 else draw.randint(0, 17 * 365)
        child = make_child(
            TODAY - timedelta(age), unit=draw.choice([ward, township]), sex="male", ethnicity="01",
            full_name=draw.choice(["Lê An", "Điểu K'Rứt", "Thị Bé"]),
            birth_registration=draw.choice(ANSWERS), health_insurance=draw.choice(ANSWERS),
            lives_near_water=draw.choice(["yes", "unknown"]), identity_number="070315001234",
            **draw.choice([{}, {}, {}, GONE]),
        )  # fmt: skip
        describe(child, draw)


def all_found(by, **wanted):
    found, start = [], None
    while True:
        page = find(Wanted(**wanted), by=by, day=TODAY, start=start)
        found += [line.pk for line in page.children]
        start = page.after
        if start is None:
            return found


def test_the_filter_finds_the_children_of_each_list(many, keeper, overseer, ward, township):
    for entry, (person, units) in product(LISTS, [(keeper, [ward]), (overseer, [ward, township])]):
        asked = Asked(entry, person, TODAY)
        on_list = {
            child.pk
            for unit in units
            for child in children_missing(Area(unit, person).children, asked)
        }
        found = all_found(person, gap=entry.name)
        assert len(found) == len(set(found)), entry.name
        assert set(found) == on_list, entry.name
        assert 0 < len(found) < Child.objects.count(), entry.name


@pytest.mark.parametrize("few_units", [12, 0])
def test_it_narrows_a_search_for_a_name_too(many, overseer, township, few_units, monkeypatch):
    monkeypatch.setattr(finding, "FEW_UNITS", few_units)
    for entry in LISTS:
        of_name = set(all_found(overseer, text="be", unit=township.pk))
        on_list = set(all_found(overseer, gap=entry.name))
        both = all_found(overseer, text="be", unit=township.pk, gap=entry.name)
        assert set(both) == of_name & on_list


def test_a_list_that_asks_for_a_right_is_neither_offered_nor_found(make_user, ward, keeper):
    closed = "circumstance_without_support"
    collaborator = make_user("village_collaborator", ward)
    assert closed in dict(SearchForm(by=keeper).fields["gap"].choices)
    assert closed not in dict(SearchForm(by=collaborator).fields["gap"].choices)
    with pytest.raises(PermissionDenied):
        find(Wanted(gap=closed), by=collaborator, day=TODAY)
