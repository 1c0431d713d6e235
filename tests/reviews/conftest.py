"""A province with a plan and figures, an agency that leads a target, and a commune."""

import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from mangnon.activities.models import Activity, Headcount
from mangnon.core.models import Unit
from mangnon.plans.models import Assignment, BudgetLine, IndicatorLead
from mangnon.plans.reviews.period import Period
from mangnon.plans.reviews.writing import Part, begin_review, submit, write_words
from mangnon.reports.reviews.drafting import draft_of
from mangnon.ui.context import now
from tests.reports.conftest import folders, plan, run

__all__ = ["folders", "plan", "run"]

TODAY = datetime.date(2025, 10, 31)
YEAR = Period("yearly", 2025)
WORDS = {"results": "Tốt", "reasons": "Thiếu người", "lessons": "Làm sớm", "next_steps": ""}


@pytest.fixture(autouse=True)
def day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def ward(province):
    return Unit.objects.get(code="25216")


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def chair(make_user, ward):
    return make_user("commune_chair", ward)


@pytest.fixture
def colleague(make_user, province):
    return make_user("focal_office", province, "dong-nghiep")


@pytest.fixture
def health(make_organisation, province, plan):
    made = make_organisation("Sở Y tế", province)
    IndicatorLead.objects.filter(name="Sở Y tế").update(organisation=made)
    return made


@pytest.fixture
def agency(make_user, province, health):
    person = make_user("agency_focal_point", province, "so-y-te")
    person.organisation = health
    person.save()
    return person


@pytest.fixture
def draft(plan):
    """Draft a review of the person's own unit or organisation."""

    def make(by, period=YEAR, key=None):
        part = Part(by.organisation.unit if by.organisation else by.unit, by.organisation)
        made = draft_of(part, period, by=by, today=TODAY)
        return begin_review(key or uuid4(), part, period, made, by=by, now=now())

    return make


@pytest.fixture
def handed_in(draft):
    def make(by):
        review = draft(by)
        review = write_words(review.pk, WORDS, seen_at=review.changed_at, by=by)
        return submit(review.pk, seen_at=review.changed_at, by=by)

    return make


@pytest.fixture
def make_task(plan, officer, province):
    def make(title, *, of_plan=True, **about):
        task = Assignment(
            plan=plan if of_plan else None, unit=about.pop("unit", province), created_by=officer,
            created_at=timezone.now(), **about,
        )  # fmt: skip
        task.set_title(title)
        task.save()
        return task

    return make


@pytest.fixture
def hold(officer, province):
    """Hold an activity with so many children."""

    def make(day, children, *, kind="forum", spent=None, **about):
        about = {"unit": province, "organiser_words": "Tỉnh Đoàn", "state": "held"} | about
        one = Activity(
            kind=kind, from_day=day, to_day=day, cost_spent=spent, entered_by=officer, **about
        )
        one.set_title(f"Hoạt động {day}")
        one.save()
        Headcount.objects.create(activity=one, children=children, adults=2)
        return one

    return make


@pytest.fixture
def book(officer, province):
    """Book an approved line of money."""

    def make(stage, amount, day, **about):
        about = {"unit": province, "state": "approved", "decided_at": now()} | about
        return BudgetLine.objects.create(
            year=day.year, stage=stage, source="local", amount=amount, on=day, purpose="Dạy bơi",
            document_number="1/QĐ", document_on=day, issuer="UBND", drafted_by=officer,
            drafted_at=now(), changed_at=now(), **about,
        )  # fmt: skip

    return make
