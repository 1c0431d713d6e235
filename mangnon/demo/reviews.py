"""The reviews of the demonstration: a department's half year, approved; a year that waits."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction
from django.utils import timezone

from mangnon.catalog import CATALOG
from mangnon.core.models import User
from mangnon.demo.accounts import AGENCY, OFFICE
from mangnon.plans.reviews.period import Period, ReviewKind
from mangnon.plans.reviews.review import Review
from mangnon.plans.reviews.writing import approve, begin_review, parts_of, submit, write_words
from mangnon.reports.reviews.drafting import draft_of

REVIEWS = CATALOG / "demo" / "reviews.yaml"


@transaction.atomic
def make_reviews(today: date) -> None:
    """Draft both from the records as they stand; what these do not tell is as written."""
    written: dict[str, Any] = yaml.safe_load(REVIEWS.read_text(encoding="utf-8"))
    people = User.objects.select_related("unit", "organisation__unit").in_bulk(
        [AGENCY, OFFICE], field_name="username"
    )
    half = _hand_in(people[AGENCY], ReviewKind.HALF_YEAR, written["agency"], today)
    approve(half.pk, seen_at=half.changed_at, by=people[OFFICE], now=_at(today, 16))
    _hand_in(people[OFFICE], ReviewKind.YEARLY, written["province"], today)


def _hand_in(by: User, kind: ReviewKind, words: dict[str, str], today: date) -> Review:
    part, period = parts_of(by)[0], Period(kind, today.year)
    draft = draft_of(part, period, by=by, today=today)
    made = begin_review(uuid4(), part, period, draft, by=by, now=_at(today, 14))
    told = {name: getattr(made, name) or words[name] for name in Review.WORDS}
    made = write_words(made.pk, told, seen_at=made.changed_at, by=by)
    return submit(made.pk, seen_at=made.changed_at, by=by)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
