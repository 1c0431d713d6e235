"""The audit cannot be edited, and whoever gets past the database is found."""

import datetime
import hashlib
import threading

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.http import HttpResponse

from mangnon.config.middleware import note_origin
from mangnon.core.audit import record
from mangnon.core.audit.chain import note_head, verify
from mangnon.core.models import AuditEntry, AuditSeal, Refused

TABLES = ("core_auditentry", "core_auditseal")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heads(tmp_path):
    return tmp_path / "audit" / "heads.csv"


@pytest.fixture
def chain(officer, province, heads):
    """Five entries in the chain, its head noted."""
    for number in range(5):
        record(officer, "unit.rename", province, number=number, name="Xã Lộc Ninh")
    assert not verify(heads).problems
    note_head(heads, "2025-10-31")
    return list(AuditSeal.objects.order_by("seq"))


def behind_the_database(sql, *values):
    """Change the audit as the owner of the tables could: with the triggers switched off."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET {}"])
@pytest.mark.usefixtures("chain")
def test_the_database_refuses_to_change_or_delete(table, verb):
    column = "action = 'x'" if table == "core_auditentry" else "hash = 'x'"
    with pytest.raises(ProgrammingError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(verb.format(table, column))


def test_entries_are_sealed_in_one_chain_in_the_order_of_commits(chain):
    assert [seal.seq for seal in chain] == [1, 2, 3, 4, 5]
    assert [seal.previous for seal in chain] == ["", *(seal.hash for seal in chain[:-1])]


def test_an_action_that_is_undone_is_not_in_the_chain(officer, province, chain, heads):
    with transaction.atomic():
        record(officer, "unit.rename", province)
        transaction.set_rollback(True)
    assert verify(heads).entries == len(chain)


def test_an_altered_entry_is_found(chain, heads):
    behind_the_database(
        "UPDATE core_auditentry SET details = '{\"number\": 9}' WHERE id = %s", chain[2].entry_id
    )
    (problem,) = verify(heads).problems
    assert (problem.seq, problem.problem) == (3, "altered")


def test_an_entry_given_to_another_unit_is_found(chain, heads, elsewhere):
    behind_the_database(
        "UPDATE core_auditentry SET unit_id = %s WHERE id = %s", elsewhere.pk, chain[0].entry_id
    )
    (problem,) = verify(heads).problems
    assert (problem.seq, problem.problem) == (1, "altered")


@pytest.mark.parametrize("form", [0, 1, 3])
def test_an_entry_that_passes_for_one_of_another_format_is_found(chain, heads, form):
    behind_the_database(
        "UPDATE core_auditentry SET format = %s WHERE id = %s", form, chain[0].entry_id
    )
    (problem,) = verify(heads).problems
    assert (problem.seq, problem.problem) == (1, "altered")


def test_entries_of_the_first_format_still_verify(chain, officer, province, heads):
    AuditEntry.objects.create(
        actor=officer, origin="10.0.0.5", action="unit.rename", table="core_unit",
        record_id=province.pk, details={"name": "Xã Lộc Ninh"}, format=1,
    )  # fmt: skip
    old = AuditEntry.objects.order_by("pk").last()
    text = "\x1f".join(
        [
            str(old.pk), f"{old.at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%S.%f}",
            str(officer.pk), "10.0.0.5", "unit.rename", "core_unit", str(province.pk),
            '{"name": "Xã Lộc Ninh"}',
        ]
    )  # fmt: skip
    expected = hashlib.sha256(f"{chain[-1].hash}\x1f{text}".encode()).hexdigest()
    assert AuditSeal.objects.get(entry=old).hash == expected
    record(officer, "unit.rename", province)
    assert verify(heads).problems == ()


def test_another_person_put_in_the_place_of_the_actor_is_found(chain, heads, province):
    behind_the_database(
        "UPDATE core_auditentry SET actor_id = NULL WHERE id = %s", chain[0].entry_id
    )
    (problem,) = verify(heads).problems
    assert (problem.seq, problem.problem) == (1, "altered")


@pytest.mark.parametrize(
    "change",
    [
        # The words move from one field to the next and the joined text stays the same.
        "origin = origin || E'\\x1f' || action, action = NULL",
        "at = (to_char(at, 'YYYY-MM-DD HH24:MI:SS.US') || 'Z BC')::timestamptz",
        "at = 'infinity'",
        "details = NULL",
    ],
)
def test_an_entry_that_reads_otherwise_with_the_same_words_is_found(chain, heads, change):
    with connection.cursor() as cursor:
        cursor.execute("SET timezone = 'UTC'")
        for column in ("action", "details"):
            cursor.execute(f"ALTER TABLE core_auditentry ALTER {column} DROP NOT NULL")
    try:
        behind_the_database(f"UPDATE core_auditentry SET {change} WHERE id = %s", chain[2].entry_id)
        (problem,) = verify(heads).problems
        assert (problem.seq, problem.problem) == (3, "altered")
    finally:
        behind_the_database("TRUNCATE core_auditentry, core_auditseal")
        with connection.cursor() as cursor:
            for column in ("action", "details"):
                cursor.execute(f"ALTER TABLE core_auditentry ALTER {column} SET NOT NULL")


@pytest.mark.parametrize("line", ["2025-11-01,5", "2025-11-01,năm,abc", ""])
@pytest.mark.usefixtures("chain")
def test_a_damaged_file_of_heads_is_said(heads, line):
    with heads.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(Refused, match=r"heads\.csv.* 2"):
        verify(heads)


def test_an_entry_removed_with_its_seal_is_found(chain, heads):
    behind_the_database("DELETE FROM core_auditseal WHERE seq = 3")
    behind_the_database("DELETE FROM core_auditentry WHERE id = %s", chain[2].entry_id)
    problems = {(problem.seq, problem.problem) for problem in verify(heads).problems}
    assert (3, "removed") in problems


def test_the_last_entry_cut_off_is_found_by_the_noted_head(chain, heads):
    behind_the_database("DELETE FROM core_auditseal WHERE seq = 5")
    behind_the_database("DELETE FROM core_auditentry WHERE id = %s", chain[4].entry_id)
    (problem,) = verify(heads).problems
    assert (problem.seq, problem.problem) == (5, "cut_off")


def test_an_end_that_was_written_anew_is_found_by_the_noted_head(chain, officer, province, heads):
    behind_the_database("DELETE FROM core_auditseal WHERE seq >= 4")
    behind_the_database("DELETE FROM core_auditentry WHERE id >= %s", chain[3].entry_id)
    for _ in range(2):
        record(officer, "unit.rename", province, number=9)
    found = verify(heads)
    assert found.entries == len(chain)
    assert [(p.seq, p.problem) for p in found.problems] == [(5, "cut_off")]


@pytest.mark.usefixtures("chain")
def test_an_audit_that_was_emptied_is_found_by_the_noted_head(heads):
    behind_the_database("TRUNCATE core_auditentry, core_auditseal")
    assert [(p.seq, p.problem) for p in verify(heads).problems] == [(5, "cut_off")]


def test_two_entries_in_each_others_place_are_found(chain, heads):
    first, second = chain[1].entry_id, chain[2].entry_id
    behind_the_database("DELETE FROM core_auditseal WHERE seq IN (2, 3)")
    sql = "INSERT INTO core_auditseal (seq, entry_id, previous, hash) VALUES (%s, %s, %s, %s)"
    for seal, entry in ((chain[1], second), (chain[2], first)):
        behind_the_database(sql, seal.seq, entry, seal.previous, seal.hash)
    assert {p.seq for p in verify(heads).problems if p.problem == "altered"} == {2, 3}


def test_an_entry_written_past_the_trigger_is_found(chain, heads):
    behind_the_database(
        'INSERT INTO core_auditentry (at, origin, action, "table", record_id, details, format)'
        " VALUES (now(), '', 'child.read', 'x', '1', '{}', 2)"
    )
    (problem,) = verify(heads).problems
    assert problem.problem == "unsealed"


def test_people_at_work_at_once_are_sealed_one_after_another(officer, province, heads):
    def work():
        for _ in range(10):
            with transaction.atomic():
                record(officer, "unit.rename", province)
                record(officer, "unit.rename", province)
        connection.close()

    people = [threading.Thread(target=work) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    found = verify(heads)
    assert (found.entries, found.problems) == (80, ())


def test_the_audit_says_from_which_address_an_action_came(rf, officer, province):
    def view(request):
        record(officer, "unit.rename", province)
        return HttpResponse()

    note_origin(view)(rf.get("/", REMOTE_ADDR="10.1.2.3"))
    record(officer, "unit.rename", province)
    origins = AuditEntry.objects.order_by("pk").values_list("origin", flat=True)
    assert list(origins) == ["10.1.2.3", "command line"]


@pytest.mark.parametrize(
    "how", ["ALTER TABLE {} DISABLE TRIGGER {}", "ALTER TABLE {} ENABLE REPLICA TRIGGER {}"]
)
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.usefixtures("chain")
def test_a_guard_that_was_switched_off_is_found_while_the_chain_is_whole(table, how, heads):
    guard = {
        "core_auditentry": "audit_is_append_only",
        "core_auditseal": "audit_seals_are_append_only",
    }[table]
    with connection.cursor() as cursor:
        cursor.execute(how.format(table, guard))
        try:
            (problem,) = verify(heads).problems
        finally:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {guard}")
    assert (problem.seq, problem.entry, problem.problem) == (None, None, "unguarded")
    assert not verify(heads).problems
