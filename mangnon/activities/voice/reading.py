"""Reading free texts: by the holder alone, to clear them of names or set them aside."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.activities.voice.consultation import Consultation
from mangnon.activities.voice.holding import locked
from mangnon.activities.voice.voice_answer import FreeText
from mangnon.core import access
from mangnon.core.audit import record, record_read
from mangnon.core.models import Refused, User

State = FreeText.State


def texts_to_read(consultation: Consultation, *, by: User) -> list[FreeText]:
    """Return the texts as children wrote them; the audit notes the reading first.

    First those that may tell of abuse, then those that nobody has read. While children still
    answer only the former are told, so that nobody reads along who writes what.
    """
    access.require(by, "voice.edit")
    record_read(by, "voice.read_texts", consultation, unit=consultation.unit)
    texts = FreeText.objects.read_by(by).filter(question__consultation=consultation)
    if not consultation.is_over:
        texts = texts.filter(tells_of_abuse=True)
    texts = texts.select_related("question").order_by("question__position", "pk")
    return sorted(texts, key=lambda one: (not _alarms(one), one.state != State.NEW))


@transaction.atomic
def clear(text_id: UUID, cleared: str, *, by: User) -> FreeText:
    """Say how a text may be shown: cleared of names and of all that tells who wrote it."""
    text, held = _locked(text_id, by)
    if not held.is_over:
        raise Refused(_("Close the consultation first; children still answer."))
    if not cleared.strip():
        raise Refused(_("Write the text as it may be shown, or set it aside."))
    if text.tells_of_abuse and text.attended_by_id is None:
        raise Refused(_("This text may tell of abuse: see to the child first, and say so here."))
    text.state, text.cleared, text.decided_by = State.CLEARED, cleared.strip(), by
    text.save(update_fields=["state", "cleared", "decided_by"])
    record(by, "voice.clear_text", held, unit=held.unit)
    return text


@transaction.atomic
def set_aside(text_id: UUID, *, by: User) -> FreeText:
    """Say that a text is not to be shown."""
    text, held = _locked(text_id, by)
    text.state, text.cleared, text.decided_by = State.SET_ASIDE, "", by
    text.save(update_fields=["state", "cleared", "decided_by"])
    record(by, "voice.set_text_aside", held, unit=held.unit)
    return text


@transaction.atomic
def attend(text_id: UUID, *, by: User) -> FreeText:
    """Say that one has seen to what an alarming text tells: reported it, or found no abuse in it.

    No case is named, so that nothing leads from it to the text.
    """
    text, held = _locked(text_id, by)
    if text.attended_by_id is None:
        text.attended_by = by
        text.save(update_fields=["attended_by"])
        record(by, "voice.attend_text", held, unit=held.unit)
    return text


def _locked(text_id: UUID, by: User) -> tuple[FreeText, Consultation]:
    """Return a text of a consultation that the person holds, both locked."""
    access.require(by, "voice.edit")
    texts = FreeText.objects.read_by(by).select_related("question")
    found: FreeText = texts.get(pk=text_id)
    held = locked(found.question.consultation_id, by)
    text = FreeText.objects.select_for_update(of=("self",)).get(pk=text_id)
    return text, held


def _alarms(text: FreeText) -> bool:
    return text.tells_of_abuse and text.attended_by_id is None
