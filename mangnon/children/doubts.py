"""What in a record does not fit together: said to people, never in their way."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from mangnon.children.facts.disability import disability_by_spells
from mangnon.children.identity_number import disagreements
from mangnon.children.register import Child


def doubts_about(child: Child, readable: Mapping[str, object]) -> list[str]:
    """Return a sentence for each doubt; `readable` holds the fields as the reader may see them."""
    found = []
    if disability_by_spells(child) not in (None, child.disability):
        found.append(_("The answer about disability and the entries on the timeline disagree."))
    number = readable["identity_number"]
    if isinstance(number, str):  # else the reader may not know what the number says
        found += disagreements(number, child.birth_date, child.sex)
    return found
