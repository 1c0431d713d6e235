"""Who reads live figures, and what they are told of them."""

import pytest

from mangnon.indicators.live.reading import live_figures
from mangnon.indicators.live.refreshing import refresh
from mangnon.indicators.models import LiveCount, LiveUnit
from tests import small_province
from tests.live.conftest import home

__all__ = ["home"]


@pytest.fixture
def small(transactional_db, province, officer, home):
    small_province.fill(province, officer)
    refresh()
    return province


def test_a_role_that_sees_no_figures_and_another_province_see_nothing(small, make_user, stranger):
    for person in (make_user("village_collaborator", small), stranger):
        told = live_figures(small, by=person)
        assert "14" not in told.figures
        assert told.computed_at is None
        assert not LiveCount.objects.visible_to(person).exists()
        assert not LiveUnit.objects.visible_to(person).exists()


def test_a_province_is_the_sum_of_its_communes(small, leader):
    """By hand: registered are 2 of 3 in 25216 and 1 of 2 in 25217; nobody is under 5 in 25270."""
    figure = live_figures(small, by=leader).figures["14"]
    assert (figure.numerator, figure.denominator, figure.value) == (3, 5, 60.0)


def test_what_was_reported_is_shown_and_not_added_up(small, leader):
    figure = live_figures(small, by=leader).figures["10"]
    assert (figure.numerator, figure.denominator, figure.value) == (None, None, 4.1)


def test_before_anything_was_counted_it_says_that_it_waits(province, leader, home):
    told = live_figures(province, by=leader)
    assert told.is_waiting
    assert "14" not in told.figures
