"""Form fields that read what is typed the Vietnamese way."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.ui.formats import number

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_BETWEEN = re.compile(r"(?<=\d)[.\s](?=\d{3}(\D|$))")
_MOMENT = re.compile(r"(\S+)\s+(\d\d?)(?:[:.gh]|\s*giờ\s*)(\d\d)?")
_DAY_MONTH_YEAR = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})|(\d\d)(\d\d)(\d{4})")


class VietnameseDecimalField(forms.DecimalField):
    """A number with a decimal comma and dots between thousands; "76.9" is understood too."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            if "," in value or _THOUSANDS.fullmatch(value.strip()):
                value = value.replace(".", "")
            value = value.replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return number(value.normalize()) if isinstance(value, Decimal) else value


class WholeNumberField(forms.IntegerField):
    """A whole number of đồng or of people; "12.500.000" and "12500000" are one."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write a whole number, for example 12.500.000."),
        "max_value": _("This is more than there is; leave out some zeros."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=10**15, **options)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _BETWEEN.sub("", value.strip())
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, int) else value


class DayField(forms.DateField):
    """A date typed day first, whatever the language of the browser; 2025-12-31 is understood too.

    "5/3/2020", "05-03-2020", "05.03.2020" and "05032020" are the fifth of March.
    """

    widget = forms.DateInput(
        format="%d/%m/%Y",
        attrs={"placeholder": _("dd/mm/yyyy"), "inputmode": "numeric", "autocomplete": "off"},
    )
    default_error_messages = {
        "invalid": _("This is not a date; write day, month and year, for example 05/03/2020.")
    }
    input_formats = ("%Y-%m-%d",)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and (typed := _DAY_MONTH_YEAR.fullmatch(value.strip())):
            day, month, year = (part for part in typed.groups() if part)
            value = f"{year}-{month}-{day}"
        return super().to_python(value)


class MomentField(forms.DateTimeField):
    """A day and a time, as "05/03/2026 14:30" or "05/03/2026 14 giờ 30", in the province's zone."""

    widget = forms.DateTimeInput(
        format="%d/%m/%Y %H:%M",
        attrs={"placeholder": _("dd/mm/yyyy hh:mm"), "autocomplete": "off"},
    )
    default_error_messages = {
        "invalid": _("This is no day and time; write, for example, 05/03/2026 14:30.")
    }

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and (typed := _MOMENT.fullmatch(value.strip())):
            day, hour, minute = typed.groups()
            if found := _DAY_MONTH_YEAR.fullmatch(day):
                of_day, month, year = (part for part in found.groups() if part)
                value = f"{year}-{month}-{of_day} {hour}:{minute or '00'}"
        return super().to_python(value)
