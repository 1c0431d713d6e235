"""The database itself forgets which answers and texts came together, and in which order."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model

from mangnon.activities.voice.consultation import Consultation, Question
from mangnon.activities.voice.voice_answer import FreeText, VoiceAnswer

# Every row bears the number of the transaction that wrote it: one child's texts would be known by
# it to be of the child whose choices came with them. Here one transaction writes them all.
ANEW = """
WITH rows AS (DELETE FROM {table} WHERE {of} = ANY(%s) RETURNING *)
INSERT INTO {table} SELECT * FROM rows ORDER BY id
"""


def forget_who_came_when(consultation: Consultation) -> None:
    """Write answers and texts anew, in the order of their random keys; nothing in them changes.

    Call it in the transaction that closes the consultation, when nobody answers any more.
    """
    questions = Question.objects.filter(consultation=consultation).values_list("pk", flat=True)
    _write_anew(VoiceAnswer, "consultation_id", [consultation.pk])
    _write_anew(FreeText, "question_id", list(questions))


def _write_anew(model: type[Model], of: str, keys: list[object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ANEW.format(table=model._meta.db_table, of=of), [keys])
