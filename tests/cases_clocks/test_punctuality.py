"""Kept and broken limits are counted; who sees no cases sees no small count of them either."""

import datetime
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mangnon.cases.models import CaseClock, Report, Step
from mangnon.cases.punctuality.counting import OUTCOMES, Place, count_limits, entry_delays
from mangnon.cases.punctuality.hiding import HIDE_BELOW, hidden_places, summed
from mangnon.cases.punctuality.reading import punctuality
from mangnon.cases.receiving.receiving import receive
from tests.cases.conftest import RECEIVED, at

MONTH = datetime.date(2025, 6, 1)
LATER = at(24 * 60)


@pytest.fixture
def many(operator, new_report):
    """Make a commune's limits of emergencies end so long after they were due, in hours.

    A pair is when it ended and when that was entered; None runs still.
    """

    def make(unit, ends):
        for end in ends:
            told = {"what": f"Bố đánh cháu, lần {Report.objects.count()}"}
            case = receive(new_report(unit=unit, answers=told), by=operator, now=at(0.1)).case
            CaseClock.objects.filter(case=case).exclude(code="emergency").delete()
            if end is None:
                continue
            stopped, entered = (end, end) if not isinstance(end, tuple) else end
            CaseClock.objects.filter(case=case).update(
                stopped_at=at(12 + stopped), stop_entered_at=at(12 + entered),
                stopped_by=Step.objects.get(case=case),
            )  # fmt: skip

    return make


def test_each_limit_is_counted_as_worked_by_hand(many, commune):
    many(commune, [-3, 0, (-1, 5), 1, 24, 25, 7 * 24, 7 * 24 + 1, None])
    found = {
        place.outcome: count for place, count in count_limits([commune.pk], 2025, LATER).items()
    }
    assert found == {
        "kept": 2, "kept_by_entry": 1, "late_day": 2, "late_week": 2, "late_more": 1,
        "running_late": 1,
    }  # fmt: skip


def test_a_limit_that_runs_in_time_or_is_paused_is_not_counted(many, commune):
    many(commune, [None, None])
    assert not count_limits([commune.pk], 2025, at(11))
    CaseClock.objects.update(paused_at=at(1))
    assert not count_limits([commune.pk], 2025, LATER)


def test_month_and_year_are_those_of_vietnam(many, commune):
    many(commune, [1])
    moment = RECEIVED.replace(year=2026, month=1, day=1, hour=0, minute=30)
    CaseClock.objects.update(
        due_at=moment, legal_due_at=moment, stopped_at=moment, stop_entered_at=moment
    )
    assert not count_limits([commune.pk], 2025, LATER)
    (place,) = count_limits([commune.pk], 2026, LATER)
    assert place.month == datetime.date(2026, 1, 1)


def test_how_long_after_the_fact_stops_were_entered(many, commune):
    many(commune, [(-3, -3), (-3, 7), (-3, 47)])
    delay = entry_delays([commune.pk], 2025, LATER)["emergency"]
    assert (delay.stops, delay.hours) == (3, 10)


def row(found, title):
    return next(row for row in found.by_unit if title in row.title)


def test_a_leader_sees_counts_by_unit_with_the_small_ones_hidden(
    many, commune, other_commune, leader, officer, make_unit
):
    many(commune, [-1] * 9 + [3] * 2)
    many(other_commune, [-1] * 12 + [3] * 6)
    for reader in (leader, officer):
        found = punctuality(reader, 2025, LATER)
        late = OUTCOMES.index("late_day")
        assert row(found, "Thác Mơ").counts[late] is None
        assert row(found, "Long Thủy").counts[late] is None  # 8 less 6 would tell the 2
        assert (found.whole.counts[late], found.whole.total, found.hides) == (8, 29, True)
        assert row(found, "Long Thủy").counts[OUTCOMES.index("running_late")] == 0


def test_a_commune_sees_its_own_counts_as_they_are(many, commune, other_commune, worker, chair):
    many(commune, [-1, 3])
    many(other_commune, [-1])
    for reader in (worker, chair):
        found = punctuality(reader, 2025, LATER)
        assert [row.title for row in found.by_unit] == ["Phường Thác Mơ"]
        assert (found.whole.total, found.hides) == (2, False)


def test_a_leader_of_a_commune_sees_no_small_count(many, commune, make_user):
    many(commune, [-1, 3, 3])
    found = punctuality(make_user("leader", commune), 2025, LATER)
    assert found.hides
    assert row(found, "Thác Mơ").counts[OUTCOMES.index("late_day")] is None


def test_another_province_counts_nothing_of_ours(many, commune, stranger):
    many(commune, [-1] * 20)
    assert punctuality(stranger, 2025, LATER).whole.total == 0


finest = st.dictionaries(
    st.builds(
        Place, st.integers(1, 4), st.sampled_from(["emergency", "separation"]),
        st.sampled_from([MONTH, datetime.date(2025, 7, 1)]), st.sampled_from(OUTCOMES),
    ),
    st.integers(1, 12), min_size=1, max_size=25,
)  # fmt: skip


@given(finest)
@example(
    {
        Place(1, "emergency", MONTH, "kept"): 1,
        Place(1, "emergency", datetime.date(2025, 7, 1), "kept_by_entry"): 1,
    }
)
@example({Place(1, "emergency", MONTH, "kept"): 1, Place(2, "emergency", MONTH, "kept"): 5})
@settings(max_examples=60, deadline=None)
def test_no_small_count_below_the_totals_is_shown_or_stands_alone_in_a_sum(counts):
    sums = summed(Counter(counts))
    hidden = hidden_places(sums)
    for place, count in sums.items():
        is_total = (place.unit, place.code, place.month) == (None, None, None)
        if 0 < count < HIDE_BELOW and not is_total:
            assert place in hidden
    for name in ("unit", "code", "month"):
        for outcome in (*OUTCOMES, None):
            rows = {getattr(place, name) for place in sums} - {None}
            line = [p for p in hidden if getattr(p, name) is not None and p.outcome == outcome]
            is_sum_told = Place(outcome=outcome) not in hidden  # of one unit alone it is not
            assert len(line) != 1 or len(rows) == 1 or not is_sum_told, (name, outcome)


def test_the_page_and_its_chart(client, many, commune, leader):
    many(commune, [-1] * 9 + [3] * 2)
    client.force_login(leader)
    page = client.get("/cases/limits/kept/?year=2025").content.decode()
    assert "Phường Thác Mơ" in page
    chart = client.get("/cases/limits/kept/chart.json?year=2025").json()
    assert chart["mark"]["type"] == "bar"
    assert client.get("/cases/limits/kept/?year=1999").status_code == 404
    assert client.get("/cases/limits/kept/?year=abc").status_code == 404


def test_who_serves_a_unit_that_ended_is_told_why_nothing_is_counted(client, leader, settings):
    client.force_login(leader)
    assert "đã kết thúc" not in client.get("/cases/limits/kept/").content.decode()
    settings.TODAY = datetime.date(2025, 8, 1)
    leader.unit.valid_to = datetime.date(2025, 7, 1)
    leader.unit.save()
    assert "đã kết thúc" in client.get("/cases/limits/kept/").content.decode()
