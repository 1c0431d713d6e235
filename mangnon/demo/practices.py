"""The models of work of the demonstration, entered and moved on as people do it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction

from mangnon.activities.good_practice.keeping import count_practice, enter_practice
from mangnon.activities.good_practice.moving_on import move_on
from mangnon.activities.good_practice.practice import Practice
from mangnon.catalog import CATALOG
from mangnon.core.models import Organisation
from mangnon.core.units.loading import local_administrator

PRACTICES = CATALOG / "demo" / "practices.yaml"
State = Practice.State


@transaction.atomic
def make_practices(today: date) -> None:
    """Enter the models that had begun by the day; those that run were pilots first."""
    by = local_administrator()
    written: list[dict[str, Any]] = yaml.safe_load(PRACTICES.read_text(encoding="utf-8"))
    for told in written:
        body = Organisation.objects.select_related("unit").get(code=told["whose"])
        if told["began"] > today or body.unit is None:
            continue
        values = {
            "field": told["field"], "unit": body.unit, "place_words": "", "organiser": body,
            "organiser_words": "", "results": told["results"], "leaves": told["leaves"],
        }  # fmt: skip
        made = enter_practice(
            uuid4(), told["name"], values, told["costs"], State.PILOT, told["began"], by=by,
            today=today,
        )  # fmt: skip
        made = count_practice(made.pk, told["children"], told["adults"], {}, by=by)
        if "running" in told:
            seen_at = made.changed_at
            move_on(
                made.pk, State.RUNNING, told["running"], "", seen_at=seen_at, by=by, today=today
            )
