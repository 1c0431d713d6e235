"""The consultations of the demonstration: one shown back, one open with texts to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import yaml
from django.db import transaction

from mangnon.activities.models import Consultation, FreeText, Question, SessionCode
from mangnon.activities.voice import holding, reading
from mangnon.activities.voice.answering import Said, numbers_of, take_answer
from mangnon.activities.voice.catalog import question_sets
from mangnon.activities.voice.coding import make_code
from mangnon.activities.voice.responding import respond
from mangnon.catalog import CATALOG
from mangnon.core.models import User
from mangnon.demo.activities import KEEPERS
from mangnon.ui.context import now

VOICE = CATALOG / "demo" / "voice.yaml"
PLACES = 60
SEXES = ("female", "male", "female", "")


@transaction.atomic
def make_voice() -> None:
    """Ask the children of two communes; what one of them said is shown back."""
    written: dict[str, Any] = yaml.safe_load(VOICE.read_text(encoding="utf-8"))
    for group, username in KEEPERS.items():
        told, by = written[group], User.objects.select_related("unit").get(username=username)
        made = _open(told, by)
        code = make_code(made.pk, told["session"], PLACES, by=by, now=now())
        _answer(made, code, told)
        if "response" in told:
            _show_back(made, told, by)


def _open(told: Mapping[str, Any], by: User) -> Consultation:
    asked = question_sets()[told["set"]]
    values = {
        "title": told["title"], "purpose": told["purpose"], "unit": by.unit, "organisation": None,
        "activity": None, "from_age": asked.from_age, "below_age": asked.below_age,
        "asks_age": False, "asks_sex": True,
    }  # fmt: skip
    made = holding.enter_consultation(uuid4(), values, by=by)
    made = holding.take_set(made.pk, asked, by=by)
    return holding.open_consultation(made.pk, seen_at=made.changed_at, by=by)


def _answer(made: Consultation, code: SessionCode, told: Mapping[str, Any]) -> None:
    questions = list(made.questions.all())
    free = next(one.pk for one in questions if one.kind == Question.Kind.TEXT)
    for n in range(told["answers"]):
        chosen = {
            one.pk: numbers_of(one)[(n * 7 // 4 + place) % len(numbers_of(one))]
            for place, one in enumerate(questions)
            if one.kind != Question.Kind.TEXT
        }
        texts = {free: told["texts"][n]} if n < len(told["texts"]) else {}
        take_answer(code, uuid4(), Said(chosen, texts, sex=SEXES[n % len(SEXES)]))


def _show_back(made: Consultation, told: Mapping[str, Any], by: User) -> None:
    closed = holding.close_consultation(made.pk, seen_at=made.changed_at, by=by)
    for text in FreeText.objects.read_by(by).filter(question__consultation=made):
        if cleared := told["cleared"].get(text.text):
            reading.clear(text.pk, cleared, by=by)
        else:
            reading.set_aside(text.pk, by=by)
    respond(made.pk, uuid4(), told["response"], by=by, now=now())
    holding.show_back(made.pk, seen_at=closed.changed_at, by=by)
