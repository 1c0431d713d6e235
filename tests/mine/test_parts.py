"""What is overdue, due soon, or asked without a day; days by hand."""

import datetime

import pytest

from mangnon.core.registries import MOST_WAITING, WAITING_KINDS
from mangnon.core.waiting import Part, work_of
from mangnon.dashboards.mine.page import Asked, asked, page
from tests.mine.conftest import NOW, thing

HOUR = datetime.timedelta(hours=1)


def day(number, month=6):
    return datetime.date(2025, month, number)


@pytest.mark.parametrize(
    ("due_on", "part", "days"),
    [
        (None, Part.ASKED, 0),
        (day(30, 5), Part.OVERDUE, 1),  # Friday; today is Monday
        (day(31, 5), Part.DUE_SOON, 0),  # a Saturday lasts until Monday
        (day(1), Part.DUE_SOON, 0),
        (day(2), Part.DUE_SOON, 0),
        (day(6), Part.DUE_SOON, 4),
        (day(8), Part.DUE_SOON, 5),  # a Sunday: until Monday, the 9th
        (day(29, 4), Part.OVERDUE, 21),  # 30/4 to 2/5 are off: 20 days of May, and today
    ],
)
def test_a_day_off_lasts_until_the_next_working_day(source, leader, due_on, part, days):
    source(thing(due_on=due_on))
    found = page(leader, Asked(), NOW)
    lines = {section.part: section.lines for section in found.sections}
    assert [line.days for line in lines[part]] == [days]
    assert sum(map(len, lines.values())) == 1


def test_a_limit_in_hours_ends_at_its_hour_and_no_day_off_puts_it_off(source, leader):
    sunday = datetime.datetime(2025, 6, 1, 8, 0, tzinfo=NOW.tzinfo)
    source(
        thing("Trước", NOW.date(), due_at=NOW - HOUR), thing("Sau", NOW.date(), due_at=NOW + HOUR),
        thing("Chủ nhật", sunday.date(), due_at=sunday),
    )  # fmt: skip
    work = work_of(leader, NOW)
    assert [item.waiting.title for item in work.of(Part.OVERDUE)] == ["Chủ nhật", "Trước"]
    assert [item.waiting.title for item in work.of(Part.DUE_SOON)] == ["Sau"]


def test_the_oldest_comes_first_and_each_thing_once(source, leader):
    source(thing("B", day(12)), thing("A", day(4)), thing("B", day(12)), kind="tasks")
    source(thing("C", day(5)), kind="money")
    assert [item.waiting.title for item in work_of(leader, NOW).items] == ["A", "C", "B"]


def test_of_a_source_that_gives_as_many_as_it_may_there_may_be_more(source, leader):
    source(*(thing(f"Việc {n}") for n in range(MOST_WAITING)), kind="tasks")
    source(thing("Một"), kind="money")
    assert work_of(leader, NOW).cut == {"tasks"}


def test_each_part_goes_on_page_after_page_and_kinds_narrow_it(source, leader):
    source(*(thing(f"Việc {n}", day(30, 5)) for n in range(60)), kind="tasks")
    source(thing("Tiền"), kind="money", label="Kinh phí")
    first = page(leader, Asked(), NOW)
    overdue = first.sections[0]
    assert (overdue.count, len(overdue.lines), overdue.following) == (60, 15, "part=overdue")
    whole = page(leader, asked({"part": "overdue"}), NOW).sections
    assert [(len(one.lines), one.following) for one in whole] == [(50, "part=overdue&from=50")]
    rest = page(leader, asked({"part": "overdue", "from": "50"}), NOW).sections
    assert [(len(one.lines), one.following) for one in rest] == [(10, "")]
    money = page(leader, asked({"kind": "money"}), NOW)
    assert [section.count for section in money.sections] == [0, 0, 1]
    assert [(kind.count, kind.is_current) for kind in money.kinds] == [(60, False), (1, True)]


@pytest.mark.parametrize(
    "typed",
    [{"part": "x", "kind": "y", "from": "-1"}, {"from": "9" * 30}, {"part": "soon", "from": "²"}],
)
def test_what_is_no_choice_counts_as_not_typed(source, leader, typed):
    source(thing())
    choice = asked(typed)
    assert (choice.kind, choice.begin) == ("", 0)
    assert page(leader, choice, NOW).count == 1


def test_every_source_says_what_its_things_are_called(db):
    assert [kind for kind, told in WAITING_KINDS.items() if not str(told.label)] == []
