"""A read document becomes a draft, and nothing more than a draft."""

import dataclasses
import datetime
import hashlib
import os
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import AuditEntry, Change, Organisation, Refused, Unit
from mangnon.plans import services
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import Indicator, IndicatorLead, ItemState, Plan, Target, Task
from tests.plans.conftest import DOCUMENT, INDICATORS, ITEMS, LINES, target


def test_a_leader_cannot_import_a_plan(leader, province, source):
    with pytest.raises(PermissionDenied):
        services.import_plan(DOCUMENT, by=leader, unit=province, source=source)
    assert not Plan.objects.exists()


def test_nobody_imports_a_plan_for_a_unit_they_do_not_serve(stranger, province, source):
    with pytest.raises(PermissionDenied):
        services.import_plan(DOCUMENT, by=stranger, unit=province, source=source)
    assert not Plan.objects.exists()


def test_the_same_document_is_not_imported_twice_as_a_draft(officer, province, source):
    first = services.import_plan(DOCUMENT, by=officer, unit=province, source=source)
    with pytest.raises(Refused, match=f"already waits for review as draft number {first.pk}"):
        services.import_plan(DOCUMENT, by=officer, unit=province, source=source)
    assert Plan.objects.count() == 1


def test_the_document_of_the_plan_in_force_is_not_imported_again(approved, officer, province):
    with pytest.raises(Refused, match=f"in force as plan number {approved.pk}"):
        services.import_plan(DOCUMENT, by=officer, unit=province, source=approved.document_path)


def test_a_discarded_document_may_be_imported_again(officer, province, source):
    first = services.import_plan(DOCUMENT, by=officer, unit=province, source=source)
    services.reject_plan(first, by=officer)
    again = services.import_plan(DOCUMENT, by=officer, unit=province, source=source)
    assert (again.state, again.is_draft) == ("draft", True)


def test_a_commune_imports_its_own_plan(officer, source):
    commune = Unit.objects.get(code="25216")
    assert services.import_plan(DOCUMENT, by=officer, unit=commune, source=source).unit == commune


def test_the_heading_is_kept_as_read(draft, officer, province):
    plan = Plan.objects.get(pk=draft.pk)
    assert (plan.state, plan.unit, plan.created_by) == ("draft", province, officer)
    assert (plan.year, plan.issued_on, plan.number) == (2025, None, "")
    assert (plan.signer_name, plan.signer_capacity) == ("Trần Tuyết Minh", "Phó Chủ tịch")
    assert plan.recipients == ["Bộ Y tế", "Lưu: VT"]
    assert str(plan) == "Kế hoạch thực hiện công tác trẻ em năm 2025"


def test_every_line_that_says_something_is_kept_with_its_number(draft):
    kept = [(line.label, line.text) for line in draft.lines.all()]
    assert kept == [(str(n), text) for n, text in enumerate(LINES, start=1) if text]


def test_every_item_is_proposed_and_keeps_its_line(draft):
    items = [item for kind in KINDS.values() for item in kind.model.objects.of(draft)]
    assert len(items) == ITEMS
    assert {item.state for item in items} == {ItemState.PROPOSED}
    assert not any(item.is_edited for item in items)
    assert all(item.line for item in items)


def test_targets_keep_relation_number_unit_and_population(draft):
    read = {target.leaf: target for target in Target.objects.of(draft)}
    assert list(read) == ["1", "4a", "4b", "13"]
    assert (read["1"].relation, read["1"].value) == (">=", Decimal("76.9"))
    assert (read["4a"].relation, read["4a"].population) == ("<=", "rural")
    assert (read["4b"].relation, read["4b"].population) == ("<", "urban")
    assert (read["13"].value, read["13"].value_max) == (2, 3)
    assert [target.goal for target in read.values()] == [
        "≥ 76,9%", "≤ 5%", "dưới 10%", "giảm 2–3%",
    ]  # fmt: skip


