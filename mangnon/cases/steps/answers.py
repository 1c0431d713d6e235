"""Answers to a form of the catalogue: checked, and written down as sealed JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.step import Step
from mangnon.children.facts.rules import NotAccepted
from mangnon.engine.cases import process as engine
from mangnon.engine.cases.forms import LEVELS, CaseForm, Question
from mangnon.ui.formats import number

Values = Mapping[str, Any]
NOTHING: tuple[object, ...] = (None, "", [])
LONGEST = {"text": 300, "long_text": 8000}


def require_sound(form: CaseForm, values: Values) -> dict[str, Any]:
    """Return the answers without the empty ones; raise NotAccepted for what the form refuses."""
    answers = {name: value for name, value in values.items() if value not in NOTHING}
    problems = [
        (q.name, fault) for q in form.questions for fault in _faults(q, answers.get(q.name))
    ]
    problems += [
        (name, _("The form has no such question.")) for name in answers.keys() - form.by_name
    ]
    if problems:
        raise NotAccepted(problems)
    return answers


def as_json(form: CaseForm, answers: Values) -> str:
    """Return the answers as a text that `read_json` reads back."""
    plain = {name: _plain(value) for name, value in answers.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def read_json(form: CaseForm, text: str) -> dict[str, Any]:
    kinds = {question.name: question.kind for question in form.questions}
    return {name: _read(kinds[name], value) for name, value in json.loads(text or "{}").items()}


def answers_of(step: Step, definition: engine.Step) -> dict[str, Any]:
    """Return what was answered when the step was taken; a step without a form has no answers."""
    form = form_of(step, definition)
    return read_json(form, step.answers) if form else {}


def form_of(step: Step, definition: engine.Step) -> CaseForm | None:
    """Return the very version of the form that was filled in."""
    if definition.form is None or step.form_from is None:
        return None
    return case_catalog().form_as_of(definition.form, step.form_from)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _read(kind: str, value: Any) -> Any:
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "moment":
        return datetime.fromisoformat(value)
    return Decimal(value) if kind == "number" else value


def _faults(question: Question, answer: Any) -> Iterator[str]:
    if answer is None:
        if question.required:
            yield _("Answer this question.")
        return
    if question.kind == "level" and answer not in LEVELS:
        yield _("Choose one of the list.")
    elif question.kind in ("code", "codes", "yes_no_unknown"):
        codes = answer if isinstance(answer, list) else [answer]
        if not set(codes) <= code_list(question.list or "yes_no_unknown").by_code.keys():
            yield _("Choose one of the list.")
    elif question.kind == "number" and not _within(question, answer):
        yield _("Write a number from %(low)s to %(high)s.") % {
            "low": number(question.low or 0), "high": number(question.high or 0)
        }  # fmt: skip
    elif question.kind in LONGEST and len(answer) > LONGEST[question.kind]:
        yield _("Write at most %(count)s characters.") % {"count": LONGEST[question.kind]}


def _within(question: Question, answer: Decimal) -> bool:
    low, high = question.low, question.high
    return (low is None or answer >= low) and (high is None or answer <= high)
