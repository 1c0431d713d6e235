"""What the year's activities say of a leaf, beside the figure that is reported."""

from __future__ import annotations

from datetime import date

from mangnon.activities.catalog import catalog_on
from mangnon.activities.targets.distinct import Distinct, distinct_children
from mangnon.core.access import allowed
from mangnon.core.models import Unit, User


def activities_beside(leaf: str, day: date, unit: Unit, by: User) -> Distinct | None:
    """Return how many different children they reached in the year; None where they count nobody."""
    counted = catalog_on(day).leaves.get(leaf)
    if counted is None or not allowed(by, "activity.view"):
        return None
    found = distinct_children(counted, day.year, unit, by=by)
    return found if found.activities else None
