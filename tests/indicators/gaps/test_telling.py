"""The list behind a gap on the command line: numbers of records, within the rights of who asks."""

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused
from mangnon.indicators.gaps.telling import told_gap


def test_a_child_is_told_by_the_number_of_its_record_and_never_by_name(run, keeper, child):
    told = told_gap(run, leaf="14", unit_code="25216", by=keeper)
    (row,) = told["rows"]
    assert row == {"child": str(child("C").pk), "unit": "25216", "why": "đăng ký khai sinh: không"}
    assert told["count"] == 1
    assert "Điểu" not in told["text"]


def test_who_is_out_of_sight_is_counted(run, keeper, make_user, province):
    told = told_gap(run, leaf="14", unit_code=None, by=make_user("console", province))
    assert (told["unit"], told["count"], len(told["rows"])) == ("70", 2, 2)


def test_communes_are_told_with_their_first_day(run, leader):
    (row,) = told_gap(run, leaf="1", unit_code=None, by=leader)["rows"]
    assert (row["unit"], row["unit_valid_from"], row["place"]) == ("25270", "1997-01-01", None)


def test_a_reported_measure_tells_why_there_is_none(run, leader):
    told = told_gap(run, leaf="10", unit_code=None, by=leader)
    assert (told["count"], told["rows"]) == (None, [])
    assert "cơ quan báo cáo" in told["why_none"]


def test_without_the_right_nobody_is_told(run, leader):
    with pytest.raises(PermissionDenied, match=r"child\.view"):
        told_gap(run, leaf="14", unit_code=None, by=leader)


def test_a_unit_outside_the_scope_has_no_figure(run, keeper):
    with pytest.raises(Refused, match="25270"):
        told_gap(run, leaf="14", unit_code="25270", by=keeper)
