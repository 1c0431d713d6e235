"""The migration that makes a place of every school that there was."""

import uuid
from importlib import import_module

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mangnon.core.models import Organisation, Unit
from mangnon.places.models import Place, School

BEFORE = ("places", "0003_school_organisation")
# The table of schools as it was, with nothing in it.
AS_IT_WAS = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE places_school DROP CONSTRAINT places_school_place_id_fk;
ALTER TABLE places_school RENAME COLUMN place_id TO id;
ALTER TABLE places_school ADD COLUMN name varchar(200) NOT NULL,
    ADD COLUMN organisation_id bigint, ADD COLUMN unit_id bigint NOT NULL,
    ADD CONSTRAINT school_name_once_in_a_commune UNIQUE (unit_id, name),
    ADD CONSTRAINT school_has_a_name CHECK (name <> '');
"""


def test_a_school_keeps_its_key_name_unit_level_and_organisation(province):
    migration = import_module("mangnon.places.migrations.0004_every_place")
    ward = Unit.objects.get(code="25216")
    body = Organisation.objects.create(name="Trường Mầm non Hoa Sen")
    state = MigrationExecutor(connection).loader.project_state(BEFORE)
    for step in migration.Migration.operations[:-1]:
        step.state_forwards("places", state)
    key = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(AS_IT_WAS)
        cursor.execute(
            "INSERT INTO places_school (id, unit_id, name, level, organisation_id)"
            " VALUES (%s, %s, %s, 'preschool', %s)",
            [key, ward.pk, body.name, body.pk],
        )
        with connection.schema_editor(atomic=False) as editor:
            migration.copy_schools(state.apps, editor)
        cursor.execute(migration.SCHOOL_IS_A_PLACE)
    school = School.objects.get(pk=key)
    assert (school.name, school.unit, school.organisation) == (body.name, ward, body)
    assert (school.kind, school.level) == ("school", "preschool")
    assert Place.objects.get(pk=key).search_text == "truong mam non hoa sen"
