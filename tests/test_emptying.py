"""After a test that commits, nothing of it is left: neither what nobody may delete, nor words."""

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from mangnon.core.audit import record
from tests import small_province

CHANGES = """
    SELECT (SELECT count(*) FROM core_auditentry), (SELECT count(*) FROM core_unit),
        (SELECT count(*) FROM children_child), (SELECT count(*) FROM children_name_word)
"""


def counts():
    with connection.cursor() as cursor:
        cursor.execute(CHANGES)
        return cursor.fetchone()


def test_a_flush_leaves_no_record_and_all_that_the_migrations_wrote(transactional_db, officer):
    kept = apps.get_model("auth.Permission").objects.count()
    small_province.fill(officer.unit, officer)
    record(officer, "snapshot.take", officer.unit)
    assert all(counts())
    call_command("flush", verbosity=0, interactive=False)
    assert counts() == (0, 0, 0, 0)
    assert apps.get_model("auth.Permission").objects.count() == kept > 0
