"""Numbers go from the sheet into the register without standing anywhere in plain text."""

import pytest
from django.db import connection

from mangnon.children.models import ImportedRow
from mangnon.core.models import AuditEntry
from tests.children.importing.conftest import AN

pytestmark = pytest.mark.django_db
SECRETS = {
    "Số định danh": "070220001234", "Số giấy khai sinh": "QUYEN-777/2020",
    "Số thẻ BHYT": "TE1708888888888", "Họ tên mẹ": "Thị Brơi", "SĐT mẹ": "0912345678",
}  # fmt: skip
PLAIN = ("070220001234", "QUYEN-777", "TE1708888888888", "0912345678", "912345678")


def tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relpersistence <> 't'"
            " AND relnamespace = 'public'::regnamespace"
        )
        names = [name for (name,) in cursor.fetchall()]
        for name in names:
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{name}" AS t')
            yield name, cursor.fetchone()[0] or ""


def test_no_table_holds_a_number(bring):
    bring(AN | SECRETS)
    bring(AN | SECRETS | {"Số giấy khai sinh": "QUYEN-778/2020", "SĐT mẹ": "0912999999"})
    held = dict(tables())
    assert "Nguyễn Văn An" in held["children_child"]
    for number in (*PLAIN, "QUYEN-778", "0912999999"):
        assert [name for name, text in held.items() if number in text] == []


def test_what_was_there_before_is_kept_as_it_was_sealed(bring):
    bring(AN | SECRETS)
    bring(AN | SECRETS | {"Số giấy khai sinh": "QUYEN-778/2020"})
    (row,) = ImportedRow.objects.filter(action="updated")
    ((was,),) = (list(records.values()) for records in row.was.values())
    assert was["birth_certificate_number"].startswith("\\x01")


def test_the_audit_names_no_child(bring):
    bring(AN | SECRETS)
    told = "\n".join(str(entry.details) for entry in AuditEntry.objects.all())
    for word in (*PLAIN, "Nguyễn", "Brơi"):
        assert word not in told
