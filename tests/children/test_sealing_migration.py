"""The migration seals what was plain, and leaves no plain text in the files of its tables."""

import uuid
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mangnon.children.models import Child, Guardian
from mangnon.core.models import Unit

BEFORE, SEALED = ("children", "0002_families"), ("children", "0003_sensitive_fields_are_sealed")
PHONES_FOUND = "mangnon.children.migrations.0004_the_register_of_officers"
TABLES = ("children_child", "children_guardian")
PLAIN = """
INSERT INTO children_child (
    id, full_name, name_key, search_text, birth_date, sex, ethnicity, disability, poverty,
    birth_registration, identity_number, unit_id
) VALUES (%s, 'Điểu Một', 'x', 'x', '2020-05-17', 'male', '01', 'no', 'poor', 'yes', %s, %s)
"""


@pytest.fixture
def unsealed(django_db_setup, django_db_blocker):
    """The tables as they were before anything was sealed; empty, so that they can go back."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        names = [m._meta.db_table for m in (Child, Guardian)]
        cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
        migrate(BEFORE, fake=True)
        cursor.execute("DROP INDEX child_identity_number_mark, guardian_phone_mark")
        for table, column in (("child", "identity_number"), ("guardian", "phone")):
            cursor.execute(f"ALTER TABLE children_{table} ALTER {column} TYPE varchar(20) USING ''")
            cursor.execute(f"ALTER TABLE children_{table} ALTER {column} SET NOT NULL")


def migrate(*targets, fake=False):
    MigrationExecutor(connection).migrate(list(targets), fake=fake)


@pytest.mark.django_db(transaction=True)
def test_values_are_sealed_where_they_stand_and_empty_ones_become_none(unsealed, province):
    ward = Unit.objects.get(code="25216")
    one, two = uuid.uuid4(), uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [one, "070301012345", ward.pk])
        cursor.execute(PLAIN, [two, "", ward.pk])
        cursor.execute(
            "INSERT INTO children_guardian (id, full_name, phone, unit_id)"
            " VALUES (%s, 'Điểu Bố', '0100123456', %s)",
            [one, ward.pk],
        )
    plain = {table: file_of(table) for table in TABLES}
    migrate(SEALED)
    migrate(*MigrationExecutor(connection).loader.graph.leaf_nodes(), fake=True)
    with connection.schema_editor() as editor:
        import_module(PHONES_FOUND).make_phones_found(None, editor)
        editor.add_index(Guardian, Guardian._meta.indexes[0])
    assert Child.objects.get(pk=one).identity_number == "070301012345"
    assert Child.objects.get(identity_number__isnull=True).pk == two
    assert Guardian.objects.get(phone__matches="0100 123456").phone == "0100123456"
    assert list(Child.objects.with_identity_number("070 301 012345")) == [Child.objects.get(pk=one)]
    for table in TABLES:
        assert file_of(table) != plain[table]  # written anew: what was plain went with the old file
        assert dropped_columns(table) == 0  # nor is it kept in rows under a column's old place


def file_of(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_filepath(%s)", [table])
        return cursor.fetchone()[0]


def dropped_columns(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_attribute WHERE attrelid = %s::regclass AND attisdropped",
            [table],
        )
        return cursor.fetchone()[0]
