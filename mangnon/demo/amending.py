"""An amendment of the demonstration's plan: written by one person, it waits for another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction

from mangnon.core.models import User
from mangnon.demo.accounts import OFFICE
from mangnon.demo.bases import BASES
from mangnon.plans.amendments import drafting
from mangnon.plans.amendments.approving import submit
from mangnon.plans.bases.document import number_key
from mangnon.plans.kinds import KINDS
from mangnon.plans.models import LegalDocument, Plan, Target
from mangnon.ui.context import now


@transaction.atomic
def make_amendment(plan: Plan, today: date) -> None:
    """Send an amendment, unless its decision was not issued by the day or the year is another."""
    told: Mapping[str, Any] = yaml.safe_load(BASES.read_text(encoding="utf-8"))["amendment"]
    key = number_key(told["decision"])
    decision = LegalDocument.objects.filter(unit=plan.unit, number_key=key).first()
    target = Target.objects.of(plan).confirmed().filter(leaf=told["leaf"]).first()
    if decision is None or target is None or today.year != plan.year:
        return
    by, value = User.objects.get(username=OFFICE), Decimal(told["value"])
    text = target.indicator.text.replace(f"{target.value.normalize():f}%", f"{value}%")
    made = drafting.begin(plan, told["reason"], by=by, now=now(), key=uuid4())
    for kind, item, values in (
        ("indicator", target.indicator, {"text": text}),
        ("target", target, {"value": value}),
    ):
        drafting.change_item(
            made, KINDS[kind], item.pk, values, seen_at=made.changed_at, by=by, now=now()
        )
        made.refresh_from_db()
    made = drafting.set_head(
        made, reason=told["reason"], decision=decision, effective_on=today,
        seen_at=made.changed_at, by=by, now=now(),
    )  # fmt: skip
    submit(made, seen_at=made.changed_at, by=by, now=now())
