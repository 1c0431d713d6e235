"""How what is still to do passes to the successor of an organisation that ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mangnon.core.models import Refused
from mangnon.core.registries import PassesOn


@dataclass(frozen=True)
class ByOrganisation:
    """Records of a model that pass on while a condition holds; one organisation has each."""

    model: Any
    label: str | Promise
    which: Q

    def held_by(self, organisation: int, day: date) -> list[str]:
        found = self.model.objects.filter(self.which, organisation=organisation).order_by("pk")
        return [str(pk) for pk in found.values_list("pk", flat=True)]

    def words(self, keys: Collection[str]) -> dict[str, str]:
        return {str(one.pk): str(one) for one in self.model.objects.filter(pk__in=keys)}

    def move(self, key: str, source: int, target: int, keep: bool) -> bool:
        held = self.model.objects.filter(self.which, pk=key, organisation=source)
        if not held.update(organisation=target):
            raise Refused(_("It does not stand with the organisation any longer."))
        return False

    @property
    def passes_on(self) -> PassesOn:
        return PassesOn(self.label, self.held_by, self.words, self.move)
