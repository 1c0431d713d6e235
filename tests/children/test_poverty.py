"""The poverty class of a household in time."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.models import PovertySpell
from mangnon.children.record.poverty import decide_poverty
from mangnon.core.models import Refused
from tests.children.refusing import refuse

TODAY = date(2025, 6, 20)


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


def decide(child, poverty, since, by):
    decide_poverty(child.pk, poverty=poverty, since=since, by=by, today=TODAY)


def spells(child):
    rows = PovertySpell.objects.filter(child=child).order_by("began_on")
    return list(rows.values_list("poverty", "began_on", "ended_on"))


def test_who_may_not_edit_decides_nothing(make_child, make_user, ward, township):
    child = make_child()
    with pytest.raises(PermissionDenied):
        decide(child, "poor", TODAY, make_user("leader", ward))
    with pytest.raises(Refused, match="không thuộc địa bàn"):
        decide(child, "poor", TODAY, make_user("commune_officer", township))
    assert spells(child) == []


def test_a_class_ends_when_the_next_one_begins(make_child, keeper):
    child = make_child()
    decide(child, "poor", date(2024, 1, 1), keeper)
    decide(child, "near_poor", date(2025, 1, 1), keeper)
    assert spells(child) == [
        ("poor", date(2024, 1, 1), date(2025, 1, 1)),
        ("near_poor", date(2025, 1, 1), None),
    ]
    child.refresh_from_db()
    assert child.poverty == "near_poor"


def test_the_same_day_again_corrects_the_class(make_child, keeper):
    child = make_child()
    decide(child, "poor", date(2025, 1, 1), keeper)
    decide(child, "not_poor", date(2025, 1, 1), keeper)
    assert spells(child) == [("not_poor", date(2025, 1, 1), None)]
    decide(child, "unknown", date(2025, 1, 1), keeper)
    child.refresh_from_db()
    assert (spells(child), child.poverty) == ([], "unknown")


@pytest.mark.parametrize("since", [date(2020, 5, 16), date(2025, 6, 21)])
def test_a_class_counts_from_birth_until_today(make_child, keeper, since):
    with pytest.raises(Refused, match="từ khi trẻ sinh"):
        decide(make_child(), "poor", since, keeper)


def test_a_day_before_a_class_that_is_known_is_refused(make_child, keeper):
    child = make_child()
    decide(child, "poor", date(2025, 1, 1), keeper)
    with pytest.raises(Refused, match="sau đó"):
        decide(child, "not_poor", date(2024, 1, 1), keeper)
    assert len(spells(child)) == 1


def test_the_database_keeps_one_class_at_a_time(make_child):
    child = make_child()
    PovertySpell.objects.create(child=child, poverty="poor", began_on=date(2025, 1, 1))
    with refuse("poverty_spell_one_at_a_time"):
        PovertySpell.objects.create(child=child, poverty="not_poor", began_on=date(2025, 2, 1))
    with refuse("poverty_spell_class"):
        PovertySpell.objects.create(child=make_child(), poverty="unknown", began_on=TODAY)
