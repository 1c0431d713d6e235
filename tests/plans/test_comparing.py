"""A draft beside the unit's earlier plan: same, changed, new, dropped; worked out by hand."""

import dataclasses
import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused
from mangnon.documents.reading import model
from mangnon.plans import services
from mangnon.plans.comparing import differences, dropped
from mangnon.plans.kinds import kind_of
from mangnon.plans.models import Agency, Deadline, Indicator, Plan, Target, Task
from tests.plans.conftest import DOCUMENT, target

ONE, FOUR, THIRTEEN = DOCUMENT.indicators
HEALTH, JUSTICE = DOCUMENT.agencies


def next_year(item):
    """Return a part of the small plan as the plan of 2026 would write it."""
    targets = tuple(dataclasses.replace(t, year=2026) for t in item.targets)
    return dataclasses.replace(item, targets=targets)


@pytest.fixture
def make_next(approved, make_draft):
    """Make a draft for 2026, the year after the approved small plan."""

    def make(**changes):
        same = {
            "title": "Kế hoạch thực hiện công tác trẻ em năm 2026",
            "year": 2026,
            "indicators": tuple(next_year(item) for item in DOCUMENT.indicators),
            "deadlines": (
                dataclasses.replace(
                    DOCUMENT.deadlines[0],
                    on=datetime.date(2026, 11, 20),
                    text="Tổng hợp báo cáo trước ngày 20/11/2026.",
                ),
            ),
            "agencies": (_of_2026(HEALTH), JUSTICE),
        }
        return make_draft(**{**same, **changes})

    return make


def _of_2026(agency):
    tasks = tuple(
        dataclasses.replace(task, text=task.text.replace("2025", "2026")) for task in agency.tasks
    )
    return dataclasses.replace(agency, tasks=tasks)


def marks(plan, found):
    return {str(item): item.comparison for item in found.objects.of(plan)}


def changes(plan, item):
    plan.refresh_from_db()
    return [(d.label, d.before, d.after) for d in differences(item, kind_of(item), plan)]


def test_without_an_earlier_plan_nothing_is_compared(draft):
    assert draft.compared_with is None
    assert set(Target.objects.of(draft).values_list("comparison", flat=True)) == {""}
    assert dropped(draft) == []


def test_the_same_plan_a_year_on_is_the_same_throughout(make_next, approved):
    draft = make_next()
    assert draft.compared_with == approved
    for found in (Indicator, Target, Agency, Task, Deadline):
        assert set(marks(draft, found).values()) == {"same"}, found
    assert dropped(draft) == []


def test_a_changed_value_says_from_what_to_what(make_next):
    targets = (dataclasses.replace(ONE.targets[0], value="80", relation=">", year=2026),)
    draft = make_next(indicators=(dataclasses.replace(ONE, targets=targets), next_year(FOUR)))
    item = Target.objects.of(draft).get(leaf="1")
    assert item.comparison == "changed"
    assert changes(draft, item) == [
        ("Relation", "at least", "above"),
        ("Target value", "76,9", "80"),
    ]
    assert Target.objects.of(draft).get(leaf="4a").comparison == "same"


def test_what_is_written_alike_is_the_same_whatever_its_year(approved, make_draft):
    # "87% by 2030" stands in both plans, five years ahead and four.
    draft = make_draft(year=2026, number="2/KH-UBND")
    item = Target.objects.of(draft).get(leaf="1")
    assert (item.year, item.comparison) == (2025, "same")


def test_changed_words_are_a_change_and_spelling_is_none(make_next):
    text = "76,9% tỷ lệ xã, phường và đặc khu đạt tiêu chuẩn phù hợp với trẻ em."
    four = dataclasses.replace(next_year(FOUR), text=FOUR.text.replace("giảm", "Giảm"))
    draft = make_next(indicators=(dataclasses.replace(next_year(ONE), text=text), four))
    one, four = Indicator.objects.of(draft)
    assert (one.comparison, four.comparison) == ("changed", "same")
    assert changes(draft, one) == [("Text", ONE.text, text)]


def test_what_is_new_and_what_was_dropped(make_next, approved):
    new = model.Indicator("14", "Số điểm vui chơi mỗi xã", ("Sở Y tế",), (), 7, ())
    draft = make_next(indicators=(next_year(ONE), next_year(FOUR), new))
    assert [i.comparison for i in Indicator.objects.of(draft)] == ["same", "same", "new"]
    gone = {str(kind.slug): [str(item) for item in items] for kind, items in dropped(draft)}
    assert gone["indicator"] == [str(Indicator.objects.of(approved).get(number="13"))]
    assert set(gone) == {"indicator", "target", "lead"}


def test_what_is_rejected_this_year_counts_as_dropped(make_next, officer):
    draft = make_next()
    services.reject_item(Deadline.objects.of(draft).get(), by=officer)
    assert [kind.slug for kind, _items in dropped(draft)] == ["deadline"]


