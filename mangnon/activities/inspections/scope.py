"""Which inspections a person carries out, of those that they see."""

from __future__ import annotations

from django.db.models import Q

from mangnon.core.access import BY_ORGANISER, ScopedQuerySet
from mangnon.core.models import User


class InspectionScope(ScopedQuerySet):
    """Records of inspections, seen by the people of the unit where the place stands."""

    view_action = "inspection.view"


class OfInspection(InspectionScope):
    """What hangs on an inspection: seen where the inspection is."""

    unit_field = "inspection__unit"


def carried_out_by(user: User, path: str = "") -> Q:
    """Return the condition on inspections, or what hangs on one by a path, that a person does.

    A focal point does those of their organisation (none without one), an officer those of the
    commune itself. It narrows what the person sees, and says nothing of the units.
    """
    if user.role in BY_ORGANISER and user.organisation_id is None:
        return Q(**{f"{path}pk__in": []})
    if user.role in BY_ORGANISER:
        return Q(**{f"{path}organisation": user.organisation_id})
    of_unit = Q(**{f"{path}organisation__unit": user.unit_id})
    return of_unit | Q(**{f"{path}organisation": None})
