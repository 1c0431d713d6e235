"""The forms of places: what one is, that it closes, what a trait is from a day on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import Organisation, Unit, User
from mangnon.places.catalog import SCHOOL, kinds, services, traits
from mangnon.places.place import Place
from mangnon.places.services import EDITABLE, communes_for
from mangnon.ui.context import today
from mangnon.ui.forms import SeenForm, StyledForm, day_field


class PlaceForm(StyledForm):
    """What a place is; `place` is None for a new one."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of place"))
    unit = forms.ModelChoiceField(label=_("Commune"), queryset=Unit.objects.none())
    hamlet = forms.CharField(label=_("Hamlet"), max_length=100, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    code = forms.CharField(label=_("Code in its own branch"), max_length=30, required=False)
    organisation = forms.ModelChoiceField(
        label=_("Organisation whose staff work here"), queryset=Organisation.objects.none(),
        required=False,
    )  # fmt: skip
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    in_charge = forms.CharField(label=_("Person in charge"), max_length=100, required=False)
    opened_on = day_field(_("Open since"), required=False)
    services = forms.MultipleChoiceField(
        label=_("Services"), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )  # fmt: skip
    seen_at = SeenForm.base_fields["seen_at"]

    def __init__(self, *args: Any, by: User, place: Place | None = None, **kwargs: Any) -> None:
        if place is not None:
            values = {field: getattr(place, field) for field in EDITABLE}
            kwargs["initial"] = values | {"name": place.name, "seen_at": place.changed_at}
        super().__init__(*args, **kwargs)
        is_school = place is not None and place.kind == SCHOOL
        offered = [k for k in kinds().values() if (k.code == SCHOOL) == is_school]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose…")), *((kind.code, kind.label) for kind in offered),
        ]  # fmt: skip
        self.fields["services"].choices = list(services().items())  # type: ignore[attr-defined]
        bodies = Organisation.objects.of_units_of(by)
        if place is not None:
            kept = [place.organisation_id] if place.organisation_id else []
            bodies = bodies | Organisation.objects.filter(pk__in=kept)
            del self.fields["unit"]
        else:
            del self.fields["seen_at"]
            units = communes_for(by, today())
            self.fields["unit"].queryset = units  # type: ignore[attr-defined]
            self.initial.setdefault("unit", units.first() if by.unit in units else None)
        self.fields["organisation"].queryset = bodies.order_by("name", "pk")  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in EDITABLE}


class CloseForm(SeenForm):
    on = day_field(_("Closed from"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class TraitForm(StyledForm):
    """What one trait of the place is from a day on."""

    trait = forms.ChoiceField(label=_("What"))
    value = forms.CharField(
        label=_("What it is"), max_length=200, help_text=_("“Có” or “Không”, a number, or a text.")
    )
    on = day_field(_("From the day"), required=True)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = kinds().get(place.kind)
        self.fields["trait"].choices = [  # type: ignore[attr-defined]
            (code, traits()[code].label) for code in (kind.traits if kind else ())
        ]
        self.initial.setdefault("on", today())

    def clean(self) -> dict[str, Any]:
        """Take yes and no as people write them."""
        data: dict[str, Any] = super().clean() or {}
        known = traits().get(data.get("trait", ""))
        if known and known.kind == "yes_no" and "value" in data:
            words = {"có": "yes", "co": "yes", "không": "no", "khong": "no"}
            typed = data["value"].strip().lower()
            data["value"] = words.get(typed, typed)
        return data


class ServesForm(StyledForm):
    """The other communes whose children the staff look after."""

    units = forms.ModelMultipleChoiceField(
        label=_("Serves also"), queryset=Unit.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = communes_for(by, today()).exclude(pk=place.unit_id)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]
        self.initial["units"] = list(place.also_serves.all())
