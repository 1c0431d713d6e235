"""The questions of a move: where to and when, for which child, and the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.people import day_of_units, units_to_place
from mangnon.children.forms.fields import NameField, RegisterForm, day_field
from mangnon.children.moves.beginning import Asked
from mangnon.core.models import Unit, User
from mangnon.ui.context import today


def communes(by: User) -> Any:
    """Return every commune that a child of the person's may move to, or from."""
    units = Unit.objects.on(day_of_units(by, today()))
    return units.filter(level=Unit.Level.COMMUNE).order_by("name_key", "code")


class OfferForm(RegisterForm):
    """Where the child moved."""

    to_unit = forms.ModelChoiceField(label=_("Moved to the commune"), queryset=Unit.objects.none())
    moved_on = day_field(_("Lives there since"))

    def __init__(self, data: QueryDict | None = None, *, by: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["to_unit"].queryset = communes(by)  # type: ignore[attr-defined]


class AskForm(RegisterForm):
    """Which child came, from where, and where it lives now."""

    full_name = NameField(
        label=_("Full name"), help_text=_("All of it, as in the record of the other commune.")
    )
    birth_date = day_field(_("Date of birth"))
    from_unit = forms.ModelChoiceField(
        label=_("Came from the commune"), queryset=Unit.objects.none()
    )
    to_unit = forms.ModelChoiceField(label=_("Lives now in"), queryset=Unit.objects.none())
    moved_on = day_field(_("Lives here since"))
    hamlet = forms.CharField(label=_("Hamlet"), max_length=100, required=False)
    household = forms.CharField(label=_("Household number"), max_length=20, required=False)

    def __init__(self, data: QueryDict | None = None, *, by: User, **kwargs: Any) -> None:
        own = units_to_place(by, today()).filter(level=Unit.Level.COMMUNE)
        super().__init__(data, initial={"to_unit": own[0].pk} if len(own) == 1 else {}, **kwargs)
        self.fields["from_unit"].queryset = communes(by)  # type: ignore[attr-defined]
        self.fields["to_unit"].queryset = own  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)
