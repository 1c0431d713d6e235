"""The forms of the plan's money: one line, and the words that a decision asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.accounts.people import day_of_units
from mangnon.core.access import keeps_to_an_organisation
from mangnon.core.models import Organisation, OrganisationName, Unit, User
from mangnon.core.refused import Refused
from mangnon.core.uploads.field import UploadsField
from mangnon.plans.funding.catalog import sources_in
from mangnon.plans.funding.entering import FIELDS, communes_for, organisations_for
from mangnon.plans.funding.line import BudgetLine, Stage
from mangnon.plans.funding.money import read_dong
from mangnon.plans.items import FundingLine
from mangnon.plans.work.assignment import Assignment
from mangnon.ui.context import today
from mangnon.ui.formats import number
from mangnon.ui.forms import KeyedForm, StyledForm, day_field

LONGEST_CHOICE, MOST_TASKS = 90, 300


class DongField(forms.CharField):
    """An amount in whole đồng, with or without dots."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(max_length=60, **options)

    def clean(self, value: Any) -> int:
        try:
            return read_dong(super().clean(value))
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, int) else value


class LineForm(KeyedForm):
    """A line of money; `line` is None for a new one, which may be for the task that led here."""

    holder = forms.ChoiceField(label=_("Whose money"))
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    stage = forms.ChoiceField(label=_("Budget stage"), choices=Stage.choices)
    source = forms.ChoiceField(label=_("Source of funding"))
    amount = DongField(label=_("Amount (đồng)"))
    on = day_field(_("Day of the decision, payment or settlement"))
    purpose = forms.CharField(label=_("What for"), max_length=500)
    document_number = forms.CharField(label=_("Number of the document"), max_length=60)
    document_on = day_field(_("Day of the document"))
    issuer = forms.CharField(label=_("Issuer"), max_length=200)
    task = forms.ChoiceField(label=_("Task of the plan"), required=False)
    plan_line = forms.ChoiceField(label=_("Where the plan names the money"), required=False)
    documents = UploadsField(label=_("The document itself"), required=False)
    seen_at = forms.DateTimeField(
        widget=forms.HiddenInput, required=False,
        input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"],
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        by: User,
        year: int,
        line: BudgetLine | None = None,
        task: str = "",
        **kwargs: Any,
    ) -> None:
        if line is not None:
            kwargs["initial"] = {name: getattr(line, name) for name in FIELDS} | {
                "seen_at": line.changed_at, "task": line.task_id, "plan_line": line.plan_line_id,
                "key": line.pk,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.by = by
        self._offer("year", [(one, one) for one in range(today().year + 1, today().year - 6, -1)])
        self._offer("source", [(code, s.label) for code, s in sources_in(year).items()])
        preset = str(line.task_id or "") if line else task
        self._offer("task", _tasks(by, year, self.data.get("task") or preset))
        if preset:
            self.initial["task"] = preset
        self._offer("plan_line", _plan_lines(by, year))
        self.initial.setdefault("year", year)
        if line is not None:
            del self.fields["holder"]
        else:
            self._offer("holder", _holders(by, year))

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def whose(self) -> Organisation | Unit:
        """Return whose money was chosen."""
        kind, key = self.cleaned_data["holder"].split("-")
        if kind == "o":
            return organisations_for(self.by).get(pk=key)
        return communes_for(self.by).get(pk=key)

    def values(self) -> dict[str, Any]:
        data = {name: self.cleaned_data[name] for name in FIELDS}
        task, plan_line = data["task"], data["plan_line"]
        tasks = Assignment.objects.visible_to(self.by)
        data["task"] = tasks.get(pk=task) if task else None
        plan_lines = FundingLine.objects.visible_to(self.by)
        data["plan_line"] = plan_lines.get(pk=plan_line) if plan_line else None
        return data


class ReasonForm(StyledForm):
    """Why something is returned or taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class ReversalForm(KeyedForm):
    reason = forms.CharField(label=_("Why the line is taken back"), max_length=500)


def _holders(by: User, year: int) -> list[tuple[str, str]]:
    """Return the bodies that existed in the year, and the communes of the day."""
    named = OrganisationName.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=date(year, 12, 31)),
        Q(valid_to=None) | Q(valid_to__gt=date(year, 1, 1)),
    )
    existed = organisations_for(by).filter(pk__in=named.values("organisation"))
    bodies = [(f"o-{one.pk}", str(one)) for one in existed]
    units = communes_for(by)
    of_the_day = Unit.objects.on(day_of_units(by, today())).filter(pk__in=units)
    communes = of_the_day.order_by("name_key", "code")
    return bodies + [(f"u-{one.pk}", str(one)) for one in communes]


def _tasks(by: User, year: int, chosen: str) -> list[tuple[Any, str]]:
    """Return the tasks of the person's own part that are due in the year, and the chosen one.

    Who looks after a whole province comes here from the page of a task.
    """
    seen = Assignment.objects.visible_to(by)
    found = seen.filter(Q(due_on__year=year) | Q(due_on=None), _is_own_part(by))
    tasks = list(found.order_by("due_on", "pk")[:MOST_TASKS])
    if chosen and chosen not in {str(task.pk) for task in tasks}:
        tasks += _chosen(seen, chosen)
    return [("", str(_("No task: for the work as a whole")))] + [
        (str(task.pk), _short(task.title)) for task in tasks
    ]


def _is_own_part(by: User) -> Q:
    """Return the condition that a task is of the organisation or commune whose money one enters."""
    if keeps_to_an_organisation(by):
        return Q(organisation=by.organisation_id)
    return Q(organisation=None, unit=by.unit_id)


def _chosen(seen: Any, key: str) -> list[Assignment]:
    try:
        return list(seen.filter(pk=key))
    except ValidationError:
        return []


def _plan_lines(by: User, year: int) -> list[tuple[Any, str]]:
    lines = FundingLine.objects.visible_to(by).in_register().filter(plan__year=year)
    return [("", "—")] + [(line.pk, _short(line.text)) for line in lines]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CHOICE else f"{text[: LONGEST_CHOICE - 1].rstrip()}…"
