"""Splitting an item in two: refusals first, then what becomes of words, numbers and children."""

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused
from mangnon.documents.reading import model
from mangnon.documents.reading.passages import SourceLine
from mangnon.plans import services
from mangnon.plans.models import Agency, Indicator, IndicatorLead, KeyTask, Target, Task
from mangnon.plans.review import progress_of
from tests.plans.conftest import ITEMS, target


def the_task(plan):
    return Task.objects.of(plan).get(line="10")


def split(item, text, officer, **more):
    return services.split_item(item, by=officer, text=text, **more)


def test_a_leader_splits_nothing(draft, leader):
    with pytest.raises(PermissionDenied):
        split(the_task(draft), "Chủ trì || các chỉ tiêu", leader)


def test_an_approved_plan_is_not_split(approved, officer):
    with pytest.raises(Refused, match="not a draft any more"):
        split(the_task(approved), "Chủ trì || các chỉ tiêu", officer)


@pytest.mark.parametrize("text", ["Chủ trì", "Chủ || trì || các", ""])
def test_the_mark_stands_once(text, draft, officer):
    with pytest.raises(Refused, match="once, where the second half begins"):
        split(the_task(draft), text, officer)


@pytest.mark.parametrize("text", ["|| Chủ trì", "Chủ trì ||", " - || Chủ trì", "Chủ trì || - "])
def test_no_half_is_empty(text, draft, officer):
    with pytest.raises(Refused, match="Both halves need words"):
        split(the_task(draft), text, officer)
    assert Task.objects.of(draft).count() == 3


def test_what_is_not_one_text_is_not_split(draft, officer):
    for item in (Target.objects.of(draft).first(), draft.deadlines.get(), draft.legal_bases.get()):
        with pytest.raises(Refused, match="is not one text"):
            split(item, "một || hai", officer)


def test_a_rejected_item_is_not_split(draft, officer):
    services.reject_item(the_task(draft), by=officer)
    with pytest.raises(Refused, match="is rejected"):
        split(the_task(draft), "một || hai", officer)


def test_an_indicator_is_not_split_without_a_second_number(draft, officer):
    indicator = Indicator.objects.of(draft).get(number="4")
    with pytest.raises(Refused, match="Say which number"):
        split(indicator, "giảm béo phì || và dưới 10%", officer)
    assert Indicator.objects.of(draft).count() == 3


def test_the_second_half_stands_right_after_the_first(draft, officer):
    item = the_task(draft)
    first, half = split(item, "Chủ trì các chỉ tiêu 01,\r\n || - 04.", officer)
    assert (first.text, half.text) == ("Chủ trì các chỉ tiêu 01,", "04.")
    assert (first.state, half.state, half.is_edited) == ("confirmed", "confirmed", True)
    shown = [task.text for task in Task.objects.filter(agency=item.agency)]
    assert shown == [first.text, half.text, "Tổng hợp báo cáo trước ngày 20/11/2025."]
    assert progress_of(draft).total == ITEMS + 1


def test_the_context_of_a_task_holds_for_both_halves(draft, officer):
    task = Task.objects.of(draft).get(line="13")
    _first, half = split(task, "Chủ trì || chỉ tiêu 13", officer)
    assert (half.context, half.line) == ("Theo phân công:", "13")


@pytest.fixture
def joined(make_draft):
    """Indicators 4 and 5 read as one: two measures, and the second on line 7."""
    indicator = model.Indicator(
        "4",
        "giảm béo phì xuống 5%; giảm đuối nước xuống 3%. Chỉ tiêu 05: 95% trẻ được tiêm chủng.",
        ("Sở Y tế",),
        (),
        6,
        (
            target("4a", "béo phì", "<=", "5"),
            target("4b", "đuối nước", "<=", "3"),
            target("4c", "trẻ được tiêm chủng", ">=", "95"),
        ),
    )
    lines = (
        SourceLine(6, "4. Chỉ tiêu 4: giảm béo phì xuống 5%; giảm đuối nước xuống 3%."),
        SourceLine(7, "Chỉ tiêu 05:  95% trẻ được tiêm chủng."),
    )
    return make_draft(indicators=(indicator,), source_lines=lines, warnings=())


