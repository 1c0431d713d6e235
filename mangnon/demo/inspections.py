"""The inspections of the demonstration, by two communes, and what a supervisor recommended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction

from mangnon.activities.inspections.carrying_out import Answered, Wrong, add_finding, answer, close
from mangnon.activities.inspections.following import Demanded, add_penalty, demand_remedy
from mangnon.activities.inspections.planning import enter_plan, plan_inspection
from mangnon.activities.inspections.recommending import recommend, reply
from mangnon.activities.models import Inspection, InspectionPlan
from mangnon.catalog import CATALOG
from mangnon.core.models import User
from mangnon.demo.accounts import CHAIR, SUPERVISOR
from mangnon.demo.activities import KEEPERS
from mangnon.plans.models import Assignment
from mangnon.ui.context import now

INSPECTIONS = CATALOG / "demo" / "inspections.yaml"


@transaction.atomic
def make_inspections(today: date) -> None:
    """Enter both plans with their places; what was wrong twice, a remedy that is late, a fine."""
    written: dict[str, Any] = yaml.safe_load(INSPECTIONS.read_text(encoding="utf-8"))
    for group, username in KEEPERS.items():
        by = User.objects.select_related("unit").get(username=username)
        plan = _plan(written[group]["plan"], by, today)
        for told in written[group]["inspections"]:
            _make(told, plan, by, today, now())
    for told in written["recommendations"]:
        _recommend(told, today, now())


def _plan(told: Mapping[str, Any], by: User, today: date) -> InspectionPlan:
    values = {
        "title": told["title"], "year": today.year, "unit": by.unit, "organisation": None,
        "decision_number": told["number"], "decision_on": _day(told, today),
        "issuer": f"UBND {by.unit}", "subject": told["subject"],
    }  # fmt: skip
    return enter_plan(uuid4(), values, by=by, now=now())


def _make(
    told: Mapping[str, Any], plan: InspectionPlan, by: User, today: date, moment: datetime
) -> None:
    values = {
        "unit": by.unit, "kind": told["kind"], "planned_on": _day(told, today), "plan": plan,
        "place_words": told["place"],
    }  # fmt: skip
    made = plan_inspection(uuid4(), values, by=by)
    if "conclusion" not in told:
        return
    wrong = {one["item"]: one for one in told["wrong"]}
    said = {
        item.code: Answered("not_met" if item.code in wrong else "met")
        for item in made.checklist.items
    }
    answer(made.pk, said, seen_at=made.changed_at, by=by)
    for item, one in wrong.items():
        seen = Wrong(one["text"], one["severity"], item)
        add_finding(made.pk, uuid4(), seen, by=by, now=moment)
    made.refresh_from_db()
    close(made.pk, told["conclusion"], made.planned_on, seen_at=made.changed_at, by=by)
    _follow(made, told, by, today, moment)


def _follow(
    made: Inspection, told: Mapping[str, Any], by: User, today: date, moment: datetime
) -> None:
    """Demand the remedies and enter the fine; one that is late was demanded in time."""
    for finding in made.findings.all():
        one = next(one for one in told["wrong"] if one["item"] == finding.item)
        until = today + timedelta(days=one["until"])
        demanded = Demanded(one["remedy"], max(until, today))
        remedy = demand_remedy(finding.pk, uuid4(), demanded, by=by, now=moment)
        Assignment.objects.filter(pk=remedy.assignment_id).update(due_on=until)
    if fine := told.get("fine"):
        values = {
            "kind": "fine", "amount": fine["amount"], "decision_number": fine["number"],
            "decision_on": _day(fine, today), "issuer": f"UBND {by.unit}", "reason": fine["reason"],
        }  # fmt: skip
        add_penalty(made.pk, uuid4(), values, by=by, now=moment)


def _recommend(told: Mapping[str, Any], today: date, moment: datetime) -> None:
    chair = User.objects.select_related("unit").get(username=CHAIR)
    values = {
        "supervisor": told["supervisor"], "supervisor_words": told["words"], "unit": chair.unit,
        "document_number": told["number"], "document_on": _day(told, today), "text": told["text"],
        "reply_due_on": today + timedelta(days=told["until"]),
    }  # fmt: skip
    by = User.objects.get(username=SUPERVISOR)
    made = recommend(uuid4(), values, by=by, now=moment)
    if "reply" in told:
        reply(made.pk, uuid4(), told["reply"], by=chair, now=moment)


def _day(told: Mapping[str, Any], today: date) -> date:
    return today + timedelta(days=told["in"])
