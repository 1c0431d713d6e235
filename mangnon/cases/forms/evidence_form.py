"""The form that brings in a file of evidence; several stand on one page."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.cases.evidence.keeping import KINDS
from mangnon.children.forms.fields import RegisterForm


class EvidenceForm(RegisterForm):
    file = forms.FileField(
        label=_("File of evidence"),
        help_text=_("At most 50 MB. It is sealed, and opened only by who works on the case."),
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{uuid.uuid4().hex[:6]}_%s", **kwargs)
