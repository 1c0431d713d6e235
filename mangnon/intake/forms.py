"""Forms of imports: the upload, and what each heading stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.people import units_to_place
from mangnon.core.models import Unit, User
from mangnon.intake.importers import Column, Importer
from mangnon.ui.context import today

LEFT_OUT = "-"


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What the file holds"), widget=forms.Select(attrs={"class": "form-select"})
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    file = forms.FileField(
        label=_("Spreadsheet"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv", "class": "form-control"}),
    )

    def __init__(self, user: User, importers: Sequence[Importer], *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(i.kind, i.label) for i in importers]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_to_place(user, today())  # type: ignore[attr-defined]
        self.fields["unit"].initial = user.unit_id


class ColumnsForm(forms.Form):
    """One field for each heading of the sheet: the column that it stands for, or none."""

    def __init__(
        self,
        reading: dict[str, Any],
        columns: Sequence[Column],
        *args: Any,
        **options: Any,
    ):
        super().__init__(*args, **options)
        choices = [(LEFT_OUT, _("(not read)"))] + [(c.name, c.heading) for c in columns]
        mapping = reading.get("mapping", {})
        self.headings = [*mapping, *reading.get("unknown", ())]
        for at, heading in enumerate(self.headings):
            self.fields[f"heading-{at}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                initial=mapping.get(heading, LEFT_OUT),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def clean(self) -> dict[str, Any]:
        chosen = [name for name in self.cleaned_data.values() if name != LEFT_OUT]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(
                _("Two headings stand for the same column; leave one of them unread.")
            )
        return self.cleaned_data

    def mapping(self) -> dict[str, str]:
        """Return what was chosen: a heading that is left out stands for no column."""
        return {
            heading: "" if (name := self.cleaned_data[f"heading-{at}"]) == LEFT_OUT else name
            for at, heading in enumerate(self.headings)
        }
