"""The forms of the reform wizard. What a row means together with the others the preview says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import Unit, UnitChange

LARGEST_FILE = 5 * 1024 * 1024
DAY = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")


def _text(label: Any, length: int, hint: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


def _choice(label: Any, choices: Any, *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class ResolutionForm(forms.Form):
    """Which resolution it is, and from which day it holds."""

    number = _text(_("Number of the resolution"), 100, _("For example: NQ 1662/NQ-UBTVQH15"))
    issued_on = forms.DateField(label=_("Date of the resolution"), widget=DAY)
    on = forms.DateField(label=_("The units change on"), widget=DAY)


class ChangeForm(forms.Form):
    """One change, and the new unit that begins with it, if one does."""

    kind = _choice(_("What happens"), UnitChange.Kind.choices)
    from_code = _text(_("Code of the unit before"), 5)
    to_code = _text(_("Code of the unit after"), 5)
    share = _text(_("Share"), 12, _("1 for the whole unit; 0,4 for four tenths"), required=False)
    share_basis = _choice(_("What the share stands on"), UnitChange.Basis.choices, required=False)
    name = _text(
        _("Name of the new unit"), 100, _("Empty: the unit after goes on as it is"), required=False
    )
    type = _text(_("Type of the new unit"), 20, _("Xã, Phường, Tỉnh, …"), required=False)
    level = _choice(_("Level of the new unit"), Unit.Level.choices, required=False)
    parent_code = _text(_("Code of its parent"), 5, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"share": "1", "level": Unit.Level.COMMUNE})
        super().__init__(*args, **kwargs)

    def clean_share(self) -> str:
        return str(self.cleaned_data["share"]).strip().replace(",", ".") or "1"

    def rows(self) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        """Return the rows of the new units and of the changes, as the CSV files have them."""
        data = self.cleaned_data
        change = {
            name: data[name] for name in ("kind", "from_code", "to_code", "share", "share_basis")
        }
        if not data["name"]:
            return [], [change]
        unit = {
            "code": data["to_code"],
            "level": data["level"],
            "type": data["type"],
            "name": data["name"],
            "parent_code": data["parent_code"],
            "lat": "",
            "lon": "",
            "area_km2": "",
        }
        return [unit], [change]


class UploadForm(forms.Form):
    """Two CSV files as `units load` takes them; what is uploaded replaces the rows of the draft."""

    units = forms.FileField(
        label=_("New units (units.csv)"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv"}),
    )  # fmt: skip
    changes = forms.FileField(
        label=_("Changes (unit_changes.csv)"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        files = [file for file in (data.get("units"), data.get("changes")) if file]
        if not files and not self.errors:
            raise forms.ValidationError(_("Choose at least one file."))
        if any(file.size > LARGEST_FILE for file in files):
            raise forms.ValidationError(_("A file is larger than 5 MB; part it."))
        return data
