"""The list of models of work, newest first: what is asked for, and one page after another."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict

from mangnon.activities.good_practice.practice import Practice, PracticeQuerySet
from mangnon.core.organisations.organisation import name_key
from mangnon.plans.work.fields import fields

ON_A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    words: str = ""
    unit: int | None = None
    field: str = ""
    state: str = ""

    @classmethod
    def read(cls, typed: QueryDict) -> Wanted:
        unit, field, state = (typed.get(name, "") for name in ("unit", "field", "state"))
        is_number = unit.isascii() and unit.isdigit() and len(unit) < 10
        return cls(
            words=typed.get("q", "")[:200],
            unit=int(unit) if is_number else None,
            field=field if field in fields() else "",
            state=state if state in Practice.State.values else "",
        )

    def among(self, seen: PracticeQuerySet) -> PracticeQuerySet:
        for word in name_key(self.words).split():
            seen = seen.filter(name_key__contains=word)
        asked = {"unit": self.unit, "field": self.field, "state": self.state}
        return seen.filter(**{name: value for name, value in asked.items() if value})

    def address(self, after: UUID) -> str:
        """Return the query that asks for the page behind a model."""
        asked = {
            "q": self.words, "unit": self.unit, "field": self.field, "state": self.state,
            "after": after,
        }  # fmt: skip
        return urlencode({name: value for name, value in asked.items() if value})


def page_of(wanted: Wanted, seen: PracticeQuerySet, after: str) -> tuple[list[Practice], str]:
    """Return a page of the list, and the query of the next one; "" on the last one."""
    found = wanted.among(seen).select_related("unit", "organiser")
    if (last := _behind(seen, after)) is not None:
        found = found.filter(
            Q(began_on__lt=last.began_on) | Q(began_on=last.began_on, pk__lt=last.pk)
        )
    shown = list(found.order_by("-began_on", "-pk")[: ON_A_PAGE + 1])
    shown, more = shown[:ON_A_PAGE], shown[ON_A_PAGE:]
    return shown, wanted.address(shown[-1].pk) if more else ""


def _behind(seen: PracticeQuerySet, after: str) -> Practice | None:
    try:
        key = UUID(after)
    except ValueError:
        return None
    found: Practice | None = seen.filter(pk=key).first()
    return found
