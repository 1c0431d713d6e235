"""What was done is written once, with the change, or not at all."""

import pytest
from django.db import transaction

from mangnon.core.audit import record, record_read
from mangnon.core.models import AuditEntry, Change, Organisation


def test_an_action_that_is_undone_leaves_no_entry(officer, province):
    with transaction.atomic():
        record(officer, "unit.rename", province, unit=province)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()
    assert not Change.objects.exists()


def test_an_action_is_written_with_who_what_and_where(officer, province):
    record(officer, "unit.rename", province, unit=province, before="A", after="B")
    entry, change = AuditEntry.objects.get(), Change.objects.get()
    assert (entry.actor, entry.action) == (officer, "unit.rename")
    assert (entry.table, entry.record_id) == ("core_unit", str(province.pk))
    assert entry.details == {"before": "A", "after": "B"}
    assert (change.table, change.record_id, change.unit) == (
        "core_unit", str(province.pk), province,
    )  # fmt: skip
    assert "unit.rename" in str(entry)


def test_what_the_system_does_by_itself_has_no_actor(province):
    record(None, "units.load", province)
    assert AuditEntry.objects.get().actor is None


def test_details_that_are_no_plain_values_are_refused(officer, province):
    with pytest.raises(TypeError):
        record(officer, "unit.rename", province, what=object())


def test_a_read_is_one_insert_and_no_line_of_the_change_feed(
    officer, province, django_assert_num_queries
):
    with django_assert_num_queries(1):
        record_read(officer, "child.identity", province, fields=["identity", "birth_place"])
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.record_id) == ("child.identity", str(province.pk))
    assert entry.details == {"fields": ["birth_place", "identity"]}
    assert not Change.objects.exists()


def test_an_entry_belongs_to_the_unit_of_the_record_else_of_the_person(
    officer, stranger, province, elsewhere
):
    nowhere = Organisation.objects.create(name="Sở Y tế")
    record(stranger, "unit.rename", province)
    record(officer, "person.edit", stranger)
    record(stranger, "organisation.edit", nowhere)
    record(stranger, "organisation.edit", nowhere, unit=province)
    record(None, "organisation.edit", nowhere)
    units = AuditEntry.objects.order_by("pk").values_list("unit__code", flat=True)
    assert list(units) == ["70", "79", "79", "70", "70"]


def test_an_auditor_sees_the_entries_of_their_own_unit(
    officer, stranger, province, elsewhere, make_user
):
    record(officer, "unit.rename", province)
    record(stranger, "unit.rename", elsewhere)
    ours = AuditEntry.objects.visible_to(make_user("auditor", province))
    assert [entry.unit for entry in ours] == [province]
    assert not AuditEntry.objects.visible_to(officer).exists()
