"""The forms of organisations: a name, a power, and a change by a resolution."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.people import units_to_place
from mangnon.core.models import Certainty, Organisation, OrganisationChange, Unit, User
from mangnon.core.organisations.editing import Naming
from mangnon.core.organisations.events import Event
from mangnon.core.organisations.files import power_names
from mangnon.ui.context import today

Kind = OrganisationChange.Kind
OUT_OF_REACH = _("Choose a day between 1900 and 2100.")
NAMES = ("name", "short_name", "abbreviation")
DATED = ("valid_from", "valid_to", "legal_basis", "source", "certainty")


def _day(label: Any, hint: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[
            MinValueValidator(date(1900, 1, 1), OUT_OF_REACH),
            MaxValueValidator(date(2100, 12, 31), OUT_OF_REACH),
        ],
        error_messages={"invalid": _("This is not a date; choose one from the calendar.")},
    )  # fmt: skip


class DatedForm(forms.Form):
    """Whatever holds by a document: which one, where that was read, and whether it is sure."""

    legal_basis = forms.CharField(label=_("Document that says so"), max_length=200)
    source = forms.CharField(label=_("Where this was read"), max_length=300, required=False)
    certainty = forms.ChoiceField(
        label=_("Certainty"), choices=Certainty.choices, initial=Certainty.UNSURE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("%(field)s: fill this in.") % {
                "field": field.label
            }
            field.error_messages["invalid_choice"] = _("Choose one of the list.")
            if not isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
                is_choice = isinstance(field, forms.ChoiceField)
                field.widget.attrs["class"] = "form-select" if is_choice else "form-control"


class NameForm(DatedForm):
    """The name that an organisation bears from a day on."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=100, required=False)
    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=30, required=False)
    valid_from = _day(_("It bears this name from"))
    field_order = [*NAMES, *DATED]

    def naming(self) -> Naming:
        data = self.cleaned_data
        return Naming(**{name: data[name] for name in (*NAMES, *DATED) if name in data})


class OrganisationForm(NameForm):
    """A new organisation with its first name."""

    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=Organisation.Kind.choices)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    valid_from = _day(
        _("It bears this name from"), _("Empty: since before what is known here"), required=False
    )
    field_order = ["kind", "unit", *NAMES, *DATED]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_place(by, today())  # type: ignore[attr-defined]


class PowerForm(DatedForm):
    """What an organisation answers for, from one day until another."""

    power = forms.ChoiceField(label=_("What it answers for"))
    valid_from = _day(_("From"), _("Empty: since before what is known here"), required=False)
    valid_to = _day(_("Until, not included"), _("Empty: still today"), required=False)
    field_order = ["power", *DATED]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *power_names().items()]
        self.fields["power"].choices = choices  # type: ignore[attr-defined]


class ChangeForm(DatedForm):
    """What a resolution does to one organisation."""

    kind = forms.ChoiceField(
        label=_("What happens"),
        choices=[(kind.value, kind.label) for kind in Kind if kind != Kind.RENAME],
        help_text=_("When several merge into one, enter the change for each of them."),
    )
    on = _day(_("On which day"))
    successors = forms.ModelMultipleChoiceField(
        label=_("Successors"), queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("One for a merge or for powers; several for a split; none at an end."),
    )  # fmt: skip
    powers = forms.MultipleChoiceField(
        label=_("Powers that move"), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Only when powers move and the organisation goes on."),
    )  # fmt: skip
    field_order = ["kind", "on", "legal_basis", "successors", "powers", "source", "certainty"]

    def __init__(self, *args: Any, organisation: Organisation, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        candidates = Organisation.objects.edited_by(by)
        self.fields["successors"].queryset = candidates  # type: ignore[attr-defined]
        held = set(organisation.powers.values_list("power", flat=True))
        named = [(code, name) for code, name in power_names().items() if code in held]
        self.fields["powers"].choices = named  # type: ignore[attr-defined]

    def event(self) -> Event:
        data = self.cleaned_data
        powers = data["powers"] if data["kind"] == Kind.POWERS else ()
        return Event(
            data["kind"], data["on"], data["legal_basis"], (self.organisation,),
            tuple(data["successors"]), tuple(powers), data["source"], data["certainty"],
        )  # fmt: skip
