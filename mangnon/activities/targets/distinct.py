"""How many different children the activities of a leaf reached: exact by names, else estimated.

Visits are never added up. Where one activity has counts alone, each commune counts the activity
with the most children, or the different children of its lists where these are more: children of
two communes are two. Where an activity is of a whole province, its children may be those of the
communes, so only the larger of the two counts; so it is with communes before and after a reform.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import models, transaction
from django.db.models import Count, F, Func, Max, QuerySet, Sum, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity, ActivityQuerySet, kept_by
from mangnon.activities.attendance.headcount import Headcount
from mangnon.activities.attendance.participant import Participant
from mangnon.activities.attendance.parts import AGES
from mangnon.activities.attendance.shown import HIDE_BELOW
from mangnon.activities.catalog import CountedLeaf, catalog_on
from mangnon.activities.targets.leaf_count import LeafCount
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.encryption.fields import mark_of
from mangnon.core.models import Refused, Unit, User
from mangnon.core.units.lineage import ids_served_from
from mangnon.ui.context import today

Method = LeafCount.Method


@dataclass(frozen=True)
class Distinct:
    """`children` is the count, or the least of an estimate; `visits` is what adding up would say.

    Of `without_ages` activities no age is told although the leaf asks for it: they count nobody.
    `is_hidden` says that its numbers, laid beside those of other ages, would tell a reader of a
    group of few children that the page of the activity hides from them (`attendance/shown.py`).
    """

    leaf: CountedLeaf
    children: int
    at_most: int
    method: str
    activities: int
    with_names: int
    without_ages: int
    visits: int
    is_hidden: bool = False

    @property
    def is_exact(self) -> bool:
        return self.method == Method.NAMES

    @property
    def method_words(self) -> str:
        return str(Method(self.method).label)


@dataclass
class _Commune:
    """What is known of one commune, or of what lies in no single one."""

    named: int = 0
    largest: int = 0

    @property
    def least(self) -> int:
        return max(self.named, self.largest)


def distinct_children(leaf: CountedLeaf, year: int, unit: Unit, *, by: User) -> Distinct:
    """Count the children of a leaf whom the held activities of a unit, and below it, reached."""
    seen = Activity.objects.visible_to(by).counting_for(leaf.leaf, year)
    activities = seen.filter(unit__in=ids_served_from(unit.pk))
    found = _reached(leaf, activities)
    return Distinct(
        leaf=leaf, children=found.least, at_most=found.at_most,
        method=Method.NAMES if found.is_exact else Method.LARGEST,
        activities=activities.count(),
        with_names=activities.filter(headcount__is_from_names=True).count(),
        without_ages=_without_ages(leaf, activities), visits=found.visits,
        is_hidden=_gives_few_away(leaf, activities, by),
    )  # fmt: skip


@dataclass(frozen=True)
class _Reached:
    least: int
    at_most: int
    visits: int
    is_exact: bool


def _reached(leaf: CountedLeaf, activities: ActivityQuerySet) -> _Reached:
    counts, names = _counts(leaf, activities), _children(leaf, activities)
    named = names.aggregate(n=Count("key", distinct=True))["n"]
    told = sum(visits for _unit, _largest, visits in counts)
    visits = told + names.count()
    if not counts:
        return _Reached(named, named, visits, is_exact=True)
    return _Reached(max(named, _least(counts, names)), named + told, visits, is_exact=False)


def _gives_few_away(leaf: CountedLeaf, activities: ActivityQuerySet, by: User) -> bool:
    """Say whether the ages of the leaves tell of few children to who may not read the names."""
    if _groups(leaf) is None or not _kept_by_others(activities, by).exists():
        return False
    nested = sorted({(one.from_age, one.below_age) for one in catalog_on(today()).leaves.values()})
    chain = [
        _reached(replace(leaf, from_age=first, below_age=below), activities)
        for first, below in nested
    ]
    numbers = [(one.least, one.at_most, one.visits) for one in chain] + [(0, 0, 0)]
    return any(
        0 < more - less < HIDE_BELOW
        for wider, narrower in pairwise(numbers)
        for more, less in zip(wider, narrower, strict=True)
    )


def _kept_by_others(activities: ActivityQuerySet, by: User) -> ActivityQuerySet:
    """Return those of them whose participants' names the person may not read."""
    if not access.allowed(by, "activity.edit"):
        return activities
    own = kept_by(by)
    others: ActivityQuerySet = activities.exclude(own) if own else activities.none()
    return others


