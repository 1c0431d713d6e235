"""What a batch keeps to be undone outlives the keys that sealed it."""

import pytest

from mangnon.children.models import Child, ImportedRow
from mangnon.core.encryption.key_use import rows_by_key
from mangnon.core.encryption.keyring import INDEX, VALUES, keyring, make_first
from mangnon.core.encryption.rotation import rotate
from mangnon.core.units.loading import local_administrator
from mangnon.intake import services
from tests.children.importing.conftest import AN

pytestmark = pytest.mark.django_db
NUMBER = {"Số định danh": "070220012345"}
FIRST, SECOND = "TE1700000000001", "TE1700000000002"


@pytest.fixture
def file(settings, tmp_path):
    settings.KEYRING = tmp_path / "keys" / "keyring.json"
    make_first(settings.KEYRING)
    return settings.KEYRING


@pytest.fixture
def batch(file, bring):
    """A batch that changed two numbers of one child: one is searched by its mark."""
    bring(AN | NUMBER | {"Số thẻ BHYT": FIRST, "Số giấy khai sinh": "12/2020"})
    return bring(AN | NUMBER | {"Số thẻ BHYT": SECOND, "Số giấy khai sinh": "13/2020"})


@pytest.mark.parametrize("kind", [VALUES, INDEX])
def test_a_batch_is_undone_after_its_keys_were_rotated_and_dropped(kind, batch, file, keeper):
    first = keyring(file).of(kind)[0].id
    assert FIRST not in str(ImportedRow.objects.get(batch=batch).was)
    for _time in range(2):
        done = rotate(file, kind, by=local_administrator(), told=lambda place, count: None)
        assert set(rows_by_key(kind)) == {done.key}
    assert first not in {key.id for key in keyring(file).of(kind)}
    services.undo(batch, by=keeper)
    child = Child.objects.get(insurance_number__matches=FIRST)
    assert (child.insurance_number, child.birth_certificate_number) == (FIRST, "12/2020")


def test_a_rotation_seals_what_is_kept_anew_and_counts_it(batch, file):
    before = ImportedRow.objects.get(batch=batch).was
    done = rotate(file, VALUES, by=local_administrator(), told=lambda place, count: None)
    after = ImportedRow.objects.get(batch=batch).was
    assert rows_by_key(VALUES) == {done.key: done.resealed}
    [(row, fields)] = after["children_child"].items()
    assert fields.keys() == before["children_child"][row].keys()
    for name in ("insurance_number", "birth_certificate_number"):
        assert fields[name].startswith(rf"\x01{done.key}")
        assert not before["children_child"][row][name].startswith(rf"\x01{done.key}")
