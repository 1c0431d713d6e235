"""A bulk batch is one entry, and its digest can be computed again from the rows."""

import datetime
import hashlib

import pytest

from mangnon.core.audit import record
from mangnon.core.audit.batch import Rows, digest_of, recompute, record_batch
from mangnon.core.models import AuditEntry, Organisation, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(officer, province):
    Organisation.objects.bulk_create([Organisation(pk=n, name=f"Sở {n}") for n in (2, 1)])
    record_batch(officer, "organisations.load", province, rows=[Rows(Organisation)], unit=province)
    return AuditEntry.objects.get()


def states():
    return [batch.state for batch in recompute()]


def test_a_batch_is_one_entry_with_the_digest_of_its_rows_worked_by_hand():
    Organisation.objects.bulk_create([Organisation(pk=n, name=f"Sở {n}") for n in (2, 1)])
    found = digest_of(Rows(Organisation), columns=["id", "name"])
    assert found.sha256 == hashlib.sha256("1\tSở 1\n2\tSở 2\n".encode()).hexdigest()
    assert found.count == 2


def test_a_line_break_or_a_tab_in_a_value_is_no_new_row(db):
    Organisation.objects.create(pk=1, name="một\ndòng\tkhác")
    assert digest_of(Rows(Organisation)).count == 1


def test_the_entry_keeps_count_columns_and_digest_and_no_value(batch):
    (kept,) = batch.details["rows"]
    assert (kept["table"], kept["count"]) == ("core_organisation", 2)
    assert "name" in kept["columns"]
    assert "Sở 1" not in str(batch.details)


def test_rows_that_stand_are_identical(batch):
    assert states() == ["identical"]


def test_a_changed_row_without_an_entry_is_unexplained(batch):
    Organisation.objects.filter(pk=1).update(name="Sở khác")
    assert states() == ["unexplained"]


def test_a_removed_row_is_found(batch):
    Organisation.objects.filter(pk=2).delete()
    (found,) = recompute()
    assert (found.count, found.found, found.state) == (2, 1, "unexplained")


def test_a_row_that_changed_with_an_entry_of_its_own_is_explained(batch, officer):
    organisation = Organisation.objects.get(pk=1)
    Organisation.objects.filter(pk=1).update(name="Sở khác")
    record(officer, "organisation.edit", organisation)
    assert states() == ["changed"]


def test_a_second_batch_on_the_table_explains_the_first(batch, officer, province):
    Organisation.objects.create(pk=3, name="Sở 3")
    record_batch(officer, "organisations.load", province, rows=[Rows(Organisation)])
    assert states() == ["changed", "identical"]


def test_a_batch_may_be_a_part_of_a_table(officer, province, elsewhere):
    day = datetime.date(1997, 1, 1)
    rows = Rows(Unit, {"code__in": ["70", "688"], "valid_from": day.isoformat()})
    record_batch(officer, "units.load", province, rows=[rows])
    assert AuditEntry.objects.get().details["rows"][0]["count"] == 2
    Unit.objects.filter(code="79").update(name="Nơi khác nữa")
    assert states() == ["identical"]
    Unit.objects.filter(code="688").update(name="Nơi khác nữa")
    assert states() == ["unexplained"]


def test_a_column_that_is_gone_is_said_and_not_a_fault(batch, officer, province):
    kept = dict(AuditEntry.objects.get().details["rows"][0])
    record(officer, "organisations.load", province, rows=[kept | {"columns": ["id", "gone"]}])
    record(officer, "organisations.load", province, rows=[kept | {"table": "gone"}])
    assert [found.found for found in recompute()][1:] == [0, 0]
