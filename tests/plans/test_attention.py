"""What a person is to look at first: unsure, in a warning, or not as last year."""

import dataclasses

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused
from mangnon.documents.reading import model
from mangnon.documents.reading.passages import SourceLine
from mangnon.plans import services
from mangnon.plans.attention import Attention, Reading, Reason
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import Indicator, IndicatorLead, Target, Task
from mangnon.plans.review import progress_of, sections_of
from tests.plans.conftest import DOCUMENT, ITEMS, LINES


def reasons(plan):
    """Return the reasons of every row that has one, by its anchor's kind and line."""
    sections = sections_of(plan, plan.warnings.all())
    return {
        (row.kind.slug, row.item.line): [reason.value for reason in row.reasons]
        for section in sections
        for row in section.rows
        if row.reasons
    }


def test_an_open_warning_points_at_what_stands_on_its_line(draft):
    # Line 13 holds a doubled word; indicator 1 needs a share of three communes that is no number.
    assert reasons(draft) == {
        ("task", "13"): ["warned"],
        ("indicator", "5"): ["warned"],
        ("target", "5"): ["warned"],
    }


def test_a_warning_about_leads_points_at_leads_and_not_at_numbers(draft, officer):
    services.settle_all_warnings(draft, by=officer)
    lead = IndicatorLead.objects.of(draft).get(indicator__number="13")
    services.edit_item(lead, by=officer, values={"role": "partner"})
    assert set(reasons(draft)) == {("indicator", "7"), ("lead", "7")}


def test_a_settled_warning_is_no_reason(draft, officer):
    services.settle_all_warnings(draft, by=officer)
    assert reasons(draft) == {}


def test_a_warning_within_an_item_of_several_lines_points_at_the_item(make_draft):
    lines = (*LINES[:12], "- Chủ trì chỉ tiêu 13", "dưới dưới.", *LINES[13:])
    draft = make_draft(
        warnings=(model.PlanWarning("doubled-word", "dưới dưới", 14),),
        key_tasks=(),
        source_lines=tuple(SourceLine(n, text) for n, text in enumerate(lines, start=1)),
    )
    assert ("task", "13") in reasons(draft)


def test_a_warning_outside_of_all_items_points_at_none(make_draft):
    draft = make_draft(warnings=(model.PlanWarning("impossible-date", "03/01/20219", 3),))
    assert set(reasons(draft)) == {("indicator", "5"), ("target", "5")}


@dataclasses.dataclass(frozen=True)
class UnsureItem(model.Item):
    """What a reader of scans hands over."""

    unsure: bool = True


def test_what_the_reader_marks_unsure_is_stored_so(make_draft):
    draft = make_draft(funding=(UnsureItem("Từ nguồn ngân sách.", 8), model.Item("Khác.", 8)))
    assert [line.is_unsure for line in draft.funding.all()] == [True, False]
    assert reasons(draft)[("funding", "8")] == ["unsure"]


def test_every_reason_is_told():
    attention = Attention(frozenset(), frozenset({"5"}))
    reading = Reading("task", ("4", "5"), is_unsure=True, comparison="changed")
    assert attention.reasons(reading) == [Reason.WARNED, Reason.UNSURE, Reason.CHANGED]
    assert attention.reasons(Reading("task", ("4",), False, "same")) == []
    assert not attention.is_same(Reading("task", ("5",), False, "same"))


def test_the_counts_are_those_of_the_page(draft, officer):
    assert progress_of(draft).first == 3
    services.confirm_item(Task.objects.of(draft).get(line="13"), by=officer)
    progress = progress_of(draft)
    assert (progress.first, progress.waiting) == (2, ITEMS - 1)


def test_a_leader_confirms_nothing_by_the_section(draft, leader):
    with pytest.raises(PermissionDenied):
        services.confirm_sure(draft, by=leader, section="indicators")
    assert progress_of(draft).confirmed == 0


def test_the_sure_items_of_a_section_are_confirmed_and_no_others(draft, officer):
    # Ten items hang on three indicators; indicator 1 and its target are in a warning.
    assert services.confirm_sure(draft, by=officer, section="indicators") == 9
    assert [i.number for i in Indicator.objects.of(draft).proposed()] == ["1"]
    assert [t.leaf for t in Target.objects.of(draft).proposed()] == ["1"]
    assert not IndicatorLead.objects.of(draft).proposed()
    assert progress_of(draft).confirmed == 9


def test_a_section_that_does_not_exist_has_no_sure_items(draft, officer):
    with pytest.raises(Refused, match="no part"):
        services.confirm_sure(draft, by=officer, section="agency")


def test_the_page_shows_only_what_comes_first_when_asked(officer_client, draft):
    page = officer_client.get(f"/plans/{draft.pk}/review/?show=first")
    shown = [block.head.item.line for s in page.context["sections"] for block in s.blocks]
    assert shown == ["5", "12"]
    everything = officer_client.get(f"/plans/{draft.pk}/review/?show=nonsense")
    assert sum(len(s.blocks) for s in everything.context["sections"]) == 9


def test_what_waits_is_shown_alone(officer_client, draft, officer):
    for section in ("indicators", "agencies", "key-tasks"):
        services.confirm_all(draft, by=officer, section=section)
    page = officer_client.get(f"/plans/{draft.pk}/review/?show=waiting")
    shown = [block.head.kind.slug for s in page.context["sections"] for block in s.blocks]
    assert shown == ["funding", "deadline", "basis"]


def test_the_buttons_of_a_part_count_all_of_it_whatever_is_shown(officer_client, draft):
    page = officer_client.get(f"/plans/{draft.pk}/review/?show=first")
    indicators = page.context["sections"][0]
    assert (len(indicators.blocks), indicators.proposed, indicators.sure) == (1, 11, 9)


def test_the_view_that_was_asked_for_is_kept_after_an_action(officer_client, draft):
    answer = officer_client.post(
        f"/plans/{draft.pk}/confirm-sure/", {"section": "agencies", "show": "first"}
    )
    assert answer.url == f"/plans/{draft.pk}/review/?show=first#section-agencies"


def test_every_kind_can_be_unsure():
    assert all(kind.model._meta.get_field("is_unsure") for kind in KINDS.values())


def test_a_draft_of_a_clean_document_has_nothing_to_look_at_first(make_draft):
    draft = make_draft(indicators=DOCUMENT.indicators[1:], warnings=())
    assert progress_of(draft).first == 0