def test_the_second_half_takes_its_number_its_line_and_its_targets(joined, officer):
    (item,) = Indicator.objects.of(joined)
    text = item.text.replace("3%. ", "3%. || ")
    first, half = split(item, text, officer)
    assert (first.number, first.text) == ("4", "giảm béo phì xuống 5%; giảm đuối nước xuống 3%.")
    assert (half.number, half.text, half.line) == ("5", "95% trẻ được tiêm chủng.", "7")
    assert [t.leaf for t in first.targets.all()] == ["4a", "4b"]
    assert [(t.leaf, t.measure) for t in half.targets.all()] == [("5", "trẻ được tiêm chủng")]


def test_a_half_without_a_lead_is_warned_about(joined, officer):
    (item,) = Indicator.objects.of(joined)
    _first, half = split(item, item.text.replace("3%. ", "3%. || "), officer)
    warning = joined.warnings.get(code="no-lead")
    assert (warning.indicator, warning.state) == (half, "open")


def test_a_number_that_is_typed_goes_before_the_one_that_is_read(joined, officer):
    (item,) = Indicator.objects.of(joined)
    _first, half = split(item, item.text.replace("3%. ", "3%. || "), officer, number="5a")
    assert half.number == "5a"


def test_a_split_is_undone_whole(joined, officer):
    (item,) = Indicator.objects.of(joined)
    before = [(t.leaf, t.indicator_id) for t in item.targets.all()]
    _first, half = split(item, item.text.replace("3%. ", "3%. || "), officer)
    services.undo_item(Indicator.objects.get(pk=item.pk), by=officer)
    again = Indicator.objects.of(joined).shown().get()
    assert (again.text, again.state, again.is_edited) == (item.text, "proposed", False)
    assert [(t.leaf, t.indicator_id) for t in again.targets.all()] == before
    half.refresh_from_db()
    assert half.state == "withdrawn"
    assert not joined.warnings.filter(code="no-lead").exists()


def test_a_split_whose_half_was_corrected_since_is_not_undone(draft, officer):
    item, half = split(the_task(draft), "một || hai", officer)
    services.edit_item(half, by=officer, values={"text": "ba"})
    with pytest.raises(Refused, match="changed again since"):
        services.undo_item(item, by=officer)
    half.refresh_from_db()
    assert (half.text, half.state) == ("ba", "confirmed")


def test_two_bodies_of_one_lead_are_parted(draft, officer):
    lead = IndicatorLead.objects.of(draft).get(indicator__number="13")
    services.edit_item(lead, by=officer, values={"name": "Sở Tư pháp và Công an tỉnh"})
    first, half = split(lead, "Sở Tư pháp || Công an tỉnh", officer)
    assert (first.name, half.name, half.role) == ("Sở Tư pháp", "Công an tỉnh", "lead")


def test_bodies_of_an_agency_go_with_their_names(draft, officer):
    agency = Agency.objects.of(draft).get(line="12")
    first, half = split(agency, "Sở Tư pháp || Công an tỉnh", officer)
    assert (first.bodies, half.bodies) == (["Sở Tư pháp"], ["Công an tỉnh"])
    assert first.tasks.count() == 1


def test_what_stands_after_the_second_half_hangs_on_it(make_draft, officer):
    task = model.KeyTask(
        "1",
        "Truyền thông. 2. Giáo dục.",
        1,
        (model.Item("Phát tờ rơi.", 2), model.Item("Mở lớp.", 4)),
    )
    lines = ("1. Truyền thông.", "- Phát tờ rơi.", "2. Giáo dục.", "- Mở lớp.")
    draft = make_draft(
        key_tasks=(task,),
        source_lines=tuple(SourceLine(n, text) for n, text in enumerate(lines, start=1)),
    )
    item = KeyTask.objects.of(draft).get()
    first, half = split(item, "Truyền thông. || 2. Giáo dục.", officer)
    assert (half.number, half.text, half.line) == ("2", "Giáo dục.", "3")
    assert [point.text for point in first.items.all()] == ["Phát tờ rơi."]
    assert [point.text for point in half.items.all()] == ["Mở lớp."]


def test_a_split_item_can_be_merged_again(draft, officer):
    item, half = split(the_task(draft), "Chủ trì || các chỉ tiêu", officer)
    whole, _gone = services.merge_items(item, half, by=officer)
    assert whole.text == "Chủ trì các chỉ tiêu"
