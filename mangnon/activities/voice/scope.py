"""Which consultations a person sees, and which they hold."""

from __future__ import annotations

from django.db.models import Q

from mangnon.core.access import BY_ORGANISER, ScopedQuerySet
from mangnon.core.models import User


class VoiceScope(ScopedQuerySet):
    """Records of consultations, seen by the people of the unit where they are held."""

    view_action = "voice.view"


class OfConsultation(VoiceScope):
    """What hangs on a consultation: seen where the consultation is."""

    unit_field = "consultation__unit"


def held_by(user: User, path: str = "") -> Q:
    """Return the condition on consultations, or what hangs on one by a path, that a person holds.

    A focal point holds those of their organisation, an officer those of the commune itself;
    a focal point without an organisation has none.
    """
    if user.role in BY_ORGANISER and user.organisation_id is None:
        return Q(**{f"{path}pk__in": []})
    if user.role in BY_ORGANISER:
        return Q(**{f"{path}organisation": user.organisation_id})
    of_unit = Q(**{f"{path}organisation__unit": user.unit_id})
    return of_unit | Q(**{f"{path}organisation": None})
