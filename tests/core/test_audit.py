"""What was done is written once, with the change, or not at all."""

import pytest
from django.db import transaction

from mangnon.core.audit import record
from mangnon.core.models import AuditEntry, Change


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
