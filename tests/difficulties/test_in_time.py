"""Days: what goes up to the committee, who is told what, and how a period stood at its end."""

from datetime import date, datetime

import pytest

from mangnon.core.models import OrganisationHandover, Unit
from mangnon.core.organisations.changing import apply_change
from mangnon.core.organisations.events import Event
from mangnon.core.organisations.handing_over import accept, words_of
from mangnon.core.registries import UNIT_MOVERS, WAITS
from mangnon.plans.difficulties.escalating import escalate
from mangnon.plans.difficulties.standing import open_and_solved
from mangnon.plans.models import Difficulty
from tests.difficulties.conftest import NOW, TODAY, ZONE, fresh


def on(*day):
    return datetime(*day, 9, tzinfo=ZONE)


def waiting(person, day=TODAY):
    return [(item.title, str(item.why)) for item in WAITS["difficulties"](person, day)]


def test_what_is_not_answered_in_time_goes_up_once(raised):
    one = raised()  # to be answered by Wednesday 11 June
    assert escalate(on(2025, 6, 11)) == 0
    assert [escalate(on(2025, 6, 12)), escalate(on(2025, 6, 13))] == [1, 0]
    assert fresh(one).escalated_on == date(2025, 6, 12)
    assert fresh(one).notes.get(kind="escalated").by is None


def test_nothing_goes_up_on_a_day_off_or_once_it_was_answered(raised, told, officer):
    first, second = raised(), raised("Thiếu cán bộ")
    told(second, "answered", by=officer)
    assert escalate(on(2025, 6, 14)) == 0  # a Saturday
    assert escalate(on(2025, 6, 16)) == 1
    assert fresh(second).escalated_on is None
    assert fresh(first).escalated_on == date(2025, 6, 16)


def test_what_was_not_accepted_goes_up_anew(raised, told, officer, commune_officer):
    one = raised()
    escalate(on(2025, 6, 12))
    told(one, "answered", by=officer, now=on(2025, 6, 13))
    again = told(one, "not_accepted", by=commune_officer, now=on(2025, 6, 16))
    assert again.escalated_on is None
    assert [escalate(on(2025, 6, 25)), escalate(on(2025, 6, 26))] == [0, 1]


def test_each_person_is_told_what_waits_for_them(
    raised, told, officer, commune_officer, leader, clerk
):
    one = raised()
    assert waiting(officer) == [("Chưa có hồ bơi", "Khó khăn chờ trả lời")]
    assert waiting(commune_officer) == waiting(leader) == waiting(clerk) == []
    escalate(on(2025, 6, 12))
    assert waiting(leader) == [("Chưa có hồ bơi", "Khó khăn không được trả lời đúng hạn")]
    assert waiting(officer, date(2025, 6, 12)) == [("Chưa có hồ bơi", "Quá hạn trả lời")]
    told(one, "asked", by=officer)
    assert waiting(commune_officer) == [("Chưa có hồ bơi", "Cơ quan đầu mối đề nghị nói rõ thêm")]
    told(one, "replied", by=commune_officer)
    told(one, "answered", by=officer)
    ((_title, why),) = waiting(commune_officer)
    assert why.startswith("Đã được trả lời")
    assert waiting(leader) == waiting(officer) == []


@pytest.fixture
def told_over_a_year(raised, told, officer, commune_officer):
    """Four difficulties: of last year and solved in this one, solved, withdrawn, still open."""
    last_year, this = on(2024, 12, 2), on(2025, 3, 3)
    old = raised("Cũ", since=date(2024, 12, 1), now=last_year)
    told(old, "answered", by=officer, now=last_year)
    told(old, "solved", by=commune_officer, now=this)
    solved = raised("Xong", since=date(2025, 3, 1), now=this)
    told(solved, "answered", by=officer, now=this)
    told(solved, "solved", by=commune_officer, now=this)
    gone = raised("Rút", since=date(2025, 3, 1), now=this)
    told(gone, "withdrawn", by=commune_officer, now=this)
    return raised("Còn", since=date(2025, 3, 1), now=this)


def test_a_period_tells_what_was_raised_solved_withdrawn_and_is_open(
    told_over_a_year, officer, commune
):
    year = open_and_solved([commune], date(2025, 1, 1), date(2025, 12, 31), by=officer)
    assert (year.raised, year.solved, year.withdrawn) == (3, 2, 1)
    assert [(one.title, one.raiser, one.state) for one in year.open] == [
        ("Còn", "Phường Thác Mơ", "raised")
    ]
    before = open_and_solved([commune], date(2024, 1, 1), date(2024, 12, 31), by=officer)
    assert (before.raised, before.solved, [one.title for one in before.open]) == (1, 0, ["Cũ"])


def test_a_period_that_is_over_stays_as_it_was(
    told_over_a_year, told, officer, commune_officer, commune
):
    asked = ([commune], date(2025, 1, 1), date(2025, 6, 30))
    before = open_and_solved(*asked, by=officer)
    told(told_over_a_year, "withdrawn", by=commune_officer, now=on(2025, 7, 1))
    assert open_and_solved(*asked, by=officer) == before


def test_other_units_and_strangers_have_none(told_over_a_year, officer, stranger, commune):
    other = Unit.objects.get(code="25217")
    for units, person in (([other], officer), ([commune], stranger)):
        year = open_and_solved(units, date(2025, 1, 1), date(2025, 12, 31), by=person)
        assert (year.raised, year.open) == (0, ())


def test_a_period_costs_as_many_statements_whatever_the_rows(
    raised, officer, commune, django_assert_max_num_queries
):
    for number in range(12):
        raised(f"Việc {number}")
    with django_assert_max_num_queries(3):
        open_and_solved([commune.pk], TODAY, TODAY, by=officer)


def test_open_ones_pass_to_the_successor_of_an_organisation(
    raised, told, officer, clerk, labour, home_affairs, receiver
):
    still, over = raised("Còn", by=clerk), raised("Xong", by=clerk)
    told(over, "withdrawn", by=clerk)
    apply_change(Event("merge", TODAY, "NQ 1/NQ-HĐND", (labour,), (home_affairs,)), by=officer)
    offered = OrganisationHandover.objects.get(kind="plans.difficulty")
    (waits,) = words_of([offered]).values()
    assert waits.words == "Còn"
    accept([offered], by=receiver, today=TODAY)
    assert (fresh(still).organisation, fresh(over).organisation) == (home_affairs, labour)


def test_open_ones_pass_with_a_unit_and_back(raised, told, commune, commune_officer):
    still, over = raised("Còn"), raised("Xong")
    told(over, "withdrawn", by=commune_officer)
    other, mover = Unit.objects.get(code="25217"), UNIT_MOVERS["difficulties"]
    moved = mover.move(commune.pk, None, other.pk, date(2025, 7, 1))
    assert (fresh(still).unit, fresh(over).unit) == (other, commune)
    mover.undo(moved)
    assert set(Difficulty.objects.values_list("unit", flat=True)) == {commune.pk}
    assert NOW.date() == TODAY
