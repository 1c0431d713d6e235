"""Merging with the next of its kind: refusals first, then what becomes of words and children."""

import dataclasses

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import AuditEntry, Refused
from mangnon.documents.reading import model
from mangnon.plans import services
from mangnon.plans.models import Agency, Indicator, KeyTask, Plan, Target, Task
from mangnon.plans.review import progress_of, register_of, sections_of
from tests.plans.conftest import DOCUMENT, ITEMS


def indicators(plan):
    return list(Indicator.objects.of(plan).shown())


def the_two(plan):
    """Indicators 4 (two targets) and 13 (one)."""
    return indicators(plan)[1:]


def leaves(plan):
    return [
        (target.indicator.number, target.leaf, target.state)
        for target in Target.objects.of(plan).shown().order_by("indicator", "position", "pk")
    ]


def test_a_leader_merges_nothing(draft, leader):
    with pytest.raises(PermissionDenied):
        services.merge_items(*the_two(draft), by=leader)


def test_a_stranger_finds_no_plan_to_merge_in(draft, stranger):
    with pytest.raises(Plan.DoesNotExist):
        services.merge_items(*the_two(draft), by=stranger)


def test_an_approved_plan_is_not_merged(approved, officer):
    with pytest.raises(Refused, match="not a draft any more"):
        services.merge_items(*the_two(approved), by=officer)


def test_targets_deadlines_and_bases_are_not_one_text(draft, officer):
    first, second = Target.objects.of(draft).filter(indicator__number="4")
    with pytest.raises(Refused, match="A target is not one text"):
        services.merge_items(first, second, by=officer)


def test_only_the_next_of_the_same_kind_is_merged(draft, officer):
    one, four, thirteen = indicators(draft)
    for item, following in ((one, thirteen), (four, one), (thirteen, one), (one, draft)):
        with pytest.raises(Refused, match="next item is another"):
            services.merge_items(item, following, by=officer)
    agency, other = Agency.objects.of(draft)
    with pytest.raises(Refused, match="next item is another"):
        services.merge_items(agency.tasks.last(), other.tasks.first(), by=officer)


def test_what_is_rejected_is_not_merged(draft, officer):
    four, thirteen = the_two(draft)
    services.reject_item(thirteen, by=officer)
    with pytest.raises(Refused, match="is rejected"):
        services.merge_items(four, thirteen, by=officer)
    assert len(indicators(draft)) == 3


def test_words_and_lines_are_joined_and_the_next_one_is_withdrawn(draft, officer):
    agency = Agency.objects.of(draft).get(line="9")
    first, second = agency.tasks.all()
    item, gone = services.merge_items(first, second, by=officer)
    first.refresh_from_db()
    assert item == first
    assert first.text == "Chủ trì các chỉ tiêu 01, 04. Tổng hợp báo cáo trước ngày 20/11/2025."
    assert (first.lines, first.state, first.is_edited) == (["10", "11"], "confirmed", True)
    assert gone.state == "withdrawn"
    assert list(agency.tasks.shown()) == [first]
    assert progress_of(draft).total == ITEMS - 1


def test_targets_move_and_are_lettered_anew(draft, officer):
    services.merge_items(*the_two(draft), by=officer)
    assert leaves(draft) == [
        ("1", "1", "proposed"),
        ("4", "4a", "proposed"),
        ("4", "4b", "proposed"),
        ("4", "4c", "proposed"),
    ]


def test_a_single_target_gets_a_letter_once_there_are_two(make_draft, officer):
    one = dataclasses.replace(DOCUMENT.indicators[0], number="1")
    two = dataclasses.replace(DOCUMENT.indicators[2], number="2", line=6)
    target = dataclasses.replace(two.targets[0], leaf="2")
    later = dataclasses.replace(target, year=2030)  # the same measure, another year: one leaf
    draft = make_draft(indicators=(one, dataclasses.replace(two, targets=(target, later))))
    services.merge_items(*indicators(draft), by=officer)
    assert [leaf for _number, leaf, _state in leaves(draft)] == ["1a", "1b", "1b"]


