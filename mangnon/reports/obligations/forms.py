"""Forms of what bodies owe: confirming a deadline, asking, taking back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.accounts.people import day_of_units, units_to_place
from mangnon.core.models import Organisation, Unit, User
from mangnon.reports.obligations.asking import Asked
from mangnon.reports.obligations.bodies import Body, committee
from mangnon.reports.obligations.making import Confirmed
from mangnon.reports.obligations.obligation import ReportPeriod
from mangnon.reports.obligations.proposing import Owing, Proposal
from mangnon.ui.context import today
from mangnon.ui.forms import KeyedForm, StyledForm, day_field

AGENCIES = "agencies"
Kind = Organisation.Kind
AGENCY_KINDS = (Kind.DEPARTMENT, Kind.AGENCY, Kind.UNION, Kind.COURT, Kind.PROCURACY)


class ConfirmForm(StyledForm):
    """Who is asked for the report of a deadline; all that are proposed and not asked are ticked."""

    title = forms.CharField(label=gettext_lazy("What is asked"), max_length=300)
    consolidates = forms.BooleanField(
        label=gettext_lazy("They make it of the reports of the others"), required=False
    )
    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Who owes it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more = forms.ModelMultipleChoiceField(
        label=gettext_lazy("More organisations, chosen by hand"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )

    def __init__(self, data: Any = None, *, proposal: Proposal, by: User):
        missing = proposal.missing
        initial = {
            "title": proposal.title, "consolidates": proposal.consolidates,
            "bodies": [one.body.key for one in missing if not one.was_withdrawn],
        }  # fmt: skip
        super().__init__(data, initial=initial)
        choices = [(one.body.key, _body_words(one)) for one in missing]
        self.fields["bodies"].choices = choices  # type: ignore[attr-defined]
        self.fields["more"].queryset = organisations_to_ask(by)  # type: ignore[attr-defined]
        self.fields["more"].widget.attrs["class"] = "form-select"

    def confirmed(self) -> Confirmed:
        return Confirmed(**self.cleaned_data)


def _body_words(one: Owing) -> str:
    words = str(one.body)
    if one.in_place_of:
        words = _("%(body)s (for %(units)s)") % {
            "body": words, "units": ", ".join(one.in_place_of),
        }  # fmt: skip
    return _("%(body)s: taken back before") % {"body": words} if one.was_withdrawn else words


class AskForm(KeyedForm):
    """A report that no plan asks for, of some bodies or of all of a level."""

    title = forms.CharField(label=gettext_lazy("What is asked"), max_length=300)
    period = forms.ChoiceField(
        label=gettext_lazy("Period of the report"),
        choices=ReportPeriod,
        initial=ReportPeriod.AD_HOC,
    )  # fmt: skip
    period_from = day_field(gettext_lazy("First day of the period"))
    period_to = day_field(gettext_lazy("Last day of the period"))
    due_on = day_field(gettext_lazy("Report due until"))
    everybody = forms.MultipleChoiceField(
        label=gettext_lazy("All of a level"), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Organisations"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Units"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, data: Any = None, *, by: User):
        super().__init__(data)
        self.by = by
        self.known_units = list(units_to_ask(by))
        levels = {unit.level for unit in self.known_units}
        self.fields["everybody"].choices = [  # type: ignore[attr-defined]
            (AGENCIES, _("Agencies")),
            *((value, label) for value, label in Unit.Level.choices if value in levels),
        ]
        self.fields["organisations"].queryset = organisations_to_ask(by)  # type: ignore[attr-defined]
        self.fields["units"].queryset = units_to_ask(by)  # type: ignore[attr-defined]
        self.fields["units"].label_from_instance = committee  # type: ignore[attr-defined]
        for name in ("organisations", "units"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def asked(self) -> Asked:
        told = ("title", "period", "period_from", "period_to", "due_on")
        return Asked(
            **{name: self.cleaned_data[name] for name in told},
            bodies=list(dict.fromkeys(self._bodies())),
        )

    def _bodies(self) -> list[Body]:
        data, everybody = self.cleaned_data, self.cleaned_data["everybody"]
        organisations = list(data["organisations"])
        if AGENCIES in everybody:
            found = organisations_to_ask(self.by).filter(kind__in=AGENCY_KINDS)
            organisations += [one for one in found if one.pk != self.by.organisation_id]
        units = [*data["units"], *(one for one in self.known_units if one.level in everybody)]
        placed = [(one.unit or self.by.unit, one) for one in organisations]
        return [
            *(Body(unit, one) for unit, one in placed if unit is not None),
            *(Body(unit) for unit in units),
        ]


class WithdrawForm(StyledForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it is not asked for any more"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    of_everybody = forms.BooleanField(
        label=gettext_lazy("Take it back from all bodies that were asked the same"), required=False
    )


def units_to_ask(by: User) -> Any:
    """Return the units whose committees may be asked: those below the province, of the day."""
    return units_to_place(by, today()).exclude(level=Unit.Level.PROVINCE)


def organisations_to_ask(by: User) -> Any:
    known = Organisation.objects.on(day_of_units(by, today()))
    found = Organisation.objects.of_units_of(by).filter(pk__in=known).select_related("unit")
    return found.order_by("sort_key", "pk")
