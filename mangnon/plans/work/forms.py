"""Forms of tasks: what is asked, and what is reported."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.accounts.people import day_of_units, units_to_place
from mangnon.core import access
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.uploads.field import UploadsField
from mangnon.plans.items import KeyTaskItem
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.fields import fields
from mangnon.plans.work.giving import Asked
from mangnon.plans.work.note import AssignmentNote
from mangnon.plans.work.reporting import Report
from mangnon.ui.context import today
from mangnon.ui.fields import DayField
from mangnon.ui.forms import day_field

LONGEST = 2000
SELECT = {"class": "form-select"}
TEXT = {"class": "form-control"}


def _day(label: Any, hint: Any = "") -> DayField:
    field = day_field(label, required=False, hint=hint)
    field.widget.attrs["class"] = "form-control"
    return field


class AskedForm(forms.Form):
    """What is asked of whom; who may give to nobody else is not asked whose it is."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=gettext_lazy("Task"), max_length=LONGEST,
        widget=forms.Textarea(attrs=TEXT | {"rows": 3}),
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation that does it"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.Select(attrs=SELECT),
        empty_label=gettext_lazy("(none)"),
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit"),
        queryset=Unit.objects.none(),
        help_text=gettext_lazy("A commune does it itself where no organisation is chosen."),
        widget=forms.Select(attrs=SELECT),
    )
    partners = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who takes part"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs=SELECT | {"size": 5}),
    )
    expected_result = forms.CharField(
        label=gettext_lazy("Expected result"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs=TEXT | {"rows": 2}),
    )  # fmt: skip
    field = forms.ChoiceField(
        label=gettext_lazy("Field"), required=False, widget=forms.Select(attrs=SELECT)
    )
    point = forms.ModelChoiceField(
        label=gettext_lazy("Point of the plan that it belongs to"),
        queryset=KeyTaskItem.objects.none(),
        required=False,
        widget=forms.Select(attrs=SELECT),
        empty_label=gettext_lazy("(none)"),
    )
    begins_on = _day(gettext_lazy("Begins on"))
    due_on = _day(gettext_lazy("Due on"), gettext_lazy("Of a task that recurs, the first time."))
    recurs = forms.ChoiceField(
        label=gettext_lazy("Recurs"),
        choices=[("", gettext_lazy("(once)")), *Assignment.Recurs.choices],
        required=False,
        widget=forms.Select(attrs=SELECT),
    )
    needs_evidence = forms.BooleanField(
        label=gettext_lazy("Proof is asked for before it is closed"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, data: Any = None, *, by: User, task: Assignment | None = None):
        super().__init__(data, initial=_initial(by, task))
        self.by = by
        day = day_of_units(by, today())
        bodies = Organisation.objects.visible_to(by).on(day).order_by("name")
        self.fields["partners"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["field"].choices = [("", _("(none)")), *fields().items()]  # type: ignore[attr-defined]
        if task is not None and task.task_id is not None:
            del self.fields["point"]
        else:
            self.fields["point"].queryset = _points(by, task)  # type: ignore[attr-defined]
        if access.allowed(by, "task.assign"):
            self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
            self.fields["unit"].queryset = units_to_place(by, today())  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"], self.fields["unit"]

    def asked(self) -> Asked:
        said = {name: self.cleaned_data.get(name) for name in self.fields}
        said.pop("version")
        if "unit" not in self.fields:
            own = self.by.organisation if access.keeps_to_an_organisation(self.by) else None
            said |= {"organisation": own, "unit": self.by.unit}
        return Asked(**said)  # type: ignore[arg-type]


def _initial(by: User, task: Assignment | None) -> dict[str, Any]:
    if task is None:
        return {"key": uuid.uuid4(), "unit": by.unit_id}
    told = (
        "title", "organisation", "unit", "expected_result", "field", "begins_on", "due_on",
        "recurs", "needs_evidence", "point", "version",
    )  # fmt: skip
    return {"key": task.pk, "partners": task.partners.all()} | {
        name: getattr(task, name) for name in told
    }


def _points(by: User, task: Assignment | None) -> Any:
    """Return the points of this year's plans in force, and the one that was chosen before."""
    points = KeyTaskItem.objects.visible_to(by)
    of_this_year = points.in_register().filter(key_task__plan__year=today().year)
    kept = points.filter(pk=task.point_id if task else None)
    return (of_this_year | kept).order_by("key_task__position", "position", "pk")


class ReportForm(forms.Form):
    """A report on a task: how far it is and the proof, or that it is over."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Report"), widget=forms.Select(attrs=SELECT), initial="progress"
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Percent done"), min_value=0, max_value=100, required=False,
        widget=forms.NumberInput(attrs=TEXT),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("What was done, or why not"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs=TEXT | {"rows": 3}),
    )  # fmt: skip
    proof = UploadsField(required=False)

    def __init__(self, data: Any = None, files: Any = None, *, task: Assignment):
        initial = {"key": uuid.uuid4(), "percent": task.percent}
        super().__init__(data, files, initial=initial)
        kind = AssignmentNote.Kind
        if task.is_open:
            offered = [(kind.PROGRESS, _("Progress")), (kind.DONE, _("Completed")),
                       (kind.NOT_DONE, _("Cannot be done"))]  # fmt: skip
        else:
            offered = [(kind.REOPENED, _("Reopen"))]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]

    def report(self) -> Report:
        said = dict(self.cleaned_data)
        return Report(files=said.pop("proof"), **said)
