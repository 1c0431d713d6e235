"""A plan of inspections, and one inspection as it is planned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.activities.forms.organiser_field import offer_organisers
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.inspection_plan import InspectionPlan
from mangnon.activities.keeping import units_for
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.uploads.field import UploadsField
from mangnon.places.models import Place
from mangnon.ui.context import today
from mangnon.ui.forms import KeyedForm, SeenForm, day_field

PLAN_FIELDS = (
    "title", "year", "unit", "organisation", "decision_number", "decision_on", "issuer", "subject",
)  # fmt: skip


def _organisation() -> forms.ModelChoiceField[Organisation]:
    return forms.ModelChoiceField(
        label=_("Organisation that inspects"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("The commune itself"),
    )  # fmt: skip


class InspectionPlanForm(KeyedForm):
    """`plan` is None for a new one."""

    title = forms.CharField(label=_("What the plan is called"), max_length=300)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    unit = forms.ModelChoiceField(
        label=_("Commune, or the province for all"), queryset=Unit.objects.none()
    )
    organisation = _organisation()
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=60)
    decision_on = day_field(_("Day of the decision"))
    issuer = forms.CharField(label=_("Issued by"), max_length=200)
    subject = forms.CharField(
        label=_("What is looked at, and who is in the team"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    documents = UploadsField(label=_("Decision and other files"), required=False)
    seen_at = SeenForm.base_fields["seen_at"]

    def __init__(
        self, *args: Any, by: User, plan: InspectionPlan | None = None, **kwargs: Any
    ) -> None:
        if plan is not None:
            kwargs["initial"] = {name: getattr(plan, name) for name in PLAN_FIELDS}
            kwargs["initial"] |= {"seen_at": plan.changed_at, "key": plan.pk}
        super().__init__(*args, **kwargs)
        if plan is None:
            del self.fields["seen_at"]
            self.initial.update(year=today().year, unit=by.unit_id)
        kept = plan.organisation_id if plan else by.organisation_id
        self.initial.setdefault("organisation", kept)
        self.fields["unit"].queryset = units_for(by, today())  # type: ignore[attr-defined]
        offer_organisers(self.fields["organisation"], by)

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLAN_FIELDS}


class InspectionForm(KeyedForm):
    """One place on a day, in a unit and of a kind that were chosen before."""

    place = forms.ModelChoiceField(
        label=_("Place in the register"), queryset=Place.objects.none(), required=False
    )
    place_words = forms.CharField(
        label=_("Or its name in words"), max_length=200, required=False,
        help_text=_("Where it is not in the register of places; the same name is found again."),
    )  # fmt: skip
    planned_on = day_field(_("Day of the inspection"))
    organisation = _organisation()
    team = forms.CharField(label=_("Who inspects, by name"), max_length=500, required=False)
    decision_number = forms.CharField(
        label=_("Number of its own decision"), max_length=60, required=False,
        help_text=_("Where it is not under the decision of a plan."),
    )  # fmt: skip
    decision_on = day_field(_("Day of the decision"), required=False)

    def __init__(
        self, *args: Any, by: User, places: Any, plan: InspectionPlan | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        offer_organisers(self.fields["organisation"], by)
        self.initial.setdefault("organisation", by.organisation_id)
        if plan is not None:
            for name in ("organisation", "decision_number", "decision_on"):
                del self.fields[name]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class ChangeInspectionForm(SeenForm):
    planned_on = day_field(_("Day of the inspection"))
    team = forms.CharField(label=_("Who inspects, by name"), max_length=500, required=False)
    decision_number = forms.CharField(
        label=_("Number of its own decision"), max_length=60, required=False
    )
    decision_on = day_field(_("Day of the decision"), required=False)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        told = {name: getattr(inspection, name) for name in self.base_fields if name != "seen_at"}
        kwargs["initial"] = told | {"seen_at": inspection.changed_at}
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_at"}


class CancelInspectionForm(SeenForm):
    reason = forms.CharField(label=_("Why it is not carried out"), max_length=500)
