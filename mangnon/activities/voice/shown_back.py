"""What whoever has a code reads of a consultation that is shown back to the children."""

from __future__ import annotations

from typing import Any

from mangnon.activities.attendance.shown import HIDE_BELOW
from mangnon.activities.voice.consultation import Consultation
from mangnon.activities.voice.results import results_of
from mangnon.activities.voice.voice_answer import FreeText, VoiceAnswer


def shown_back(consultation: Consultation) -> dict[str, Any]:
    """Return totals of each question, cleared texts and responses; of few children no number."""
    answers = VoiceAnswer.objects.filter(consultation=consultation).count()
    texts = FreeText.objects.filter(
        question__consultation=consultation, state=FreeText.State.CLEARED
    )
    responses = consultation.responses.filter(withdrawn=False)
    return {
        "answers": answers if answers >= HIDE_BELOW else None,
        "results": results_of(consultation),
        "cleared": texts.select_related("question").order_by("question__position", "pk"),
        "responses": responses.select_related("organisation", "unit"),
    }
