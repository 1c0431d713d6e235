"""The form that asks for a file of children."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from mangnon.children.exporting.columns import columns_for
from mangnon.children.exporting.export import Export
from mangnon.children.exporting.listed import find_list
from mangnon.children.exporting.reasons import bases, purposes
from mangnon.children.exporting.services import Asked
from mangnon.children.models import CircumstanceSpell, Sex
from mangnon.core.access import allowed
from mangnon.core.models import Refused, Unit, User

FIRST_TICKED = ("full_name", "birth_date", "sex", "unit", "hamlet")
FILTERS = ("list", "hamlet", "sex", "group", "age_from", "age_to")
ANY = ("", _("All"))


def _age(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, validators=[MaxValueValidator(15)]
    )


class ExportForm(forms.Form):
    # Which list the children are on, when the form is opened from one.
    list = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    columns = forms.MultipleChoiceField(
        label=_("Columns"), widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    )
    unit = forms.ModelChoiceField(
        label=_("Commune"), queryset=Unit.objects.none(), required=False, empty_label=_("All")
    )
    hamlet = forms.CharField(label=_("Hamlet"), max_length=100, required=False)
    age_from = _age(_("Age from (years)"))
    age_to = _age(_("Age to (years)"))
    sex = forms.ChoiceField(label=_("Sex"), choices=[ANY, *Sex.choices], required=False)
    group = forms.ChoiceField(
        label=_("Special circumstances"), choices=[ANY, *CircumstanceSpell.Group.choices],
        required=False,
    )  # fmt: skip
    form = forms.ChoiceField(label=_("Kind of file"), choices=Export.Form.choices)
    purpose = forms.ChoiceField(label=_("Purpose"))
    basis = forms.ChoiceField(label=_("Legal basis"))
    reason = forms.CharField(
        label=_("Say in words what the file is for"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: dict[str, Any] = self.fields
        self._by = by
        named["columns"].choices = [(c.name, c.heading) for c in columns_for(by)]
        named["columns"].initial = FIRST_TICKED
        named["unit"].queryset = Unit.objects.placed_within(by).filter(level=Unit.Level.COMMUNE)
        named["purpose"].choices = [("", _("Choose…")), *purposes().items()]
        named["basis"].choices = [("", _("Choose…")), *bases().items()]
        if not allowed(by, "child.circumstances"):
            del self.fields["group"]
        for field in self.fields.values():
            field.error_messages["required"] = _("fill this in.")
            field.error_messages["invalid_choice"] = _("Choose one of the list.")
            if not isinstance(field, forms.MultipleChoiceField):
                is_choice = isinstance(field, forms.ChoiceField)
                field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    @property
    def list_title(self) -> str:
        """Return which list the children are on; "" when they are not asked for by a list."""
        name = str(self["list"].value() or "")
        try:
            return find_list(name).title(name, self._by) if name else ""
        except Refused:
            return ""

    def clean_list(self) -> str:
        name: str = self.cleaned_data["list"]
        try:
            if name:
                find_list(name).title(name, self._by)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        youngest, oldest = data.get("age_from"), data.get("age_to")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("age_to", _("the age to is lower than the age from."))
        return data

    def asked(self) -> Asked:
        data = self.cleaned_data
        filters = {name: data[name] for name in FILTERS if data.get(name) not in (None, "")}
        if data.get("unit"):
            filters["unit"] = data["unit"].pk
        rest = {name: data[name] for name in ("columns", "form", "purpose", "basis", "reason")}
        return Asked(filters=filters, **rest)
