"""Which children are on each to-do list of `catalog/to_do/`, and of which it is not known.

A gap is two conditions over children: what is known to be missing, and what nobody has written
down yet. They never overlap, and "not known" is never counted as "no".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from mangnon.catalog import CATALOG
from mangnon.children.facts.fact import Fact
from mangnon.children.facts.vaccination import IsDue
from mangnon.children.models import CircumstanceSpell, Guardianship, Measurement, Schooling
from mangnon.children.register import Child, ChildQuerySet, Sex, birthday_years_before
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.engine.to_do_lists import ToDoList, load_to_do_lists

NO, YES, UNKNOWN = "no", "yes", "unknown"


@dataclass(frozen=True)
class Asked:
    """Which list is asked for, by whom, and of which day."""

    entry: ToDoList
    user: User
    day: date

    @property
    def has_unknown(self) -> bool:
        """Say whether of some children it may be unknown."""
        return GAPS[self.entry.name].unknown is not None


Condition = Callable[[ChildQuerySet, Asked], ChildQuerySet]


@dataclass(frozen=True)
class Gap:
    """How the children of a list are found; `unknown` is None where nothing can be unknown."""

    missing: Condition
    unknown: Condition | None = None


def lists_open_to(user: User) -> list[ToDoList]:
    """Return the lists that the person may see, in the catalogue's order."""
    return [found for found in load_to_do_lists(CATALOG) if allowed(user, found.right)]


def children_missing(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    """Return those of the children, as visible to the person, for whom there is something to do."""
    return GAPS[asked.entry.name].missing(_of_age(children, asked), asked)


def children_unknown(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    """Return those of the children of whom it is not known whether there is something to do."""
    unknown = GAPS[asked.entry.name].unknown
    if unknown is None:
        return children.none()
    return unknown(_of_age(children, asked), asked)


def _of_age(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    ages = asked.entry.ages
    found: ChildQuerySet = children.living_on(asked.day).filter(
        birth_date__lte=asked.day - timedelta(ages.from_days),
        birth_date__gt=birthday_years_before(asked.day, ages.until_years),
    )
    return found


def _answered(field: str, answer: str) -> Condition:
    return lambda children, _asked: children.filter(**{field: answer})


def _vaccination_due(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    return children.filter(IsDue(day=asked.day))


def _not_measured(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    since = asked.day - timedelta(asked.entry.within_days or 0)
    recent = Measurement.objects.filter(
        child=OuterRef("pk"), measured_on__gt=since, measured_on__lte=asked.day
    )
    return children.filter(~Exists(recent))


def _last_school_years() -> QuerySet[Schooling]:
    found: QuerySet[Schooling] = Schooling.objects.filter(child=OuterRef("pk"))
    return found.order_by("-school_year")


def _dropped_out(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    left_on = Subquery(_last_school_years().values("dropped_out_on")[:1])
    children = children.alias(left_on=left_on)
    return children.filter(left_on__lte=asked.day)


def _no_school_year(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    return children.filter(~Exists(_last_school_years()))


def _circumstance(answer: str) -> Condition:
    def found(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
        running = CircumstanceSpell.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=asked.day),
            child=OuterRef("pk"),
            began_on__lte=asked.day,
        )
        with_answer = children.filter(Exists(running.filter(is_supported=answer)))
        if answer == NO:
            return with_answer
        return with_answer.filter(~Exists(running.filter(is_supported=NO)))

    return found


def _uninsured(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    has_ended = Q(health_insurance=YES, insured_until__lt=asked.day)
    return children.filter(Q(health_insurance=NO) | has_ended)


def _last_answer(kind: str, answer: str, day: date) -> Coalesce:
    """Return what the last fact of a kind says; "unknown" where it, or the fact, says nothing."""
    facts = Fact.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day),
        child=OuterRef("pk"),
        kind=kind,
        began_on__lte=day,
    )
    latest = facts.order_by("-began_on").annotate(said=KT(f"answers__{answer}"))
    return Coalesce(Subquery(latest.values("said")[:1]), Value(UNKNOWN), output_field=CharField())


def _fee_relief(answer: str) -> Condition:
    def found(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
        children = children.alias(
            entitled=_last_answer("fee_relief", "is_entitled", asked.day),
            received=_last_answer("fee_relief", "is_received", asked.day),
        )
        return children.filter(entitled=YES, received=answer)

    return found


def _swimming(answer: str) -> Condition:
    def found(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
        children = children.alias(swims=_last_answer("swimming", "swims_safely", asked.day))
        return children.filter(lives_near_water=YES, swims=answer)

    return found


def _water_unknown(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    """Return who may live near water and may not swim, with one of the two not known."""
    children = children.alias(swims=_last_answer("swimming", "swims_safely", asked.day))
    return children.filter(
        Q(lives_near_water=YES, swims=UNKNOWN)
        | Q(lives_near_water=UNKNOWN, swims__in=[NO, UNKNOWN])
    )


def _turning_sixteen(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    entry = asked.entry
    soon = asked.day + timedelta(entry.within_days or 0)
    return children.filter(birth_date__lte=birthday_years_before(soon, entry.ages.until_years))


def mothers() -> QuerySet[Guardianship]:
    found: QuerySet[Guardianship] = Guardianship.objects.filter(
        child=OuterRef("pk"), relation=Guardianship.Relation.MOTHER, ended_on=None
    )
    return found


def _incomplete(children: ChildQuerySet, asked: Asked) -> ChildQuerySet:
    # Not EXISTS: within an OR the database would hash all mothers of the register for it.
    children = children.alias(mother=Subquery(mothers().values("pk")[:1]))
    missing = (
        Q(sex=Sex.UNKNOWN)
        | Q(ethnicity=UNKNOWN)
        | ~Q(birth_precision=Child.BirthPrecision.DAY)
        | Q(mother=None)
    )
    if allowed(asked.user, "child.identity"):
        missing |= Q(identity_number__isnull=True)
    return children.filter(missing)


GAPS: Mapping[str, Gap] = {
    "birth_not_registered": Gap(
        _answered("birth_registration", NO), _answered("birth_registration", UNKNOWN)
    ),
    "vaccination_due": Gap(_vaccination_due),
    "not_measured": Gap(_not_measured),
    "dropped_out": Gap(_dropped_out, _no_school_year),
    "circumstance_without_support": Gap(_circumstance(NO), _circumstance(UNKNOWN)),
    "without_health_insurance": Gap(_uninsured, _answered("health_insurance", UNKNOWN)),
    "fee_relief_not_received": Gap(_fee_relief(NO), _fee_relief(UNKNOWN)),
    "cannot_swim_near_water": Gap(_swimming(NO), _water_unknown),
    "turning_sixteen": Gap(_turning_sixteen),
    "incomplete_record": Gap(_incomplete),
}
