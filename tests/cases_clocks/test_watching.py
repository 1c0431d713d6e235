"""What warns and what runs out is told once, to whom it concerns, and tells nothing of the case."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from mangnon.cases.clocks.watching import Watched, watch
from mangnon.cases.models import CaseClock, Notice
from mangnon.cases.notices.mine import due_of, to_decide_of, told_of
from mangnon.cases.notices.telling import mark_read
from mangnon.cases.notices.waiting import cases_waiting_for, notices_waiting_for
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.tasks import watch_clocks
from tests.at_once import at_once
from tests.cases import answers
from tests.cases.conftest import DAY, at


def told():
    rows = Notice.objects.filter(clock__isnull=False).select_related("clock", "user")
    return sorted(
        (n.kind, n.clock.code, n.user.username if n.user else "", n.role or n.right) for n in rows
    )


@pytest.fixture
def only(case):
    """Leave the case the clock of emergencies alone: it warns after 8 hours and ends after 12."""
    CaseClock.objects.exclude(code="emergency").delete()
    return case


def test_nothing_is_told_before_it_is_time(only):
    assert watch(at(7.9)) == Watched(0, 0)
    assert not Notice.objects.exists()


def test_a_warning_goes_to_whoever_runs_the_case_and_once(only, take, worker):
    take(only, "acknowledge", worker, 0.5)
    assert [watch(at(hours)) for hours in (8, 8.1, 9)] == [
        Watched(1, 0), Watched(0, 0), Watched(0, 0),
    ]  # fmt: skip
    assert told() == [("warning", "emergency", "worker", "")]


def test_a_warning_of_a_case_that_nobody_has_taken_goes_to_whoever_may(only):
    watch(at(8))
    assert told() == [("warning", "emergency", "", "case.edit")]


def test_what_has_run_out_goes_to_the_manager_and_the_chair(only, take, worker):
    take(only, "acknowledge", worker, 0.5)
    watch(at(8))
    assert watch(at(12.1)) == Watched(0, 1)
    assert watch(at(13)) == Watched(0, 0)
    assert told() == [
        ("overdue", "emergency", "", "commune_chair"),
        ("overdue", "emergency", "worker", ""),
        ("warning", "emergency", "worker", ""),
    ]


def test_after_the_server_was_off_only_that_it_ran_out_is_told(only):
    assert watch(at(40)) == Watched(0, 1)
    assert {kind for kind, *_rest in told()} == {"overdue"}


def test_a_stopped_or_paused_limit_is_not_told_of(only, take, agree, worker, chair):
    take(only, "acknowledge", worker, 0.5)
    CaseClock.objects.update(paused_at=at(1))
    assert watch(at(40)) == Watched(0, 0)
    CaseClock.objects.update(paused_at=None)
    agree(take(only, "emergency", worker, 2, answers.EMERGENCY), chair, 3)
    assert watch(at(40)) == Watched(0, 0)


def test_a_manager_whose_account_is_closed_is_not_told_but_the_commune(only, take, worker):
    take(only, "acknowledge", worker, 0.5)
    worker.is_active = False
    worker.save()
    watch(at(8))
    assert told() == [("warning", "emergency", "", "case.edit")]


def test_an_extended_limit_warns_again(only):
    watch(at(8))
    CaseClock.objects.update(warned_at=None, due_at=at(20), legal_due_at=at(20), warns_at=at(16))
    assert watch(at(17)) == Watched(1, 0)
    assert Notice.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_it_once(only):
    results = at_once(lambda: watch(at(40)), lambda: watch(at(40)))
    assert sum(result.run_out for result in results) == 1
    assert Notice.objects.filter(right="case.edit").count() == 1


def test_telling_changes_nothing_that_an_index_holds(only):
    """Then PostgreSQL writes no index of the clocks when 100,000 of them are told of at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'cases_caseclock'")
        definitions = " ".join(definition for (definition,) in cursor.fetchall())
    assert "(warns_at) WHERE (stopped_at IS NULL)" in definitions
    assert not any(column in definitions for column in ("warned_at", "escalated_at"))


def test_no_case_is_deleted_from_under_its_notices(only):
    watch(at(8))
    with pytest.raises(ProtectedError):
        only.delete()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("DELETE FROM cases_case")


def test_the_job_stands_on_the_day_of_the_demonstration(only, settings):
    CaseClock.objects.update(started_at=at(-100), warns_at=at(-90), due_at=at(-88))
    watch_clocks(0)
    assert Notice.objects.filter(kind="overdue").exists()


def of_right(case):
    return Notice.objects.create(
        case=case, kind="warning", unit=case.unit, right="case.edit", at=at(1)
    )


def test_a_notice_is_seen_by_whom_it_is_addressed_to(only, worker, colleague, chair, make_user,
                                                     other_commune):  # fmt: skip
    of_right(only)
    Notice.objects.create(case=only, kind="decided", user=worker, at=at(1))
    seen = {
        person.username: set(Notice.objects.visible_to(person).values_list("kind", flat=True))
        for person in (worker, colleague, chair, make_user("commune_officer", other_commune, "far"))
    }
    assert seen == {
        "worker": {"warning", "decided"}, "colleague": {"warning"}, "chair": set(), "far": set(),
    }  # fmt: skip


def test_a_notice_has_one_addressee(only, worker):
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(case=only, kind="decided", at=at(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            case=only, kind="decided", at=at(1), user=worker, unit=only.unit, right="case.edit"
        )


def test_who_reads_a_notice_first_has_read_it_for_all(only, worker, colleague, chair):
    notice = of_right(only)
    mark_read(notice.pk, by=chair, now=at(2))
    assert told_of(worker, 10)
    mark_read(notice.pk, by=colleague, now=at(3))
    mark_read(notice.pk, by=worker, now=at(4))
    notice.refresh_from_db()
    assert (notice.read_by, notice.read_at) == (colleague, at(3))
    assert not told_of(worker, 10)


class TestMyWork:
    def test_lists_what_is_overdue_due_soon_and_waits(
        self, case, take, worker, chair, operator, new_report
    ):
        take(case, "acknowledge", worker, 0.5)
        step = take(case, "emergency", worker, 1, answers.EMERGENCY)
        told = {"what": "Cháu bị bỏ ở nhà một mình"}
        other = receive(new_report(answers=told), by=operator, now=at(2)).case
        assert [due.clock.code for due in due_of(worker, at(9), 10)] == ["emergency"]
        taking = [one.title for one in cases_waiting_for(worker, DAY) if "nhận" in one.why]
        assert taking == [other.number]
        assert not to_decide_of(worker, 10)
        assert [found.step.pk for found in to_decide_of(chair, 10)] == [step.pk]
        assert not due_of(chair, at(9), 10)

    def test_is_empty_for_a_stranger(self, case, make_user, other_commune):
        stranger = make_user("commune_officer", other_commune)
        assert not due_of(stranger, at(100), 10)
        assert not [*cases_waiting_for(stranger, DAY), *notices_waiting_for(stranger, DAY)]

    def test_the_page_shows_number_and_limit_and_no_word_of_the_case(
        self, only, client, take, worker, chair
    ):
        take(only, "acknowledge", worker, 0.5)
        watch(at(-24))
        CaseClock.objects.update(started_at=at(-90), warns_at=at(-80), due_at=at(-70))
        watch(at(-24))
        client.force_login(chair)
        page = client.get("/mine/").content.decode()
        assert "Việc của tôi" in page
        assert only.number in page
        assert "Biện pháp khẩn cấp" in page
        assert not any(word in page for word in ("Điểu Thị Bé", "roi điện", f"/cases/{only.pk}"))
