"""Asking for a commune in words: the words, and one of the communes that they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mangnon.cases.receiving.communes import FoundCommune, find_communes
from mangnon.core.models import Unit, User


@dataclass(frozen=True)
class Asked:
    """A question for a commune: the field with the words, and the one that says which is meant."""

    words: str
    unit: str


WHERE = Asked("place", "unit")
LIVES = Asked("lives", "residence_unit")
QUESTIONS = {asked.words: asked for asked in (WHERE, LIVES)}


@dataclass(frozen=True)
class Offered:
    """What is shown below the words: the communes found, and which of them is chosen."""

    asked: Asked
    words: str
    found: Sequence[FoundCommune]
    chosen: int | None


def offered(asked: Asked, words: str, chosen: Any, *, by: User, today: date) -> Offered:
    """Return the communes that the words fit; one that is the only one is chosen already."""
    found = find_communes(words, by=by, today=today)
    known = {commune.unit.pk for commune in found}
    picked = int(chosen) if str(chosen or "").isdecimal() else None
    if picked not in known:
        picked = found[0].unit.pk if len(found) == 1 else None
    return Offered(asked, words, found, picked)


def chosen_unit(form: forms.Form, shown: Offered, *, is_needed: bool) -> Unit | None:
    """Return the commune that is meant; what is missing is said beside the words."""
    for commune in shown.found:
        if commune.unit.pk == shown.chosen:
            return commune.unit
    if shown.found:
        form.add_error(shown.asked.words, _("Several communes fit; choose the one that is meant."))
    elif shown.words.strip():
        form.add_error(
            shown.asked.words,
            _("No commune is found by these words; write its name, an old name or a place in it."),
        )
    elif is_needed:
        form.add_error(shown.asked.words, _("Write where it is: a commune, an old one or a place."))
    return None
