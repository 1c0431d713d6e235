"""What in a record does not fit together: said to people, never in their way."""

from __future__ import annotations

from collections.abc import Mapping

from mangnon.children.identity_number import disagreements
from mangnon.children.register import Child


def doubts_about(child: Child, readable: Mapping[str, object]) -> list[str]:
    """Return a sentence for each doubt; `readable` holds the fields as the reader may see them."""
    number = readable["identity_number"]
    if not isinstance(number, str):  # the reader may not know what the number says
        return []
    return disagreements(number, child.birth_date, child.sex)
