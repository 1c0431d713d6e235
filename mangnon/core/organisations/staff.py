"""The people of an organisation, who pass to its successor with their accounts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User


def held_by(organisation: int, day: date) -> list[str]:
    """Return the open accounts of the organisation; an account has no day on which it ends."""
    people = User.objects.filter(organisation=organisation, is_active=True)
    return [str(pk) for pk in people.order_by("full_name", "pk").values_list("pk", flat=True)]


def words(keys: Collection[str]) -> dict[str, str]:
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=keys)}


def move(key: str, source: int, target: int, keep: bool) -> bool:
    """Pass an account on; it has one organisation, so nothing is kept."""
    moved = User.objects.filter(pk=key, organisation=source).update(organisation=target)
    if not moved:
        raise Refused(_("The account does not stand with the organisation any longer."))
    return False
