"""The questions about a person: who, in which role, and where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.people import organisations_to_place, units_to_place
from mangnon.core.access import Role, may_give
from mangnon.core.models import Organisation, Unit, User
from mangnon.ui.context import today

ACCOUNT_NAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,39}$",
    _("An account name has 3 to 40 small letters without marks, digits, dots or dashes."),
)


class PersonForm(forms.Form):
    """What an administrator may say of a person; only roles and places that are theirs to give."""

    full_name = forms.CharField(label=_("Full name"), max_length=150)
    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, role.label) for role in Role if may_give(by, role)]
        self.fields["role"].choices = [("", "–"), *roles]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_to_place(by, today())  # type: ignore[attr-defined]
        organisations = organisations_to_place(by, self.initial.get("organisation"))
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"


class InvitationForm(PersonForm):
    username = forms.CharField(
        label=_("Account name"),
        validators=[ACCOUNT_NAME],
        help_text=_("For example le-thi-hoa; it cannot be changed afterwards."),
    )
    field_order = ["full_name", "username", "role", "unit", "organisation"]


class ClosingForm(forms.Form):
    """Who takes over the work of the person who leaves."""

    receiver = forms.ModelChoiceField(
        label=_("Who takes over"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args: Any, people: list[User], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        among = User.objects.visible_to(by).filter(pk__in=[person.pk for person in people])
        self.fields["receiver"].queryset = among.order_by("full_name")  # type: ignore[attr-defined]
        self.fields["receiver"].widget.attrs["class"] = "form-select"
