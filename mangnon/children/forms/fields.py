"""Fields that read what people write: a name, a birth, an identity number, a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.children.births import FIRST_DAY, KnownBirth, read_birth
from mangnon.children.identity_number import clean_identity_number, fault_of
from mangnon.children.names import clean_name, search_text
from mangnon.ui.context import today
from mangnon.ui.fields import DayField

LONGEST_NAME = 200
OUT_OF_REACH = gettext_lazy("Choose a day between 1990 and 2100.")


class NameField(forms.CharField):
    """A name of any number of words, kept in NFC with one kind of apostrophe."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        name = clean_name(text)
        if text and not search_text(name):
            raise ValidationError(_("A name has letters; write it as it is spoken."))
        return name


class BirthField(forms.CharField):
    """A day, a month, a year or an age."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> KnownBirth:
        text = super().clean(value)
        birth = read_birth(text, today())
        if birth is None:
            raise ValidationError(
                _("“%(text)s” is no date and no age; write 17/05/2020, 05/2020, 2020 or 3 tuổi.")
                % {"text": text}
            )
        if birth.day > today():
            raise ValidationError(_("This day is still to come; a child is entered after birth."))
        if birth.day < FIRST_DAY:
            raise ValidationError(_("The register goes back to 1990; look at the year again."))
        return birth


class IdentityNumberField(forms.CharField):
    """Twelve digits; fewer are kept, and the record warns of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, **kwargs)

    def clean(self, value: Any) -> str:
        number = clean_identity_number(super().clean(value))
        if fault := fault_of(number):
            raise ValidationError(fault)
        return number


def day_field(label: Any, hint: Any = "", *, required: bool = True) -> DayField:
    return DayField(
        label=label, help_text=hint, required=required,
        validators=[
            MinValueValidator(FIRST_DAY, OUT_OF_REACH),
            MaxValueValidator(date(2100, 12, 31), OUT_OF_REACH),
        ],
    )  # fmt: skip


class RegisterForm(forms.Form):
    """A form of the register: its fields look alike and say what is missing in a sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.HiddenInput):
                continue
            field.error_messages["required"] = _("Fill this in.")
            field.error_messages["invalid_choice"] = _("Choose one of the list.")
            field.widget.attrs["class"] = _look_of(field)
            field.widget.attrs.setdefault("autocomplete", "off")


def _look_of(field: forms.Field) -> str:
    if isinstance(field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
