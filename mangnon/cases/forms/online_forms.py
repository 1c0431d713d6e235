"""The forms of harm online."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.cases.catalog import code_list
from mangnon.cases.forms.fields import moment_field
from mangnon.cases.online.noting import ANSWERS, BODIES, PLATFORMS
from mangnon.children.forms.fields import RegisterForm


class OnlineForm(RegisterForm):
    """A form that is sent once, whose coded question has its list; several stand on a page."""

    coded: tuple[str, str]  # the question, and its list

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        initial = {"key": uuid.uuid4(), **dict.fromkeys(self.moments, now)}
        super().__init__(*args, initial=initial, auto_id=f"{uuid.uuid4().hex[:6]}_%s", **kwargs)
        name, codes = self.coded
        field: Any = self.fields[name]
        field.choices = [(code.code, code.vi) for code in code_list(codes).codes]

    @property
    def moments(self) -> list[str]:
        return [name for name in self.base_fields if name.endswith("_at")]


class HarmForm(OnlineForm):
    coded = ("platform", PLATFORMS)
    key = forms.UUIDField(widget=forms.HiddenInput)
    platform = forms.ChoiceField(label=_("Platform"))
    address = forms.CharField(label=_("Address, account or group"), max_length=2000)
    seen_at = moment_field(_("Seen at"))
    note = forms.CharField(
        label=_("What is seen there (not needed)"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class TakedownForm(OnlineForm):
    coded = ("to", BODIES)
    key = forms.UUIDField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("Asked of"))
    asked_at = moment_field(_("Asked at"))
    reference = forms.CharField(
        label=_("Number of the request (not needed)"), required=False, max_length=200
    )


class AnswerForm(OnlineForm):
    coded = ("answer", ANSWERS)
    answer = forms.ChoiceField(label=_("Answer"))
    answered_at = moment_field(_("Answered at"))
    note = forms.CharField(label=_("Note"), required=False, max_length=2000)
