"""First words of each section, from what the records say; people go on from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.db.models import Count, OuterRef, Subquery

from mangnon.accounts.people import day_of_units
from mangnon.activities.network.figures import communes_on, staffing
from mangnon.core.models import Unit, User
from mangnon.plans.models import Assignment, AssignmentNote, Plan
from mangnon.plans.reviews.figures import Held
from mangnon.plans.reviews.period import Days
from mangnon.plans.reviews.writing import Part
from mangnon.plans.work.assignment import OPEN
from mangnon.reports.reviews.drafting import (
    all_held,
    difficulties_in,
    held_by_kind,
    money_in,
    of_part,
    plan_named,
    tasks_in,
)
from mangnon.reports.submissions.figures import FrozenFigure
from mangnon.reports.submissions.layout import BodyLayout
from mangnon.ui.formats import date_text

MOST_TASKS, MOST_NEXT = 30, 20
State = Assignment.State


class Reported(Days, Protocol):
    @property
    def before(self) -> Days: ...


def first_words(
    layout: BodyLayout,
    part: Part,
    plan: Plan,
    period: Reported,
    figures: Sequence[FrozenFigure],
    *,
    by: User,
    today: date,
) -> Mapping[str, str]:
    """Return the words of each section by its key, one paragraph a line, "- " before an item."""
    day = min(period.last, today)
    difficulties = difficulties_in(part, period, by, day)
    told: dict[str, Iterator[str]] = {
        "situation": _situation(layout, part, plan, period, by, day),
        "results": _results(layout, figures),
        "tasks": _tasks(layout, part, plan, period, by, day),
        "activities": _activities(layout, part, period, by),
        "funding": _funding(layout, part, period, by),
        "difficulties": _difficulties(layout, difficulties),
        "directions": _directions(layout, part, by, day, difficulties),
    }
    return {section.key: "\n".join(told.get(section.key, ())) for section in layout.sections}


def body_name(part: Part) -> str:
    if part.organisation is not None:
        return str(part.organisation)
    return committee_of(part.unit)


def committee_of(unit: Unit) -> str:
    return f"UBND {unit.type.lower()} {unit.name}"


def _situation(
    layout: BodyLayout, part: Part, plan: Plan, period: Days, by: User, day: date
) -> Iterator[str]:
    yield layout.say(
        "situation", holder=body_name(part), plan=plan_named(plan), first=date_text(period.first),
        last=date_text(period.last),
    )  # fmt: skip
    if part.organisation is None and part.unit == by.unit:
        staff = staffing(communes_on(by, day_of_units(by, day)))
        if staff.communes:
            yield layout.say("staff", with_staff=staff.with_staff, communes=staff.communes)


def _results(layout: BodyLayout, figures: Sequence[FrozenFigure]) -> Iterator[str]:
    if not figures:
        yield layout.say("no_targets")
        return
    yield layout.say("targets", all=len(figures))
    for sentence, attainments in (("behind", ("off_track", "missed")), ("without", ("no_data",))):
        leaves = [one.leaf for one in figures if one.computed["attainment"] in attainments]
        if leaves:
            yield layout.say(sentence, leaves=", ".join(leaves))


def _tasks(
    layout: BodyLayout, part: Part, plan: Plan, period: Days, by: User, day: date
) -> Iterator[str]:
    told = tasks_in(part, plan, period, by, day)
    if not told.all:
        yield layout.say("no_tasks")
        return
    yield layout.say("tasks", **told.model_dump(exclude={"troubled"}))
    proofs = (
        AssignmentNote.objects.filter(assignment=OuterRef("pk")).order_by().values("assignment")
    )
    proofs = proofs.annotate(files=Count("evidence")).values("files")
    seen = of_part(part, Assignment.objects.visible_to(by), "organisation")
    done = seen.filter(state=State.DONE, closed_on__range=(period.first, day))
    lines: list[Any] = list(done.annotate(files=Subquery(proofs)).order_by("closed_on", "pk"))
    for task in lines[:MOST_TASKS]:
        proof = layout.say("proof", files=task.files) if task.files else layout.say("no_proof")
        yield layout.say("task_done", title=task.title, day=date_text(task.closed_on), proof=proof)
    if len(lines) > MOST_TASKS:
        yield layout.say("more", more=len(lines) - MOST_TASKS)


def _activities(layout: BodyLayout, part: Part, period: Reported, by: User) -> Iterator[str]:
    kinds = held_by_kind(part, period, by)
    held, last = all_held(kinds), all_held(held_by_kind(part, period.before, by))
    before = {"last_held": last.held, "last_children": last.children}
    if not held.held:
        yield layout.say("no_activities", **before)
        return
    yield layout.say("activities", **_counts(held), **before)
    for kind in kinds:
        yield layout.say("activity_kind", label=kind.label, **_counts(kind))


def _counts(held: Held) -> dict[str, int]:
    return {"held": held.held, "children": held.children, "adults": held.adults}


def _funding(layout: BodyLayout, part: Part, period: Reported, by: User) -> Iterator[str]:
    now, last = money_in(part, period, by), money_in(part, period.before, by)
    before = {"last_allocated": last.allocated, "last_spent": last.spent}
    if not any(now.model_dump().values()):
        yield layout.say("no_money", **before)
        return
    yield layout.say("money", **now.model_dump(), **before)


def _difficulties(layout: BodyLayout, told: Any) -> Iterator[str]:
    if not told.open and not told.raised:
        yield layout.say("no_difficulties")
        return
    yield layout.say(
        "difficulties", raised=told.raised, solved=told.solved, withdrawn=told.withdrawn,
        open=len(told.open),
    )  # fmt: skip
    for one in told.open:
        proposed = layout.say("proposed", proposed=one.proposed) if one.proposed else ""
        yield layout.say("difficulty", title=one.title) + proposed


def _directions(
    layout: BodyLayout, part: Part, by: User, day: date, difficulties: Any
) -> Iterator[str]:
    seen = of_part(part, Assignment.objects.visible_to(by), "organisation")
    coming = seen.filter(state__in=OPEN, due_on__gt=day).order_by("due_on", "pk")[:MOST_NEXT]
    lines = [
        layout.say("next_task", title=task.title, day=date_text(task.due_on)) for task in coming
    ]
    yield from (layout.say("next"), *lines) if lines else (layout.say("none_next"),)
    asked = [one.proposed for one in difficulties.open if one.proposed]
    if asked:
        yield layout.say("proposals")
        yield from (layout.say("proposal", proposed=text) for text in asked)
