"""Handing pupils over for the summer, and the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.activities.summer.offering import communes_near, schools_of
from mangnon.core.models import Unit, User
from mangnon.places.models import Place
from mangnon.ui.context import today
from mangnon.ui.forms import StyledForm


class OfferForm(StyledForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    school = forms.ModelChoiceField(label=_("School"), queryset=Place.objects.none())
    unit = forms.ModelChoiceField(
        label=_("Commune whose Youth Union takes over"), queryset=Unit.objects.none()
    )
    pupils = forms.CharField(
        label=_("Pupils, one a line"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "Name, birth date, sex, hamlet, parted by tabs or semicolons, as copied from Excel: "
            "Điểu Thị Hoa; 05/03/2014; Nữ; Thôn 2"
        ),
        max_length=400_000,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = schools_of(by)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        if (first := schools.first()) is not None:
            self.initial.setdefault("school", first.pk)
            self.initial.setdefault("unit", first.unit_id)
            near = communes_near(first, today())
            self.fields["unit"].queryset = near  # type: ignore[attr-defined]


class ReturnForm(StyledForm):
    reason = forms.CharField(label=_("Why the list is returned"), max_length=500)
