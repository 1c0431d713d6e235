"""A review drafted from the records: what was planned, what happened, and first words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from mangnon.accounts.people import day_of_units
from mangnon.activities.catalog import kind_label
from mangnon.activities.models import Activity, Practice
from mangnon.activities.network.figures import communes_on, staffing
from mangnon.core.models import Refused, Unit, User
from mangnon.core.units.lineage import served_from
from mangnon.plans.difficulties.standing import standing_of
from mangnon.plans.funding.line import BudgetLine, Stage
from mangnon.plans.models import Assignment, AssignmentNote, Difficulty, Plan
from mangnon.plans.reviews.figures import (
    Difficulties,
    Figures,
    Held,
    Money,
    TaskLine,
    Tasks,
    Trouble,
)
from mangnon.plans.reviews.period import Days, Period
from mangnon.plans.reviews.writing import Draft, Part
from mangnon.plans.work.assignment import OPEN, last_late_day
from mangnon.reports.reviews.targets import province_over, run_of, targets_of
from mangnon.reports.reviews.words import first_words

MOST_TROUBLED = 50
State = Assignment.State


def draft_of(part: Part, period: Period, *, by: User, today: date) -> Draft:
    """Return what the records say of a part of the plan in a period, as the person sees them.

    Raise Refused where no plan was in force, or the period has not begun.
    """
    if period.first > today:
        raise Refused(_("This period has not begun yet."))
    plan = plan_of(part, period, by)
    day = min(period.last, today)
    run = run_of(period, by)
    told = communes_on(by, day_of_units(by, day)) if part.organisation is None else []
    staff = staffing(told)
    kinds = held_by_kind(part, period, by)
    figures = Figures(
        day=today, plan=plan_named(plan), run=run.pk if run else None,
        snapshot=run.snapshot.code if run else "",
        targets=targets_of(part, plan, run, run_of(period.before, by), by=by),
        tasks=tasks_in(part, plan, period, by, day), kinds=kinds,
        activities=all_held(kinds), last_activities=all_held(held_by_kind(part, period.before, by)),
        money=money_in(part, period, by), last_money=money_in(part, period.before, by),
        practices=_practices(part, period, by), difficulties=difficulties_in(part, period, by, day),
        communes=staff.communes, with_staff=staff.with_staff,
    )  # fmt: skip
    return Draft(plan, figures, first_words(figures))


def plan_of(part: Part, period: Days, by: User) -> Plan:
    province = province_over(part.unit, period.last)
    plans = Plan.objects.approved().filter(year=period.year)
    own = plans.filter(unit=part.unit).first() if part.organisation is None else None
    of_province = plans.filter(unit__level=Unit.Level.PROVINCE).order_by("approved_at")
    plan: Plan | None = (
        own
        or of_province.filter(unit=province).last()
        or of_province.filter(unit__in=served_from(province.pk)).last()  # as it was before a reform
    )
    if plan is None:
        raise Refused(_("No plan is in force for %(year)s.") % {"year": period.year})
    return plan


def plan_named(plan: Plan) -> str:
    number = f" số {plan.number}" if plan.number else ""
    return f"Kế hoạch{number} {plan.title}".strip()


def tasks_in(part: Part, plan: Plan, period: Days, by: User, day: date) -> Tasks:
    """Count the tasks of the plan, and those by hand that were due in the period."""
    of_period = Q(plan=plan) | Q(plan=None, due_on__range=period.span)
    tasks = of_part(part, Assignment.objects.visible_to(by).filter(of_period), "organisation")
    late = Q(state__in=OPEN, due_on__lte=last_late_day(day))
    counts: dict[str, int] = tasks.order_by().aggregate(
        all=Count("pk"), late=Count("pk", late),
        **{state: Count("pk", Q(state=state)) for state in State.values},
    )  # fmt: skip
    why = AssignmentNote.objects.filter(assignment=OuterRef("pk")).exclude(text="")
    said = Subquery(why.order_by("-at").values("text")[:1])
    troubled = tasks.filter(late | Q(state=State.NOT_DONE)).order_by("due_on", "pk")
    lines = [
        TaskLine(
            title=task.title,
            state=task.get_state_display(),
            due_on=task.due_on,
            why=task.said or "",
        )
        for task in troubled.annotate(said=said)[:MOST_TROUBLED]
    ]
    return Tasks(**counts, troubled=tuple(lines))


def held_by_kind(part: Part, period: Days, by: User) -> tuple[Held, ...]:
    """Add up what was held in the period; an event that was entered twice counts once."""
    held = Activity.objects.visible_to(by).filter(
        state=Activity.State.HELD, same_as=None, from_day__range=period.span
    )
    rows = of_part(part, held, "organiser").order_by().values("kind")
    found = rows.annotate(
        held=Count("pk"), children=Sum("headcount__children", default=0),
        adults=Sum("headcount__adults", default=0), spent=Sum("cost_spent", default=0),
    )  # fmt: skip
    lines = [Held(label=kind_label(row.pop("kind"), period.last), **row) for row in found]
    return tuple(sorted(lines, key=lambda line: (-line.held, line.label)))


def all_held(lines: tuple[Held, ...]) -> Held:
    return Held(
        held=sum(line.held for line in lines), children=sum(line.children for line in lines),
        adults=sum(line.adults for line in lines), spent=sum(line.spent for line in lines),
    )  # fmt: skip


def money_in(part: Part, period: Days, by: User) -> Money:
    lines = (
        BudgetLine.objects.visible_to(by)
        .approved()
        .filter(year__range=(period.first.year, period.year), on__lte=period.last)
    )
    stages = {
        "needed": Stage.ESTIMATE, "allocated": Stage.ALLOCATION, "spent": Stage.SPENDING,
        "settled": Stage.SETTLEMENT,
    }  # fmt: skip
    sums = (
        of_part(part, lines, "organisation")
        .order_by()
        .aggregate(
            **{
                name: Sum("amount", filter=Q(stage=stage), default=0)
                for name, stage in stages.items()
            }
        )
    )
    return Money(**{name: int(amount) for name, amount in sums.items()})


def _practices(part: Part, period: Days, by: User) -> Mapping[str, int]:
    seen = Practice.objects.visible_to(by).filter(began_on__lte=period.last)
    rows = of_part(part, seen, "organiser").order_by().values_list("state")
    return dict(rows.annotate(Count("pk")))


def difficulties_in(part: Part, period: Days, by: User, day: date) -> Difficulties:
    seen = of_part(part, Difficulty.objects.visible_to(by), "organisation")
    stood = standing_of(seen, period.first, day)
    return Difficulties(
        raised=stood.raised, solved=stood.solved, withdrawn=stood.withdrawn,
        open=tuple(
            Trouble(title=one.title, raiser=one.raiser, proposed=one.proposed)
            for one in stood.open[:MOST_TROUBLED]
        ),
    )  # fmt: skip


def of_part(part: Part, records: QuerySet[Any], organisation: str) -> QuerySet[Any]:
    """Return the records of an organisation, or all of a unit, as far as the person sees them."""
    if part.organisation is None:
        return records.filter(unit__in=served_from(part.unit.pk))
    return records.filter(**{organisation: part.organisation})
