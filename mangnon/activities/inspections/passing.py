"""What is still to do of an organisation that ended passes to its successor."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.recommendation import Recommendation
from mangnon.core.models import Refused
from mangnon.core.registries import PassesOn

PLANNED = Q(state=Inspection.State.PLANNED)
WAITING = Q(answered_on=None)


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


PASSING = {
    "inspections.inspection": ByOrganisation(
        Inspection, gettext_lazy("Planned inspection"), PLANNED
    ).passes_on,
    "inspections.recommendation": ByOrganisation(
        Recommendation, gettext_lazy("Recommendation without a reply"), WAITING
    ).passes_on,
}
