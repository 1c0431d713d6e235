"""The reform of 1/7/2025 through the wizard is the reform as `units load` reads it."""

import csv
import datetime

import pytest

from mangnon.core.models import Unit, UnitChange, User
from mangnon.core.reforms.applying import apply_reform
from mangnon.core.reforms.drafts import Upload, create_draft, upload_rows
from mangnon.core.units.crosswalk import crosswalk
from mangnon.core.units.loading import load_units

JULY, APRIL = datetime.date(2025, 7, 1), datetime.date(2026, 4, 30)
COLUMNS = (
    "code", "valid_from", "valid_to", "level", "type", "name", "parent_code", "latitude",
    "longitude", "area_km2", "legal_basis", "certainty",
)  # fmt: skip
CHANGE_COLUMNS = ("on", "from_code", "to_code", "kind", "share", "share_basis", "legal_basis")


def read(file):
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return list(csv.DictReader(rows))


def as_csv(rows):
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    return "\n".join(lines).encode()


def register():
    """Return what stands in the register, without the keys of the database."""
    return (
        set(Unit.objects.values_list(*COLUMNS)),
        set(UnitChange.objects.values_list(*CHANGE_COLUMNS)),
    )


def reform(units, changes, on, by):
    """Enter what happens on a day by uploading its rows, and apply it."""
    new = [row | {"valid_to": ""} for row in units if row["valid_from"] == str(on)]
    moved = [row for row in changes if row["on"] == str(on)]
    batch = create_draft(number=f"Sắp xếp {on}", issued_on=on, on=on, by=by)
    batch = upload_rows(
        batch.pk, by=by, seen=batch.version, units=Upload("units.csv", as_csv(new)),
        changes=Upload("unit_changes.csv", as_csv(moved)),
    )  # fmt: skip
    return apply_reform(batch.pk, by=by, seen=batch.version)


@pytest.mark.django_db
def test_the_real_reforms_through_the_wizard_are_those_of_the_files(shared, tmp_path, make_user):
    units, changes = (read(shared / "data" / f"{name}.csv") for name in ("units", "unit_changes"))
    load_units(shared / "data" / "units.csv", shared / "data" / "unit_changes.csv", by=None)
    expected = register()
    shares = crosswalk(JULY - datetime.timedelta(days=1), APRIL)
    UnitChange.objects.all().delete()
    Unit.objects.all().delete()

    old = [row | {"valid_to": ""} for row in units if row["valid_from"] == "1997-01-01"]
    file, none = tmp_path / "units.csv", tmp_path / "changes.csv"
    file.write_bytes(as_csv(old))
    none.write_text(",".join(changes[0]) + "\n", encoding="utf-8")
    load_units(file, none, by=None)
    officer = make_user("focal_office", Unit.objects.get(code="70"))
    reform(units, changes, JULY, officer)
    officer = User.objects.get(pk=officer.pk)
    assert str(officer.unit) == "Tỉnh Đồng Nai"
    reform(units, changes, APRIL, officer)

    assert register() == expected
    assert crosswalk(JULY - datetime.timedelta(days=1), APRIL) == shares
