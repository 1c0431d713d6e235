"""Preparing a consultation, opening it, closing it and showing it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity
from mangnon.activities.keeping import NO_ORGANISATION, has_no_organisation, organisers_for
from mangnon.activities.voice.catalog import AskedQuestion, QuestionSet
from mangnon.activities.voice.consultation import Consultation, Question
from mangnon.activities.voice.forgetting import forget_who_came_when
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sent_again import sent_before

State, Kind = Consultation.State, Question.Kind
FIELDS = (
    "title", "purpose", "unit", "organisation", "activity", "from_age", "below_age", "asks_age",
    "asks_sex",
)  # fmt: skip
MOST_QUESTIONS, MOST_CHOICES = 20, 8


@transaction.atomic
def enter_consultation(key: UUID, values: Mapping[str, Any], *, by: User) -> Consultation:
    """Prepare a consultation; the same form sent again is the one that is there."""
    access.require(by, "voice.edit")
    mine = Consultation.objects.edited_by(by)
    known: Consultation | None = sent_before(mine, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    made = Consultation(pk=key, entered_by=by)
    _fill(made, values, by)
    made.save(force_insert=True)
    record(by, "voice.enter", made, unit=made.unit)
    return made


@transaction.atomic
def change_consultation(
    consultation_id: UUID, values: Mapping[str, Any], *, seen_at: datetime, by: User
) -> Consultation:
    """Write other values while it is being prepared."""
    held = locked(consultation_id, by, seen_at=seen_at)
    _require_state(held, State.DRAFT)
    _fill(held, values, by)
    touch(held)
    record(by, "voice.change", held, unit=held.unit)
    return held


@transaction.atomic
def add_question(consultation_id: UUID, asked: AskedQuestion, *, by: User) -> Question:
    """Add a question as the last one, while the consultation is being prepared."""
    held = locked(consultation_id, by)
    _require_state(held, State.DRAFT)
    made = _add(held, asked)
    touch(held)
    record(by, "voice.add_question", held, unit=held.unit, kind=asked.kind)
    return made


@transaction.atomic
def take_set(consultation_id: UUID, chosen: QuestionSet, *, by: User) -> Consultation:
    """Add the questions of a set of the catalogue; it must suit the ages that are asked."""
    held = locked(consultation_id, by)
    _require_state(held, State.DRAFT)
    if held.from_age >= chosen.below_age or held.below_age <= chosen.from_age:
        raise Refused(_("These questions are for other ages than those that are asked."))
    for asked in chosen.questions:
        _add(held, asked)
    touch(held)
    record(by, "voice.take_set", held, unit=held.unit, set=chosen.code)
    return held


@transaction.atomic
def remove_question(question_id: int, *, by: User) -> Consultation:
    consultation = Question.objects.visible_to(by).get(pk=question_id).consultation_id
    held = locked(consultation, by)
    _require_state(held, State.DRAFT)
    held.questions.filter(pk=question_id).delete()
    touch(held)
    record(by, "voice.remove_question", held, unit=held.unit)
    return held


@transaction.atomic
def open_consultation(consultation_id: UUID, *, seen_at: datetime, by: User) -> Consultation:
    """Open it for answers; from then on its questions stay as they are."""
    held = locked(consultation_id, by, seen_at=seen_at)
    _require_state(held, State.DRAFT)
    if not held.questions.exists():
        raise Refused(_("Add a question first."))
    return _become(held, State.OPEN, "voice.open", by)


@transaction.atomic
def close_consultation(consultation_id: UUID, *, seen_at: datetime, by: User) -> Consultation:
    """Close it for good: two states of the results would tell what came between them."""
    held = locked(consultation_id, by, seen_at=seen_at)
    _require_state(held, State.OPEN)
    forget_who_came_when(held)
    return _become(held, State.CLOSED, "voice.close", by)


@transaction.atomic
def show_back(consultation_id: UUID, *, seen_at: datetime, by: User) -> Consultation:
    """Show results, cleared texts and what was done to whoever has a code of the consultation."""
    held = locked(consultation_id, by, seen_at=seen_at)
    _require_state(held, State.CLOSED)
    return _become(held, State.SHOWN, "voice.show_back", by)


def locked(consultation_id: UUID, by: User, *, seen_at: datetime | None = None) -> Consultation:
    """Return the consultation, locked, when the person holds it and saw it as it is."""
    access.require(by, "voice.edit")
    mine = Consultation.objects.edited_by(by).select_for_update(of=("self",))
    found: Consultation | None = mine.filter(pk=consultation_id).first()
    if found is None:
        raise Refused(_("This consultation is held by another organisation or commune."))
    if seen_at is not None and found.changed_at != seen_at:
        raise Refused(_("Somebody has changed this since you opened it. Open it again first."))
    return found


def touch(consultation: Consultation) -> None:
    """Save it, and let whoever has seen it before know that it has changed."""
    consultation.changed_at = timezone.now()
    consultation.save()


def _become(held: Consultation, state: str, action: str, by: User) -> Consultation:
    held.state = state
    touch(held)
    record(by, action, held, unit=held.unit)
    return held


def _add(held: Consultation, asked: AskedQuestion) -> Question:
    """Return the question, once: the same one asked again is the one that is there."""
    choices = [choice.strip() for choice in asked.choices if choice.strip()]
    known: Question | None = held.questions.filter(
        kind=asked.kind, text=asked.text.strip(),
        choices=choices if asked.kind == Kind.CHOICE else [],
    ).first()  # fmt: skip
    if known is not None:
        return known
    if held.questions.count() >= MOST_QUESTIONS:
        raise Refused(_("A child answers at most 20 questions; leave one out first."))
    if not asked.text.strip():
        raise Refused(_("Write the question."))
    if asked.kind == Kind.CHOICE and not 2 <= len(choices) <= MOST_CHOICES:
        raise Refused(_("Write 2 to 8 answers to choose from, each on a line."))
    if asked.kind == Kind.CHOICE and len(set(choices)) != len(choices):
        raise Refused(_("Two of the answers to choose from are the same."))
    last = held.questions.aggregate(last=Max("position"))["last"] or 0
    made = Question(
        consultation=held, position=last + 1, kind=asked.kind, text=asked.text.strip(),
        choices=choices if asked.kind == Kind.CHOICE else [],
    )  # fmt: skip
    _require_valid(made, exclude=["consultation"])
    made.save()
    return made


def _fill(held: Consultation, values: Mapping[str, Any], by: User) -> None:
    for name in FIELDS:
        setattr(held, name, values[name])
    if not Unit.objects.placed_within(by).filter(pk=held.unit_id).exists():
        raise Refused(_("Choose a unit that you serve."))
    body = held.organisation
    if has_no_organisation(by):
        raise Refused(NO_ORGANISATION)
    if body is None and by.role in access.BY_ORGANISER:
        raise Refused(_("Choose the organisation that asks the children."))
    if body is not None and not organisers_for(by).filter(pk=body.pk).exists():
        raise Refused(_("You hold the consultations of your own organisation alone."))
    kept = Activity.objects.edited_by(by)
    if held.activity is not None and not kept.filter(pk=held.activity.pk).exists():
        raise Refused(_("Choose an activity that you keep."))
    if held.below_age <= held.from_age:
        raise Refused(_("The first age is not below the second."))
    _require_valid(held, exclude=["unit", "organisation", "activity", "entered_by"])


def _require_state(held: Consultation, state: str) -> None:
    if held.state != state:
        raise Refused(
            _("The consultation is in another state now: %(state)s.")
            % {"state": held.get_state_display().lower()}
        )


def _require_valid(made: models.Model, exclude: Sequence[str]) -> None:
    try:
        made.clean_fields(exclude=exclude)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
