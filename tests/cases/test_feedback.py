"""A hotline that passed a report on is owed word of what is done, by its reference and in time."""

import pytest

from mangnon.cases.catalog import case_catalog
from mangnon.cases.file import open_file
from mangnon.cases.models import CaseClock
from mangnon.cases.proceedings.feedback import owed, proposal, told
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.seeing import sections_open
from tests.cases import answers
from tests.cases.conftest import at


@pytest.fixture
def hotline_case(operator, new_report, take, worker):
    case = receive(new_report(reference="111-2025-77"), by=operator, now=at(0.1)).case
    take(case, "acknowledge", worker, 0.5)
    case.refresh_from_db()
    return case


def feedback_step(case):
    return case_catalog().process(case.process_from).by_code["feed_back"]


def test_feedback_is_owed_within_three_working_days(hotline_case, worker):
    (one,) = owed(worker, at(1))
    assert one.reports == [("Tổng đài 111", "111-2025-77")]
    assert f"{one.due_at.astimezone(at(0).tzinfo):%d/%m/%Y}" == "13/06/2025"  # a Friday
    assert not one.is_late
    assert owed(worker, at(24 * 4))[0].is_late


def test_the_form_begins_with_what_was_done_and_no_word_of_what_happened(
    hotline_case, take, worker
):
    take(hotline_case, "check", worker, 1, answers.CHECK)
    begun = proposal(hotline_case, feedback_step(hotline_case))
    assert begun["reference"] == "111-2025-77"
    assert begun["told"].splitlines() == [
        "10/06/2025: Nhận vụ việc.",
        "10/06/2025: Kiểm tra tính xác thực của tin báo.",
    ]


def test_told_is_no_longer_owed_until_more_is_done(hotline_case, take, agree, worker, chair):
    take(hotline_case, "feed_back", worker, 2, {"told": "Xã đã nhận"})
    assert owed(worker, at(3)) == []
    assert proposal(hotline_case, feedback_step(hotline_case))["told"] == ""
    take(hotline_case, "assess_initially", worker, 3, answers.INITIAL)
    assert owed(worker, at(4)) == []  # what the assessment found is not told
    agree(take(hotline_case, "emergency", worker, 4, answers.EMERGENCY), chair, 5)
    assert len(owed(worker, at(6))) == 1
    assert proposal(hotline_case, feedback_step(hotline_case))["told"] == (
        "10/06/2025: Biện pháp khẩn cấp."
    )
    assert CaseClock.objects.filter(code="feedback").count() == 2


def test_who_told_it_in_person_is_owed_nothing(operator, new_report, take, worker):
    case = receive(new_report(channel="in_person"), by=operator, now=at(0.1)).case
    take(case, "acknowledge", worker, 0.5)
    assert owed(worker, at(1)) == []


def test_only_who_runs_the_case_is_told_that_it_owes(hotline_case, colleague):
    assert owed(colleague, at(1)) == []


def test_who_received_the_report_reads_what_was_told_and_no_other_step(
    hotline_case, take, worker, operator
):
    take(hotline_case, "check", worker, 1, answers.CHECK)
    take(hotline_case, "feed_back", worker, 2, {"told": "Xã đã nhận và đang kiểm tra"})
    assert told(hotline_case, sections_open(hotline_case, operator)) == [
        (at(2), "Xã đã nhận và đang kiểm tra")
    ]
    assert told(hotline_case, sections_open(hotline_case, worker)) == []  # among the steps
    assert open_file(hotline_case, by=operator, now=at(3)).steps is None
