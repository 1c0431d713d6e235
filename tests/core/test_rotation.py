"""After a rotation every value reads the same, and the old key alone opens none of them."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from mangnon.children.models import Child, Guardian
from mangnon.core.audit.batch import Rows, digest_of
from mangnon.core.encryption import rotation
from mangnon.core.encryption.key_use import keys_in_use, prepare_keys, rows_by_key, unopened
from mangnon.core.encryption.keyring import Key, Keyring, KeysRefused, keyring, make_first, write
from mangnon.core.models import AuditEntry, Refused
from mangnon.core.units.loading import local_administrator

NUMBERS = ["070301012345", "070 301 012346", "không có", "07030101O347", ""]


@pytest.fixture
def file(settings, tmp_path):
    settings.KEYRING = tmp_path / "keyring.json"
    make_first(settings.KEYRING)
    return settings.KEYRING


@pytest.fixture
def by(province):
    return local_administrator()


@pytest.fixture
def ward(province):
    return type(province).objects.get(code="25216")


@pytest.fixture
def registers(file, ward):
    """Five children and five carers; the fifth of each has no number, no phone."""
    for place, number in enumerate(NUMBERS):
        child = Child(
            full_name=f"Điểu {place}", birth_date="2020-05-17", unit=ward, identity_number=number
        )
        child.set_name_key()
        child.save()
        phone = f"010000000{place}" if number else ""
        Guardian.objects.create(full_name=f"Điểu {place}", phone=phone, unit=ward)
    return read()


def read():
    numbers = {child.pk: child.identity_number for child in Child.objects.all()}
    return numbers | {guardian.pk: guardian.phone for guardian in Guardian.objects.all()}


def rotate(file, by, kind="values", told=lambda place, done: None):
    return rotation.rotate(file, kind, by=by, told=told)


def test_every_value_reads_the_same_and_the_old_key_alone_opens_none(file, by, registers):
    old = keyring(file)
    told = []
    done = rotate(file, by, told=lambda *step: told.append(step))
    assert read() == registers
    assert told == [("children_child.identity_number", 4), ("children_guardian.phone", 4)]
    assert (done.resealed, done.resumed, done.retired) == (8, False, [old.values[0].id])
    assert rows_by_key("values") == {done.key: 8}
    write(file, old)
    for record in Child.objects.filter(identity_number__isnull=False):
        with pytest.raises(KeysRefused, match=done.key):
            record.identity_number  # noqa: B018
    assert len(unopened(file)) == 2  # a reason for each field


def test_the_key_of_the_marks_is_rotated_and_numbers_are_found_throughout(file, by, registers):
    before = keyring(file)
    found = []

    def look(place, done):
        found.append(Child.objects.with_identity_number("070301012346").count())

    done = rotate(file, by, "index", told=look)
    look("", 0)
    assert set(found) == {1}
    assert read() == registers
    assert (done.resealed, done.retired) == (8, [before.index[0].id])  # numbers and phones
    assert keyring(file).values == before.values
    write(file, before)
    assert not Child.objects.with_identity_number("070301012346").exists()


def test_a_retired_key_is_dropped_when_the_next_rotation_begins_unless_a_value_needs_it(
    file, by, registers
):
    first = keyring(file).values[0]
    rotate(file, by)
    ring = keyring(file)
    assert ring.values[0].id == first.id
    write(file, Keyring((first,), ring.index))  # as a writer who was late sees it
    child = Child.objects.first()
    child.identity_number = "070301099999"
    child.save()
    write(file, ring)
    assert Child.objects.get(pk=child.pk).identity_number == "070301099999"
    rotate(file, by)
    assert first.id in {key.id for key in keyring(file).values}
    rotate(file, by)
    assert first.id not in {key.id for key in keyring(file).values}
    assert Child.objects.get(pk=child.pk).identity_number == "070301099999"


def test_a_rotation_that_was_killed_is_taken_up_with_the_same_key(file, by, registers):
    class Killed(BaseException):
        pass

    def kill(place, done):
        raise Killed

    with pytest.raises(Killed):
        rotate(file, by, told=kill)
    assert len(rows_by_key("values")) == 2
    assert read() == registers
    assert {key.state for key in keys_in_use(file)} == {"current", "old"}
    done = rotate(file, by)
    assert (done.resumed, done.resealed, len(done.retired)) == (True, 4, 1)
    assert rows_by_key("values") == {done.key: 8}
    assert read() == registers


def test_a_rotation_changes_no_digest_of_a_bulk_load(file, by, registers):
    before = digest_of(Rows(Child))
    rotate(file, by)
    rotate(file, by, "index")
    assert digest_of(Rows(Child)) == before
    assert "identity_number" not in before.columns


def test_it_is_audited_without_a_secret_or_a_value(file, by, registers):
    done = rotate(file, by)
    begun, ended = AuditEntry.objects.order_by("pk")
    assert (begun.action, ended.action) == ("keys.rotate", "keys.retire")
    assert begun.details == {"kind": "values", "key": done.key, "resumed": False}
    assert ended.details == {"keys": done.retired, "resealed": 8}
    text = str([begun.details, ended.details])
    ring = keyring(file)
    assert not any(key.secret in text for key in ring.values + ring.index)


def test_only_who_may_rotates(file, officer, leader):
    before = keyring(file)
    for user in (officer, leader):
        with pytest.raises(PermissionDenied):
            rotate(file, user)
    assert keyring(file) == before


def test_a_value_that_does_not_open_stops_the_rotation_and_keeps_the_old_key(file, by, registers):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE children_guardian SET phone = set_byte(phone, 30, 0)")
        cursor.execute("UPDATE children_guardian SET phone = set_byte(phone, 31, 1)")
    old = keyring(file).values[0]
    with pytest.raises(KeysRefused, match="children_guardian"):
        rotate(file, by)
    assert not keyring(file).values[0].retired_at
    assert keyring(file).values[0] == old


def test_lost_keys_are_not_replaced_while_values_need_them(file, registers, tmp_path):
    file.rename(tmp_path / "kept.json")
    prepare_keys(file)
    assert not file.exists()
    Child.objects.all().delete()
    Guardian.objects.all().delete()
    prepare_keys(file)
    assert file.exists()


@pytest.mark.django_db(transaction=True)
def test_people_who_hold_a_record_are_waited_for_and_what_they_save_stays(file, by, registers):
    """One holds a record throughout the first pass, and saves another number into it."""
    held, saved = threading.Event(), threading.Event()
    child = Child.objects.get(full_name="Điểu 0")

    def work():
        with transaction.atomic():
            record = Child.objects.select_for_update().get(pk=child.pk)
            held.set()
            saved.wait(10)
            record.identity_number = "070301011111"
            record.save()
        connection.close()

    person = threading.Thread(target=work)
    person.start()
    held.wait(10)
    done = rotate(file, by, told=lambda place, done: saved.set())
    person.join()
    assert read() == registers | {child.pk: "070301011111"}
    assert set(rows_by_key("values")) == {done.key}


@pytest.mark.django_db(transaction=True)
def test_two_rotations_at_once_are_refused(file, by):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [rotation.ROTATION_LOCK])

    def second(refusals):
        try:
            rotate(file, by)
        except Refused as refusal:
            refusals.append(refusal)
        connection.close()

    refusals = []
    other = threading.Thread(target=second, args=[refusals])
    other.start()
    other.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [rotation.ROTATION_LOCK])
    assert len(refusals) == 1
    assert len(keyring(file).values) == 1


def test_a_key_that_values_need_and_the_ring_lacks_is_listed_as_missing(file, registers):
    ring = keyring(file)
    write(file, Keyring((Key.new(),), ring.index))
    missing = [key for key in keys_in_use(file) if key.state == "missing"]
    assert [(key.id, key.kind, key.rows) for key in missing] == [(ring.values[0].id, "values", 8)]
