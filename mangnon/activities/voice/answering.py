"""Answering: by whoever has a code, without a name, a time or an address. Decision 0051.

Nothing here writes the audit or the change feed, for both hold the moment and the address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from mangnon.activities.voice.catalog import tells_of_abuse
from mangnon.activities.voice.coding import as_typed
from mangnon.activities.voice.consultation import Consultation, Question, SessionCode
from mangnon.activities.voice.voice_answer import FreeText, VoiceAnswer
from mangnon.core.models import Refused

FACES = 5


@dataclass(frozen=True)
class Said:
    """What one child said: chosen answers by their number, texts, each by the question's key."""

    chosen: Mapping[int, int] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)
    age: str = ""
    sex: str = ""


def code_typed(text: str) -> SessionCode | None:
    """Return the code that was typed, with its consultation; None where there is none like it."""
    codes = SessionCode.objects.select_related("consultation__unit", "consultation__organisation")
    return codes.filter(code=as_typed(text)[:20]).exclude(consultation__state="draft").first()


@transaction.atomic
def take_answer(code: SessionCode, key: UUID, said: Said) -> None:
    """Keep what a child said; the same page sent again changes nothing.

    Refused when the consultation or the code is closed, or all places of the code are taken.
    """
    held = Consultation.objects.select_for_update(of=("self",), no_key=True).get(
        pk=code.consultation_id
    )
    if VoiceAnswer.objects.filter(pk=key).exists():
        return
    free = SessionCode.objects.filter(pk=code.pk, is_ended=False, used__lt=F("places"))
    if not held.is_open or not free.update(used=F("used") + 1):
        raise Refused(_("No more answers are taken with this code. Ask the adult who gave it."))
    questions = {question.pk: question for question in held.questions.all()}
    chosen = {
        str(pk): number
        for pk, number in said.chosen.items()
        if pk in questions and number in numbers_of(questions[pk])
    }
    texts = {
        pk: text.strip()
        for pk, text in said.texts.items()
        if pk in questions and questions[pk].kind == Question.Kind.TEXT and text.strip()
    }
    if not chosen and not texts:
        raise Refused(_("Answer one question at least."))
    VoiceAnswer.objects.create(
        pk=key, consultation=held, said=chosen, age=said.age if held.asks_age else "",
        sex=said.sex if held.asks_sex else "",
    )  # fmt: skip
    for pk, text in texts.items():
        FreeText(
            question=questions[pk], text=text[:1000], tells_of_abuse=tells_of_abuse(text)
        ).save(force_insert=True)


def numbers_of(question: Question) -> range:
    """Return the numbers by which a question's answers are kept: 1 is the first, or very sad."""
    count = FACES if question.kind == Question.Kind.FACES else len(question.choices)
    return range(1, count + 1)
