"""Reading free texts: by the holder alone, to clear them of names or set them aside."""

from __future__ import annotations

import re
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from mangnon.activities.voice.consultation import Consultation
from mangnon.activities.voice.holding import locked
from mangnon.activities.voice.voice_answer import FreeText
from mangnon.core import access
from mangnon.core.audit import record, record_read
from mangnon.core.models import Refused, User
from mangnon.core.paging import ON_A_PAGE

State = FreeText.State
# What comes first: words that may tell of abuse, then what nobody has read.
RANK = Case(
    When(tells_of_abuse=True, attended_by=None, then=0), When(state=State.NEW, then=1), default=2
)
PLACE = re.compile("([0-2])[.]([0-9]{1,4})[.]([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def texts_to_read(consultation: Consultation, *, by: User, after: str = "") -> list[FreeText]:
    """Return the texts as children wrote them; the audit notes the reading first.

    First those that may tell of abuse, then those that nobody has read. While children still
    answer only the former are told, so that nobody reads along who writes what. At most one more
    than a page, from behind `after`: what `place_of` says of the last text of the page before.
    """
    access.require(by, "voice.edit")
    record_read(by, "voice.read_texts", consultation, unit=consultation.unit)
    texts = FreeText.objects.read_by(by).filter(question__consultation=consultation)
    if not consultation.is_over:
        texts = texts.filter(tells_of_abuse=True)
    texts = texts.select_related("question").annotate(rank=RANK)
    if place := _place(after):
        rank, position, key = place
        texts = texts.filter(
            Q(rank__gt=rank)
            | Q(rank=rank, question__position__gt=position)
            | Q(rank=rank, question__position=position, pk__gt=key)
        )
    return list(texts.order_by("rank", "question__position", "pk")[: ON_A_PAGE + 1])


def place_of(text: FreeText) -> str:
    """Return where a text of `texts_to_read` stands in their order, whatever becomes of it."""
    return f"{text.rank}.{text.question.position}.{text.pk}"  # type: ignore[attr-defined]


def _place(told: str) -> tuple[int, int, UUID] | None:
    found = PLACE.fullmatch(told)
    return (int(found[1]), int(found[2]), UUID(found[3])) if found else None


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
