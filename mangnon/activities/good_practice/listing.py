"""The list of models of work, newest first: what is asked for, and one page after another."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from mangnon.activities.good_practice.practice import Practice, PracticeQuerySet
from mangnon.core.organisations.organisation import name_key
from mangnon.core.requests import number_in
from mangnon.plans.work.fields import fields


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    words: str = ""
    unit: int | None = None
    field: str = ""
    state: str = ""

    @classmethod
    def read(cls, typed: QueryDict) -> Wanted:
        field, state = typed.get("field", ""), typed.get("state", "")
        return cls(
            words=typed.get("q", "")[:200],
            unit=number_in(typed, "unit"),
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
