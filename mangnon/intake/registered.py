"""Which importers the apps have registered.

They are named by their address and loaded when first asked for: a command that imports no file
need not load what reads and checks files.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from mangnon.intake.importers import Importer

# The rights that open the pages of imports: each importer asks for one of them.
RIGHTS = ("child.import", "place.edit", "task.do", "activity.edit")

_ADDRESSES: list[str] = []


def register_importer(address: str) -> None:
    """Let a kind of record be imported, by the address of its Importer; called in `ready()`."""
    _ADDRESSES.append(address)


@cache
def importers() -> dict[str, Importer]:
    """Return every registered importer by its kind."""
    made = [import_string(address)() for address in _ADDRESSES]
    return {importer.kind: importer for importer in made}
