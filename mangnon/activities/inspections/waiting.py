"""What of inspections waits for a person, for the page "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.recommendation import (
    Recommendation,
    RecommendationQuerySet,
)
from mangnon.activities.inspections.remedy import Remedy
from mangnon.core.access import BY_ORGANISER, allowed
from mangnon.core.models import User
from mangnon.core.registries import Waiting

MOST = 50
AHEAD = timedelta(days=7)


def inspections_waiting_for(user: User, day: date) -> list[Waiting]:
    """Return inspections to carry out, remedies that are late, and replies that are due."""
    return [*_to_inspect(user, day), *_late_remedies(user, day), *_to_reply(user, day),
            *_not_replied(user, day)]  # fmt: skip


def _to_inspect(user: User, day: date) -> Iterator[Waiting]:
    due = Inspection.objects.edited_by(user).filter(
        state=Inspection.State.PLANNED, planned_on__lte=day + AHEAD
    )
    for one in due.select_related("place").order_by("planned_on", "pk")[:MOST]:
        title = _("Inspection: %(place)s") % {"place": one.place_name}
        why = _("Late") if one.planned_on < day else _("Due soon")
        yield Waiting(title, reverse("inspection", args=[one.pk]), one.planned_on, why)


def _late_remedies(user: User, day: date) -> Iterator[Waiting]:
    """The task waits for whoever does it (`plans/work/waiting.py`); this is for who demanded it."""
    own = Inspection.objects.edited_by(user).values("pk")
    late = Remedy.objects.late(day).filter(finding__inspection__in=own)
    late = late.select_related("assignment", "finding")
    for one in late.order_by("assignment__due_on", "pk")[:MOST]:
        page = reverse("inspection", args=[one.finding.inspection_id])
        why = _("A remedy that you demanded is late")
        yield Waiting(str(one), page, one.assignment.due_on, why)


def _to_reply(user: User, day: date) -> Iterator[Waiting]:
    for one in _due(Recommendation.objects.answered_by(user).waiting()):
        why = _("A reply is late") if one.is_late(day) else _("A reply is due")
        if user.role in BY_ORGANISER and one.organisation_id != (user.organisation_id or 0):
            why = _("Nobody of %(body)s can reply: ask them, and enter their reply") % {
                "body": one.addressee
            }
        yield _waiting(one, why)


def _not_replied(user: User, day: date) -> Iterator[Waiting]:
    if not allowed(user, "recommendation.make"):
        return
    for one in _due(Recommendation.objects.visible_to(user).filter(made_by=user).late(day)):
        yield _waiting(one, _("Your recommendation has no reply, and its day has passed"))


def _due(found: RecommendationQuerySet) -> list[Recommendation]:
    known = found.select_related("organisation", "unit")
    return list(known.order_by("reply_due_on", "pk")[:MOST])


def _waiting(one: Recommendation, why: str) -> Waiting:
    return Waiting(str(one), reverse("recommendation", args=[one.pk]), one.reply_due_on, why)