def test_a_later_day_is_a_change(make_next):
    later = dataclasses.replace(DOCUMENT.deadlines[0], on=datetime.date(2026, 11, 25))
    draft = make_next(deadlines=(later,))
    item = Deadline.objects.of(draft).get()
    assert ("Day", "20/11/2025", "25/11/2026") in changes(draft, item)


def test_a_task_that_moved_to_another_agency_is_a_change(make_next):
    moved = model.Task("Tổng hợp báo cáo trước ngày 20/11/2026.", 13, None)
    health = dataclasses.replace(HEALTH, tasks=HEALTH.tasks[:1])
    justice = dataclasses.replace(JUSTICE, tasks=(*JUSTICE.tasks, moved))
    draft = make_next(agencies=(health, justice))
    item = Task.objects.of(draft).get(text=moved.text)
    assert item.comparison == "changed"
    assert changes(draft, item) == [("Agency", "Sở Y tế", "Sở Tư pháp, Công an tỉnh")]


def test_an_indicator_without_its_line_of_last_year_has_new_targets_only(make_next):
    other = model.Indicator("1", "Số thư viện", (), (), 5, (target("1", "thư viện", ">=", "2"),))
    draft = make_next(indicators=(other,))
    assert [t.comparison for t in Target.objects.of(draft)] == ["new"]


def test_the_plan_of_the_year_before_is_preferred_to_an_older_one(make_next, approved, officer):
    second = make_next()
    services.confirm_all(second, by=officer)
    services.settle_all_warnings(second, by=officer)
    services.approve_plan(second, by=officer)
    third = make_next(year=2027)
    assert third.compared_with == second
    assert Plan.objects.before(second) == approved


def test_the_plan_of_another_unit_is_no_earlier_plan(make_next, stranger, tmp_path, elsewhere):
    file = tmp_path / "khac.txt"
    file.write_text("khác", encoding="utf-8")
    document = dataclasses.replace(DOCUMENT, year=2026)
    plan = services.import_plan(document, by=stranger, unit=elsewhere, source=file)
    assert plan.compared_with is None


def test_a_correction_is_compared_at_once(make_next, officer):
    draft = make_next()
    item = Target.objects.of(draft).get(leaf="1")
    services.edit_item(item, by=officer, values={"value": 80})
    item.refresh_from_db()
    assert item.comparison == "changed"
    services.undo_item(item, by=officer)
    item.refresh_from_db()
    assert item.comparison == "same"


def test_two_tasks_read_as_one_are_the_same_once_they_are_split(make_next, officer):
    joined = model.Task(" ".join(task.text for task in _of_2026(HEALTH).tasks), 10, None)
    draft = make_next(agencies=(dataclasses.replace(HEALTH, tasks=(joined,)), JUSTICE))
    item = Task.objects.of(draft).get(line="10")
    assert item.comparison == "changed"
    halves = services.split_item(item, by=officer, text=item.text.replace("04. ", "04. || "))
    assert [Task.objects.get(pk=half.pk).comparison for half in halves] == ["same", "same"]


def test_a_corrected_year_is_compared_with_its_own_year_before(approved, make_draft, officer):
    draft = make_draft(number="2/KH-UBND")
    assert draft.compared_with is None
    services.edit_heading(draft, by=officer, values={"year": 2026})
    draft.refresh_from_db()
    assert draft.compared_with == approved


def test_a_plan_approved_later_is_found_on_demand(make_draft, officer, leader):
    draft = make_draft(year=2026, number="2/KH-UBND")
    first = make_draft()
    services.confirm_all(first, by=officer)
    services.settle_all_warnings(first, by=officer)
    services.approve_plan(first, by=officer)
    with pytest.raises(PermissionDenied):
        services.compare_with_last_year(draft, by=leader)
    assert services.compare_with_last_year(draft, by=officer).compared_with == first
    with pytest.raises(Refused):
        services.compare_with_last_year(first, by=officer)


def test_confirming_what_is_the_same_leaves_the_rest(make_next, officer, leader):
    targets = (dataclasses.replace(ONE.targets[0], value="80", year=2026),)
    one = dataclasses.replace(ONE, targets=targets)
    draft = make_next(indicators=(one, next_year(FOUR)))
    with pytest.raises(PermissionDenied):
        services.confirm_same(draft, by=leader)
    services.confirm_same(draft, by=officer)
    states = {t.leaf: t.state for t in Target.objects.of(draft)}
    # Leaf 1 has another value; the task of line 13 is in an open warning.
    assert states == {"1": "proposed", "4a": "confirmed", "4b": "confirmed"}
    waiting = Task.objects.of(draft).proposed()
    assert [task.line for task in waiting] == ["13"]
