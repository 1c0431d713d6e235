"""Form fields that read what is typed the Vietnamese way."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms

from mangnon.ui.formats import number

_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")


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
