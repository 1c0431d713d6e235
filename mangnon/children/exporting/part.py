"""What a person may see of some children, field by field: the next part of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model, QuerySet

from mangnon.children.models import (
    Child,
    CircumstanceSpell,
    Guardian,
    Guardianship,
    ResidenceSpell,
)
from mangnon.core.encryption.keyring import Keyring, keyring
from mangnon.core.encryption.values import Sealed
from mangnon.core.models import Unit, User


class OutOfSight(Exception):
    """One of the children is not seen by the person, or was closed or merged meanwhile."""


class Part:
    """The children in the order of the file; each list has a place for each of them.

    One query reads the children's own fields, one more each kind of record that is asked for.
    """

    def __init__(self, listed: QuerySet[Any], fields: set[str], day: date, by: User) -> None:
        """Take the children that are listed; raise OutOfSight when one may not be seen."""
        self.ids: list[UUID] = [*listed.order_by("position").values_list("child", flat=True)]
        self.day, self.by, self._listed = day, by, listed.values("child")
        names = ("pk", *sorted(fields))
        seen = Child.objects.visible_to(by).open_on(day).filter(pk__in=self._listed)
        rows: dict[UUID, tuple[Any, ...]] = {row[0]: row for row in seen.values_list(*names)}
        if len(rows) < len(self.ids):
            raise OutOfSight
        in_order = zip(*(rows[pk] for pk in self.ids), strict=True)
        self._lists = dict(zip(names, in_order, strict=True))

    def of(self, field: str) -> Sequence[Any]:
        """Return a field of the children's own records."""
        return self._lists[field]

    def said(self, field: str) -> list[str]:
        """Return a field of few answers in the words for them."""
        choices: Any = Child._meta.get_field(field)
        words = {code: str(word) for code, word in choices.flatchoices}
        return [words.get(code, code) for code in self.of(field)]

    def unsealed(self, field: str) -> list[str]:
        """Return a field that the database keeps sealed."""
        values = zip(self.of(field), self.ids, strict=True)
        return [self._open(Child, field, value, row) for value, row in values]

    def units(self) -> list[str]:
        names = {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in=set(self.of("unit")))}
        return [names[key] for key in self.of("unit")]

    def hamlets(self) -> list[str]:
        return [self._homes.get(pk, ("", ""))[0] for pk in self.ids]

    def households(self) -> list[str]:
        return [self._homes.get(pk, ("", ""))[1] or "" for pk in self.ids]

    def carers(self, relation: str) -> list[str]:
        """Return the names of those who are this to each child."""
        return [
            ", ".join(name for (what, name, _, _) in self._carers[pk] if what == relation)
            for pk in self.ids
        ]

    def phones(self) -> list[str]:
        return [
            ", ".join(
                self._open(Guardian, "phone", sealed, guardian)
                for *_, sealed, guardian in self._carers[pk]
                if sealed
            )
            for pk in self.ids
        ]

    def groups(self) -> list[str]:
        spells = CircumstanceSpell.objects.visible_to(self.by).filter(**self._about)
        words = {code: str(word) for code, word in CircumstanceSpell.Group.choices}
        found = defaultdict(list)
        for child, group in spells.order_by("group").values_list("child", "group"):
            found[child].append(words[group])
        return [", ".join(found[pk]) for pk in self.ids]

    @cached_property
    def _about(self) -> dict[str, object]:
        return {"child__in": self._listed, "ended_on": None}

    @cached_property
    def _homes(self) -> dict[UUID, tuple[str, str | None]]:
        spells = ResidenceSpell.objects.visible_to(self.by).filter(**self._about)
        found = spells.values_list("child", "hamlet", "household__code")
        return {child: (hamlet, household) for child, hamlet, household in found}

    @cached_property
    def _carers(self) -> dict[UUID, list[tuple[str, str, Sealed | None, UUID]]]:
        carers = Guardianship.objects.visible_to(self.by).filter(**self._about).order_by("pk")
        found = defaultdict(list)
        for child, *carer in carers.values_list(
            "child", "relation", "guardian__full_name", "guardian__phone", "guardian"
        ):
            found[child].append(tuple(carer))
        return found

    @cached_property
    def _keys(self) -> Keyring:
        return keyring(settings.KEYRING)

    def _open(self, model: type[Model], field: str, sealed: Sealed | None, row: UUID) -> str:
        of: Any = model._meta.get_field(field)
        return of.place.open(sealed, row, self._keys) if sealed else ""
