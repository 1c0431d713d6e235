"""Difficulties of the demonstration's year: one solved, one asked back, one that went up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from mangnon.catalog import CATALOG
from mangnon.core.models import User
from mangnon.plans.difficulties.answering import Answer, say
from mangnon.plans.difficulties.escalating import escalate
from mangnon.plans.difficulties.raising import Said, raise_difficulty
from mangnon.plans.models import Assignment

WRITTEN = CATALOG / "demo" / "difficulties.yaml"
BETWEEN = timedelta(days=2)


@transaction.atomic
def make_difficulties(today: date) -> None:
    """Raise and answer them through the services that people use; pass up what is late."""
    written: dict[str, Any] = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))
    for told in written["difficulties"]:
        by, at = _person(told["by"]), _moment(today - timedelta(days=told["days"]))
        said = Said(
            told["title"], told["what"], told["proposed"], at.date(), about=told["about"],
            field=told["field"], task=_task_of(by) if told["about"] == "task" else None,
        )  # fmt: skip
        made = raise_difficulty(said, by=by, now=at)
        for who, kind, text in told["said"]:
            at += BETWEEN
            made.refresh_from_db()
            say(made, Answer(kind, text), seen_at=made.changed_at, by=_person(who), now=at)
    escalate(_moment(today))


def _person(username: str) -> User:
    return User.objects.get(username=username)


def _task_of(by: User) -> Assignment:
    own = Assignment.objects.visible_to(by).open().filter(organisation=by.organisation_id)
    found: Assignment = own.earliest("due_on", "pk")
    return found


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone())
