"""The supervisor recommends, whoever it is for replies, and the supervisor may ask again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.recommendation import Recommendation, RecommendationStep
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.ui.context import today

Kind = RecommendationStep.Kind


@transaction.atomic
def recommend(
    key: UUID, values: Mapping[str, Any], files: Iterable[Brought] = (), *, by: User, now: datetime
) -> Recommendation:
    """Enter a recommendation with its day of reply; the same form sent again is one."""
    access.require(by, "recommendation.make")
    seen = Recommendation.objects.visible_to(by)
    known: Recommendation | None = sent_before(seen, key, by=by, sent_by="made_by")
    if known is not None:
        return known
    made = Recommendation(pk=key, made_by=by, made_at=now, **values)
    if not Unit.objects.placed_within(by).filter(pk=made.unit_id).exists():
        raise Refused(_("Choose a unit that you serve."))
    if made.organisation is None and made.unit.level == Unit.Level.PROVINCE:
        raise Refused(_("Choose the organisation of the province that replies."))
    inspections = Inspection.objects.visible_to(by)
    if made.inspection and not inspections.filter(pk=made.inspection_id).exists():
        raise Refused(_("Choose an inspection that you see."))
    if not made.text.strip():
        raise Refused(_("Write what is recommended."))
    _require_to_come(made.reply_due_on)
    made.save(force_insert=True)
    made.files.set(brought_in(files, by=by, now=now))
    record(by, "recommendation.make", made, unit=made.unit)
    return made


@transaction.atomic
def reply(
    recommendation_id: UUID, key: UUID, text: str, files: Iterable[Brought] = (), *,
    by: User, now: datetime,
) -> RecommendationStep:  # fmt: skip
    """Answer a recommendation that is for the person's organisation or commune."""
    access.require(by, "recommendation.reply")
    held = _locked(recommendation_id, by)
    known = sent_before(held.steps, key, by=by, sent_by="by")
    if known is not None:
        return known
    if not Recommendation.objects.answered_by(by).filter(pk=held.pk).exists():
        raise Refused(_("This recommendation is for another organisation or commune."))
    if held.answered_on is not None:
        raise Refused(_("The recommendation is answered already."))
    step = _step(held, key, Kind.REPLY, text, by, now)
    step.files.set(brought_in(files, by=by, now=now))
    held.answered_on = now.date()
    held.save(update_fields=["answered_on"])
    record(by, "recommendation.reply", held, unit=held.unit)
    return step


@transaction.atomic
def ask_again(
    recommendation_id: UUID, key: UUID, text: str, reply_due_on: date, *, by: User, now: datetime
) -> RecommendationStep:
    """Say why the reply is not enough, and until when another one is due."""
    access.require(by, "recommendation.make")
    held = _locked(recommendation_id, by)
    known = sent_before(held.steps, key, by=by, sent_by="by")
    if known is not None:
        return known
    if not Recommendation.objects.asked_again_by(by).filter(pk=held.pk).exists():
        raise Refused(_("Another supervisor made this recommendation; they ask again."))
    if held.answered_on is None:
        raise Refused(_("The recommendation waits for its reply still."))
    _require_to_come(reply_due_on)
    step = _step(held, key, Kind.ASKED_AGAIN, text, by, now)
    held.answered_on, held.reply_due_on = None, reply_due_on
    held.save(update_fields=["answered_on", "reply_due_on"])
    record(by, "recommendation.ask_again", held, unit=held.unit)
    return step


def _step(
    held: Recommendation, key: UUID, kind: str, text: str, by: User, now: datetime
) -> RecommendationStep:
    if not text.strip():
        raise Refused(_("Write the reply, or why another one is asked for."))
    return RecommendationStep.objects.create(
        pk=key, recommendation=held, kind=kind, text=text.strip(), by=by, at=now
    )


def _locked(recommendation_id: UUID, by: User) -> Recommendation:
    seen = Recommendation.objects.visible_to(by).select_for_update(of=("self",))
    found: Recommendation = seen.get(pk=recommendation_id)
    return found


def _require_to_come(day: date) -> None:
    if day < today():
        raise Refused(_("The day until which a reply is due has passed; choose a later one."))
