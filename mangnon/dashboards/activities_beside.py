"""What the year's activities say of a leaf, beside the figure that is reported."""

from __future__ import annotations

from mangnon.activities.catalog import catalog_on
from mangnon.activities.targets.distinct import Distinct, distinct_children
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.dashboards.indicator import Page


def activities_beside(page: Page, by: User) -> Distinct | None:
    """Return how many different children they reached; None where they count for no such leaf.

    On the units of another day nothing is told: activities stay on the units where they were.
    """
    day = page.run.snapshot.as_of
    leaf = catalog_on(day).leaves.get(page.definition.leaf)
    if leaf is None or page.units_on.day is not None or not allowed(by, "activity.view"):
        return None
    found = distinct_children(leaf, day.year, page.unit, by=by)
    return found if found.activities else None
