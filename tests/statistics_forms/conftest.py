"""A year counted by hand: a run of 2025 and one of 2024, with what agencies reported."""

import datetime

import pytest

from mangnon.core.models import Unit
from mangnon.indicators.models import Result, Run
from mangnon.snapshots.models import Snapshot
from tests.frozen import freeze, freeze_results, write

OLD = datetime.date(1997, 1, 1)
COMMUNES = ("25216", "25217", "25270")
ABOVE = {"25216": "688", "25217": "688", "25270": "692"}
# commune: stunted, measured; births of boys and of girls.
STUNTED = {"25216": (30, 200), "25217": (0, 100), "25270": (15, 150)}
BORN = {"25216": (60, 50), "25217": (33, 30), "25270": (40, 37)}
# commune: boys and girls below 16 by the published population.
CHILDREN = {"25216": (500, 450), "25217": (300, 310), "25270": (250, 240)}


def added(counts):
    """Return the counts of communes, of their districts and of the province."""
    found = dict(counts)
    for unit, parent in [*ABOVE.items(), *((c, "70") for c in COMMUNES)]:
        before = found.get(parent, (0,) * len(counts[unit]))
        found[parent] = tuple(a + b for a, b in zip(before, counts[unit], strict=True))
    return found


def figures(stunted=STUNTED, born=BORN):
    """Yield leaf, unit, dimension, member, numerator, denominator, value of every figure."""
    for unit, (top, bottom) in added(stunted).items():
        yield "4b", unit, "total", "total", top, bottom, 100 * top / bottom
    for unit, (boys, girls) in added(born).items():
        yield "3a", unit, "total", "total", 0, boys + girls, 0.0
        yield "3a", unit, "sex", "male", 0, boys, 0.0
        yield "3a", unit, "sex", "female", 0, girls, 0.0
    yield "4b", "70", "sex", "male", 25, 225, 100 * 25 / 225
    yield "4b", "70", "sex", "female", 20, 225, 100 * 20 / 225
    yield "24", "70", "total", "total", None, None, 31.5
    yield "22", "70", "total", "total", None, None, None


def make_run(by, year, rows, *, population=(), counts=(), cases=()):
    day = datetime.date(year, 12, 31)
    snapshot = Snapshot.objects.create(
        code=f"{year}-12-31-0001", as_of=day, taken_at=f"{year}-12-31T08:00Z", taken_by=by,
        manifest_sha256="ab" * 32, catalog_sha256="cd" * 32,
    )  # fmt: skip
    freeze(snapshot, [], [], year)
    for name, found in (("population", population), ("reported_counts", counts)):
        if found:
            write(snapshot.folder / name, list(found))
    if cases:
        write(snapshot.folder / "abuse_cases", list(cases))
    run = Run.objects.create(
        snapshot=snapshot, engine="duckdb", engine_version="2.0.0", software_version="0.1.0",
        catalog_sha256="cd" * 32, results_sha256="ef" * 32, computed_by=by, seconds=0.1,
    )  # fmt: skip
    units = {unit.code: unit for unit in Unit.objects.all()}
    Result.objects.bulk_create(
        Result(
            run=run, leaf=leaf, unit=units[code], dimension=dimension, member=member,
            numerator=top, denominator=bottom, value=value, basis="final",
            attainment=None if value is not None else "no_data",
        )
        for leaf, code, dimension, member, top, bottom, value in rows
    )  # fmt: skip
    freeze_results(run)
    return run


def people(year=2025):
    return [
        {"unit_code": unit, "unit_valid_from": OLD, "year": year, "age": age, "sex": sex,
         "area": "rural" if unit == "25270" else "urban", "persons": persons,
         "source": "Dân số trung bình 2025", "published_on": datetime.date(year, 9, 1)}
        for unit, (boys, girls) in CHILDREN.items()
        for sex, persons in (("male", boys), ("female", girls))
        for age in (7,)
    ]  # fmt: skip


def reported(item, numbers, year=2025):
    return [
        {"unit_code": unit, "unit_valid_from": OLD, "item": item, "year": year, "number": number,
         "basis": "final", "source": "Báo cáo của Sở", "organisation": ""}
        for unit, number in numbers.items()
    ]  # fmt: skip


@pytest.fixture
def folders(settings, tmp_path):
    settings.SNAPSHOTS, settings.TODAY = tmp_path / "snapshots", datetime.date(2026, 1, 20)
    return tmp_path


@pytest.fixture
def runs(province, officer, folders):
    """The runs of 2024 and 2025: villages of all communes, nursery of two of them."""
    counts = [
        *reported("villages", {"25216": 10, "25217": 8, "25270": 12}),
        *reported("villages_with_culture_facilities", {"25216": 5, "25217": 0, "25270": 6}),
        *reported("nursery_children", {"25216": 40, "25217": 20}),
        *reported("children_taught_online_safety", {"70": 1025}),
    ]
    before = make_run(officer, 2024, figures({u: (t + 5, b) for u, (t, b) in STUNTED.items()}))
    return before, make_run(officer, 2025, figures(), population=people(), counts=counts)
