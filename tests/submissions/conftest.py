"""A commune and an agency that owe a report, the people who write, sign and receive it."""

import datetime
from uuid import uuid4

import pytest

from mangnon.core.models import Unit
from mangnon.reports.models import Obligation, Submission
from mangnon.reports.submissions import figures, receiving, sending, writing
from mangnon.reports.submissions.content import SignatureContent
from mangnon.reports.submissions.sending import Signed
from mangnon.ui.context import now
from tests.reviews.conftest import (
    agency,
    book,
    chair,
    folders,
    health,
    hold,
    keeper,
    make_task,
    plan,
    run,
    ward,
)

__all__ = [
    "agency", "book", "chair", "folders", "health", "hold", "keeper", "make_task", "plan", "run",
    "ward",
]  # fmt: skip

TODAY = datetime.date(2025, 11, 5)
OF_THE_YEAR = {
    "period": "year", "period_from": datetime.date(2025, 1, 1),
    "period_to": datetime.date(2025, 12, 31), "due_on": datetime.date(2025, 11, 10),
    "counted_until": datetime.date(2025, 11, 10),
    "title": "Báo cáo kết quả công tác trẻ em năm 2025",
}  # fmt: skip
HEAD = SignatureContent(office="Chủ tịch", name="Điểu Thị Lan", collective="Ủy ban nhân dân")


@pytest.fixture(autouse=True)
def day(settings, folders, province):
    """The day, on which the units of the plan are still there."""
    Unit.objects.update(valid_to=None)
    settings.TODAY = TODAY
    settings.HOME = folders


@pytest.fixture
def untouched(monkeypatch):
    """Take the snapshot that was made by hand for whole: it has no true manifest."""
    monkeypatch.setattr(figures, "require_untouched", lambda _snapshot: None)


@pytest.fixture
def owe(plan, officer):
    """Let a body owe the plan's report of the year."""

    def make(unit, organisation=None, **about):
        told = {"plan": plan, "asked_by": officer, "asked_at": now()} | OF_THE_YEAR | about
        return Obligation.objects.create(unit=unit, organisation=organisation, **told)

    return make


@pytest.fixture
def owed(owe, ward):
    return owe(ward)


@pytest.fixture
def report(owed, keeper, run, untouched):
    """The ward's report, drafted by its officer."""
    return writing.begin(owed.pk, by=keeper, today=TODAY, now=now())


def fresh(submission):
    return Submission.objects.select_related("obligation").get(pk=submission.pk)


def submit(submission, by, **about):
    seen_at = about.pop("seen_at", fresh(submission).changed_at)
    told = {"key": uuid4(), "today": TODAY, "now": now()} | about
    return sending.submit(submission.pk, seen_at=seen_at, by=by, **told)


def signed(number=15, **about):
    told = {"symbol": "UBND", "on": TODAY, "place": "Thác Mơ", "signature": HEAD} | about
    return Signed(number, **told)


def send(submission, by, number=15, **about):
    seen_at = about.pop("seen_at", fresh(submission).changed_at)
    told = {"key": uuid4(), "today": TODAY, "now": now()} | about
    of = signed(number, on=told["today"])
    return sending.sign_and_send(submission.pk, of, seen_at=seen_at, by=by, **told)


def receive(step, submission, by, *words, **about):
    """Take a step of the receiver, as `receive("accept", report, officer)`."""
    known = fresh(submission)
    seen = {"seen_at": known.changed_at}
    if step == "comment":
        seen = {"seen_version": known.version}
    told = {"key": uuid4(), "now": now(), **seen} | about
    return getattr(receiving, step)(submission.pk, *words, by=by, **told)


@pytest.fixture
def sent(report, keeper, chair):
    submit(report, keeper)
    return send(report, chair)
