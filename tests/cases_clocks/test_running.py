"""What starts, pauses, extends and stops the clocks of a case."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from mangnon.cases.clocks.pausing import pause
from mangnon.cases.clocks.reading import ReadClock
from mangnon.cases.clocks.running import definition_of, extend, run_clocks
from mangnon.cases.models import CaseClock, ClockPause, Step
from mangnon.cases.receiving.receiving import receive
from mangnon.core.models import Refused
from tests.cases import answers
from tests.cases.conftest import RECEIVED, at

SEPARATION = {
    "where": "Trung tâm Bảo trợ xã hội", "reason": "Cha đánh", "until": datetime.date(2025, 6, 20),
}  # fmt: skip


def run(case, events, hours, said=None):
    """Let events happen so many hours after the report, by a step of that moment."""
    step = Step.objects.create(
        case=case, code="progress", from_stage=case.stage, state="done", by=case.reports.get()
        .received_by, happened_at=at(hours), entered_at=at(hours),
    )  # fmt: skip
    run_clocks(case, step, events, said or {}, at(hours))
    return step


def test_a_report_starts_the_clocks_that_the_law_names(case):
    due = {c.code: c.due_at.astimezone(RECEIVED.tzinfo) for c in CaseClock.objects.all()}
    assert due == {
        "acknowledge": at(1),
        "emergency": at(12),
        "plan_draft": RECEIVED.replace(day=17, hour=23, minute=59, second=59),
        "plan_approval": RECEIVED.replace(day=19, hour=23, minute=59, second=59),
    }


def test_a_case_that_is_opened_again_has_its_limits_again(case):
    run(case, ["unfounded"], 2)
    assert not CaseClock.objects.running().filter(code="emergency").exists()
    run(case, ["reopen.done"], 48)
    again = CaseClock.objects.running().get(code="emergency")
    assert again.due_at == at(60)
    assert CaseClock.objects.running().filter(code__startswith="plan").count() == 2


def test_a_step_agreed_to_later_stops_when_it_was_agreed_to(
    case, take, agree, worker, chair, clock
):
    take(case, "acknowledge", worker, 0.5)
    agree(take(case, "emergency", worker, 3, answers.EMERGENCY), chair, 14)
    found = clock("emergency")
    assert (found.stopped_at, found.stop_entered_at) == (at(14), at(14))
    assert ReadClock(found, definition_of(found), at(20)).is_late


def test_both_times_of_a_step_that_was_entered_later_are_kept(case, take, worker, clock):
    new = take(case, "acknowledge", worker, 0.5)
    Step.objects.filter(pk=new.pk).update(entered_at=at(30))
    CaseClock.objects.filter(code="acknowledge").update(stop_entered_at=at(30))
    read = ReadClock(clock("acknowledge"), definition_of(clock("acknowledge")), at(31))
    assert (read.is_late, read.stop_entered_after, read.is_kept_only_by_entry) == (False, 29, True)


def test_a_step_before_its_clock_began_is_refused(case, clock):
    CaseClock.objects.filter(code="emergency").update(started_at=at(5))
    with pytest.raises(Refused, match="trước khi thời hạn bắt đầu"):
        run(case, ["emergency.done"], 4)
    assert clock("emergency").stopped_at is None


def test_an_event_that_is_still_to_come_is_refused(case):
    step = run(case, [], 1)
    with pytest.raises(Refused, match="chưa tới"):
        run_clocks(case, step, ["emergency.done"], {}, at(2))


def test_the_database_keeps_no_stop_that_was_entered_before_it_happened(case, clock):
    step = Step.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseClock.objects.update(stopped_at=at(2), stop_entered_at=at(1), stopped_by=step)


def test_the_clocks_of_a_new_plan_start_again(case, clock):
    run(case, ["plan.proposed"], 2)
    run(case, ["plan.done"], 3)
    run(case, ["new_plan"], 24 * 60)
    assert CaseClock.objects.filter(code="plan_draft").count() == 2
    assert CaseClock.objects.running().filter(code__startswith="plan").count() == 2


class TestSeparation:
    @pytest.fixture
    def separated(self, case, clock):
        run(case, ["separate.done"], 2)
        return clock("separation")

    def test_ends_after_15_days_even_on_a_day_off(self, separated):
        # 10 June + 15 days: Wednesday 25 June.
        assert separated.due_at == RECEIVED.replace(day=25, hour=23, minute=59, second=59)

    def test_runs_on_by_a_decision(self, case, separated, clock):
        run(case, ["extend_separation.done"], 24, {"until": datetime.date(2025, 7, 5)})
        assert clock("separation").due_at.date() == datetime.date(2025, 7, 5)

    def test_is_not_extended_to_an_earlier_day(self, case, separated):
        with pytest.raises(Refused, match="muộn hơn"):
            run(case, ["extend_separation.done"], 24, {"until": datetime.date(2025, 6, 24)})

    def test_stays_late_where_it_ran_out_before_the_decision(self, case, separated):
        step = run(case, [], 24 * 17)
        until = datetime.date(2025, 7, 5)
        extend(separated, definition_of(separated), step, until, at(24 * 17))
        late, new = CaseClock.objects.filter(code="separation").order_by("started_at")
        assert late.stopped_at == new.started_at == at(24 * 17)
        assert late.stopped_at > late.due_at
        assert new.due_at.date() == until


class TestPausing:
    @pytest.fixture
    def paused(self, catalogue, case, clock):
        catalogue(
            "plan_draft",
            "limit:",
            "pauses: [separate.done]\nresumes: [end_separation.done]\nlimit:",
        )
        run(case, ["separate.done"], 24)
        return clock("plan_draft")

    def test_a_limit_stands_still_by_rule_and_goes_on_with_what_was_left(self, case, paused, clock):
        assert paused.paused_at == at(24)
        run(case, ["end_separation.done"], 24 * 3)
        # Of Wednesday 11 June four working days were left; they begin after Friday 13 June.
        assert clock("plan_draft").due_at == RECEIVED.replace(day=19, hour=23, minute=59, second=59)
        pause_kept = ClockPause.objects.get()
        assert (pause_kept.paused_at, pause_kept.resumed_at) == (at(24), at(24 * 3))

    def test_a_limit_that_goes_on_warns_anew_of_its_later_end(self, case, paused, clock):
        CaseClock.objects.filter(pk=paused.pk).update(warned_at=at(20))
        run(case, ["end_separation.done"], 24 * 3)
        assert clock("plan_draft").warned_at is None

    def test_a_paused_limit_is_not_late(self, paused):
        assert not ReadClock(paused, definition_of(paused), at(24 * 60)).is_late

    def test_a_paused_limit_can_be_stopped(self, case, paused, clock):
        run(case, ["plan.proposed"], 24 * 20)
        found = clock("plan_draft")
        assert (found.stopped_at, found.paused_at) == (at(24 * 20), None)
        assert found.stopped_at < found.due_at

    def test_going_on_before_the_pause_is_refused(self, case, paused):
        with pytest.raises(Refused, match="tạm dừng sau"):
            run(case, ["end_separation.done"], 23)


def test_a_pause_without_a_rule_is_refused(case, clock):
    found = clock("emergency")
    with pytest.raises(Refused, match="Không có quy định"):
        pause(found, definition_of(found), Step.objects.get(), at(1))
    assert clock("emergency").paused_at is None


def test_a_limit_that_has_run_out_is_not_paused(catalogue, case, clock):
    catalogue("emergency", "limit:", "pauses: [separate.done]\nresumes: [new_plan]\nlimit:")
    run(case, ["check.done"], 1)
    found = clock("emergency")
    pause(found, definition_of(found), Step.objects.first(), at(13))
    assert clock("emergency").paused_at is None


def test_a_repeating_limit_starts_anew_until_it_ends(catalogue, case):
    catalogue("acknowledge", "limit:", "repeats: true\nends: [unfounded]\nlimit:")
    run(case, ["acknowledge.done"], 0.5)
    again = CaseClock.objects.running().get(code="acknowledge")
    assert (again.started_at, again.due_at) == (at(0.5), at(1.5))
    run(case, ["unfounded"], 1)
    assert not CaseClock.objects.running().filter(code="acknowledge").exists()


def test_a_clock_keeps_to_the_version_it_began_under(catalogue, case, clock):
    catalogue("emergency", "count: 12", "count: 6")
    run(case, ["emergency.done"], 7)
    assert clock("emergency").due_at == at(12)


def test_the_day_of_a_report_near_midnight_is_that_of_vietnam(operator, new_report, clock):
    received = RECEIVED.replace(hour=0, minute=30)
    receive(new_report(received_at=received.astimezone(datetime.UTC)), by=operator, now=at(0))
    assert clock("plan_draft").due_at == RECEIVED.replace(day=17, hour=23, minute=59, second=59)
