"""The live figure on an indicator's page: what it is, how old, how far from the official one."""

import re

import pytest
from django.utils import timezone

from mangnon.core.feed import cluster, moment
from mangnon.core.models import Unit
from mangnon.indicators.live.counting import basis
from mangnon.indicators.models import LiveCount, LivePosition, LiveUnit
from tests.dashboards.conftest import AS_OF

PAGE, PART = "/indicators/1/", "/indicators/1/live/"
WAITS = "đang chờ tính lại"


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def counted(run):
    """Leaf 1 as counted now: officially 2 of the 3 communes are fit for children, live all are."""
    LivePosition.objects.create(cluster=cluster(), moment=moment())
    for unit in Unit.objects.filter(pk__in=run.results.values("unit")):
        LiveUnit.objects.create(unit=unit, as_of=AS_OF, basis=basis(), computed_at=timezone.now())
        if unit.level == "commune":
            LiveCount.objects.create(
                unit=unit, leaf="1", dimension="total", member="total", numerator=1, denominator=1
            )


def test_the_page_says_that_it_is_not_official_when_it_was_counted_and_what_differs(
    client, counted, leader
):
    client.force_login(leader)
    page = words(client.get(PAGE))
    assert re.search(r"Số sống lúc \d\d:\d\d:\d\d, chưa phải số chính thức", page)
    assert "100,0%" in page
    assert "3 trên 3" in page
    assert (
        "so với số chính thức chốt ngày 31/10/2025: +33,33 điểm phần trăm; tử số +1, mẫu số 0"
        in page
    )


def test_the_part_alone_is_answered_only_when_it_is_another(client, counted, leader):
    client.force_login(leader)
    seen = re.search(r"seen=(\w+)", words(client.get(PART))).group(1)
    assert client.get(PART, {"seen": seen}).status_code == 204
    LiveCount.objects.filter(unit__code="25270").update(numerator=0)
    changed = client.get(PART, {"seen": seen})
    assert changed.status_code == 200
    assert "chốt ngày 31/10/2025: không khác" in words(changed)


def test_it_says_so_while_a_commune_below_waits_to_be_counted_again(client, counted, leader):
    client.force_login(leader)
    assert WAITS not in words(client.get(PART))
    LiveUnit.objects.filter(unit__code="25270").update(changed_at=timezone.now())
    assert WAITS in words(client.get(PART))
    assert WAITS not in words(client.get(PART, {"unit": "25216"}))


def test_who_serves_one_district_has_no_live_figure_of_the_other(client, counted, district_officer):
    client.force_login(district_officer)
    assert client.get(PART, {"unit": "688"}).status_code == 404
    assert client.get(PART, {"unit": "70"}).status_code == 404
    assert "1 trên 1" in words(client.get(PART))


def test_what_is_reported_has_the_time_of_the_look_and_never_waits(client, run, leader):
    client.force_login(leader)
    part = words(client.get("/indicators/12/live/"))
    assert re.search(r"Số sống lúc \d\d:\d\d:\d\d", part)
    assert WAITS not in part


def test_before_anything_was_counted_there_is_no_figure_and_it_waits(client, run, leader):
    client.force_login(leader)
    part = words(client.get(PART))
    assert "chưa có số" in part
    assert WAITS in part
