"""Hand-overs and checks of alternative care are counted beside the clocks of cases."""

from datetime import date

import pytest
from django.utils import timezone

from mangnon.cases.care.listing import enter_need
from mangnon.cases.care.placing import check, decide_on, end, hand_over, propose
from mangnon.cases.models import Placement
from mangnon.cases.punctuality.care import CareLimit, care_delays, care_limits, count_care
from mangnon.cases.punctuality.counting import OUTCOMES
from mangnon.cases.punctuality.reading import punctuality
from tests.cases.conftest import DAY, at
from tests.cases.test_care import CHECK, CONSENT, new_need, register

# A placement proposed on 10/06/2025 is due by 01/07, one from a facility by 15/07.
HANDED_OVER = date(2025, 7, 2)
ENTERED = at(24 * 30)


@pytest.fixture
def decided(worker, chair):
    def make(**about):
        if about.get("from_facility"):
            about["answers"] = {"family": "Không rõ", "facility": "Trung tâm"}
        need = enter_need(new_need(**about), by=worker, now=at(1))
        placement = propose(need.pk, register(worker).pk, CONSENT, by=worker, now=at(1))
        return decide_on(placement.pk, agrees=True, number="12/QĐ", by=chair, now=at(2))

    return make


def counted(unit, today, year=2025):
    found = count_care(care_limits([unit.pk], year), today)
    return sorted((p.code, f"{p.month:%m/%Y}", p.outcome, n) for p, n in found.items())


@pytest.mark.parametrize(
    ("met", "entered", "outcome"),
    [
        (date(2025, 7, 1), at(24 * 20), "kept"),
        (date(2025, 7, 1), at(24 * 23), "kept_by_entry"),
        (date(2025, 7, 2), at(24 * 23), "late_day"),
        (date(2025, 7, 3), None, "late_week"),
        (date(2025, 7, 8), None, "late_week"),
        (date(2025, 7, 9), None, "late_more"),
        (None, None, "running_late"),
    ],
)
def test_what_became_of_a_limit_is_as_worked_by_hand(met, entered, outcome):
    limit = CareLimit(1, "care_placing", date(2025, 7, 1), met, entered)
    assert limit.outcome(date(2025, 7, 20)) == outcome


def test_a_hand_over_in_15_days_and_one_from_a_facility_in_25(decided, worker, commune):
    decided()
    decided(from_facility=True)
    assert counted(commune, date(2025, 7, 1)) == []
    assert counted(commune, date(2025, 7, 2)) == [("care_placing", "07/2025", "running_late", 1)]
    assert counted(commune, date(2025, 7, 16)) == [
        ("care_from_facility", "07/2025", "running_late", 1),
        ("care_placing", "07/2025", "running_late", 1),
    ]
    for placement in Placement.objects.all():
        hand_over(placement.pk, on=HANDED_OVER, by=worker, now=ENTERED)
    assert counted(commune, date(2025, 7, 16)) == [
        ("care_from_facility", "07/2025", "kept", 1), ("care_placing", "07/2025", "late_day", 1),
    ]  # fmt: skip
    # Entered on 10/07: seven whole days and the hours of that morning after the end of 02/07.
    delays = care_delays(care_limits([commune.pk], 2025))
    hours = 7 * 24 + timezone.localtime(ENTERED).hour
    assert {code: (delay.stops, delay.hours) for code, delay in delays.items()} == {
        "care_from_facility": (1, hours), "care_placing": (1, hours),
    }  # fmt: skip


def test_a_returned_proposal_has_no_limit(worker, chair, commune):
    need = enter_need(new_need(), by=worker, now=at(1))
    placement = propose(need.pk, register(worker).pk, CONSENT, by=worker, now=at(1))
    decide_on(placement.pk, agrees=False, answer="Nhà quá xa", by=chair, now=at(2))
    assert counted(commune, date(2025, 12, 31)) == []


def test_each_check_has_a_limit_of_its_own(decided, worker, commune):
    placement = decided()
    hand_over(placement.pk, on=DAY, by=worker, now=at(3))
    kept = ("care_placing", "07/2025", "kept", 1)
    assert counted(commune, date(2025, 12, 10)) == [kept]
    assert ("care_followup", "12/2025", "running_late", 1) in counted(commune, date(2025, 12, 11))
    for day, hours in ((date(2025, 12, 12), 24 * 185), (date(2025, 9, 1), 24 * 186)):
        check(placement.pk, CHECK, on=day, by=worker, now=at(hours))
    # 01/09 comes before its day, 10/12; the next was due by 02/03/2026, as 01/03 is a Sunday.
    assert counted(commune, date(2026, 1, 1)) == [
        ("care_followup", "12/2025", "kept_by_entry", 1), kept,
    ]  # fmt: skip
    assert counted(commune, date(2026, 1, 1), 2026) == [("care_followup", "03/2026", "kept", 1)]


@pytest.mark.parametrize(
    ("day", "found"), [(date(2025, 12, 10), []), (date(2025, 12, 12), ["late_week"])]
)
def test_care_that_ends_in_time_owes_no_further_check(decided, worker, commune, day, found):
    placement = decided()
    hand_over(placement.pk, on=DAY, by=worker, now=at(3))
    end(placement.pk, on=day, reason="home", by=worker, now=at(24 * 200))
    outcomes = [row[2] for row in counted(commune, date(2026, 1, 1)) if row[0] == "care_followup"]
    assert outcomes == found


def test_a_leader_sees_no_small_count_of_care_and_the_commune_its_own(
    decided, worker, leader, commune, django_assert_max_num_queries
):
    for _time in range(2):
        decided()
    late = OUTCOMES.index("running_late")
    title = "Giao trẻ cho người nhận chăm sóc"
    shown = {}
    for reader in (leader, worker):
        with django_assert_max_num_queries(10):
            found = punctuality(reader, 2025, at(24 * 60))
        (row,) = [row for row in found.by_limit if row.title == title]
        shown[reader] = (row.counts[late], found.hides)
    assert shown == {leader: (None, True), worker: (2, False)}


def test_another_province_counts_no_care_of_ours(decided, stranger):
    decided()
    assert punctuality(stranger, 2025, at(24 * 60)).whole.total == 0
