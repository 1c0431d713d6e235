"""The local plan that an organisation was drafting passes to its successor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.core.models import Refused
from mangnon.core.registries import PassesOn
from mangnon.plans.local.local_plan import LocalPlan


def held_by(organisation: int, day: date) -> list[str]:
    drafts = LocalPlan.objects.open().filter(organisation=organisation).order_by("year", "pk")
    return [str(pk) for pk in drafts.values_list("pk", flat=True)]


def words(keys: Collection[str]) -> dict[str, str]:
    found = LocalPlan.objects.filter(pk__in=keys).select_related("unit", "organisation")
    return {str(local.pk): str(local) for local in found}


def move(key: str, source: int, target: int, keep: bool) -> bool:
    """Pass a draft on; it has one organisation, so nothing is kept."""
    held = LocalPlan.objects.open().select_for_update(of=("self",))
    local = held.filter(pk=key, organisation=source).first()
    if local is None:
        raise Refused(_("It does not stand with the organisation any longer."))
    local.organisation_id = target
    local.save(update_fields=["organisation"])
    return False


PASSING = PassesOn(gettext_lazy("Local plan"), held_by, words, move)
