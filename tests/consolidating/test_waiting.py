"""Who makes the consolidated report is told in time, who signs it once it is handed in."""

import datetime

import pytest

from mangnon.core.registries import WAITS
from mangnon.reports.consolidating.sending import give_back
from mangnon.reports.models import Submission
from mangnon.ui.context import now

from .conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def whys(person, day=TODAY, kind="consolidations"):
    return [str(one.why) for one in WAITS[kind](person, day)]


def test_who_makes_it_is_told_what_is_still_to_come(
    own, owe, accept, officer, colleague, leader, stranger, schools, province
):
    accept(owe("25216"), {"results": "Tốt."})
    accept(owe("25217"), {"results": "Khá."}, state="sent")
    owe(province, schools)
    for person in (leader, stranger):
        assert whys(person) == []
    assert whys(officer, datetime.date(2025, 10, 1)) == []
    soon = ["It is due soon. Of 3 reports, to receive: 1, late: 1"]
    assert whys(officer) == whys(colleague) == soon
    late = ["It is late. Of 3 reports, to receive: 1, late: 1"]
    assert whys(officer, datetime.date(2025, 11, 21)) == late


def test_another_signs_it_and_who_gives_it_back_is_told_no_more(
    waiting, own, owe, accept, officer, colleague
):
    accept(owe("25216"), {"results": "Tốt."})
    report = waiting()
    assert whys(officer) == []
    assert whys(colleague) == ["It waits for your signature"]
    give_back(own.pk, "Xem lại.", seen_at=report.changed_at, by=colleague, now=now())
    assert whys(officer) == ["It was given back to be mended"]
    Submission.objects.filter(pk=report.pk).update(
        state="sent", version=1, signed_on=TODAY, number="1/BC"
    )
    assert whys(officer) == whys(colleague) == []


def test_no_other_part_tells_of_it(waiting, own, officer, colleague):
    report = waiting()
    for person in (officer, colleague):
        person.organisation = own.organisation
        person.save()
        for kind in ("submissions", "obligations"):
            assert not any(own.title in one.title for one in WAITS[kind](person, TODAY))
    Submission.objects.filter(pk=report.pk).update(
        state="sent", version=1, signed_on=TODAY, number="1/BC"
    )
    assert whys(colleague, kind="submissions") == []


def test_it_asks_little_of_the_database(own, owe, officer, django_assert_max_num_queries):
    for code in ("25216", "25217", "25270"):
        owe(code)
    with django_assert_max_num_queries(4):
        assert len(whys(officer)) == 1
