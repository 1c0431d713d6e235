"""Organisations from files: all or nothing, each wrong row named with its reason."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import Organisation, OrganisationChange, OrganisationName, Refused, Unit
from mangnon.core.organisations.files import (
    CHANGE_COLUMNS,
    NAME_COLUMNS,
    POWER_COLUMNS,
    load_organisations,
)
from mangnon.core.organisations.naming import known_as, who_answers_for
from mangnon.core.units.loading import load_catalog_units

FOLDER = CATALOG / "organisations"
FILES = [FOLDER / f"{name}.csv" for name in ("names", "powers", "changes")]
LABOUR = {
    "code": "ld", "kind": "department", "unit_code": "70", "unit_valid_from": "1997-01-01",
    "name": "Sở Lao động", "valid_to": "2025-03-01", "certainty": "unsure",
}  # fmt: skip
HEALTH = LABOUR | {"code": "yt", "name": "Sở Y tế", "valid_to": ""}
POWER = {"code": "ld", "power": "child_affairs", "valid_to": "2025-03-01", "certainty": "unsure"}
MERGE = {
    "change": "1", "on": "2025-03-01", "kind": "merge", "predecessor": "ld", "successor": "yt",
    "legal_basis": "NQ", "certainty": "unsure",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def write(tmp_path):
    def write_file(name, columns, *rows):
        lines = [",".join(columns)]
        lines += [",".join(f'"{row.get(column, "")}"' for column in columns) for row in rows]
        file = tmp_path / name
        file.write_text("\n".join(lines), encoding="utf-8")
        return file

    return write_file


def test_a_stranger_to_the_register_loads_nothing(leader):
    from django.core.exceptions import PermissionDenied  # noqa: PLC0415

    with pytest.raises(PermissionDenied):
        load_organisations(*FILES, by=leader)


@pytest.mark.parametrize(
    ("names", "powers", "changes", "said"),
    [
        ([LABOUR | {"kind": "so"}], [], [], "names.csv:2: kind"),
        ([LABOUR | {"code": ""}], [], [], "names.csv:2: the code"),
        ([LABOUR | {"unit_code": "99"}], [], [], "names.csv:2: there is no unit 99"),
        ([LABOUR | {"unit_valid_from": "1/1/1997"}], [], [], "names.csv:2: “1/1/1997”"),
        ([LABOUR | {"valid_to": "31/12"}], [], [], "names.csv:2: “31/12”"),
        ([LABOUR | {"certainty": "?"}], [], [], "names.csv:2: certainty"),
        ([LABOUR | {"parent": "không có"}], [], [], "names.csv:2: there is no organisation"),
        ([LABOUR, LABOUR | {"valid_from": "2025-01-01"}], [], [], "names.csv:3: It bears another"),
        ([LABOUR, LABOUR | {"name": "S" * 201, "code": "x"}], [], [], "names.csv:3: .*200"),
        ([LABOUR], [POWER | {"power": "?"}], [], "powers.csv:2: power"),
        ([LABOUR], [POWER | {"code": "x"}], [], "powers.csv:2: there is no organisation"),
        ([LABOUR, HEALTH], [POWER, POWER | {"code": "yt"}], [], "powers.csv:3: Another"),
        ([LABOUR], [], [MERGE], "changes.csv:2: there is no organisation"),
        ([LABOUR, HEALTH], [], [MERGE | {"kind": "?"}], "changes.csv:2: kind"),
        ([LABOUR, HEALTH], [], [MERGE | {"on": "2025-04-01"}], "changes.csv:2: .*did not exist"),
        ([LABOUR, HEALTH], [], [MERGE, MERGE | {"kind": "split"}], "changes.csv:3: all rows"),
        ([LABOUR, HEALTH], [], [MERGE | {"successor": ""}], "changes.csv:2: Say who"),
    ],
)
def test_a_wrong_row_is_refused_and_nothing_is_loaded(
    names, powers, changes, said, write, province
):
    files = (
        write("names.csv", NAME_COLUMNS, *names),
        write("powers.csv", POWER_COLUMNS, *powers),
        write("changes.csv", CHANGE_COLUMNS, *changes),
    )
    with pytest.raises(Refused, match=said):
        load_organisations(*files, by=None)
    assert not Organisation.objects.exists()


def test_the_catalogue_tells_who_answered_for_children_when(db):
    load_catalog_units(CATALOG / "units")
    loaded = load_organisations(*FILES, by=None)
    again = load_organisations(*FILES, by=None)
    assert loaded.changes == OrganisationChange.objects.count() > 0
    assert (again.organisations, again.names, again.powers, again.changes) == (0, 0, 0, 0)
    old, new = (Unit.objects.on(d).get(code=c) for c, d in (
        ("70", date(2025, 1, 1)), ("75", date(2026, 6, 1)),
    ))  # fmt: skip
    answered = [
        who_answers_for("child_affairs", unit=unit, day=day).code
        for unit, day in (
            (old, date(2025, 2, 28)), (old, date(2025, 3, 1)), (new, date(2026, 6, 1)),
        )
    ]  # fmt: skip
    assert answered == [
        "70-so-lao-dong-thuong-binh-va-xa-hoi", "70-so-y-te", "75-so-y-te",
    ]  # fmt: skip
    named = ["Sở Y tế", "SYT", "Công an tỉnh", "Tỉnh Đoàn"]
    assert len(known_as(named, unit=old, day=date(2025, 5, 20))) == len(named)
    assert known_as(["Sở Lao động - Thương binh và Xã hội"], unit=old, day=date(2025, 5, 20)) == {}


def test_every_name_that_is_verified_has_its_source(db):
    load_catalog_units(CATALOG / "units")
    load_organisations(*FILES, by=None)
    assert not OrganisationName.objects.filter(certainty="verified", source="").exists()
