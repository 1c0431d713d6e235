"""Form fields of a catalogue form's questions, and of the moment a step happened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mangnon.cases.catalog import code_list
from mangnon.cases.steps.answers import LONGEST
from mangnon.children.forms.fields import day_field
from mangnon.engine.cases.forms import CaseForm, Question
from mangnon.ui.fields import MomentField, VietnameseDecimalField

MOST_ON_ONE_LOOK = 6  # so many answers stand open; more are a list to open


def fields_of(form: CaseForm) -> dict[str, forms.Field]:
    """Return a field for each question of the form, by its name."""
    return {question.name: _field(question) for question in form.questions}


def moment_field(label: Any, hint: Any = "") -> MomentField:
    return MomentField(label=label, help_text=hint)


def _field(question: Question) -> forms.Field:
    label = question.title.vi
    common: dict[str, Any] = {
        "required": False,
        "label": label
        if question.required
        else _("%(question)s (not needed)") % {"question": label},
        "help_text": question.hint.vi if question.hint else "",
    }
    if question.kind == "date":
        return day_field(common["label"], common["help_text"], required=False)
    if question.kind == "moment":
        return MomentField(**common)
    if question.kind == "number":
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        return VietnameseDecimalField(**common, widget=widget)
    if question.kind in LONGEST:
        if question.kind == "long_text":
            common["widget"] = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(**common, max_length=LONGEST[question.kind])
    return _choice(question, common)


def _choice(question: Question, common: dict[str, Any]) -> forms.Field:
    name = "risk_level" if question.kind == "level" else question.list or "yes_no_unknown"
    choices = [(code.code, code.vi) for code in code_list(name).codes]
    if question.kind == "codes":
        return forms.MultipleChoiceField(
            **common, choices=choices, widget=forms.CheckboxSelectMultiple
        )
    if len(choices) <= MOST_ON_ONE_LOOK:
        return forms.ChoiceField(**common, choices=choices, widget=forms.RadioSelect)
    return forms.ChoiceField(**common, choices=[("", "–"), *choices])
