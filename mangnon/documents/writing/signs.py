"""Signs that no .docx can hold: they come with text that was pasted from somewhere."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from mangnon.documents.writing.receipt import Receipt

Described = TypeVar("Described")
# What XML 1.0 takes of no text; a vertical tab is how Word breaks a line within a paragraph.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(described: Described) -> Described:
    """Return a description with a space for each sign that XML does not take.

    >>> writable(("Tên\\x0bem", 3))
    ('Tên em', 3)
    """
    made: Any = described
    if isinstance(described, str):
        made = UNWRITABLE.sub(" ", described)
    elif isinstance(described, tuple):
        made = tuple(writable(part) for part in described)
    elif is_dataclass(described) and not isinstance(described, type | Receipt):
        told = {one.name: getattr(described, one.name) for one in fields(described) if one.init}
        made = replace(described, **{name: writable(value) for name, value in told.items()})
    return made  # type: ignore[no-any-return]