def test_who_leads_and_who_takes_part_are_told_apart(draft):
    of_four = IndicatorLead.objects.of(draft).filter(indicator__number="4")
    assert [(lead.name, lead.role) for lead in of_four] == [
        ("Sở Y tế", "lead"),
        ("Sở Tư pháp", "partner"),
    ]
    assert [lead.name for lead in of_four.leads()] == ["Sở Y tế"]


def test_agencies_tasks_deadlines_and_bases_are_kept(draft):
    first, second = draft.agencies.all()
    assert (first.bodies, second.bodies) == (["Sở Y tế"], ["Sở Tư pháp", "Công an tỉnh"])
    assert Task.objects.of(draft).get(line="13").context == "Theo phân công:"
    deadline = draft.deadlines.get()
    assert (deadline.on, deadline.is_inclusive) == (datetime.date(2025, 11, 20), False)
    assert deadline.recipients == ["Bộ Y tế", "UBND tỉnh"]
    assert str(draft.legal_bases.get()) == "Nghị quyết 26/2021/NQ-HĐND · 07/12/2021 · HĐND tỉnh"


def test_the_bytes_of_the_document_are_kept_under_their_hash(officer, province, source, home):
    plan = services.import_plan(DOCUMENT, by=officer, unit=province, source=source)
    content = source.read_bytes()
    assert plan.sha256 == hashlib.sha256(content).hexdigest()
    assert plan.document_path == home / "documents" / f"{plan.sha256}.txt"
    assert plan.document_path.read_bytes() == content
    assert plan.file_name == "ke-hoach.txt"


def test_a_draft_puts_nothing_into_the_register(draft):
    assert Plan.objects.in_force(2025) is None
    assert not Target.objects.in_force(2025).exists()
    assert not Indicator.objects.in_register().exists()
    assert not Organisation.objects.exists()


def test_the_import_is_on_record(draft, officer, province):
    entry = AuditEntry.objects.get(action="plan.import")
    assert (entry.actor, entry.record_id) == (officer, str(draft.pk))
    assert Change.objects.get(table="plans_plan").unit == province


def test_a_warning_tells_its_line_as_the_contract_writes_it(draft):
    assert draft.warnings.get(code="doubled-word").as_dict() == {
        "code": "doubled-word",
        "text": "dưới dưới",
        "line": 13,
    }
    page_and_line = draft.warnings.model(code="missing-date", text="…", line="1.4")
    assert page_and_line.as_dict()["line"] == "1.4"
    assert draft.warnings.model(code="missing-date", text="…").as_dict()["line"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        # Twelve whole digits is what a column holds; "999.999.999.999.999%" has fifteen.
        {"targets": (target("1", "tỷ lệ xã", ">=", "9" * 15),)},
        {"targets": (target("1", "tỷ lệ xã", ">=", "9", year=99999),)},
        # PostgreSQL refuses a name of 8,192 bytes in an index.
        {"leads": ("Sở " + "".join(chr(0x4E00 + place) for place in range(4000)),)},
    ],
)
def test_what_no_column_holds_is_refused_with_its_line(make_draft, wrong):
    with pytest.raises(Refused, match="Line 5 of the document"):
        make_draft(indicators=(dataclasses.replace(INDICATORS[0], **wrong),))
    assert not Plan.objects.exists()


def test_a_lead_of_any_length_is_answered_in_words(officer_client, draft):
    lead = IndicatorLead.objects.of(draft).first()
    name = "".join(chr(0x4E00 + place) for place in range(4000))
    address = f"/plans/{draft.pk}/lead/{lead.pk}/edit/"
    answer = officer_client.post(address, {"role": "lead", "name": name})
    assert answer.status_code == 422
    assert "at most 500 characters" in answer.content.decode()


def test_a_file_name_that_is_no_text_is_imported(officer, province, tmp_path):
    source = tmp_path / os.fsdecode(b"k\xff.txt")
    source.write_text("x")
    plan = services.import_plan(DOCUMENT, by=officer, unit=province, source=source)
    assert plan.file_name == "k?.txt"
