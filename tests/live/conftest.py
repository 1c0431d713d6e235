"""A synthetic province of a few hundred children, and the oracle of its figures: a snapshot."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import Unit
from mangnon.core.units.loading import load_catalog_units, local_administrator
from mangnon.core.units.province import results_province
from mangnon.demo.load import load
from mangnon.demo.province import generate
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.load import load_catalog
from mangnon.engine.pipeline import run
from mangnon.indicators.live import refreshing
from mangnon.indicators.live.reading import live_figures
from mangnon.indicators.live.refreshing import refresh
from mangnon.indicators.models import LiveCount
from mangnon.snapshots.services import take_snapshot

TODAY = date(2025, 10, 31)
CHILDREN = 600


@pytest.fixture(scope="session")
def tables():
    return generate(CHILDREN, seed=7, today=TODAY).tables


@pytest.fixture
def home(settings, tmp_path, monkeypatch):
    settings.TODAY, settings.HOME = TODAY, tmp_path
    settings.SNAPSHOTS, settings.INTAKE = tmp_path / "snapshots", tmp_path / "intake"
    monkeypatch.setattr(refreshing, "UNITS_AT_ONCE", 500)
    return tmp_path


@pytest.fixture
def filled(transactional_db, home, tables):
    """The province, with everything counted."""
    load_catalog_units(CATALOG / "units")
    load(tables)
    refresh()
    return results_province()


@pytest.fixture
def admin(filled):
    return local_administrator()


@pytest.fixture
def communes(filled):
    """Three communes that have children of all ages."""
    return list(Unit.objects.filter(level="commune", parent_code="688").order_by("code")[:3])


def counted():
    """Count again what is out of date; return the codes of the units, none of them twice."""
    return [unit.code for unit in refresh()]


def require_as_frozen(by):
    """Require that all live figures are those of a snapshot that is taken and computed now."""
    snapshot = take_snapshot(TODAY, by=by)
    results = run(snapshot.folder, load_catalog(CATALOG), as_of=TODAY).results.to_pylist()
    _require_same_counts(results)
    for code in ("70", "688"):
        _require_same_figures(code, results, by)


def _require_same_counts(results):
    communes = set(Unit.objects.filter(level="commune").values_list("code", flat=True))
    expected = {
        (row["leaf"], row["unit"], row["dimension"], row["member"]): _counts(row)
        for row in results
        if row["unit"] in communes and row["denominator"] is not None and any(_counts(row))
    }
    columns = ("leaf", "unit__code", "dimension", "member", "numerator", "denominator")
    stored = LiveCount.objects.values_list(*columns)
    assert {tuple(row[:4]): tuple(row[4:]) for row in stored if any(row[4:])} == expected


def _counts(row):
    return row["numerator"], row["denominator"]


def _require_same_figures(code, results, by):
    told = live_figures(Unit.objects.get(code=code, valid_to=date(2025, 7, 1)), by=by)
    numbers = ("numerator", "denominator", "value", "low", "high")
    for row in results:
        if (row["unit"], row["dimension"]) == (code, TOTAL):
            live = told.figures[row["leaf"]]
            if "distinct_summed" not in live.flags:  # a child may be counted in two communes
                assert [getattr(live, name) for name in numbers] == [row[n] for n in numbers], row
    assert not told.is_waiting
