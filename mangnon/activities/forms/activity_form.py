"""What an activity is; and that it was held, or is not to be."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.activities.activity import Activity
from mangnon.activities.catalog import catalog_on
from mangnon.activities.forms.organiser_field import offer_organisers
from mangnon.activities.keeping import FIELDS, units_for
from mangnon.activities.targets.of_plan import targets_of_plan
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.uploads.field import UploadsField
from mangnon.places.models import Place
from mangnon.ui.context import today
from mangnon.ui.fields import WholeNumberField
from mangnon.ui.forms import SeenForm, StyledForm, day_field


class ActivityForm(StyledForm):
    """`activity` is None for a new one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What it is called"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind of activity"))
    organiser = forms.ModelChoiceField(
        label=_("Organisation that holds it"), queryset=Organisation.objects.none(),
        required=False,
    )  # fmt: skip
    organiser_words = forms.CharField(
        label=_("Who holds it, in words"), max_length=200, required=False,
        help_text=_("Where it is not in the list of organisations; and who helps."),
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        label=_("Commune, or the province for all"), queryset=Unit.objects.none()
    )
    place = forms.ModelChoiceField(
        label=_("Place in the register"), queryset=Place.objects.none(), required=False
    )
    place_words = forms.CharField(label=_("Place in words"), max_length=200, required=False)
    from_day = day_field(_("First day"))
    to_day = day_field(_("Last day"), required=False)
    cost_planned = WholeNumberField(label=_("Cost planned (đồng)"), required=False)
    cost_spent = WholeNumberField(label=_("Cost spent (đồng)"), required=False)
    reach = WholeNumberField(label=_("People reached"), required=False)
    goods = forms.CharField(label=_("What was given"), max_length=500, required=False)
    leaves = forms.MultipleChoiceField(
        label=_("Targets of the plan that it is for"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    seen_at = SeenForm.base_fields["seen_at"]

    def __init__(
        self, *args: Any, by: User, activity: Activity | None = None, **kwargs: Any
    ) -> None:
        if activity is not None:
            kwargs["initial"] = {name: getattr(activity, name) for name in ("title", *FIELDS)}
            kwargs["initial"] |= {"seen_at": activity.changed_at, "key": activity.pk}
        super().__init__(*args, **kwargs)
        if activity is None:
            del self.fields["seen_at"]
        day = activity.from_day if activity else today()
        kinds = catalog_on(day).kinds.values()
        self._offer("kind", [("", _("Choose…")), *((kind.code, kind.label) for kind in kinds)])
        self._offer("leaves", leaves_to_choose(by, day, activity))
        kept = [activity.organiser_id] if activity and activity.organiser_id else []
        offer_organisers(self.fields["organiser"], by, kept)
        units = units_for(by, day)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.initial.setdefault("unit", by.unit if by.unit in units else None)
        places = Place.objects.visible_to(by).filter(closed_on=None).in_name_order()
        self.fields["place"].queryset = places.filter(unit=by.unit_id)  # type: ignore[attr-defined]
        if activity is not None:
            at_unit = places.filter(unit=activity.unit_id)
            self.fields["place"].queryset = at_unit  # type: ignore[attr-defined]
        if by.organisation_id is not None:
            self.initial.setdefault("organiser", by.organisation_id)

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("to_day") is None:
            data["to_day"] = data.get("from_day")
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class HoldForm(SeenForm):
    """That it was held, and what came of it."""

    results = forms.CharField(
        label=_("What came of it"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    cost_spent = WholeNumberField(label=_("Cost spent (đồng)"), required=False)
    documents = UploadsField(label=_("Documents of what was spent, or other proof"), required=False)


class CancelForm(SeenForm):
    reason = forms.CharField(label=_("Why it is not held"), max_length=500)


class SameForm(StyledForm):
    """Which other activity is the same event."""

    same_as = forms.ModelChoiceField(
        label=_("The same event as"), queryset=Activity.objects.none(), required=False,
        empty_label=_("None: it is an event of its own"),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["same_as"].queryset = others  # type: ignore[attr-defined]


class IsForTargets(Protocol):
    leaves: Any


def leaves_to_choose(by: User, day: date, kept: IsForTargets | None) -> list[tuple[str, str]]:
    """Return the targets to tick, also those that the record is for already."""
    told = dict(targets_of_plan(by, day))
    for leaf in kept.leaves if kept else ():
        told.setdefault(leaf, "")
    return [(leaf, f"{leaf}. {words}".strip()) for leaf, words in told.items()]
