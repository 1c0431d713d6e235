"""Forms of a hand-over between communes, and of a file that proves a step."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import Case
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.models import Unit


class OfferForm(RegisterForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    to_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("To which commune"), empty_label="–"
    )
    reason = forms.CharField(
        label=_("Why it is handed over"), max_length=2000,
        help_text=_("The commune reads this before it accepts, and nothing else of the case."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, data: Any, case: Case, today: date) -> None:
        initial = {"key": uuid.uuid4(), "to_unit": case.residence_unit_id}
        super().__init__(data, initial=initial)
        communes = Unit.objects.on(today).filter(level=Unit.Level.COMMUNE).exclude(pk=case.unit_id)
        ordered = communes.order_by("name_key", "code")
        self.fields["to_unit"].queryset = ordered  # type: ignore[attr-defined]


class AnswerForm(RegisterForm):
    accepts = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Take the case over")), ("no", _("Refuse"))],
        coerce=lambda answer: answer == "yes",
    )
    reason = forms.CharField(
        label=_("Why your commune does not take it"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
