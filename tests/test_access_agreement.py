"""List, detail, count and file agree for everyone: what is in the list is what opens, no more."""

import random

import pytest

from mangnon.core.access import ScopedQuerySet
from mangnon.plans.models import Plan
from mangnon.reports.models import Report
from tests import two_provinces
from tests.access_fuzz import Asking, wrong_lists
from tests.access_oracle import sees
from tests.access_routes import ANSWERED

SEED, PEOPLE = 11, 40


@pytest.fixture
def site(db, settings, tmp_path):
    return two_provinces.fill(settings, tmp_path)


@pytest.fixture
def some(site):
    """People by chance, of all roles and units, the same ones in every run."""
    return random.Random(SEED).sample(site.people, PEOPLE)


def test_a_list_shows_what_the_rules_give_and_as_many(site, some):
    assert not wrong_lists(site, some)


def test_a_record_is_in_the_list_when_its_page_and_files_open(site, some):
    asking, wrong = Asking(site), []
    pages = {Plan: ("/plans/{}/document/",), Report: ("/reports/{}/docx", "/reports/{}/xlsx")}
    for person, _unit in some[:20]:
        for model, addresses in pages.items():
            listed = set(model.objects.visible_to(person).values_list("pk", flat=True))
            for pk in model.objects.values_list("pk", flat=True):
                for address in addresses:
                    told, _content = asking.open(person, address.format(pk))
                    if (told == ANSWERED) != (pk in listed):
                        wrong.append((person.username, address.format(pk), told))
    assert not wrong


def test_list_detail_count_and_search_agree_in_every_table(site, some):
    for person, unit in some:
        for kind in {thing.kind for thing in site.things}:
            things = [thing for thing in site.things if thing.kind == kind]
            seen = _scoped(things[0]).visible_to(person)
            expected = {thing.record.pk for thing in things if sees(person, unit, thing)}
            name = (person.username, kind)
            assert set(seen.values_list("pk", flat=True)) == expected, name
            assert seen.count() == len(expected), name
            one = random.Random(f"{SEED}{name}").choice(things)
            assert seen.filter(pk=one.record.pk).exists() == (one.record.pk in expected), name


def _scoped(thing) -> ScopedQuerySet:
    return type(thing.record)._default_manager.all()
