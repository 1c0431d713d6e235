"""A child of a report, as far as it is known; an empty one is a child of whom nothing is."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.cases.receiving.new_report import ReportedChild
from mangnon.children.births import KnownBirth, age_on, read_birth
from mangnon.children.forms.fields import NameField, RegisterForm
from mangnon.children.models import Child, Sex
from mangnon.ui.context import today

AGE = re.compile(r"\d{1,2}")
OLDEST = 17
MOST_CHILDREN = 6
DETAILS = ("address", "school", "looks")


class AgeField(forms.CharField):
    """An age alone, or whatever the register reads as a birth: 7, 7 tuổi, 05/2018, 17/05/2018."""

    def clean(self, value: Any) -> KnownBirth | None:
        text = super().clean(value)
        if not text:
            return None
        birth = read_birth(f"{text} tuổi" if AGE.fullmatch(text) else text, today())
        if birth is None:
            raise ValidationError(
                _("“%(text)s” is no age and no date; write 7, 2018, 05/2018 or 17/05/2018.")
                % {"text": text}
            )
        if birth.day > today() or age_on(birth.day, today()) > OLDEST:
            raise ValidationError(_("A case is about somebody from 0 to 17 years old."))
        return birth


class ChildForm(RegisterForm):
    """`reported()` is the child that was entered."""

    name = NameField(label=gettext_lazy("Child's name, if known"), required=False)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=Sex, initial=Sex.UNKNOWN)
    age = AgeField(
        label=gettext_lazy("Age, or birth date"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("7, or 17/05/2018")}),
    )  # fmt: skip
    address = forms.CharField(
        label=gettext_lazy("Where the child lives"), required=False, max_length=300
    )
    school = forms.CharField(label=gettext_lazy("School, class"), required=False, max_length=200)
    looks = forms.CharField(
        label=gettext_lazy("How to recognise the child"), required=False, max_length=300
    )
    child = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def reported(self) -> ReportedChild:
        said = self.cleaned_data
        birth: KnownBirth | None = said["age"]
        is_exact = birth is not None and birth.precision == Child.BirthPrecision.DAY
        return ReportedChild(
            name=said["name"], sex=said["sex"], child=said["child"],
            birth_date=birth.day if birth and is_exact else None,
            age=age_on(birth.day, today()) if birth else None,
            details={name: said[name] for name in DETAILS if said[name]},
        )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        return self.is_valid() and self.reported() == ReportedChild()


ChildForms = forms.formset_factory(
    ChildForm, extra=0, min_num=MOST_CHILDREN, max_num=MOST_CHILDREN, absolute_max=MOST_CHILDREN
)


def children_of(entered: Any) -> list[ReportedChild]:
    """Return the children that were entered; a report names one at least, known or not."""
    first, *others = entered.forms
    return [first.reported(), *(form.reported() for form in others if not form.is_empty)]
