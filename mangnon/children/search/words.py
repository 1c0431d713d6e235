"""The words that a person types, and the condition that a name holds them, in whatever order."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import F, Func, Lookup, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from mangnon.children.names import clean_name, search_text


@dataclass(frozen=True)
class Words:
    """What was typed: words that stand in the name, and the beginning of one that is being typed.

    >>> Words.of("Nguyễn  THI hô")
    Words(whole=('nguyen', 'thi'), begun='ho')
    """

    whole: tuple[str, ...] = ()
    begun: str = ""

    @classmethod
    def of(cls, text: str) -> Words:
        *whole, begun = dict.fromkeys(search_text(clean_name(text)).split()) or [""]
        return cls(tuple(whole), begun)

    def __bool__(self) -> bool:
        return bool(self.begun)

    def all(self) -> list[str]:
        return [*self.whole, self.begun] if self.begun else []

    def stand_in(self, folded: str) -> bool:
        """Say whether a folded text holds all of them."""
        words = folded.split()
        begins = not self.begun or any(word.startswith(self.begun) for word in words)
        return begins and set(self.whole) <= set(words)

    def held(self, field: str = "search_text") -> list[Lookup[bool]]:
        """Return the conditions that a record's folded field holds all of them.

        Not LIKE: the database takes that for so rare that it would collect and sort what it finds.
        """
        spaced = Func(
            F(field),
            template="(' ' || %(expressions)s || ' ')",
            output_field=models.TextField(),
        )
        parts = [f" {word} " for word in self.whole] + ([f" {self.begun}"] if self.begun else [])
        return [GreaterThan(StrIndex(spaced, Value(part)), 0) for part in parts]
