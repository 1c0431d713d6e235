"""The versions of a unit's plan for a year, and which of them stood on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mangnon.core.models import Unit, User
from mangnon.plans.plan import Plan


def begins_on(plan: Plan) -> date:
    """Return the first day of a version: its amendment's, else its issue, else its year's first."""
    return plan.in_force_from or plan.issued_on or date(plan.year or 1990, 1, 1)


def versions_of(plan: Plan, by: User) -> list[Plan]:
    """Return the approved versions of the plan's unit and year that one sees, oldest first."""
    seen = Plan.objects.visible_to(by).filter(state=Plan.State.APPROVED)
    found = seen.filter(unit=plan.unit_id, year=plan.year)
    return list(found.select_related("unit", "made_by__decision").order_by("approved_at", "pk"))


def standing_on(versions: Sequence[Plan], day: date) -> Plan | None:
    """Return the version that stood on the day: of those that had begun, the one approved last.

    `versions` come in the order of their approval. None before the first began.
    """
    begun = [plan for plan in versions if begins_on(plan) <= day]
    return begun[-1] if begun else None


def stood_on(year: int, unit: Unit, day: date, by: User) -> Plan | None:
    """Return the version of a unit's plan that figures of a day are judged by.

    Before the first version began that is the first one: a plan holds for its whole year. The
    targets of a snapshot are chosen alike (`snapshots/extract/targets.sql`).
    """
    seen = Plan.objects.visible_to(by).filter(state=Plan.State.APPROVED, unit=unit, year=year)
    versions = list(seen.order_by("approved_at", "pk"))
    if not versions:
        return None
    first = min(begins_on(plan) for plan in versions)
    return standing_on(versions, max(day, first))
