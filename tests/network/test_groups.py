"""Core groups of children: counts alone, that add up."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.activities.models import CoreGroup, CoreGroupCount
from mangnon.activities.network.grouping import begin_group, change_group, count_group
from mangnon.core.models import Refused
from tests.network.conftest import SINCE, TODAY

MAY = datetime.date(2025, 5, 1)


@pytest.fixture
def begin(keeper, ward):
    def make(*, by=keeper, unit=ward, since=SINCE, key=None):
        about = {
            "unit": unit, "name": "Nhóm trẻ nòng cốt", "place_words": "THCS", "from_day": since,
        }  # fmt: skip
        return begin_group(key or uuid4(), about, by=by, today=TODAY)

    return make


def test_who_may_not_keep_the_network_begins_no_group(begin, leader, next_ward):
    with pytest.raises(PermissionDenied):
        begin(by=leader)
    with pytest.raises(Refused, match="phục vụ"):
        begin(unit=next_ward)
    with pytest.raises(Refused, match="tương lai"):
        begin(since=datetime.date(2025, 6, 21))
    assert not CoreGroup.objects.exists()


def test_a_group_is_counted_by_parts_that_add_up(begin, keeper):
    key = uuid4()
    group = begin(key=key)
    assert begin(key=key) == group

    def count(on, children, sex=None):
        parts = {"sex": sex} if sex else {}
        return count_group(group.pk, on, children, parts, by=keeper, today=TODAY)

    with pytest.raises(Refused, match="nhiều hơn"):
        count(MAY, 12, {"male": 6, "female": 7})
    for day in (datetime.date(2019, 1, 1), datetime.date(2025, 6, 21)):
        with pytest.raises(Refused, match="chưa có hoặc"):
            count(day, 12)
    count(MAY, 12, {"male": 5, "female": 7})
    count(MAY, 13)
    assert [(one.children, one.parts) for one in CoreGroupCount.objects.all()] == [(13, {})]


def test_a_group_ends_after_its_last_count(begin, keeper):
    group = begin()
    count_group(group.pk, MAY, 12, {}, by=keeper, today=TODAY)
    group.refresh_from_db()

    def end(until):
        return change_group(
            group.pk, group.name, "", until, seen_at=group.changed_at, by=keeper, today=TODAY
        )

    with pytest.raises(Refused, match="được đếm sau"):
        end(MAY)
    end(datetime.date(2025, 6, 1))
    with pytest.raises(Refused, match="đã sửa"):
        end(None)