def test_a_body_that_leads_both_leads_once(make_draft, officer):
    one, four = DOCUMENT.indicators[:2]  # both led by Sở Y tế
    draft = make_draft(indicators=(one, four))
    first, second = indicators(draft)
    services.merge_items(first, second, by=officer)
    shown = first.leads.shown()
    assert [lead.name for lead in shown] == ["Sở Y tế", "Sở Tư pháp"]


def test_tasks_of_a_merged_agency_follow_those_of_the_first(draft, officer):
    first, second = Agency.objects.of(draft)
    services.merge_items(first, second, by=officer)
    first.refresh_from_db()
    assert first.name == "Sở Y tế, Sở Tư pháp, Công an tỉnh"
    assert first.bodies == ["Sở Y tế", "Sở Tư pháp", "Công an tỉnh"]
    assert [task.line for task in first.tasks.shown()] == ["10", "11", "13"]


def test_a_name_cut_in_two_is_made_whole(make_draft, officer):
    agencies = tuple(
        model.Agency(name, (name,), False, 9, (), ())
        for name in ("Sở Văn hóa, Thể thao", "và Du lịch")
    )
    draft = make_draft(agencies=agencies)
    services.merge_items(*Agency.objects.of(draft), by=officer)
    assert Agency.objects.of(draft).shown().get().name == "Sở Văn hóa, Thể thao và Du lịch"


def test_a_merge_is_undone_whole(draft, officer):
    before = leaves(draft)
    four, thirteen = the_two(draft)
    services.merge_items(four, thirteen, by=officer)
    rows = services.undo_item(Indicator.objects.get(pk=four.pk), by=officer)
    assert leaves(draft) == before
    assert [(i.number, i.text, i.state) for i in the_two(draft)] == [
        (four.number, four.text, "proposed"),
        (thirteen.number, thirteen.text, "proposed"),
    ]
    assert {four, thirteen} <= set(rows)
    assert not draft.warnings.filter(code="no-lead").exists()


def test_a_merge_whose_parts_were_decided_since_is_not_undone(draft, officer):
    four, thirteen = the_two(draft)
    services.merge_items(four, thirteen, by=officer)
    moved = Target.objects.of(draft).get(leaf="4c")
    services.edit_item(moved, by=officer, values={"leaf": "4d"})
    with pytest.raises(Refused, match="changed again since"):
        services.undo_item(Indicator.objects.get(pk=four.pk), by=officer)
    assert len(indicators(draft)) == 2


def test_a_merge_is_on_record_with_all_it_changed(draft, officer):
    four, thirteen = the_two(draft)
    services.merge_items(four, thirteen, by=officer)
    details = AuditEntry.objects.get(action="plan.merge_items").details
    assert details["before"]["text"] == four.text
    assert details["after"]["more_lines"] == ["7"]
    target = thirteen.targets.model.objects.get(leaf="4c")
    moved = next(o for o in details["others"] if (o["kind"], o["item"]) == ("target", target.pk))
    assert moved["before"]["indicator_id"] == thirteen.pk
    assert (moved["before"]["leaf"], moved["after"]["leaf"]) == ("13", "4c")


def test_what_was_merged_away_is_nowhere_in_the_approved_plan(draft, officer):
    four, thirteen = the_two(draft)
    services.merge_items(four, thirteen, by=officer)
    services.confirm_all(draft, by=officer)
    services.settle_all_warnings(draft, by=officer)
    plan = services.approve_plan(draft, by=officer)
    assert [head.number for head, _rows in register_of(plan)["indicators"]] == ["1", "4"]
    assert Target.objects.in_force(2025).count() == 4
    shown = [block.head.item for section in sections_of(plan) for block in section.blocks]
    assert thirteen not in shown
    assert not Task.objects.of(plan).filter(state="withdrawn").exists()


def test_points_of_a_merged_main_task_move(make_draft, officer):
    first = DOCUMENT.key_tasks[0]
    second = model.KeyTask("2", "Giáo dục.", 14, (model.Item("Mở lớp.", 15),))
    draft = make_draft(key_tasks=(first, second))
    services.merge_items(*KeyTask.objects.of(draft), by=officer)
    task = KeyTask.objects.of(draft).shown().get()
    assert (task.number, task.text) == ("1", "Truyền thông. Giáo dục.")
    assert [point.text for point in task.items.all()] == [
        "Tổ chức Tháng hành động vì trẻ em.",
        "Mở lớp.",
    ]
