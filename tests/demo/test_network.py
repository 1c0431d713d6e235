"""The demonstration's network and models of work, as its people entered them."""

import datetime

import pytest

from mangnon.activities.models import CoreGroup, Holding, Post, Practice
from mangnon.activities.network.figures import by_kind, communes_on, staffing
from mangnon.core.models import Unit
from mangnon.core.units.loading import local_administrator
from mangnon.demo.network import KINDS, make_network
from mangnon.demo.practices import make_practices

TODAY = datetime.date(2025, 6, 10)


@pytest.fixture
def made(province, settings, make_organisation):
    settings.TODAY = TODAY
    for code in ("70-so-y-te", "70-tinh-doan"):
        body = make_organisation(code, province)
        body.code = code
        body.save()
    make_network(TODAY)
    make_practices(TODAY)


def test_posts_are_filled_vacant_and_changed_hands(made):
    assert Post.objects.count() == 3 * len(KINDS)
    by = local_administrator()
    found = staffing(communes_on(by, TODAY))
    assert (found.communes, found.with_staff, found.not_told) == (3, 2, 0)
    year = datetime.date(2025, 1, 1), datetime.date(2025, 6, 11)
    assert sum(row.leavers for row in by_kind(year, by=by)) == 1
    assert Holding.objects.count() == 17
    assert sum(row.trained_in_period for row in by_kind(year, by=by)) == 8
    assert {row.kind.code for row in by_kind(year, by=by) if row.full_time} == {
        "child_protection_officer"
    }
    assert CoreGroup.objects.count() == 1


def test_a_commune_that_ended_had_its_posts_until_then(province, settings):
    settings.TODAY = day = datetime.date(2025, 10, 31)
    ended = Unit.objects.get(code="25216")
    ended.valid_to = datetime.date(2025, 7, 1)
    ended.save()
    make_network(day)
    by, last = local_administrator(), datetime.date(2025, 6, 30)
    assert staffing(communes_on(by, last)).not_told == 0
    assert {post.until for post in Post.objects.filter(unit=ended)} == {ended.valid_to}
    assert not Holding.objects.filter(post__unit=ended, until=None).exists()


def test_the_communes_that_came_of_a_merger_have_posts_of_their_own(province, settings, make_unit):
    settings.TODAY = day = datetime.date(2025, 10, 31)
    begins = {"valid_from": datetime.date(2025, 7, 1), "valid_to": None}
    make_unit("75", "Đồng Nai", "province", "Tỉnh", **begins)
    new = make_unit("25999", "Bình Phước", "commune", "Phường", "75", **begins)
    make_network(day)
    assert Post.objects.filter(unit=new, until=None).count() == len(KINDS)


def test_models_are_pilots_or_run(made):
    assert sorted(Practice.objects.values_list("state", flat=True)) == [
        "pilot", "running", "running",
    ]  # fmt: skip
