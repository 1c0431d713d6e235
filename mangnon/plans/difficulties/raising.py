"""Raising a difficulty: it is addressed to the focal office, whose limit begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.plans.difficulties.difficulty import Difficulty
from mangnon.plans.difficulties.limits import answer_by
from mangnon.plans.difficulties.note import DifficultyNote
from mangnon.plans.difficulties.rights import raises_for
from mangnon.plans.items import Indicator
from mangnon.plans.plan import Plan
from mangnon.plans.work.assignment import Assignment

About = Difficulty.About


@dataclass(frozen=True)
class Said:
    """A difficulty as a person tells it; `key` comes with the form, and makes it one."""

    title: str
    what: str
    proposed: str
    since: date
    tried: str = ""
    about: str = About.GENERAL
    field: str = ""
    plan: Plan | None = None
    task: Assignment | None = None
    indicator: Indicator | None = None
    files: Sequence[Brought] = ()
    key: UUID = column(default_factory=uuid4)


@transaction.atomic
def raise_difficulty(said: Said, *, by: User, now: datetime) -> Difficulty:
    """Raise a difficulty in the name of the person's organisation or commune.

    Refused where it says too little, or is about what the person does not see.
    """
    unit, organisation = raises_for(by)
    # The same form twice at the same moment comes one by one.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    known: Difficulty | None = sent_before(
        Difficulty.objects.visible_to(by), said.key, by=by, sent_by="raised_by"
    )
    if known is not None:
        return known
    _require_sound(said, by, now)
    made = Difficulty(
        pk=said.key, unit=unit, organisation=organisation, about=said.about, plan=_plan_of(said),
        task=said.task, indicator=said.indicator, field=said.field or _field_of(said.task),
        what=said.what.strip(), since=said.since, tried=said.tried.strip(),
        proposed=said.proposed.strip(), answer_by=answer_by(now.date()), raised_by=by,
        raised_at=now, changed_at=now,
    )  # fmt: skip
    made.set_title(said.title)
    made.save(force_insert=True)
    note = DifficultyNote.objects.create(
        difficulty=made, number=1, kind=DifficultyNote.Kind.RAISED, state=made.state, by=by, at=now
    )
    note.files.set(brought_in(said.files, by=by, now=now))
    record(by, "difficulty.raise", made, unit=unit, about=made.about)
    return made


def _require_sound(said: Said, by: User, now: datetime) -> None:
    if not (said.title.strip() and said.what.strip() and said.proposed.strip()):
        raise Refused(_("Say what is wrong, and what you propose."))
    if said.since > now.date():
        raise Refused(_("The difficulty cannot begin on a day that is still to come."))
    needed = {About.PLAN: said.plan, About.TASK: said.task, About.TARGET: said.indicator}
    if said.about in needed and needed[About(said.about)] is None:
        raise Refused(_("Choose the plan, the task or the indicator that it is about."))
    for model, thing in ((Plan, said.plan), (Assignment, said.task), (Indicator, said.indicator)):
        if thing is not None and not model.objects.visible_to(by).filter(pk=thing.pk).exists():
            raise Refused(_("What the difficulty is about is not in your scope."))


def _plan_of(said: Said) -> Plan | None:
    """Return the plan of the task or indicator, else the one that was chosen."""
    if said.task is not None and said.task.plan is not None:
        return said.task.plan
    return said.indicator.plan if said.indicator is not None else said.plan


def _field_of(task: Assignment | None) -> str:
    return task.field if task is not None else ""
