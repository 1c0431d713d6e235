"""What a review says is what the records say: every figure worked by hand."""

import datetime

import pytest

from mangnon.core.models import Refused
from mangnon.plans.difficulties.answering import Answer, say
from mangnon.plans.difficulties.raising import Said, raise_difficulty
from mangnon.plans.models import AssignmentNote
from mangnon.plans.reviews.period import Period
from mangnon.plans.reviews.writing import Part
from mangnon.reports.reviews.drafting import draft_of
from mangnon.ui.context import now
from tests.reviews.conftest import TODAY, YEAR

MAY, AUGUST = datetime.date(2025, 5, 10), datetime.date(2025, 8, 10)
LAST_MAY = datetime.date(2024, 5, 10)
HALF = Period("half_year", 2025)


def figures(by, period=YEAR, organisation=None):
    unit = organisation.unit if organisation else by.unit
    return draft_of(Part(unit, organisation), period, by=by, today=TODAY).figures


def test_targets_come_from_the_run_of_the_period_with_their_receipt(officer, plan, run):
    found = figures(officer)
    assert (found.run, found.snapshot) == (run.pk, "2025-10-31-0001")
    by_leaf = {line.leaf: line for line in found.targets}
    assert list(by_leaf) == ["1", "4b", "9", "12", "13"]
    # Two of three communes; the plan asks for 76,9%.
    assert (by_leaf["1"].shown, by_leaf["1"].goal) == ("66,7%", "≥ 76,9%")
    assert by_leaf["1"].attainment == "off_track"
    assert by_leaf["12"].shown == "không phát sinh"
    assert by_leaf["9"].shown == "chưa có số liệu"
    assert found.attained("met") == 2
    assert found.without_figure == 2


def test_without_a_run_in_the_period_no_target_has_a_figure(officer, plan, run):
    found = figures(officer, HALF)
    assert (found.run, found.snapshot) == (None, "")
    assert {line.shown for line in found.targets} == {"…"}
    assert {line.title for line in found.targets} == {"Đo"}


def test_an_agency_reviews_the_targets_that_it_leads(agency, health, plan, run):
    found = figures(agency, organisation=health)
    assert [line.leaf for line in found.targets] == ["1", "4b", "9", "12"]


def test_tasks_are_those_of_the_plan_and_those_by_hand_of_the_period(
    officer, agency, health, make_task
):
    done = {"state": "done", "percent": 100, "closed_on": AUGUST}
    make_task("Xong", organisation=health, **done)
    late = make_task("Muộn", organisation=health, due_on=MAY)
    make_task("Chưa đến hạn", due_on=datetime.date(2025, 12, 1), state="doing")
    make_task("Tự giao năm trước", of_plan=False, due_on=LAST_MAY)
    make_task("Tự giao", of_plan=False, due_on=AUGUST, state="not_done", closed_on=AUGUST)
    AssignmentNote.objects.create(assignment=late, text="Thiếu kinh phí", by=officer, at=now())
    tasks = figures(officer).tasks
    assert (tasks.all, tasks.done, tasks.doing, tasks.not_done, tasks.late) == (4, 1, 1, 1, 1)
    assert [(line.title, line.why) for line in tasks.troubled] == [
        ("Muộn", "Thiếu kinh phí"), ("Tự giao", ""),
    ]  # fmt: skip
    assert figures(agency, organisation=health).tasks.all == 2


def test_activities_of_the_period_stand_beside_those_of_the_last(officer, plan, hold):
    hold(MAY, 30, spent=2_000_000)
    hold(AUGUST, 10, kind="training", spent=500_000)
    hold(LAST_MAY, 25, spent=1_000_000)
    hold(MAY, 99, state="planned")
    twin = hold(MAY, 40)
    twin.same_as = hold(AUGUST, 5)
    twin.save()
    year, half = figures(officer), figures(officer, HALF)
    assert (year.activities.held, year.activities.children, year.activities.spent) == (
        3, 45, 2_500_000,
    )  # fmt: skip
    assert (half.activities.held, half.activities.children) == (1, 30)
    assert (year.last_activities.held, year.last_activities.spent) == (1, 1_000_000)
    assert [(kind.label, kind.held) for kind in year.kinds] == [
        ("Diễn đàn trẻ em", 2), ("Tập huấn, nâng cao năng lực", 1),
    ]  # fmt: skip


