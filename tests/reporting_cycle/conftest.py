"""A province with a plan, figures, three agencies, three communes and all who report of them."""

import datetime

import pytest

from mangnon.core.models import Unit
from mangnon.indicators.services import compute_run
from mangnon.plans.linking import link_organisations
from mangnon.plans.models import Agency, Deadline
from mangnon.snapshots.services import take_snapshot
from tests import small_province
from tests.conftest import placed
from tests.in_force import as_if_written_so

ASKED, DUE, GATHERED = (datetime.date(2025, 11, day) for day in (3, 10, 20))
AGENCIES = ("Sở Tư pháp", "Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch")
COMMUNES = ("25216", "25217", "25270")
OFFICE = "Sở Y tế"
REPORTERS = ["Các sở, ban, ngành, đoàn thể tỉnh", "UBND các xã, phường, thị trấn"]


@pytest.fixture
def world(province, officer, make_organisation, settings, tmp_path):
    """The registers, the plan with its two deadlines, and figures that can be computed again."""
    settings.TODAY, settings.HOME = small_province.TODAY, tmp_path
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    Unit.objects.update(valid_to=None)
    plan = small_province.fill(province, officer)
    bodies = {name: make_organisation(name, province) for name in (OFFICE, *AGENCIES)}
    with as_if_written_so():
        for position, name in enumerate(bodies):
            Agency.objects.create(
                plan=plan, name=name, bodies=[name], position=position, state="confirmed"
            )
        for on, told in (
            (DUE, {"reporters": REPORTERS, "via": OFFICE, "recipients": ["UBND tỉnh"]}),
            (GATHERED, {"reporters": [OFFICE], "recipients": ["Bộ Y tế", "UBND tỉnh"]}),
        ):
            text = f"Gửi báo cáo chậm nhất ngày {on:%d/%m/%Y}."
            Deadline.objects.create(
                plan=plan, on=on, is_inclusive=True, text=text, state="confirmed", **told
            )
    link_organisations(plan)
    compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
    settings.TODAY = ASKED
    return bodies


@pytest.fixture
def office(officer, make_user, province):
    """Two of the focal office: who writes the consolidated report, and who signs it."""
    return officer, make_user("focal_office", province, "lanh-dao-so")


@pytest.fixture
def people(world, make_user, province):
    """Return who writes and who signs for each body that sends its report, by its name."""
    found = {}
    for name in AGENCIES[:2]:
        found[name] = tuple(
            placed(make_user("agency_focal_point", province, f"{what} {name}"), world[name])
            for what in ("soạn", "ký")
        )
    for code in COMMUNES:
        unit = Unit.objects.get(code=code)
        found[str(unit)] = tuple(
            make_user(f"commune_{role}", unit) for role in ("officer", "chair")
        )
    return found
