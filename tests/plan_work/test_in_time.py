"""Days: what recurs, what is late, who is reminded and who is told further up."""

from datetime import date, datetime, timedelta

import pytest

from mangnon.core.registries import WAITS
from mangnon.plans.models import Assignment, TaskReminder
from mangnon.plans.work.recurring import make_due, next_day
from mangnon.plans.work.reminding import remind
from mangnon.plans.work.reporting import Report, report
from tests.plan_work.conftest import NOW, TODAY, fresh


@pytest.mark.parametrize(
    ("day", "recurs", "due_day", "then"),
    [
        (date(2025, 1, 31), "monthly", 31, date(2025, 2, 28)),
        (date(2025, 2, 28), "monthly", 31, date(2025, 3, 31)),
        (date(2024, 11, 30), "quarterly", 30, date(2025, 2, 28)),
        (date(2025, 6, 15), "half_yearly", 15, date(2025, 12, 15)),
        (date(2024, 2, 29), "yearly", 29, date(2025, 2, 28)),
    ],
)
def test_the_next_day_keeps_the_day_of_the_month_where_there_is_one(day, recurs, due_day, then):
    assert next_day(day, recurs, due_day) == then


def test_the_next_task_is_there_when_one_is_closed_and_only_once(make_task, officer, health):
    first = make_task(recurs="quarterly", due_on=date(2025, 6, 30), organisation=health)
    first.partners.add(health)
    report(first, Report("done"), by=officer, now=NOW)
    following = Assignment.objects.get(follows=first)
    assert (following.due_on, following.state) == (date(2025, 9, 30), "not_started")
    assert (following.organisation, list(following.partners.all())) == (health, [health])
    report(first, Report("reopened", "Sai"), by=officer, now=NOW)
    report(first, Report("done"), by=officer, now=NOW)
    assert Assignment.objects.count() == 2


def test_the_next_task_is_there_when_the_day_has_come(make_task):
    make_task(recurs="monthly", due_on=date(2025, 6, 30))
    make_due(NOW)
    assert Assignment.objects.count() == 1
    for _time in (1, 2):
        make_due(datetime(2025, 6, 30, 1, tzinfo=NOW.tzinfo))
    assert list(Assignment.objects.order_by("due_on").values_list("due_on", flat=True)) == [
        date(2025, 6, 30), date(2025, 7, 30),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "day", "is_late"),
    [
        (date(2025, 6, 5), date(2025, 6, 5), False),
        (date(2025, 6, 5), date(2025, 6, 6), True),
        (date(2025, 6, 7), date(2025, 6, 9), False),  # a Saturday lasts until Monday
        (date(2025, 6, 7), date(2025, 6, 10), True),
        (date(2025, 4, 30), date(2025, 5, 4), False),  # a holiday, and the days off after it
        (date(2025, 4, 30), date(2025, 5, 6), True),
    ],
)
def test_a_day_off_is_no_last_day(make_task, due, day, is_late):
    task = make_task(due_on=due)
    assert task.is_late(day) is is_late
    assert Assignment.objects.late(day).exists() is is_late


def told(day):
    remind(day)
    return list(TaskReminder.objects.order_by("pk").values_list("step", flat=True))


def test_reminders_come_by_working_days_and_each_once(make_task):
    make_task(due_on=date(2025, 6, 16))  # a Monday
    assert told(date(2025, 6, 6)) == []
    assert told(date(2025, 6, 8)) == []  # a Sunday
    assert told(date(2025, 6, 9)) == ["soon"]
    assert told(date(2025, 6, 10)) == ["soon"]
    assert told(date(2025, 6, 16)) == ["soon", "today"]
    assert told(date(2025, 6, 17)) == ["soon", "today", "late"]
    assert told(date(2025, 6, 19)) == ["soon", "today", "late", "office"]
    assert told(date(2025, 6, 30)) == ["soon", "today", "late", "office", "leaders"]


def test_what_was_missed_while_the_server_was_off_is_told_later(make_task):
    make_task(due_on=date(2025, 6, 16))
    assert told(date(2025, 6, 20)) == ["late", "office"]


def test_a_closed_task_reminds_of_nothing_and_one_put_off_reminds_anew(make_task, officer):
    task = make_task(due_on=date(2025, 6, 9))
    assert told(date(2025, 6, 2)) == ["soon"]
    Assignment.objects.filter(pk=task.pk).update(due_on=date(2025, 6, 16))
    assert told(date(2025, 6, 9)) == ["soon", "soon"]
    report(fresh(task), Report("done"), by=officer, now=NOW)
    assert told(date(2025, 6, 30)) == ["soon", "soon"]


def waiting(person, day):
    return [(item.title, str(item.why)) for item in WAITS["tasks"](person, day)]


def test_each_person_is_told_what_waits_for_them(
    make_task, health, labour, health_clerk, clerk, officer, leader, commune, commune_officer
):
    make_task("Của y tế", organisation=health, due_on=date(2025, 6, 9))
    make_task("Của xã", unit=commune, due_on=date(2025, 6, 9))
    make_task("Còn lâu", organisation=health, due_on=date(2025, 12, 31))
    make_task("Chưa ai", due_on=date(2025, 12, 31))
    assert waiting(health_clerk, TODAY) == [("Của y tế", "Sắp đến hạn")]
    assert waiting(commune_officer, TODAY) == [("Của xã", "Sắp đến hạn")]
    assert waiting(officer, TODAY) == [("Chưa ai", "Chưa giao cho ai")]
    assert waiting(leader, TODAY) == waiting(clerk, TODAY) == []
    late = date(2025, 6, 24)
    for day in (date(2025, 6, 10) + timedelta(days=n) for n in range(15)):
        remind(day)
    assert waiting(health_clerk, late) == [("Của y tế", "Quá hạn")]
    assert {title for title, _why in waiting(leader, late)} == {"Của y tế", "Của xã"}
    assert ("Của xã", f"Chưa xong đúng hạn: {commune}") in waiting(officer, late)


def test_reminders_are_seen_by_whom_they_are_for(make_task, health, health_clerk, clerk, leader):
    make_task(organisation=health, due_on=date(2025, 6, 9))
    remind(date(2025, 6, 10))
    seen = {person: TaskReminder.objects.visible_to(person).count()
            for person in (health_clerk, clerk, leader)}  # fmt: skip
    assert seen == {health_clerk: 1, clerk: 0, leader: 0}
