"""The lines of the register's list in words; made often, so nothing is built but what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from mangnon.children.register import ChildQuerySet, Sex
from mangnon.ui.formats import date_text

FIELDS = ("pk", "full_name", "birth_date", "sex", "unit__type", "unit__name")


class Listed(NamedTuple):
    """One child as the list shows it."""

    pk: UUID
    full_name: str
    born: str
    sex: str
    commune: str


def lines_of(children: ChildQuerySet, keys: Sequence[UUID]) -> list[Listed]:
    """Return a line for each of the keys that is among the children, in the order of the keys."""
    sexes = {value: str(label) for value, label in Sex.choices}
    lines = {
        key: Listed(key, name, date_text(born), sexes[sex], f"{kind} {unit}")
        for key, name, born, sex, kind, unit in children.filter(pk__in=keys).values_list(*FIELDS)
    }
    return [lines[key] for key in keys if key in lines]
