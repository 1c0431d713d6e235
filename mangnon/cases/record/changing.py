"""Two people who change the same record of a case: the later sees what the other wrote."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from mangnon.core.models import Refused


class Overwrites(Refused):
    """Somebody else changed the record since; `theirs` is what stands there now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__(
            _("Somebody else has changed this meanwhile; compare, and send what shall stand.")
        )
        self.theirs = theirs


def refuse_overwriting(held: Any, seen: int) -> None:
    """Raise Overwrites where the record, locked, is not as the person saw it."""
    if held.version != seen:
        raise Overwrites(held)