@transaction.atomic
def keep_count(leaf: CountedLeaf, year: int, unit: Unit, *, by: User, now: datetime) -> LeafCount:
    """Keep what is counted now, with its method, for whoever reports the figure.

    What the person kept on the day already, with the same outcome, is not kept once more.
    """
    access.require(by, "activity.edit")
    if not Unit.objects.placed_within(by).filter(pk=unit.pk).exists():
        raise Refused(_("Choose a unit that you serve."))
    found = distinct_children(leaf, year, unit, by=by)
    if not found.activities:
        raise Refused(_("No activity of the year counts for this target."))
    told: dict[str, Any] = {
        "leaf": leaf.leaf, "unit": unit, "year": year, "children": found.children,
        "at_most": found.at_most, "method": found.method, "activities": found.activities,
        "without_ages": found.without_ages, "kept_by": by,
    }  # fmt: skip
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    known: LeafCount | None = LeafCount.objects.filter(**told, kept_at__date=now.date()).first()
    if known is not None:
        return known
    kept = LeafCount.objects.create(**told, kept_at=now)
    record(by, "activity.keep_count", kept, unit=unit, leaf=leaf.leaf, year=year)
    return kept


def _groups(leaf: CountedLeaf) -> list[str] | None:
    """Return the age groups of a leaf, None where it is of all children."""
    ages = [age for age in AGES if leaf.from_age <= age.from_age < leaf.below_age]
    return None if len(ages) == len(AGES) else [age.code for age in ages]


def _counts(leaf: CountedLeaf, activities: ActivityQuerySet) -> list[tuple[int, int, int]]:
    """Return for each unit the largest activity that has counts alone, and all such visits."""
    heads: QuerySet[Any] = Headcount.objects.filter(
        activity__in=activities, is_from_names=False, children__gt=0
    )
    of_age: Any = F("children")
    if (groups := _groups(leaf)) is not None:
        heads = heads.filter(parts__has_key="age")
        of_age = sum((_of_group(group) for group in groups), Value(0))
    by_unit = heads.annotate(of_age=of_age).values("activity__unit").order_by()
    return list(by_unit.values_list("activity__unit", Max("of_age"), Sum("of_age")))


def _of_group(group: str) -> Any:
    told = KeyTextTransform(group, KeyTransform("age", "parts"))
    return Coalesce(Cast(told, models.IntegerField()), Value(0))


def _without_ages(leaf: CountedLeaf, activities: ActivityQuerySet) -> int:
    if _groups(leaf) is None:
        return 0
    heads = Headcount.objects.filter(activity__in=activities, is_from_names=False)
    return heads.exclude(parts__has_key="age").count()


def _children(leaf: CountedLeaf, activities: ActivityQuerySet) -> QuerySet[Any]:
    """Return the children of sign-in lists with a key that two lines about one child share.

    Of who is not in the register name and birth date are the key; without a date nobody can tell.
    """
    lines: QuerySet[Any] = Participant.objects.filter(activity__in=activities, is_child=True)
    if _groups(leaf) is not None:
        day = F("activity__from_day")
        lines = lines.filter(
            birth_date__lte=_years_before(day, leaf.from_age),
            birth_date__gt=_years_before(day, leaf.below_age),
        )
    text = models.TextField()
    mark = Func(mark_of("name"), Value("hex"), function="encode", output_field=text)
    named = Concat(mark, Cast("birth_date", text), output_field=text)
    unregistered = models.Case(
        models.When(birth_date=None, then=Cast("pk", text)), default=named, output_field=text
    )
    keyed: QuerySet[Any] = lines.annotate(key=Coalesce(Cast("child", text), unregistered))
    return keyed


def _years_before(day: Any, years: int) -> Any:
    span = Func(Value(years), function="make_interval", output_field=models.DurationField())
    moment = models.ExpressionWrapper(day - span, output_field=models.DateTimeField())
    return Cast(moment, models.DateField())


def _least(counts: list[tuple[int, int, int]], names: QuerySet[Any]) -> int:
    """Return how many children there are at the least, commune by commune."""
    by_unit: dict[int, _Commune] = defaultdict(_Commune)
    for unit, largest, _visits in counts:
        by_unit[unit].largest = largest
    per_unit = names.values("activity__unit").annotate(n=Count("key", distinct=True))
    for unit, named in per_unit.values_list("activity__unit", "n"):
        by_unit[unit].named = named
    units = Unit.objects.in_bulk(by_unit)
    communes = {units[key]: one for key, one in by_unit.items() if _is_commune(units[key])}
    # Communes that stood side by side on a day have different children; a successor has the same.
    sums = [
        sum(one.least for commune, one in communes.items() if commune.exists_on(day))
        for day in {commune.valid_from for commune in communes}
    ]
    larger = (one.least for key, one in by_unit.items() if not _is_commune(units[key]))
    return max([*sums, *larger], default=0)


def _is_commune(unit: Unit) -> bool:
    return unit.level == Unit.Level.COMMUNE
