"""The forms of difficulties: raising one, and what is said of it afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import keeps_to_an_organisation
from mangnon.core.models import User
from mangnon.core.uploads.field import UploadsField
from mangnon.plans.difficulties.answering import Answer
from mangnon.plans.difficulties.difficulty import Difficulty
from mangnon.plans.difficulties.note import DifficultyNote
from mangnon.plans.difficulties.raising import Said
from mangnon.plans.difficulties.rights import speaks_for_an_organisation
from mangnon.plans.items import Indicator
from mangnon.plans.plan import Plan
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.fields import fields
from mangnon.ui.context import today
from mangnon.ui.forms import KeyedForm, SeenForm, day_field

LONGEST, LONGEST_CHOICE, MOST_TASKS = 4000, 110, 300


def _words(label: Any, rows: int, hint: Any = "", *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=LONGEST, help_text=hint, required=required, widget=area
    )


class RaiseForm(KeyedForm):
    """A difficulty; it may be about the task, plan or indicator that led here."""

    title = forms.CharField(
        label=_("The difficulty in short"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 1}),
    )  # fmt: skip
    about = forms.ChoiceField(label=_("What it is about"), choices=Difficulty.About.choices)
    task = forms.ChoiceField(label=_("Task"), required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    since = day_field(_("Since"))
    what = _words(
        _("What the difficulty is"), 4, _("Write no name of a child and nothing of a case.")
    )
    tried = _words(_("What was tried"), 2, required=False)
    proposed = _words(_("What is proposed"), 2)
    documents = UploadsField(label=_("Files"), required=False)

    def __init__(self, *args: Any, by: User, task: str = "", plan: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by = by
        self._offer("task", _tasks(by, self.data.get("task") or task))
        self._offer("indicator", _indicators(by))
        self._offer("plan", _plans(by))
        self._offer("field", [("", "—"), *fields().items()])
        about = Difficulty.About
        led_by = about.TASK if task else about.PLAN if plan else about.GENERAL
        self.initial = {**self.initial, "task": task, "plan": plan, "about": led_by}

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def said(self) -> Said:
        data = dict(self.cleaned_data)
        data["files"] = data.pop("documents")
        for name, model in (("task", Assignment), ("indicator", Indicator), ("plan", Plan)):
            seen = model.objects.visible_to(self.by)
            data[name] = seen.get(pk=data[name]) if data[name] else None
        return Said(**data)


class AnswerForm(SeenForm):
    """What is said of a difficulty: the choices are those that the person has."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What you do"))
    text = _words(_("In words"), 4, _("Write no name of a child and nothing of a case."))
    documents = UploadsField(label=_("Files"), required=False)

    def __init__(self, *args: Any, may_say: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        labels = {kind.value: kind.label for kind in DifficultyNote.Kind}
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in may_say]  # type: ignore[attr-defined]
        self.fields["text"].required = False

    def answer(self) -> Answer:
        told = self.cleaned_data
        return Answer(told["kind"], told["text"], told["documents"], told["key"])


def _tasks(by: User, chosen: str) -> list[tuple[str, str]]:
    """Return the person's own open tasks, and the one that led here."""
    seen = Assignment.objects.visible_to(by)
    own = Q(organisation=None, unit=by.unit_id)
    if speaks_for_an_organisation(by) and (by.organisation_id or keeps_to_an_organisation(by)):
        own = Q(organisation=by.organisation_id)
    tasks = list(seen.open().filter(own).order_by("due_on", "pk")[:MOST_TASKS])
    if chosen and chosen not in {str(task.pk) for task in tasks}:
        tasks += _one(seen, chosen)
    return [("", "—"), *((str(task.pk), _short(task.title)) for task in tasks)]


def _one(seen: Any, key: str) -> list[Assignment]:
    try:
        return list(seen.filter(pk=key))
    except ValidationError:
        return []


def _indicators(by: User) -> list[tuple[str, str]]:
    found = Indicator.objects.visible_to(by).in_register().filter(plan__year=today().year)
    return [("", "—"), *((str(one.pk), _short(str(one))) for one in found)]


def _plans(by: User) -> list[tuple[str, str]]:
    plans = Plan.objects.visible_to(by).approved().order_by("-year", "pk")
    return [("", "—"), *((str(plan.pk), _short(str(plan))) for plan in plans)]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CHOICE else f"{text[: LONGEST_CHOICE - 1].rstrip()}…"
