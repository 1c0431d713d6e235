"""The questions as a child answers them: each may be left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from mangnon.activities.voice.answering import Said, numbers_of
from mangnon.activities.voice.consultation import Consultation, Question
from mangnon.activities.voice.results import AGE_LABELS, FACES, SEXES
from mangnon.ui.forms import KeyedForm

LEFT_OUT = ("", _("I would rather not say"))


class AnswerForm(KeyedForm):
    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(consultation.questions.all())
        for question in self.questions:
            self.fields[_name(question)] = _field(question)
        if consultation.asks_age:
            self.fields["age"] = _radios(_("How old are you?"), [*AGE_LABELS.items(), LEFT_OUT])
        if consultation.asks_sex:
            self.fields["sex"] = _radios(_("Are you a girl or a boy?"), [*SEXES.items(), LEFT_OUT])

    def rows(self) -> Iterator[tuple[BoundField, bool]]:
        """Yield the questions, each with whether its answers are faces."""
        faces = {_name(one) for one in self.questions if one.kind == Question.Kind.FACES}
        for field in self.visible_fields():
            yield field, field.name in faces

    def said(self) -> Said:
        data = self.cleaned_data
        told = {question: data.get(_name(question)) for question in self.questions}
        return Said(
            {one.pk: int(value) for one, value in told.items()
             if value and one.kind != Question.Kind.TEXT},
            {one.pk: value for one, value in told.items()
             if value and one.kind == Question.Kind.TEXT},
            data.get("age", ""),
            data.get("sex", ""),
        )  # fmt: skip


def _name(question: Question) -> str:
    return f"question-{question.pk}"


def _field(question: Question) -> forms.Field:
    if question.kind == Question.Kind.TEXT:
        return forms.CharField(
            label=question.text, max_length=1000, required=False,
            widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        )  # fmt: skip
    labels = FACES if question.kind == Question.Kind.FACES else question.choices
    return _radios(question.text, list(zip(map(str, numbers_of(question)), labels, strict=True)))


def _radios(label: Any, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False,
        widget=forms.RadioSelect(attrs={"class": "voice-box"}),
    )  # fmt: skip
