"""What the pages of models of work ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.people import units_to_place
from mangnon.activities.forms.activity_form import leaves_to_choose
from mangnon.activities.forms.organiser_field import offer_organisers
from mangnon.activities.good_practice.keeping import FIELDS, FIRST, Costs
from mangnon.activities.good_practice.moving_on import NEXT
from mangnon.activities.good_practice.practice import Practice
from mangnon.activities.keeping import units_for
from mangnon.core.models import Organisation, Unit, User
from mangnon.plans.funding.catalog import sources
from mangnon.plans.work.fields import fields
from mangnon.ui.context import today
from mangnon.ui.fields import VietnameseDecimalField, WholeNumberField
from mangnon.ui.forms import KeyedForm, SeenForm, day_field

State = Practice.State


class PracticeForm(KeyedForm):
    """`practice` is None for a new one, which says its first state."""

    name = forms.CharField(label=_("Name of the model"), max_length=300)
    field = forms.ChoiceField(label=_("Field"))
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    place_words = forms.CharField(label=_("Place in words"), max_length=200, required=False)
    organiser = forms.ModelChoiceField(
        label=_("Organisation that runs it"), queryset=Organisation.objects.none(), required=False
    )
    organiser_words = forms.CharField(
        label=_("Who runs it, in words"), max_length=200, required=False
    )
    state = forms.ChoiceField(label=_("State"))
    from_day = day_field(_("In this state since"))
    results = forms.CharField(
        label=_("What came of it"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    leaves = forms.MultipleChoiceField(
        label=_("Targets of the plan that it is for"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    seen_at = SeenForm.base_fields["seen_at"]

    def __init__(
        self, *args: Any, by: User, practice: Practice | None = None, **kwargs: Any
    ) -> None:
        if practice is not None:
            kwargs["initial"] = {name: getattr(practice, name) for name in ("name", *FIELDS)}
            kwargs["initial"] |= {"seen_at": practice.changed_at, "key": practice.pk}
            kwargs["initial"] |= {f"cost-{one.source}": one.amount for one in practice.costs.all()}
        super().__init__(*args, **kwargs)
        for name in ("seen_at",) if practice is None else ("state", "from_day"):
            del self.fields[name]
        day = practice.began_on if practice else today()
        self._offer("field", [("", _("Choose…")), *fields().items()])
        self._offer("leaves", leaves_to_choose(by, day, practice))
        if practice is None:
            self._offer("state", [(state.value, state.label) for state in FIRST])
        kept = [practice.organiser_id] if practice and practice.organiser_id else []
        offer_organisers(self.fields["organiser"], by, kept)
        units = units_for(by, day)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.initial.setdefault("unit", by.unit if by.unit in units else None)
        if by.organisation_id is not None:
            self.initial.setdefault("organiser", by.organisation_id)
        for code, source in sources().items():
            self.fields[f"cost-{code}"] = WholeNumberField(
                label=_("Cost, %(source)s (đồng)") % {"source": source.label}, required=False,
                widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            )  # fmt: skip

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def costs(self) -> Costs:
        return {code: self.cleaned_data[f"cost-{code}"] or 0 for code in sources()}


class StateForm(SeenForm):
    state = forms.ChoiceField(label=_("Next state"))
    from_day = day_field(_("Since"))
    note = forms.CharField(label=_("Why"), max_length=500, required=False)

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen_at": practice.changed_at}, **kwargs)
        choices = [(state, State(state).label) for state in NEXT[practice.state]]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]


class ReplicationForm(KeyedForm):
    unit = forms.ModelChoiceField(label=_("Unit that took it over"), queryset=Unit.objects.none())
    from_day = day_field(_("Since"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_place(by, today())
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class FigureForm(KeyedForm):
    label = forms.CharField(label=_("What is counted"), max_length=200)
    value = VietnameseDecimalField(label=_("How much"), max_digits=15, decimal_places=2)
    measure = forms.CharField(
        label=_("Unit of measure"), max_length=40, required=False,
        help_text=_("For example: em, %, lớp."),
    )  # fmt: skip


class CommendationForm(KeyedForm):
    who = forms.CharField(
        label=_("Who was praised"), max_length=200,
        help_text=_("A group, an office or a grown person; never the name of a child."),
    )  # fmt: skip
    form = forms.CharField(
        label=_("Form of praise"), max_length=200, help_text=_("For example: Bằng khen.")
    )
    decision = forms.CharField(label=_("Number of the decision"), max_length=100)
    decided_on = day_field(_("Day of the decision"))
    issuer = forms.CharField(label=_("Who decided"), max_length=200)
