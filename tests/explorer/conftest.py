"""A province whose children are counted by hand: by commune, sex, ethnic group and registration."""

import datetime

import pytest

from mangnon.children.models import Child
from mangnon.core.models import Unit
from mangnon.indicators.released import hidden_in
from mangnon.indicators.services import compute_run
from mangnon.snapshots.services import take_snapshot
from tests import small_province

# commune, sex, ethnicity: children under 5 whose birth is registered, and those whose is not.
CHILDREN = {
    ("25216", "male", "01"): (40, 10),
    ("25216", "female", "01"): (30, 10),
    ("25216", "male", "12"): (20, 8),
    ("25216", "female", "12"): (12, 6),
    ("25217", "male", "01"): (25, 7),
    ("25217", "female", "01"): (3, 2),  # few: hidden from those who may not see the children
    ("25270", "male", "01"): (50, 9),
    ("25270", "female", "01"): (40, 11),
    ("25270", "male", "12"): (30, 12),
    ("25270", "female", "12"): (21, 13),
}
GROUPS = {"01": "kinh", "12": "other"}
ABOVE = {"25216": "688", "25217": "688", "25270": "692"}
BORN = datetime.date(2022, 5, 5)


def fill(children):
    """Put the children into the register."""
    units = {unit.code: unit for unit in Unit.objects.on(datetime.date(2025, 6, 30))}
    rows = []
    for (code, sex, ethnicity), counts in children.items():
        for answer, count in zip(("yes", "no"), counts, strict=True):
            for _number in range(count):
                child = Child(
                    full_name="Điểu A", birth_date=BORN, birth_registration=answer, sex=sex,
                    ethnicity=ethnicity, unit=units[code],
                )  # fmt: skip
                child.set_name_key()
                rows.append(child)
    Child.objects.bulk_create(rows)


def by_hand(unit, sex=None, group=None, children=None):
    """Return the registered and all children of a unit."""
    found = [
        counts
        for (code, one, ethnicity), counts in (children or CHILDREN).items()
        if unit in {code, ABOVE[code], "70"}
        and sex in {None, one}
        and group in {None, GROUPS[ethnicity]}
    ]
    registered = sum(yes for yes, _no in found)
    return registered, registered + sum(no for _yes, no in found)


@pytest.fixture
def make_run(province, officer, settings, tmp_path):
    """Return a function that freezes and computes a province with the children."""

    def make(children):
        settings.TODAY, settings.HOME = small_province.TODAY, tmp_path
        settings.SNAPSHOTS = tmp_path / "snapshots"
        small_province.make_plan(province, officer)
        fill(children)
        run = compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
        hidden_in(run)  # as the job does after each computation
        return run

    return make


@pytest.fixture
def run(make_run):
    return make_run(CHILDREN)


@pytest.fixture
def guardian_of_all(make_user, province):
    """Somebody who sees every child of the province, and so every count."""
    return make_user("console", province)
