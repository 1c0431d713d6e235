"""A province before its reform, a plan with three deadlines, and those who report."""

import datetime
import uuid

import pytest
from django.utils import translation

from mangnon.plans.linking import link_organisations
from mangnon.plans.models import Agency, Deadline, Plan
from mangnon.reports.models import Obligation, Submission, SubmissionVersion
from mangnon.reports.obligations.making import Confirmed, make
from mangnon.reports.obligations.proposing import propose
from tests.conftest import placed
from tests.in_force import put_in_force
from tests.reforms.conftest import apply, draft, province, unit

__all__ = ["apply", "draft", "province", "unit"]

HANOI = datetime.timezone(datetime.timedelta(hours=7))
NOW = datetime.datetime(2025, 5, 5, 9, tzinfo=HANOI)  # a Monday
TODAY = NOW.date()
AGENCIES, DISTRICTS = "Các sở, ban, ngành, đoàn thể tỉnh", "UBND các huyện, thị xã, thành phố"
COMMUNES, UNKNOWN = "UBND các xã, phường, thị trấn", "Đội công tác"


def day(of_month, month=11, year=2025):
    return datetime.date(year, month, of_month)


@pytest.fixture(autouse=True)
def world(settings, tmp_path):
    settings.TODAY, settings.HOME = TODAY, tmp_path / "home"
    with translation.override("en"):
        yield


@pytest.fixture
def health_clerk(make_user, province, health):
    return placed(make_user("agency_focal_point", province, "y-te"), health)


@pytest.fixture
def ward_officer(make_user, unit):
    return make_user("commune_officer", unit("25216"))


@pytest.fixture
def ward_chair(make_user, unit):
    return make_user("commune_chair", unit("25216"))


@pytest.fixture
def plan(officer, province, health, labour):
    """A plan in force: agencies and districts report before 10/11, Sở Y tế before 20/11."""
    plan = Plan.objects.create(
        unit=province, title="Kế hoạch công tác trẻ em năm 2025", year=2025, number="35/KH-UBND",
        issued_on=day(3, 2), file_name="a.docx", sha256="0" * 64, stored_as="a", created_by=officer,
    )  # fmt: skip
    about = {"plan": plan, "state": "confirmed"}
    for position, name in enumerate(("Sở Y tế", "Sở Lao động")):
        Agency.objects.create(name=name, bodies=[name], position=position, **about)
    for position, told in enumerate(
        (
            {"on": day(10), "reporters": [AGENCIES, DISTRICTS, UNKNOWN], "via": "Sở Y tế",
             "recipients": ["UBND tỉnh"], "text": "Gửi báo cáo trước ngày 10/11/2025."},
            {"on": day(20), "reporters": ["Sở Y tế"], "recipients": ["Bộ Y tế", "UBND tỉnh"],
             "text": "Sở Y tế báo cáo trước ngày 20/11/2025."},
            {"on": day(15, 6), "is_inclusive": True, "reporters": [COMMUNES],
             "recurring": "half-yearly", "text": "Báo cáo 6 tháng."},
        )
    ):  # fmt: skip
        Deadline.objects.create(position=position, **about, **told)
    link_organisations(plan)
    return put_in_force(plan, officer, NOW)


@pytest.fixture
def deadlines(plan):
    return list(Deadline.objects.of(plan).order_by("position"))


@pytest.fixture
def make_all(officer):
    """Confirm all that is proposed for a deadline; return what bodies owe from now on."""

    def make_of(deadline, *, by=officer, now=NOW):
        proposal = propose(deadline, by=by, today=now.date())
        keys = [one.body.key for one in proposal.owing]
        return make(deadline, Confirmed(keys), by=by, now=now)

    return make_of


def holders(found=None):
    """Return who owes what stands, in words and in order."""
    owed = Obligation.objects.standing() if found is None else found
    return sorted(str(one.holder) for one in owed)


def begin(obligation, by, state="draft", **more):
    """Begin the report of an obligation, as whoever owes it does."""
    return Submission.objects.create(
        obligation=obligation, unit=obligation.unit, organisation=obligation.organisation,
        state=state, drafted_by=by, drafted_at=NOW, **more,
    )  # fmt: skip


def send(obligation, by, on, state="sent", at=datetime.time(9)):
    """Send the report of an obligation at a time of a day."""
    report = begin(obligation, by, state, version=1, signed_on=on)
    at = datetime.datetime.combine(on, at, tzinfo=HANOI)
    SubmissionVersion.objects.create(
        submission=report, version=1, content={}, signed_on=on, signed_by=by, sent_at=at,
        docx_name=f"{uuid.uuid4()}.docx", docx_sha256="0" * 64,
    )  # fmt: skip
    return report
