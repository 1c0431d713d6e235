"""The words of the names, which the database keeps true whoever writes the children."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from mangnon.children.models import Child, NameWord
from mangnon.children.names import name_key, search_text


def kept():
    rows = NameWord.objects.values_list("word", "name_key", "child", "search_text")
    return sorted(rows)


def expected():
    return sorted(
        (word, child.name_key, child.pk, child.search_text)
        for child in Child.objects.all()
        for word in set(child.search_text.split())
    )


def test_a_child_stands_once_under_each_word_of_the_name(make_child):
    child = make_child(full_name="Nguyễn Nguyên Đà")
    assert [word for word, *_ in kept()] == ["da", "nguyen"]
    assert {pk for _word, _key, pk, *_ in kept()} == {child.pk}
    assert kept() == expected()


def test_a_bulk_of_children_is_entered_at_once(make_child, ward, django_assert_num_queries):
    rows = [
        Child(full_name=name, birth_date=date(2020, 1, 1), unit=ward)
        for name in ("Trần Văn An", "Bưi", "Thị K'Rứt")
    ]
    for child in rows:
        child.set_name_key()
    with django_assert_num_queries(1):
        Child.objects.bulk_create(rows)
    assert len(kept()) == 6
    assert kept() == expected()


def test_a_copy_into_the_table_is_entered_too(ward):
    columns = ("id", "full_name", "name_key", "search_text", "birth_date", "unit_id")
    fixed = {"sex": "male", "ethnicity": "01", "disability": "no", "poverty": "unknown"}
    named = ", ".join([*columns, *fixed, "birth_registration"])
    into = f"COPY children_child ({named}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for name in ("Lê Thị Hòa", "Lê Thị Hoà"):
            copy.write_row(
                (uuid4(), name, name_key(name), search_text(name), date(2020, 1, 1), ward.pk,
                 *fixed.values(), "yes")
            )  # fmt: skip
    assert [word for word, *_ in kept()] == ["hoa", "hoa", "le", "le", "thi", "thi"]
    assert kept() == expected()


@pytest.mark.parametrize("new", ["Lê Văn Anh", "Nguyễn Thị Ân", "An"])
def test_a_new_name_takes_the_place_of_the_old_one(make_child, new):
    child, other = make_child(full_name="Nguyễn Thị An"), make_child(full_name="Lê Thị An")
    child.set_name(new)
    child.save()
    assert kept() == expected()
    assert {other.pk, child.pk} == {pk for _word, _key, pk, *_ in kept()}


def test_what_changes_nothing_of_the_name_writes_no_word(make_child, township):
    make_child()
    where = "SELECT array_agg(ctid::text ORDER BY ctid) FROM children_name_word"
    with connection.cursor() as cursor:
        cursor.execute(where)
        before = cursor.fetchall()
        Child.objects.update(sex="female", unit=township)
        cursor.execute(where)
        assert cursor.fetchall() == before


def test_a_child_that_is_taken_back_leaves_no_word(make_child):
    child, other = make_child(full_name="Lê Thị An"), make_child(full_name="Lê Thị An")
    child.delete()
    assert {pk for _word, _key, pk, *_ in kept()} == {other.pk}


def test_a_table_that_is_emptied_leaves_no_word(make_child):
    make_child()
    connection.check_constraints()  # what is pending would stand in the way
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE children_child CASCADE")
    assert kept() == []
