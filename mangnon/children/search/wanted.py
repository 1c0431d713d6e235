"""What a person looks for in the register."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from mangnon.children.search.words import Words

# A child or a grown person can be told by these: no list that is kept holds them.
OF_ONE_PERSON = ("text", "guardian")
# So short a number is still being typed.
SHORTEST_NUMBER = 9


@dataclass(frozen=True)
class Wanted:
    """The parts of a search; an empty part asks for nothing. Ages are in whole years."""

    text: str = ""  # words of the name, or a number
    guardian: str = ""
    hamlet: str = ""
    unit: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    sex: str = ""
    ethnicity: str = ""
    poverty: str = ""
    group: str = ""
    gap: str = ""
    with_closed: bool = False

    @classmethod
    def from_filters(cls, filters: dict[str, Any]) -> Wanted:
        """Return what a kept list asks for; a part that this version does not know is left out."""
        known = {field.name for field in fields(cls)} - set(OF_ONE_PERSON)
        return cls(**{name: value for name, value in filters.items() if name in known})

    @property
    def is_number(self) -> bool:
        return bool(re.fullmatch(r"[\d\s.+()-]*\d[\d\s.+()-]*", self.text))

    @property
    def words(self) -> Words:
        return Words() if self.is_number else Words.of(self.text)

    def filters(self) -> dict[str, Any]:
        """Return the parts that may be kept under a name."""
        return {name: value for name, value in self._asked().items() if name not in OF_ONE_PERSON}

    def fields(self) -> list[str]:
        """Return the names of the parts that ask for something: all that the audit learns."""
        names = {"text": "number" if self.is_number else "name"}
        return sorted(names.get(name, name) for name in self._asked())

    def _asked(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value not in ("", None, False)}