def test_money_is_that_of_approved_lines_until_the_end_of_the_period(
    officer, colleague, agency, health, plan, book
):
    for stage, amount, day in (
        ("estimate", 900, MAY), ("allocation", 800, MAY), ("spending", 300, MAY),
        ("spending", 200, AUGUST), ("settlement", 250, AUGUST), ("allocation", 700, LAST_MAY),
    ):  # fmt: skip
        book(stage, amount, day, organisation=health, decided_by=colleague)
    book("allocation", 5_000, MAY, decided_by=None, decided_at=None, state="waits")
    year, half = figures(officer), figures(officer, HALF)
    assert (year.money.needed, year.money.allocated, year.money.spent, year.money.settled) == (
        900, 800, 500, 250,
    )  # fmt: skip
    assert (half.money.spent, half.money.settled) == (300, 0)
    assert year.last_money.allocated == 700
    assert figures(agency, organisation=health).money.spent == 500


def test_a_commune_reviews_its_own_part_of_the_provinces_plan(keeper, ward, plan, run, hold):
    hold(MAY, 30)
    hold(MAY, 12, unit=ward)
    found = figures(keeper)
    assert found.activities.children == 12
    assert (found.communes, found.with_staff) == (1, 0)
    assert {line.leaf for line in found.targets} >= {"1", "4b"}


def test_there_is_no_review_without_a_plan_or_of_days_to_come(officer, plan):
    with pytest.raises(Refused, match="2023"):
        figures(officer, Period("yearly", 2023))
    with pytest.raises(Refused, match="chưa bắt đầu"):
        figures(officer, Period("yearly", 2026))


def test_five_years_end_with_their_year(plan):
    period = Period("five_year", 2025)
    assert period.span == (datetime.date(2021, 1, 1), datetime.date(2025, 12, 31))
    assert period.before.span == (datetime.date(2016, 1, 1), datetime.date(2020, 12, 31))


def test_the_first_words_say_what_came_of_it_and_why(officer, plan, run, make_task):
    late = make_task("Dạy bơi.", due_on=MAY)
    AssignmentNote.objects.create(assignment=late, text="Thiếu hồ bơi", by=officer, at=now())
    words = draft_of(Part(officer.unit, None), YEAR, by=officer, today=TODAY).words
    assert "5 chỉ tiêu thành phần: 2 đạt, 0 đúng tiến độ, 1 chậm tiến độ" in words["results"]
    assert "- Dạy bơi (chưa thực hiện, hạn 10/05/2025): Thiếu hồ bơi" in words["reasons"]
    assert "- Chỉ tiêu 1, " in words["reasons"]
    assert "lessons" not in words


def test_difficulties_are_those_of_the_period_and_the_open_ones_are_named(officer, keeper, plan):
    def raise_one(title, day):
        at = datetime.datetime.combine(day, datetime.time(9), tzinfo=datetime.UTC)
        said = Said(title, "Thiếu hồ bơi.", "Bố trí kinh phí.", day)
        return raise_difficulty(said, by=keeper, now=at), at

    raise_one("Năm trước", datetime.date(2024, 5, 6))
    withdrawn, at = raise_one("Đã rút", datetime.date(2025, 5, 6))
    say(withdrawn, Answer("withdrawn", "Nhầm"), seen_at=withdrawn.changed_at, by=keeper, now=at)
    raise_one("Chưa có hồ bơi", datetime.date(2025, 6, 2))
    told = figures(officer).difficulties
    assert (told.raised, told.solved, told.withdrawn) == (2, 0, 1)
    assert [one.title for one in told.open] == ["Năm trước", "Chưa có hồ bơi"]
