"""Forms with the looks and sentences of all pages, and the fields that several of them share."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from mangnon.ui.fields import DayField

OUT_OF_REACH = _("Choose a day between 1900 and 2100.")
TICKED = (forms.BooleanField, forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> DayField:
    return DayField(
        label=label, required=required, help_text=hint,
        validators=[
            MinValueValidator(date(1900, 1, 1), OUT_OF_REACH),
            MaxValueValidator(date(2100, 12, 31), OUT_OF_REACH),
        ],
    )  # fmt: skip


class StyledForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("fill this in.")
            field.error_messages["invalid_choice"] = _("Choose one of the list.")
            field.widget.attrs["class"] = _look_of(field)


class SeenForm(StyledForm):
    """A change of something that may have changed since the person saw it."""

    seen_at = forms.DateTimeField(
        widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]
    )


class KeyedForm(StyledForm):
    """A form that makes one record however often it is sent: it carries the record's key."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())


def _look_of(field: forms.Field) -> str:
    if isinstance(field, TICKED):
        return "form-check-input"
    return "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
