"""Who was to report and where each body stands."""

import datetime

import pytest

from mangnon.reports.consolidating.bodies import bodies_of, counts

from .conftest import TODAY

pytestmark = pytest.mark.django_db
WORDS = {"results": "Tốt."}


def stands(own, officer):
    return {b.name: (b.stands, b.days_late) for b in bodies_of(own, officer, TODAY)}


def test_each_body_is_accepted_arrived_late_or_not_due(
    own, owe, accept, schools, province, officer
):
    accept(owe(province, schools), WORDS)
    accept(owe("25216"), WORDS, state="sent")
    owe("25217")
    owe("25270", due_on=datetime.date(2025, 11, 15))
    assert stands(own, officer) == {
        "Sở Giáo dục và Đào tạo": ("accepted", 0),
        "Phường Thác Mơ": ("arrived", 0),
        "Phường Long Thủy": ("late", 5),
        "Thị trấn Lộc Ninh": ("not_due", 0),
    }
    found = counts(bodies_of(own, officer, TODAY))
    assert found == {"accepted": 1, "arrived": 1, "late": 1, "not_due": 1, "all": 4}


def test_a_returned_report_is_late_again_and_says_so(own, owe, accept, officer):
    accept(owe("25216"), WORDS, state="returned")
    (body,) = bodies_of(own, officer, TODAY)
    assert (body.stands, body.was_returned) == ("late", True)


def test_other_periods_withdrawn_and_joined_ones_are_none_of_it(own, owe, officer):
    owe("25216", period="half_year")
    owe("25217", period_from=datetime.date(2024, 1, 1), period_to=datetime.date(2024, 12, 31))
    gone = owe("25270")
    gone.withdrawn_by, gone.withdrawn_at, gone.withdrawn_because = officer, gone.asked_at, "thừa"
    gone.save()
    assert stands(own, officer) == {}


def test_all_is_asked_in_a_few_statements(own, owe, accept, officer, django_assert_max_num_queries):
    for code in ("25216", "25217", "25270"):
        accept(owe(code), WORDS)
    with django_assert_max_num_queries(2):
        assert len(stands(own, officer)) == 3
