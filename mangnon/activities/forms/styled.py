"""Forms with the looks and sentences of all other pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from mangnon.ui.fields import DayField

OUT_OF_REACH = _("Choose a day between 1900 and 2100.")
BOXES = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def day_field(label: Any, *, required: bool = True) -> DayField:
    return DayField(
        label=label, required=required,
        validators=[
            MinValueValidator(date(1900, 1, 1), OUT_OF_REACH),
            MaxValueValidator(date(2100, 12, 31), OUT_OF_REACH),
        ],
    )  # fmt: skip


class Styled(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("fill this in.")
            field.error_messages["invalid_choice"] = _("Choose one of the list.")
            if isinstance(field, BOXES):
                field.widget.attrs["class"] = "form-check-input"
            else:
                is_choice = isinstance(field, forms.ChoiceField)
                field.widget.attrs["class"] = "form-select" if is_choice else "form-control"


class SeenForm(Styled):
    """A change of something that may have changed since the person saw it."""

    seen_at = forms.DateTimeField(
        widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]
    )
