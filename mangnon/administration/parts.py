"""The parts of "Quản trị", each with the right that opens it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from mangnon.core.access import allowed
from mangnon.core.models import User


@dataclass(frozen=True)
class Part:
    label: str | Promise
    about: str | Promise
    address: str
    action: str


PARTS: tuple[Part, ...] = ()


def parts_for(user: User) -> list[Part]:
    return [part for part in PARTS if allowed(user, part.action)]
