"""What counts, how an item reads, and what the database itself refuses."""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from mangnon.documents.reading import model
from mangnon.plans import services
from mangnon.plans.items import plain
from mangnon.plans.kinds import KINDS, SECTIONS, kind_of, plan_id_of
from mangnon.plans.models import (
    Agency,
    Deadline,
    Indicator,
    IndicatorLead,
    LegalBasis,
    Plan,
    PlanLine,
    ReadingWarning,
    Target,
    Task,
)
from mangnon.plans.review import (
    anchor_of,
    blocks_of,
    lines_of,
    plan_replaced_by,
    progress_of,
    register_of,
    sections_of,
)
from tests.plans.conftest import DOCUMENT, INDICATORS, target


def refused_by_the_database(change, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        change()


def test_the_database_refuses_a_target_below_zero(draft):
    targets = Target.objects.of(draft)
    refused_by_the_database(lambda: targets.update(value=-1), "target_is_not_negative")


def test_the_database_refuses_a_band_that_goes_down(draft):
    targets = Target.objects.of(draft).filter(leaf="13")
    refused_by_the_database(lambda: targets.update(value_max=2), "target_band_goes_up")


def test_the_database_refuses_the_same_lead_twice(draft):
    lead = IndicatorLead.objects.of(draft).first()
    again = IndicatorLead(indicator=lead.indicator, role=lead.role, name=lead.name)
    refused_by_the_database(again.save, "indicator_lead_once")


def test_the_database_refuses_a_settled_warning_that_names_nobody(draft):
    warnings = draft.warnings.all()
    refused_by_the_database(lambda: warnings.update(state="settled"), "settled_warning")


def test_the_database_refuses_two_lines_in_one_place(draft):
    again = PlanLine(plan=draft, label="1", position=0, text="…")
    refused_by_the_database(again.save, "plan_line_position")


def test_the_database_refuses_two_drafts_of_one_document(draft):
    again = Plan.objects.get(pk=draft.pk)
    again.pk = None
    refused_by_the_database(again.save, "one_draft_a_unit_and_document")


def test_the_database_refuses_a_year_that_is_a_slip(draft):
    plans = Plan.objects.filter(pk=draft.pk)
    refused_by_the_database(lambda: plans.update(year=20219), "plan_year")


def test_the_database_refuses_a_draft_that_is_superseded(draft, make_draft):
    plans = Plan.objects.filter(pk=draft.pk)
    other = make_draft(number="2/KH-UBND")
    refused_by_the_database(
        lambda: plans.update(superseded_by=other), "only_an_approved_plan_is_superseded"
    )


def test_an_item_counts_only_with_what_it_hangs_on(draft, officer):
    indicator = Indicator.objects.of(draft).get(number="4")
    Target.objects.of(draft).update(state="confirmed")
    assert not Target.objects.of(draft).confirmed().exists()
    services.confirm_item(indicator, by=officer)
    assert [found.leaf for found in Target.objects.of(draft).confirmed()] == ["4a", "4b"]


def test_a_superseded_plan_leaves_the_register(approved, make_draft, officer):
    later = make_draft(number="2/KH-UBND", indicators=INDICATORS[:1])
    services.confirm_all(later, by=officer)
    services.settle_all_warnings(later, by=officer)
    services.approve_plan(later, by=officer, is_replacing=True)
    assert [found.leaf for found in Target.objects.in_force(2025)] == ["1"]
    assert not Target.objects.of(approved).in_register().exists()


def test_nothing_is_in_force_without_a_plan_of_the_year(approved):
    assert Plan.objects.in_force(2026) is None
    for kind in KINDS.values():
        assert not kind.model.objects.in_force(2026).exists()
        assert kind.model.objects.in_force(2025).exists()


@pytest.mark.parametrize(
    ("relation", "value", "value_max", "unit", "words"),
    [
        (">=", "76.900000", None, "percent", "≥ 76,9%"),
        (">", "40", None, "percent", "trên 40%"),
        ("<=", "12.5", None, "per_1000", "≤ 12,5/1.000"),
        ("<", "18.80", None, "per_1000", "dưới 18,8/1.000"),
        ("<=", "550", None, "per_100000", "≤ 550/100.000"),
        ("<", "12", None, "count", "dưới 12"),
        ("reduce_by", "2", "3.0", "percent", "giảm 2–3%"),
        ("increase_by", "5", None, "percent", "tăng ít nhất 5%"),
    ],
)
def test_a_target_reads_as_an_office_writes_it(relation, value, value_max, unit, words):
    upper = Decimal(value_max) if value_max else None
    asked = Target(relation=relation, value=Decimal(value), value_max=upper, unit=unit)
    assert asked.goal == words


def test_a_target_says_for_whom_in_the_readers_language():
    rural = Target(
        leaf="4c", measure="béo phì", relation="<=", value=Decimal(5), unit="percent",
        population="rural",
    )  # fmt: skip
    assert str(rural) == "4c · ≤ 5% · béo phì · rural areas"
    rural.population = "trẻ em người dân tộc thiểu số"
    assert str(rural).endswith("· trẻ em người dân tộc thiểu số")


@pytest.mark.parametrize("written", ["0.12", "76.9", "100", "550", "13000", "0"])
def test_a_number_loses_the_zeros_of_its_column_and_nothing_else(written):
    stored = Decimal(written).quantize(Decimal("0.000001"))
    assert str(plain(stored)) == written


def test_a_basis_without_number_or_day_reads_well():
    law = LegalBasis(kind="Luật", title="Luật Trẻ em", cited_in="body")
    assert str(law) == "Luật · Luật Trẻ em"


def test_a_last_day_on_a_day_off_is_counted_until_the_next_working_day():
    # "trước ngày 10/11/2025": the 9th is a Sunday; "trước ngày 20/11/2025": the 19th is worked.
    moved = Deadline(on=datetime.date(2025, 11, 10))
    assert (moved.last_day, moved.counted_until) == (
        datetime.date(2025, 11, 9), datetime.date(2025, 11, 10),
    )  # fmt: skip
    assert moved.is_moved
    kept = Deadline(on=datetime.date(2025, 11, 20))
    assert kept.counted_until == kept.last_day == datetime.date(2025, 11, 19)
    assert not kept.is_moved
    assert Deadline(on=None).counted_until is None


def test_a_deadline_without_a_day_shows_that_it_is_missing():
    assert str(Deadline(on=None, reporters=["Sở Y tế"])) == "before — · Sở Y tế"


def test_a_plan_without_a_title_goes_by_its_file():
    assert str(Plan(title="", file_name="ke-hoach.docx")) == "ke-hoach.docx"


def test_every_kind_belongs_to_a_section_and_every_section_has_one_main_kind():
    assert {kind.section for kind in KINDS.values()} == set(SECTIONS)
    main = [kind.section for kind in KINDS.values() if not kind.parent]
    assert sorted(main) == sorted(SECTIONS)


def test_an_item_knows_its_kind_and_its_plan(draft):
    for kind in KINDS.values():
        item = kind.model.objects.of(draft).first()
        assert kind_of(item) == kind
        assert plan_id_of(item) == draft.pk


def test_sections_come_in_order_with_what_hangs_on_each_item(draft):
    sections = sections_of(draft)
    assert [section.slug for section in sections] == list(SECTIONS)
    four = sections[0].blocks[1]
    assert [row.kind.slug for row in four.rows] == ["target", "target", "lead", "lead"]
    assert [kind.slug for kind in four.addable] == ["target", "lead"]
    assert [section.proposed for section in sections] == [11, 2, 5, 1, 1, 1]


def test_the_block_of_an_item_is_that_of_what_it_hangs_on(draft):
    task = Task.objects.of(draft).get(line="13")
    (block,) = blocks_of(draft, [task, task.agency], [])
    assert block.head.item == Agency.objects.get(line="12")
    assert block.anchor == anchor_of(task) == anchor_of(task.agency)


def test_a_line_points_at_the_first_thing_read_from_it(draft):
    marks = {line.label: line.mark for line in lines_of(draft, sections_of(draft))}
    assert marks["5"] == f"indicator-{Indicator.objects.of(draft).get(number='1').pk}"
    assert marks["11"] == f"task-{Task.objects.of(draft).get(line='11').pk}"
    assert marks["1"] == ""


def test_the_register_of_a_plan_holds_confirmed_items_only(draft, officer):
    services.reject_item(Target.objects.of(draft).get(leaf="4b"), by=officer)
    services.reject_item(Indicator.objects.of(draft).get(number="13"), by=officer)
    services.confirm_all(draft, by=officer)
    register = register_of(draft)
    assert [indicator.number for indicator, _rows in register["indicators"]] == ["1", "4"]
    rows = register["indicators"][1][1]
    assert [row.item.leaf for row in rows if row.kind.slug == "target"] == ["4a"]
    assert len(register["legal_bases"]) == 1


def test_a_draft_knows_the_plan_that_it_would_replace(approved, make_draft):
    assert plan_replaced_by(make_draft(number="2/KH-UBND")) == approved
    assert plan_replaced_by(make_draft(number="3/KH-UBND", year=2026)) is None
    assert plan_replaced_by(make_draft(number="4/KH-UBND", year=None)) is None
    assert plan_replaced_by(approved) is None


def test_a_document_of_which_nothing_was_read_is_a_draft_all_the_same(make_draft):
    empty = {
        field.name: ()
        for field in dataclasses.fields(DOCUMENT)
        if isinstance(getattr(DOCUMENT, field.name), tuple)
    }
    nothing = dict.fromkeys(("title", "number", "place", "issued_on", "year", "issuer"))
    plan = make_draft(**empty, **nothing, signer=model.Signer(None, None))
    assert (plan.title, plan.year, plan.signer_name) == ("", None, "")
    assert progress_of(plan).total == 0


def test_what_the_reader_could_not_tell_stays_empty(make_draft):
    deadline = model.Deadline(None, True, "half-yearly", (), (), "Sở Y tế", "6 tháng", 3)
    basis = model.LegalBasis("Luật", None, None, None, "Luật Trẻ em", "body", 4)
    plan = make_draft(deadlines=(deadline,), legal_bases=(basis,))
    kept = plan.deadlines.get()
    assert (kept.on, kept.is_inclusive, kept.recurring, kept.via) == (
        None, True, "half-yearly", "Sở Y tế",
    )  # fmt: skip
    assert (plan.legal_bases.get().number, plan.legal_bases.get().issued_on) == ("", None)


def test_a_lead_named_twice_is_one_lead(make_draft):
    twice = model.Indicator("1", "…", ("Sở Y tế", "Sở Y tế"), (), 5, ())
    assert IndicatorLead.objects.of(make_draft(indicators=(twice,))).count() == 1


def test_targets_of_later_years_keep_their_year(make_draft, officer):
    both = (
        target("1", "tỷ lệ xã", ">=", "100"),
        target("1", "tỷ lệ xã", ">=", "100", year=2030, base_year=2020),
    )
    plan = make_draft(indicators=(model.Indicator("1", "…", ("Sở Y tế",), (), 5, both),))
    services.confirm_all(plan, by=officer)
    services.settle_all_warnings(plan, by=officer)
    services.approve_plan(plan, by=officer)
    assert [found.year for found in Target.objects.in_force(2025)] == [2025, 2030]


def test_a_line_of_a_pdf_is_kept_as_page_and_line(make_draft):
    on_page_three = model.Item("Từ nguồn ngân sách.", "3.12")
    assert make_draft(funding=(on_page_three,)).funding.get().line == "3.12"


def test_a_warning_says_what_kind_of_oddity_it_is(draft):
    assert str(draft.warnings.get(code="doubled-word")) == "Doubled word: dưới dưới"
    assert str(ReadingWarning(code="a-new-code", text="…")) == "a-new-code: …"


def test_the_share_warning_is_in_vietnamese_whoever_imports(draft, officer):
    before = [warning.text for warning in draft.warnings.all()]
    with translation.override("vi"):
        services.edit_heading(draft, by=officer, values={"place": "Đồng Xoài"})
    assert [warning.text for warning in draft.warnings.all()] == before


def test_moments_of_the_review_are_kept(decided, officer):
    before = timezone.now()
    plan = services.approve_plan(decided, by=officer)
    assert before <= plan.approved_at <= timezone.now()
    assert plan.created_at <= before
    settled = decided.warnings.values_list("settled_at", flat=True)
    assert all(isinstance(moment, datetime.datetime) for moment in settled)


def test_leads_are_told_by_indicator_number_in_the_order_of_the_plan(approved, leader):
    told = IndicatorLead.objects.visible_to(leader).in_force(2025).names_by_number()
    assert list(told.items()) == [
        ("1", ("Sở Y tế",)), ("4", ("Sở Y tế",)), ("13", ("Sở Tư pháp",)),
    ]  # fmt: skip


def test_a_lead_added_later_stands_with_its_indicator_and_a_rejected_one_nowhere(draft, officer):
    first = Indicator.objects.of(draft).get(number="1")
    values = {"role": "lead", "name": "Sở Nội vụ"}
    services.add_item("lead", by=officer, plan=draft, parent=first, values=values)
    services.reject_item(IndicatorLead.objects.get(indicator__number="13"), by=officer)
    services.confirm_all(draft, by=officer)
    told = IndicatorLead.objects.of(draft).confirmed().names_by_number()
    assert list(told.items()) == [("1", ("Sở Y tế", "Sở Nội vụ")), ("4", ("Sở Y tế",))]
