"""What follows: a remedy, a penalty, a recommendation and its reply."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.people import day_of_units
from mangnon.activities.inspections.catalog import penalty_kinds
from mangnon.activities.inspections.following import Demanded
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.recommendation import Recommendation
from mangnon.activities.keeping import units_for
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.uploads.field import UploadsField
from mangnon.ui.context import today
from mangnon.ui.fields import WholeNumberField
from mangnon.ui.forms import KeyedForm, StyledForm, day_field

LONG = {"rows": 4}


def _body(label: Any) -> forms.ModelChoiceField[Organisation]:
    return forms.ModelChoiceField(
        label=label, queryset=Organisation.objects.none(), required=False,
        empty_label=_("The commune itself"),
    )  # fmt: skip


def _text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs=LONG))


def _bodies(by: User) -> Any:
    bodies = Organisation.objects.visible_to(by).on(day_of_units(by, today()))
    return bodies.order_by("sort_key", "pk")


class RemedyForm(KeyedForm):
    text = forms.CharField(
        label=_("What must be done"), max_length=1000, widget=forms.Textarea(attrs=LONG)
    )
    due_on = day_field(_("Until"))
    organisation = _body(_("Who does it"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _bodies(by)  # type: ignore[attr-defined]

    def demanded(self) -> Demanded:
        return Demanded(**{name: self.cleaned_data[name] for name in self.fields if name != "key"})


class InspectionPenaltyForm(KeyedForm):
    kind = forms.ChoiceField(label=_("Kind of penalty"))
    amount = WholeNumberField(label=_("Amount of the fine (đồng)"), required=False)
    reason = forms.CharField(label=_("What for"), max_length=500)
    decision_number = forms.CharField(label=_("Number of the decision"), max_length=60)
    decision_on = day_field(_("Day of the decision"))
    issuer = forms.CharField(label=_("Issued by"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(penalty_kinds().items())  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class WithdrawForm(StyledForm):
    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=500)


class RecommendationForm(KeyedForm):
    """`inspection` is None for one that comes from no inspection."""

    supervisor = forms.ChoiceField(label=_("Who supervises"), choices=Recommendation.Supervisor)
    supervisor_words = forms.CharField(label=_("Which committee or delegation"), max_length=200)
    unit = forms.ModelChoiceField(label=_("Unit that it is about"), queryset=Unit.objects.none())
    organisation = _body(_("Who replies"))
    document_number = forms.CharField(
        label=_("Number of the document"), max_length=60, required=False
    )
    document_on = day_field(_("Day of the document"), required=False)
    reply_due_on = day_field(_("Reply due on"))
    text = _text(_("What is recommended"))
    documents = UploadsField(label=_("Files"), required=False)

    def __init__(
        self, *args: Any, by: User, inspection: Inspection | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.inspection = inspection
        units = units_for(by, today())
        if inspection is not None:
            units = units | Unit.objects.filter(pk=inspection.unit_id)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = _bodies(by)  # type: ignore[attr-defined]
        self.initial.setdefault("unit", inspection.unit_id if inspection else by.unit_id)

    def values(self) -> dict[str, Any]:
        told = {name: value for name, value in self.cleaned_data.items()
                if name not in ("key", "documents")}  # fmt: skip
        return told | {"inspection": self.inspection}


class ReplyForm(KeyedForm):
    text = _text(_("Reply"))
    documents = UploadsField(label=_("Files"), required=False)


class AskAgainForm(KeyedForm):
    text = _text(_("Why the reply is not enough"))
    reply_due_on = day_field(_("Reply due on"))
