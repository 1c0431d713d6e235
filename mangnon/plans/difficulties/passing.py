"""The open difficulties of an organisation that ended pass to its successor."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.core.models import Refused
from mangnon.core.registries import PassesOn
from mangnon.plans.difficulties.difficulty import Difficulty


def held_by(organisation: int, day: date) -> list[str]:
    held = Difficulty.objects.open().filter(organisation=organisation).order_by("raised_at", "pk")
    return [str(pk) for pk in held.values_list("pk", flat=True)]


def words(keys: Collection[str]) -> dict[str, str]:
    return {str(one.pk): str(one) for one in Difficulty.objects.filter(pk__in=keys)}


def move(key: str, source: int, target: int, keep: bool) -> bool:
    """Pass a difficulty on; one organisation raised it, so nothing is kept."""
    moved = Difficulty.objects.filter(pk=key, organisation=source).update(organisation=target)
    if not moved:
        raise Refused(_("It does not stand with the organisation any longer."))
    return False


PASSING = {"plans.difficulty": PassesOn(gettext_lazy("Difficulty"), held_by, words, move)}
