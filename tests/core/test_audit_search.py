"""The audit is searched by every part of an entry, page by page, and each search is recorded."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mangnon.core.audit import origin, record
from mangnon.core.audit.search import Search, search
from mangnon.core.models import AuditEntry

pytestmark = pytest.mark.django_db
NIGHT = datetime.datetime(
    2025, 10, 31, 17, 30, tzinfo=datetime.UTC
)  # 00:30 of 1/11 in the province


@pytest.fixture
def auditor(make_user, province):
    return make_user("auditor", province)


@pytest.fixture
def entries(officer, leader, stranger, province, elsewhere, time_machine):
    """Four entries of the province and one of another, on two days."""
    time_machine.move_to(NIGHT - datetime.timedelta(hours=1), tick=False)
    record(officer, "unit.rename", province)
    record(leader, "report.build", officer)
    time_machine.move_to(NIGHT, tick=False)
    token = origin.set("10.0.0.5")
    record(officer, "report.build", leader)
    record(None, "unit.rename", province)
    record(stranger, "unit.rename", elsewhere)
    origin.reset(token)
    return list(AuditEntry.objects.order_by("pk"))


def found(auditor, **wanted):
    """Return the places of what is found among the entries, oldest first, without the searches."""
    page = search(Search(**wanted), by=auditor)
    first = AuditEntry.objects.order_by("pk").first().pk
    return sorted(e.pk - first for e in page.entries if e.action != "audit.search")


@pytest.mark.usefixtures("entries")
def test_who_may_not_see_the_audit_is_refused(officer):
    with pytest.raises(PermissionDenied):
        search(Search(), by=officer)
    assert not AuditEntry.objects.filter(action="audit.search").exists()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [0, 1, 2, 3]),
        ({"person": "focal_office-70"}, [0, 2]),
        ({"person": "OFFICE-7"}, [0, 2]),
        ({"person": "-70"}, [0, 1, 2]),
        ({"person": "nobody"}, []),
        ({"person": "focal_office-79"}, []),
        ({"action": "report.build"}, [1, 2]),
        ({"table": "core_unit"}, [0, 3]),
        ({"address": "10.0.0.5"}, [2, 3]),
        ({"address": "10.0.0.5", "action": "unit.rename"}, [3]),
        ({"start": datetime.date(2025, 11, 1)}, [2, 3]),
        ({"end": datetime.date(2025, 10, 31)}, [0, 1]),
        ({"start": datetime.date(2025, 10, 31), "end": datetime.date(2025, 11, 1)}, [0, 1, 2, 3]),
        ({"start": datetime.date(2025, 11, 2)}, []),
    ],
)
@pytest.mark.usefixtures("entries")
def test_what_is_found_is_of_the_auditors_units_and_is_what_was_asked_for(
    auditor, wanted, expected
):
    assert found(auditor, **wanted) == expected


@pytest.mark.usefixtures("entries")
def test_one_record_is_found_by_table_and_number(auditor, leader):
    assert found(auditor, table="core_user", record_id=str(leader.pk)) == [2]
    assert found(auditor, table="core_unit", record_id=str(leader.pk)) == []


@pytest.mark.usefixtures("entries")
def test_a_search_is_itself_in_the_audit_and_not_in_its_own_answer(auditor):
    page = search(Search(action="report.build", start=datetime.date(2025, 10, 1)), by=auditor)
    entry = AuditEntry.objects.get(action="audit.search")
    assert entry.actor == auditor
    assert entry.details == {"wanted": {"action": "report.build", "start": "2025-10-01"}}
    assert entry not in page.entries


@pytest.mark.usefixtures("entries")
def test_pages_hold_each_entry_once_whichever_way_they_are_turned(auditor, monkeypatch):
    monkeypatch.setattr("mangnon.core.audit.search.PAGE", 2)
    wanted = Search(start=datetime.date(2025, 10, 1), end=datetime.date(2025, 11, 1))
    first = search(wanted, by=auditor)
    # The search itself was written meanwhile; it is newer than every mark.
    second = search(wanted, by=auditor, before=first.older)
    keys = [entry.pk for page in (first, second) for entry in page.entries]
    assert keys == sorted(keys, reverse=True)
    assert len(set(keys)) == 4
    back = search(wanted, by=auditor, after=second.newer)
    assert [entry.pk for entry in back.entries] == keys[:2]
    assert (first.newer, second.entries == [], bool(back.older)) == ("", False, True)


@pytest.mark.parametrize(
    "mark",
    [
        "x",
        "2025-10-31T00:00:00_5",
        "2025-99-99T00:00:00+00:00_5",
        "2025-10-31T00:00:00+00:00_²",
        f"2025-10-31T00:00:00+00:00_{'9' * 40}",
    ],
)
@pytest.mark.usefixtures("entries")
def test_a_damaged_mark_breaks_nothing(auditor, mark):
    search(Search(), by=auditor, before=mark)
    search(Search(), by=auditor, after=mark)


@pytest.mark.usefixtures("entries")
def test_a_search_needs_the_same_few_queries_and_never_counts(
    auditor, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8) as captured:
        search(Search(person="-70"), by=auditor)
    statements = " ".join(query["sql"] for query in captured.captured_queries)
    assert "COUNT(" not in statements
    assert "OFFSET" not in statements


def test_every_filter_has_an_index_in_the_order_of_the_pages(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'core_auditentry'")
        found = " ".join(row[0] for row in cursor.fetchall())
    for columns in ("at, id", "actor_id, at, id", "action, at, id", "origin, at, id",
                    '"table", record_id, at, id', "unit_id, at, id"):  # fmt: skip
        assert f"({columns})" in found
