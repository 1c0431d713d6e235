"""A whole number of đồng or of people, typed with or without dots between thousands."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.ui.formats import number

LARGEST = 10**15
_BETWEEN = re.compile(r"(?<=\d)[.\s](?=\d{3}(\D|$))")


class MoneyField(forms.IntegerField):
    """ "12.500.000" and "12500000" are one amount; there is no part of a đồng."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write a whole number, for example 12.500.000."),
        "max_value": _("This is more than there is; leave out some zeros."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST, **options)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _BETWEEN.sub("", value.strip())
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, int) else value
