"""Is this the same child? Asked when somebody is about to enter one, in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import polars as pl
from django.db.models import Q
from django.utils.translation import gettext as _

from mangnon.children.duplicates.records import linkage_of_children, records_of
from mangnon.children.names import clean_name, search_text
from mangnon.children.register import Child
from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import Unit, User
from mangnon.engine.duplicates import compare, prepare_children

MOST_SHOWN = 5
A_DAY = timedelta(days=1)
# Stands for the number that was typed: the records that have it are looked up by their marks.
THIS_NUMBER = "this"


@dataclass(frozen=True)
class Entry:
    """What is known of a child who is about to be entered."""

    full_name: str
    birth_date: date
    birth_precision: str = Child.BirthPrecision.DAY
    sex: str = "unknown"
    unit: Unit | None = None
    mother_name: str = ""
    identity_number: str = ""


@dataclass(frozen=True)
class Likely:
    """A record that is likely of the same child. Of another commune's record only the unit."""

    unit: Unit
    score: float
    reasons: tuple[str, ...]
    child: Child | None = None

    @property
    def is_elsewhere(self) -> bool:
        return self.child is None

    @property
    def sentence(self) -> str:
        """Say what this means for whoever is entering the child."""
        if self.is_elsewhere:
            return _(
                "A record that is likely of the same child is kept in %(unit)s. Enter no second "
                "one: ask for the child to be moved to you."
            ) % {"unit": self.unit}
        return _("This child may be in the register already: %(reasons)s.") % {
            "reasons": ", ".join(self.reasons)
        }


def likely_same(entry: Entry, *, by: User, but: UUID | None = None) -> list[Likely]:
    """Return the records that are likely of the same child, the likeliest first.

    Those the person may see come with their child and the reasons. That there is one elsewhere is
    told with its commune alone, and the audit says to whom. `but` is the child's own record.
    """
    access.require(by, "child.edit")
    linkage, rows = (
        linkage_of_children(),
        _likely(entry, Child.objects.exclude(pk__in=[but] if but else [])),
    )
    children = _by_id(UUID(row["id_b"]) for row in rows)
    seen = set(Child.objects.visible_to(by).filter(pk__in=children).values_list("pk", flat=True))
    answers = []
    for row in rows:
        child = children[UUID(row["id_b"])]
        if child.pk in seen:
            reasons = tuple(linkage.reasons(row))
            answers.append(Likely(child.unit, row["score"], reasons, child))
        else:
            record_read(by, "child.found_elsewhere", child)
            answers.append(Likely(child.unit, row["score"], ()))
    return answers


def likely_seen(entry: Entry, *, by: User) -> list[Likely]:
    """Return those of the children whom the person sees that are likely the same.

    Nothing is told of the others, so nothing is noted either.
    """
    access.require(by, "child.view")
    linkage, rows = linkage_of_children(), _likely(entry, Child.objects.visible_to(by))
    children = _by_id(UUID(row["id_b"]) for row in rows)
    found = [(children[UUID(row["id_b"])], row) for row in rows]
    return [Likely(c.unit, row["score"], tuple(linkage.reasons(row)), c) for c, row in found]


def _likely(entry: Entry, among) -> list[dict[str, Any]]:  # type: ignore[no-untyped-def]
    """Return how the likeliest records agree with the entry, the likeliest first."""
    linkage, candidates = linkage_of_children(), _candidates(entry, among)
    records = records_of(candidates)
    if records.is_empty():
        return []
    asked = _as_record(entry)
    if entry.identity_number:
        records = _with_number(records, candidates, entry.identity_number)
    found = compare(
        prepare_children(asked, are_all=False), linkage, prepare_children(records, are_all=False)
    )
    is_likely = (pl.col("score") >= linkage.ask) | (pl.col("number") == "same")
    likely = found.filter(is_likely).sort("score", descending=True)
    return likely.head(MOST_SHOWN).to_dicts()


def _candidates(entry: Entry, among):  # type: ignore[no-untyped-def] # a queryset of the register
    """Return the records of these that indexes find likely."""
    born = entry.birth_date
    days = [born]
    if entry.birth_precision == Child.BirthPrecision.DAY:
        days += [born - A_DAY, born + A_DAY]
        if born.day <= 12:
            days.append(born.replace(month=born.day, day=born.month))
    near = Q(birth_date__in=days) | Q(
        search_text=search_text(clean_name(entry.full_name)),
        birth_date__range=(date(born.year - 1, 1, 1), date(born.year + 1, 12, 31)),
    )
    if entry.identity_number:
        near |= Q(identity_number__matches=entry.identity_number)
    return among.filter(near, merged_into=None)


def _as_record(entry: Entry) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "id": ["entry"],
            "full_name": [clean_name(entry.full_name)],
            "birth_date": [entry.birth_date],
            "birth_precision": [entry.birth_precision],
            "sex": [entry.sex],
            "unit": [str(entry.unit.pk) if entry.unit else None],
            "mother_name": [clean_name(entry.mother_name)],
            "number": [THIS_NUMBER if entry.identity_number else None],
        }
    )


def _with_number(records: pl.DataFrame, candidates, number: str) -> pl.DataFrame:  # type: ignore[no-untyped-def]
    """Let those that have the number that was typed agree with the entry."""
    same = candidates.filter(identity_number__matches=number).values_list("pk", flat=True)
    has_it = pl.col("id").is_in([str(pk) for pk in same])
    return records.with_columns(
        number=pl.when(has_it).then(pl.lit(THIS_NUMBER)).otherwise("number")
    )


def _by_id(ids: Iterable[UUID]) -> dict[UUID, Child]:
    children = Child.objects.select_related("unit").filter(pk__in=list(ids))
    return {child.pk: child for child in children}
