"""Who took part: counts, one line of a list, or a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.activities.attendance.new_participant import NewParticipant
from mangnon.activities.attendance.participant import Participant
from mangnon.activities.attendance.parts import DIMENSIONS
from mangnon.activities.attendance.shown import Counted
from mangnon.children.register import Sex
from mangnon.places.models import YesNo
from mangnon.ui.forms import StyledForm, day_field

MOST = 1_000_000


class CountsForm(StyledForm):
    """How many children and adults, and the children by groups; an empty part is nobody."""

    children = forms.IntegerField(label=_("Children in all"), min_value=0, max_value=MOST)
    adults = forms.IntegerField(
        label=_("Adults"), min_value=0, max_value=MOST, required=False, initial=0
    )

    def __init__(self, *args: Any, headcount: Counted | None = None, **kwargs: Any) -> None:
        if headcount is not None:
            known = {"children": headcount.children}
            known["adults"] = getattr(headcount, "adults", 0)
            for name, members in headcount.parts.items():
                known |= {f"{name}-{member}": count for member, count in members.items()}
            kwargs["initial"] = known
        super().__init__(*args, **kwargs)
        for name, (_label, members) in DIMENSIONS.items():
            for member, label in members.items():
                self.fields[f"{name}-{member}"] = forms.IntegerField(
                    label=str(label), min_value=0, max_value=MOST, required=False,
                    widget=forms.NumberInput(attrs={"class": "form-control"}),
                )  # fmt: skip

    def totals(self) -> list[forms.BoundField]:
        return [self["children"], self["adults"]]

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the questions of each breakdown under its name."""
        return [
            (label, [self[f"{name}-{member}"] for member in members])
            for name, (label, members) in DIMENSIONS.items()
        ]

    def parts(self) -> dict[str, dict[str, int]]:
        return {
            name: {member: self.cleaned_data[f"{name}-{member}"] or 0 for member in members}
            for name, (_label, members) in DIMENSIONS.items()
        }


class ParticipantForm(StyledForm):
    """One line of the sign-in list."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Full name"), max_length=200)
    birth_date = day_field(_("Birth date"), required=False)
    who = forms.ChoiceField(
        label=_("Child or adult"), required=False,
        choices=[("", _("By the birth date")), ("child", _("Child")), ("adult", _("Adult"))],
    )  # fmt: skip
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, initial=Sex.UNKNOWN)
    ethnic_group = forms.ChoiceField(
        label=_("Ethnicity"), choices=Participant.EthnicGroup.choices, initial="unknown"
    )
    disability = forms.ChoiceField(label=_("Disability"), choices=YesNo, initial=YesNo.UNKNOWN)
    comes_from = forms.CharField(
        label=_("School, hamlet or office"), max_length=200, required=False
    )

    def line(self) -> NewParticipant:
        data = self.cleaned_data
        who = data["who"]
        return NewParticipant(
            name=data["name"], birth_date=data["birth_date"],
            is_child=None if not who else who == "child", sex=data["sex"],
            ethnic_group=data["ethnic_group"], disability=data["disability"],
            comes_from=data["comes_from"],
        )  # fmt: skip


class ListForm(StyledForm):
    file = forms.FileField(
        label=_("Sign-in list (.xlsx, .xls, .csv)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
