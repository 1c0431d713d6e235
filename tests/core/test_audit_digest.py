"""The digest of a day: what was done and read, and the day's place in the chain, to be signed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.audit import record, record_read
from mangnon.core.audit.digest import Seal, digest_of
from mangnon.core.models import AuditEntry, AuditSeal

pytestmark = pytest.mark.django_db(transaction=True)
DAY = datetime.date(2025, 11, 1)
# 23:30 of the day before in the province, then 00:30 and 23:30 of the day.
BEFORE = datetime.datetime(2025, 10, 31, 16, 30, tzinfo=datetime.UTC)
MORNING = BEFORE + datetime.timedelta(hours=1)
NIGHT = BEFORE + datetime.timedelta(hours=24)


@pytest.fixture
def auditor(make_user, province):
    return make_user("auditor", province)


@pytest.fixture
def day(officer, leader, stranger, province, elsewhere, time_machine):
    time_machine.move_to(BEFORE, tick=False)
    record(officer, "plan.edit", province)
    time_machine.move_to(MORNING, tick=False)
    record(officer, "plan.edit", province)
    record(officer, "plan.edit", province)
    record_read(leader, "report.download", province)
    record_read(leader, "child.identity", province)
    record_read(None, "person.sign_in_refused", leader)
    time_machine.move_to(NIGHT, tick=False)
    record(stranger, "plan.edit", elsewhere)
    return list(AuditSeal.objects.order_by("seq"))


def told(rows):
    return [(row.person, row.action, row.count) for row in rows]


@pytest.mark.usefixtures("day")
def test_who_may_not_see_the_audit_gets_no_digest(officer):
    with pytest.raises(PermissionDenied):
        digest_of(DAY, by=officer)


def test_a_day_is_counted_by_person_and_action_in_the_auditors_units(day, auditor):
    found = digest_of(DAY, by=auditor)
    assert told(found.actions) == [("focal_office-70", "plan.edit", 2)]
    assert told(found.exports) == [("leader-70", "report.download", 1)]
    assert told(found.reads) == [("leader-70", "child.identity", 1)]
    assert told(found.refused) == [("", "person.sign_in_refused", 1)]
    assert found.entries == 5


def test_the_day_has_its_place_in_the_chain_of_all_units(day, auditor):
    found = digest_of(DAY, by=auditor)
    assert found.first == Seal(2, day[1].hash)
    assert found.last == found.head == Seal(7, day[6].hash)


def test_a_day_without_work_has_the_head_of_the_day_before_it(day, auditor):
    found = digest_of(DAY + datetime.timedelta(days=5), by=auditor)
    assert (found.first, found.last, found.entries) == (None, None, 0)
    assert found.head == Seal(7, day[6].hash)
    assert digest_of(DAY - datetime.timedelta(days=5), by=auditor).head is None


@pytest.mark.usefixtures("day")
def test_reading_the_digest_is_itself_in_the_audit(auditor):
    digest_of(DAY, by=auditor)
    entry = AuditEntry.objects.get(action="audit.digest")
    assert (entry.actor, entry.details) == (auditor, {"on": "2025-11-01"})
