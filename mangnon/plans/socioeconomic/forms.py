"""The form of a socio-economic plan: the document, and a line for each target that it carries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import Unit, User
from mangnon.plans.socioeconomic.carried import Kind, SocioeconomicPlan
from mangnon.plans.socioeconomic.entering import LONGEST_LINE, Document, units_for
from mangnon.plans.socioeconomic.matrix import Wanted, first_years, leaves
from mangnon.ui.forms import KeyedForm, SeenForm, StyledForm, day_field

LINE = "line_"


class _DocumentForm(StyledForm):
    """The document's own data, then where it carries each leaf."""

    number = forms.CharField(label=_("Number of the document"), max_length=60)
    issued_on = day_field(_("Day of the document"))
    title = forms.CharField(label=_("Title"), max_length=500, required=False)

    def add_lines(self, first_year: int) -> None:
        for leaf, definition in leaves(first_year).items():
            self.fields[f"{LINE}{leaf}"] = forms.CharField(
                label=f"{leaf}. {definition.title.vi}", max_length=LONGEST_LINE, required=False,
                widget=forms.TextInput(
                    attrs={"class": "form-control", "placeholder": _("part and line")}
                ),
            )  # fmt: skip

    def document(self) -> Document:
        data = self.cleaned_data
        lines = {
            name.removeprefix(LINE): data[name] for name in self.fields if name.startswith(LINE)
        }
        return Document(data["number"], data["issued_on"], data["title"], lines)


class NewPlanForm(KeyedForm, _DocumentForm):
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())

    field_order = ("unit", "number", "issued_on", "title")

    def __init__(self, *args: Any, by: User, day: date, wanted: Wanted, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(by, day)  # type: ignore[attr-defined]
        self.initial.setdefault("unit", by.unit_id)
        self.add_lines(wanted.first_year)


class ChangePlanForm(SeenForm, _DocumentForm):
    def __init__(self, *args: Any, plan: SocioeconomicPlan, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "number": plan.number, "issued_on": plan.issued_on, "title": plan.title,
            "seen_at": plan.changed_at,
        } | {f"{LINE}{one.leaf}": one.line for one in plan.carried.all()}  # fmt: skip
        super().__init__(*args, **kwargs)
        self.add_lines(plan.first_year)


class AskForm(StyledForm):
    """Which plans lack targets, and until when the units are asked to carry them."""

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)
    year = forms.TypedChoiceField(coerce=int, widget=forms.HiddenInput)
    due_on = day_field(_("Due on"))

    def __init__(self, *args: Any, day: date, wanted: Wanted, **kwargs: Any) -> None:
        kwargs["initial"] = {"kind": wanted.kind, "year": wanted.first_year}
        super().__init__(*args, **kwargs)
        years = {year for kind in Kind.values for year in first_years(kind, day)}
        self.fields["year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        return Wanted(self.cleaned_data["kind"], self.cleaned_data["year"])
