"""The first load of a register sets the keys of its tables aside, and puts them back."""

import psycopg
import pytest
from django.db import IntegrityError, connection

from mangnon.children.importing import filling
from mangnon.children.models import Child, ImportedRow, NameWord
from mangnon.core import set_aside
from mangnon.core.audit.batch import recompute
from mangnon.intake import services
from tests.children.importing.conftest import AN, counts
from tests.keys import keys_and_indexes

pytestmark = pytest.mark.django_db(transaction=True)
BINH = AN | {"Họ và tên": "Trần Thị Bình", "Giới tính": "Nữ", "Họ tên mẹ": "Thị Brơi"}


@pytest.fixture(autouse=True)
def two_are_many(monkeypatch):
    monkeypatch.setattr(filling, "MANY", 2)


@pytest.fixture
def aside(monkeypatch):
    """Count how often keys were set aside."""
    times = []
    really = filling.keys_set_aside

    def counting(cursor, tables):
        times.append(tables)
        return really(cursor, tables)

    monkeypatch.setattr(filling, "keys_set_aside", counting)
    return times


def test_a_first_load_is_as_any_other_and_leaves_the_keys_as_they_were(bring, keeper, aside):
    before = keys_and_indexes()
    batch = bring(AN, BINH)
    assert len(aside) == 1
    assert counts(batch) == (2, 0, 0, 0)
    assert keys_and_indexes() == before
    words = NameWord.objects.values_list("word", flat=True)
    assert sorted(words) == ["an", "binh", "nguyen", "thi", "tran", "van"]
    assert [found.state for found in recompute()] == ["identical", "identical"]
    assert counts(bring(AN, BINH)) == (0, 0, 2, 0)
    services.undo(batch, by=keeper)
    assert not Child.objects.exists()


def test_a_register_that_holds_as_many_keeps_its_keys(bring, aside):
    bring(AN)
    bring(BINH, AN | {"Họ và tên": "Lê Văn Cường"})
    assert len(aside) == 1
    bring(AN | {"Họ và tên": "Điểu Lên"}, AN | {"Họ và tên": "Điểu Sơn"})
    assert len(aside) == 1


def test_an_import_does_not_wait_for_somebody_who_stays_at_the_register(bring, aside, monkeypatch):
    monkeypatch.setattr(set_aside, "PATIENCE", "100ms")
    connection.ensure_connection()
    with psycopg.connect(connection.connection.info.dsn) as other:
        other.execute("SELECT count(*) FROM children_child")  # a reading that goes on
        assert counts(bring(AN, BINH)) == (2, 0, 0, 0)
    assert aside == []
    assert Child.objects.count() == ImportedRow.objects.count() == 2


def test_a_load_that_fails_leaves_the_keys_and_an_empty_register(bring, monkeypatch):
    before = keys_and_indexes()
    monkeypatch.setattr(filling, "FILLED", ("children_child", "children_guardianship"))

    def spoil(cursor, tables):
        return set_aside.keys_set_aside(_Spoiling(cursor), tables)

    monkeypatch.setattr(filling, "keys_set_aside", spoil)
    with pytest.raises(IntegrityError):
        bring(AN, BINH)
    assert keys_and_indexes() == before
    assert not Child.objects.exists()


class _Spoiling:
    """Deletes the guardians before their keys are checked: what an error of ours might do."""

    def __init__(self, cursor):
        self.cursor = cursor

    def execute(self, statement):
        if "ADD CONSTRAINT" in statement and "guardian_id" in statement:
            self.cursor.execute("DELETE FROM children_guardian")
        return self.cursor.execute(statement)

    def fetchall(self):
        return self.cursor.fetchall()
