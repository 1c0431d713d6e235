"""The form of a step: when it happened, and what its form of the catalogue asks."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.forms.fields import fields_of, moment_field
from mangnon.cases.proceedings.feedback import proposal
from mangnon.cases.step import Step as Written
from mangnon.cases.steps.classifying import known_so_far
from mangnon.cases.steps.taking import NewStep
from mangnon.children.forms.fields import RegisterForm
from mangnon.engine.cases.forms import CaseForm
from mangnon.engine.cases.process import Step

OWN = ("happened_at", "key", "seen")


class StepForm(RegisterForm):
    """`new_step()` is what was entered, once the form is valid."""

    step: Step
    corrects: UUID | None

    def new_step(self) -> NewStep:
        answers = {name: value for name, value in self.cleaned_data.items() if name not in OWN}
        return NewStep(
            code=self.step.code,
            happened_at=self.cleaned_data["happened_at"],
            answers=answers,
            seen=self.cleaned_data["seen"],
            corrects=self.corrects,
            id=self.cleaned_data["key"],
        )


def step_form(
    case: Case, step: Step, form: CaseForm | None, now: datetime, data: QueryDict | None,
    wrong: Written | None = None,
) -> StepForm:  # fmt: skip
    """Return the form of a step on a case as it is now; `wrong` is the step it puts right."""
    fields: dict[str, forms.Field] = {
        "happened_at": moment_field(_("When it happened")),
        **(fields_of(form) if form else {}),
        "key": forms.UUIDField(widget=forms.HiddenInput),
        "seen": forms.IntegerField(widget=forms.HiddenInput, min_value=1),
    }
    about = {"step": step, "corrects": wrong.pk if wrong else None}
    made: type[StepForm] = type("OneStepForm", (StepForm,), {**fields, **about})
    initial: dict[str, Any] = {"happened_at": now, "key": uuid.uuid4(), "seen": case.version}
    initial |= proposal(case, step) | known_so_far(case, step)
    return made(data, initial=initial)
