"""What the register keeps sealed: opened on the record, found by its mark, plain nowhere else."""

import pickle

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, transaction

from mangnon.children.models import Child, Guardian
from mangnon.core.encryption.keyring import KeysRefused
from mangnon.core.encryption.values import Sealed

NUMBER, PHONE = "070301012345", "0100123456"


@pytest.fixture
def child(make_child):
    return make_child(identity_number=NUMBER)


@pytest.fixture
def guardian(ward):
    return Guardian.objects.create(full_name="Điểu Bố", phone=PHONE, unit=ward)


def stored(record, column):
    table = record._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE id = %s', [record.pk])
        return cursor.fetchone()[0]


def test_a_value_is_read_back_from_its_record(child, guardian):
    assert Child.objects.get().identity_number == NUMBER
    assert Guardian.objects.get().phone == PHONE
    assert child.identity_number == NUMBER


def test_no_value_is_no_value_in_the_database_and_empty_text_here(make_child):
    child = make_child()
    assert stored(child, "identity_number") is None
    assert Child.objects.get().identity_number == ""
    assert list(Child.objects.filter(identity_number__isnull=True)) == [child]


def test_the_database_and_whatever_shows_a_record_hold_it_sealed(child):
    assert NUMBER.encode() not in stored(child, "identity_number")
    read = Child.objects.get()
    read.identity_number  # noqa: B018 - reading it leaves nothing behind
    for record in (child, read):
        assert NUMBER not in repr(vars(record))
    assert NUMBER.encode() not in pickle.dumps(read)
    assert isinstance(Child.objects.values_list("identity_number", flat=True)[0], Sealed)


def test_queries_do_not_show_it(child, django_assert_num_queries):
    with django_assert_num_queries(2) as seen:
        child.save()
        list(Child.objects.with_identity_number(NUMBER))
    assert NUMBER not in "".join(query["sql"] for query in seen.captured_queries)


@pytest.mark.parametrize("lookup", ["exact", "contains", "in", "gt", "regex", "lower"])
def test_it_is_asked_for_by_no_other_lookup(child, lookup):
    with pytest.raises(FieldError):
        Child.objects.filter(**{f"identity_number__{lookup}": NUMBER}).exists()


def test_a_guardian_is_found_by_the_digits_of_its_phone(guardian):
    assert Guardian.objects.filter(phone__matches=f"{PHONE[:4]} {PHONE[4:]}").get() == guardian
    assert not Guardian.objects.filter(phone__matches=PHONE[:-1]).exists()


def test_a_write_that_knows_no_row_is_refused_and_nothing_is_plain(child):
    for write in (
        lambda: Child.objects.update(identity_number=NUMBER),
        lambda: Child.objects.bulk_update([child], ["identity_number"]),
    ):
        with pytest.raises(TypeError, match="save"), transaction.atomic():
            write()
    assert Child.objects.get().identity_number == NUMBER


def test_saving_some_fields_or_many_records_seals_them(child, ward):
    child.identity_number = "070301054321"
    child.save(update_fields=["identity_number"])
    assert Child.objects.get().identity_number == "070301054321"
    assert list(Child.objects.with_identity_number("070301054321")) == [child]
    assert not Child.objects.with_identity_number(NUMBER).exists()
    Guardian.objects.bulk_create(
        Guardian(full_name=f"Điểu {n}", phone=f"010000000{n}", unit=ward) for n in range(3)
    )
    assert {g.phone[-1] for g in Guardian.objects.all()} == {"0", "1", "2"}


def test_a_value_that_was_copied_to_another_row_does_not_open(child, make_child):
    thief = make_child(full_name="Điểu Khác")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE children_child SET identity_number = "
            "(SELECT identity_number FROM children_child WHERE id = %s) WHERE id = %s",
            [child.pk, thief.pk],
        )
    with pytest.raises(KeysRefused, match=str(thief.pk)):
        Child.objects.get(pk=thief.pk).identity_number  # noqa: B018


def test_a_child_is_found_by_the_digits_of_its_number(child, make_child):
    spaced = make_child(full_name="Điểu Hai", identity_number="070 301 012345")
    make_child(full_name="Điểu Ba", identity_number="070301012346")
    make_child(full_name="Điểu Tư", identity_number="không có")
    make_child(full_name="Điểu Năm", identity_number="không có")
    assert set(Child.objects.with_identity_number(NUMBER)) == {child, spaced}
    assert set(Child.objects.with_identity_number("070.301.012.345")) == {child, spaced}
    for nothing in ("", "không có", "0703010123"):
        assert not Child.objects.with_identity_number(nothing).exists()


def test_the_search_uses_the_index_of_marks(child):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "child_identity_number_mark" in Child.objects.with_identity_number(NUMBER).explain()


def test_a_number_that_is_too_long_is_refused_before_it_is_sealed(child):
    child.identity_number = "0" * 21
    with pytest.raises(ValidationError) as refused:
        child.full_clean()
    assert set(refused.value.message_dict) == {"identity_number"}
    with pytest.raises(TypeError):
        child.identity_number = 70301012345


def test_without_the_keys_nothing_is_read_and_nothing_is_written(child, settings, tmp_path):
    settings.KEYRING = tmp_path / "elsewhere.json"
    before = stored(child, "identity_number")
    with pytest.raises(KeysRefused):
        Child.objects.get().identity_number  # noqa: B018
    child.identity_number = "070301054321"
    with pytest.raises(KeysRefused), transaction.atomic():
        child.save()
    assert stored(child, "identity_number") == before
