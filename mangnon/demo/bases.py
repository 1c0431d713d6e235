"""The register of legal bases of the demonstration: what the plan cites, and what replaced what."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction
from django.utils import timezone

from mangnon.catalog import CATALOG
from mangnon.core.models import Unit, User
from mangnon.demo.accounts import OFFICE
from mangnon.plans.bases.coordinating import enter_rules, review_rules
from mangnon.plans.bases.entering import enter_document
from mangnon.plans.bases.linking import link
from mangnon.plans.bases.proposing import accept, as_read, proposals_of
from mangnon.plans.bases.replacing import replace_document
from mangnon.plans.models import Assignment, CoordinationReview, LegalDocument, Plan

BASES = CATALOG / "demo" / "bases.yaml"


@transaction.atomic
def make_bases(plan: Plan, today: date) -> None:
    """Take what the plan cites into the register, and enter what the catalogue adds."""
    by, now = User.objects.get(username=OFFICE), _moment(today)
    for proposal in proposals_of(plan, by):
        read = as_read(proposal.citation)
        if all(read.values()):
            accept(proposal.citation.pk, read, by=by, now=now, key=uuid4(), files=())
    written: dict[str, Any] = yaml.safe_load(BASES.read_text(encoding="utf-8"))
    documents = {
        told["number"]: enter_document(told, by=by, now=now, key=uuid4())
        for told in written["documents"]
        if told["issued_on"] <= today
    }
    task = Assignment.objects.filter(plan=plan, state=Assignment.State.DOING).first()
    if rests_on := documents.get(written["task_rests_on"]):
        if task is not None:
            link(task, rests_on, by=by, now=now)
        _replace(written["replaced"], documents, by, now)
    for told in written["rules"]:
        _rules(told, plan.unit, documents, by, now)


def _replace(
    told: dict[str, Any], documents: dict[str, LegalDocument], by: User, now: datetime
) -> None:
    if new := documents.get(told["new"]):
        replace_document(
            documents[told["old"]].pk, new.pk, extent="whole", from_on=told["from_on"], by=by,
            now=now,
        )  # fmt: skip


def _rules(
    told: dict[str, Any], province: Unit, documents: dict[str, LegalDocument], by: User,
    now: datetime,
) -> None:  # fmt: skip
    unit: Unit | None = province
    if told["unit"] == "commune":
        communes = Unit.objects.placed_within(by).filter(valid_to=province.valid_to)
        unit = communes.filter(level=Unit.Level.COMMUNE).order_by("name_key", "pk").first()
    document = documents.get(told["document"])
    if unit is None or document is None:
        return
    rules = enter_rules(unit, "protection", document, told["parties"], by=by, now=now, key=uuid4())
    if (on := told.get("reviewed_on")) and on <= now.date():
        keep = CoordinationReview.Outcome.KEEP
        review_rules(rules.pk, on, keep, "", by=by, now=now, key=uuid4())


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=timezone.get_current_timezone())
