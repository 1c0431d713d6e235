"""A province of three communes whose hidden counts are numbers that stand nowhere else.

It is made and computed once, for the end of 2024 and for today, and reformed after.
"""

import datetime

import pytest

from mangnon.children.models import Child
from mangnon.core.models import AreaClass, Unit, User
from mangnon.indicators.live.refreshing import refresh
from mangnon.indicators.models import Finding, Run
from mangnon.indicators.services import compute_run
from mangnon.snapshots.services import take_snapshot
from tests import small_province
from tests.conftest import make_unit_row
from tests.small_reform import reform
from tests.standing import point_to, standing

# commune: children under 5 whose birth is registered, and those whose is not.
COUNTS = {"25216": (613, 216), "25217": (523, 196), "25270": (3, 224)}
SMALL, BESIDE = "25270", "25217"  # the small one is all of its district
LAST_YEAR_END = datetime.date(2024, 12, 31)
BORN, BORN_THIS_YEAR = datetime.date(2022, 5, 5), datetime.date(2025, 2, 2)


@pytest.fixture(scope="package")
def computed(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return the newest run and its folder; all tests of the package stand on it."""
    folder = tmp_path_factory.mktemp("hiding")
    with standing(django_db_blocker, folder):
        yield make_runs(), folder


@pytest.fixture(autouse=True)
def _folders(computed, monkeypatch, db):
    point_to(computed[1], monkeypatch)


@pytest.fixture
def run(computed):
    return Run.objects.select_related("snapshot").get(pk=computed[0].pk)


@pytest.fixture
def province(run):
    return Unit.objects.get(code="70")


def make_runs() -> Run:
    province = make_unit_row("70", "Bình Phước", "province", "Tỉnh")
    for code, name in {"688": "Phước Long", "692": "Lộc Ninh"}.items():
        make_unit_row(code, name, "district", "Huyện", "70")
    communes = {
        code: make_unit_row(code, f"Xã {code}", "commune", "Xã", "692" if code == SMALL else "688")
        for code in COUNTS
    }
    officer = User.objects.create_user(
        "maker", "mot-mat-khau-dai-2025", full_name="Người tính", role="focal_office", unit=province
    )
    small_province.make_plan(province, officer)
    for code, unit in communes.items():
        AreaClass.objects.create(
            unit=unit, kind="area_3" if code == SMALL else "area_1", family="development",
            valid_from=datetime.date(2021, 6, 4), legal_basis="QĐ 861",
        )  # fmt: skip
    fill(communes)
    compute_run(take_snapshot(LAST_YEAR_END, by=officer), by=officer)
    run = compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
    Finding.objects.create(
        run=run, unit=communes[SMALL], check_name="jump", severity="warning", leaf="14", value=1.32,
        figure="3 227", says="Tăng từ 3 trên 227 trẻ.", advice="Xem lại.",
        begins_on=datetime.date(2025, 1, 1),
    )  # fmt: skip
    refresh()
    reform()
    return run


def fill(communes):
    """Register the children; every tenth of those not registered was born this year."""
    children = [
        Child(full_name="Điểu A", birth_registration=answer, ethnicity="01", unit=communes[code],
              sex=("male", "female")[number % 2],
              birth_date=BORN_THIS_YEAR if answer == "no" and number % 10 == 9 else BORN)
        for code, counts in COUNTS.items()
        for answer, count in zip(("yes", "no"), counts, strict=True)
        for number in range(count)
    ]  # fmt: skip
    for child in children:
        child.set_name_key()
    Child.objects.bulk_create(children)
