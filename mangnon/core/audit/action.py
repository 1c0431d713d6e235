"""What the audit knows of an action: its words, and what kind of action it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Kind(StrEnum):
    """Which table of the daily digest an action is counted in."""

    CHANGE = "change"
    READ = "read"
    EXPORT = "export"
    SIGN_IN = "sign_in"
    REFUSED = "refused"


@dataclass(frozen=True)
class Action:
    """What was done, after a person's name: "Nguyễn Thị A · approved the plan"."""

    label: str | Promise
    kind: Kind = Kind.CHANGE
