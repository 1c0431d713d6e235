"""The forms of a local plan: one target, and the words that a decision asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.plans.local.local_target import LocalTarget
from mangnon.ui.fields import VietnameseDecimalField
from mangnon.ui.forms import KeyedForm, SeenForm, day_field


class TargetForm(SeenForm):
    """A target set by hand, or left out."""

    value = VietnameseDecimalField(
        label=_("Target of the unit"), max_digits=18, decimal_places=6, required=False,
        help_text=_("Empty: the plan leaves this target out."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why it departs from the proposal"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, target: LocalTarget, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "value": target.value, "reason": target.reason,
            "seen_at": target.local_plan.changed_at,
        }  # fmt: skip
        super().__init__(*args, **kwargs)


class ReturnForm(SeenForm):
    reason = forms.CharField(label=_("Reason"), max_length=500)


class ApproveForm(SeenForm):
    number = forms.CharField(label=_("Number of the document"), max_length=60)
    issued_on = day_field(_("Day of the document"))


class VersionForm(KeyedForm):
    """Asks for the next version; it carries the key that the version shall have."""
