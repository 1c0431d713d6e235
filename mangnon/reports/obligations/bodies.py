"""Whom the words of a deadline mean: units of a level, the plan's agencies, or one body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mangnon.core.models import Organisation, Unit
from mangnon.core.organisations.organisation import name_key

COMMITTEES = re.compile(r"(ubnd|uy ban nhan dan) (cac|cap) ")
COMMUNES = re.compile(r"\b(xa|phuong|thi tran|dac khu)\b")
AGENCIES = re.compile(r"(cac )?(so ban nganh|so nganh|ban nganh)\b")


@dataclass(frozen=True)
class Body:
    """A unit's committee, or an organisation, and the unit under which its report stands."""

    unit: Unit
    organisation: Organisation | None = None

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"o{self.organisation.pk}" if self.organisation else f"u{self.unit.pk}"

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation else committee(self.unit)


def committee(unit: Unit) -> str:
    """Return what the people's committee of a unit is called."""
    return f"UBND {unit.type[:1].lower()}{unit.type[1:]} {unit.name}"


def levels_meant(name: str) -> list[Unit.Level]:
    """Return the levels whose committees a name means.

    >>> levels_meant("UBND các huyện, thị xã, thành phố")
    [Unit.Level.DISTRICT]
    >>> levels_meant("Ủy ban nhân dân các xã, phường của thành phố")
    [Unit.Level.COMMUNE]
    >>> levels_meant("UBND tỉnh"), levels_meant("Sở Y tế")
    ([], [])
    """
    key = name_key(name)
    if not COMMITTEES.match(key):
        return []
    without_towns = key.replace("thi xa", "")
    communes = bool(COMMUNES.search(without_towns))
    districts = "huyen" in key or "thi xa" in key or ("thanh pho" in key and not communes)
    found = [(districts, Unit.Level.DISTRICT), (communes, Unit.Level.COMMUNE)]
    return [level for is_meant, level in found if is_meant]


def means_agencies(name: str) -> bool:
    """Say whether a name means all agencies of the plan: "Các sở, ban, ngành, đoàn thể tỉnh"."""
    return bool(AGENCIES.match(name_key(name)))
