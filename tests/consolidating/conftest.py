"""A province whose bodies report: one agency and three communes; the focal office consolidates."""

import datetime

import pytest
from django.utils import timezone, translation

from mangnon.core.models import Unit
from mangnon.reports.consolidating.arranging import take_all
from mangnon.reports.consolidating.taking_in import begin
from mangnon.reports.models import Obligation, Submission, SubmissionVersion
from mangnon.ui.context import now
from tests.reports.conftest import folders, plan, run

__all__ = ["folders", "plan", "run"]

TODAY = datetime.date(2025, 11, 15)
DUE = datetime.date(2025, 11, 10)
YEAR = {
    "period": "year", "period_from": datetime.date(2025, 1, 1),
    "period_to": datetime.date(2025, 12, 31),
}  # fmt: skip
HEADINGS = {"results": "Kết quả", "difficulties": "Khó khăn, vướng mắc", "next": "Phương hướng"}


@pytest.fixture(autouse=True)
def day(settings, folders):
    settings.TODAY = TODAY


@pytest.fixture
def english():
    """What is refused is read in the words of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def colleague(make_user, province):
    """Another person of the focal office: who signs what the officer wrote."""
    return make_user("focal_office", province, "lanh-dao-so")


@pytest.fixture
def health(make_organisation, province):
    return make_organisation("Sở Y tế", province)


@pytest.fixture
def schools(make_organisation, province):
    return make_organisation("Sở Giáo dục và Đào tạo", province)


@pytest.fixture
def owe(plan, officer):
    """Let a unit, or an organisation of it, owe the report of the year."""

    def make(unit, organisation=None, **about):
        if not isinstance(unit, Unit):
            unit = Unit.objects.get(code=unit)
        told = YEAR | {"title": "Báo cáo công tác trẻ em năm 2025", "due_on": DUE} | about
        return Obligation.objects.create(
            unit=unit, organisation=organisation, plan=plan, counted_until=told["due_on"],
            asked_by=officer, asked_at=now(), **told,
        )  # fmt: skip

    return make


@pytest.fixture
def own(owe, province, health, run):
    """What the focal office itself owes: the report made of the others."""
    return owe(
        province, health, consolidates=True, due_on=datetime.date(2025, 11, 20),
        title="Báo cáo tổng hợp công tác trẻ em năm 2025",
    )  # fmt: skip


@pytest.fixture
def accept(officer):
    """Let a body's report be accepted, with these words and figures; again: its next version."""

    def make(obligation, words, figures=(), *, state="accepted"):
        submission, _new = Submission.objects.get_or_create(
            obligation=obligation,
            defaults={
                "unit": obligation.unit, "organisation": obligation.organisation,
                "drafted_by": officer, "drafted_at": now(),
            },
        )  # fmt: skip
        submission.version += 1
        submission.state, submission.number = state, f"{submission.version}/BC"
        submission.signed_on = DUE
        submission.save()
        sections = [
            {"key": key, "heading": HEADINGS[key], "text": text} for key, text in words.items()
        ]
        SubmissionVersion.objects.create(
            submission=submission, version=submission.version, signed_on=DUE, number="1/BC",
            signed_by=officer, sent_at=timezone.now(), docx_name="a.docx", docx_sha256="0" * 64,
            content={"sections": sections, "figures": list(figures)},
        )  # fmt: skip
        return submission

    return make


@pytest.fixture
def begun(own, run, officer):
    """Begin the consolidated report."""

    def make(by=officer):
        return begin(own.pk, run, by=by, now=now())

    return make


@pytest.fixture
def waiting(own, begun, officer):
    """Take all that is new; it waits for a signature as if it had been built and handed in."""

    def make():
        report = begun()
        for section in report.sections.all():
            take_all(own.pk, section.key, by=officer)
        Submission.objects.filter(pk=report.pk).update(state="submitted")
        report.refresh_from_db()
        return report

    return make


def figure(leaf, unit, value, *, corrected=None, because="", by=""):
    """Return a figure of a sent version; the unit's first day is that of the small province."""
    computed = {
        "key": f"{leaf}_{unit}", "leaf": leaf, "unit": unit, "unit_valid_from": "1997-01-01",
        "measure": "percent", "numerator": None, "denominator": None, "value": value,
        "attainment": "no_data" if value is None else "met", "basis": "provisional",
        "shown": {}, "year": 0, "snapshot": "",
    }  # fmt: skip
    return {
        "leaf": leaf, "title": f"Chỉ tiêu {leaf}", "computed": computed, "last_year": None,
        "estimate": None, "estimated_how": "", "corrected": corrected,
        "corrected_because": because, "corrected_by": by,
    }  # fmt: skip
