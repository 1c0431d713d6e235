"""The forms of an amendment: why and by which decision, and a day to look at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import User
from mangnon.plans.bases.forms import DocumentField
from mangnon.ui.forms import KeyedForm, SeenForm, StyledForm, day_field


class ReasonForm(KeyedForm):
    """Why a plan is amended: how an amendment begins."""

    reason = forms.CharField(
        label=_("Why the plan is amended"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class HeadForm(SeenForm):
    """Why, by which decision, and from which day an amendment holds."""

    reason = forms.CharField(
        label=_("Why the plan is amended"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    decision = DocumentField(label=_("Decision that amends the plan"), required=False)
    effective_on = day_field(_("In force from"), required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].offer_to(by)  # type: ignore[attr-defined]


class AddingForm(KeyedForm, SeenForm):
    """What the form of an item that is added carries beside its fields."""


class ReturnForm(StyledForm):
    reason = forms.CharField(label=_("Why the amendment goes back"), max_length=500)


class DayForm(StyledForm):
    """The day whose version is asked for."""

    day = day_field(_("As it stood on"), required=False)
