"""Files as proof, and the tasks of the plan that an activity carries out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mangnon.core.uploads.field import UploadsField


class ProofForm(forms.Form):
    proofs = UploadsField()
    no_child = forms.BooleanField(
        label=_("No child is named or recognisable in it: whoever sees the activity may open it"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class TasksForm(forms.Form):
    tasks = forms.TypedMultipleChoiceField(
        label=_("Tasks of the plan that it carries out"), required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tasks"]
        tasks = list(offered)
        field.choices = [(str(task.pk), str(task)) for task in tasks]  # type: ignore[attr-defined]
        by_key = {str(task.pk): task.pk for task in tasks}
        field.coerce = by_key.get  # type: ignore[attr-defined]
