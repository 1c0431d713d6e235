"""A copy of the catalogue in which files may be changed, as who writes a new one does."""

import shutil

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.catalogs.parts import COMPARED

LEAF_14 = "indicators/14@2021-01-01.yaml"


@pytest.fixture
def other(tmp_path):
    folder = tmp_path / "other"
    for part in COMPARED:
        shutil.copytree(CATALOG / part, folder / part)
    return folder


def edit(folder, file, *changes):
    """Replace texts in one file of the folder."""
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{file} does not hold {old!r}"
        text = text.replace(old, new, 1)
    (folder / file).write_text(text, encoding="utf-8")


def redefine(folder, first_day="2026-01-01"):
    """From the day on, count the registered births of children under 1, not under 5."""
    text = (folder / LEAF_14).read_text(encoding="utf-8")
    new = text.replace("INTERVAL '5' YEAR", "INTERVAL '1' YEAR")
    new = new.replace("trẻ em dưới 5 tuổi", "trẻ em dưới 1 tuổi")
    new = new.replace("valid_from: 2021-01-01", f"valid_from: {first_day}")
    (folder / f"indicators/14@{first_day}.yaml").write_text(new, encoding="utf-8")
    edit(folder, LEAF_14, ("valid_to: null", f"valid_to: {first_day}"))
