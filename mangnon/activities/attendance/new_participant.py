"""A line of a sign-in list before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NewParticipant:
    """A line as somebody wrote it; `is_child` is None where the birth date says it."""

    name: str
    birth_date: date | None = None
    is_child: bool | None = None
    sex: str = "unknown"
    ethnic_group: str = "unknown"
    disability: str = "unknown"
    comes_from: str = ""
