"""The cast of the cases, and a catalogue in which a rule pauses a limit."""

import shutil

import pytest

from mangnon.cases.models import CaseClock
from mangnon.catalog import CATALOG
from mangnon.engine.cases.load import stamps
from tests.cases import conftest as cast

the_day, commune, other_commune = cast.the_day, cast.commune, cast.other_commune
worker, colleague, chair, operator = cast.worker, cast.colleague, cast.chair, cast.operator
new_report, case, take, agree = cast.new_report, cast.case, cast.take, cast.agree


@pytest.fixture
def clock():
    """Return the one clock of a code."""
    return lambda code: CaseClock.objects.get(code=code)


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A copy of the catalogue that is in force; a clock is changed by its text."""
    copied = tmp_path / "catalog"
    for folder in ("cases", "lists"):
        shutil.copytree(CATALOG / folder, copied / folder)
    monkeypatch.setattr("mangnon.cases.catalog.CATALOG", copied)

    def change(code, old, new):
        (file,) = (copied / "cases" / "clocks").glob(f"{code}@*.yaml")
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        stamps.cache_clear()

    return change
