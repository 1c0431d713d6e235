"""The leaves of an indicator's targets: its number alone, or with a letter where it has several."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from mangnon.core.models import Refused
from mangnon.plans.models import ItemState


def leaves(number: str, targets: Iterable[Any]) -> dict[int, str]:
    """Return the leaf of each standing target under an indicator of this number, in their order.

    Targets of one leaf for several years keep one leaf between them.
    """
    places: dict[tuple[int, str], list[int]] = {}
    for target in targets:
        if target.state in (ItemState.PROPOSED, ItemState.CONFIRMED):
            places.setdefault((target.indicator_id, target.leaf), []).append(target.pk)
    if len(places) > len(ascii_lowercase):
        raise Refused(_("One indicator cannot hold more than 26 measures."))
    letters = [""] if len(places) == 1 else ascii_lowercase
    return {
        pk: f"{number}{letter}"
        for letter, pks in zip(letters, places.values(), strict=False)
        for pk in pks
    }
