"""The register's units and changes as the engine's crosswalk reads them, and what units weigh.

A unit is parted over those it was made of by what the registers count there
(`registries.weigh_units_by`), else by area.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, Unit, UnitChange
from mangnon.core.registries import UNIT_WEIGHTS
from mangnon.engine.crosswalk import Change, Registry, Share, UnitKey, UnitSpan


def crosswalk(start: date, end: date) -> list[Share]:
    """Return what part of each unit of `start` lies in which unit of `end`."""
    for day in (start, end):
        if not Unit.objects.on(day).exists():
            raise Refused(
                _("No unit is known on %(day)s; load the units of that day first.")
                % {"day": f"{day:%d/%m/%Y}"}
            )
    weights = {} if start <= end else _weights()
    return registry().crosswalk(start, end, weights)


def registry() -> Registry:
    """Return every unit and change that is loaded."""
    units = Unit.objects.values_list("code", "valid_from", "valid_to", "level")
    changes = UnitChange.objects.values_list(
        "on", "from_code", "to_code", "kind", "share", "share_basis"
    )
    return Registry(
        [UnitSpan(*unit) for unit in units],
        [
            Change(on, old, new, kind, Fraction(share), basis)
            for on, old, new, kind, share, basis in changes
        ],
    )


def _weights() -> dict[str, Mapping[UnitKey, float]]:
    return {basis: weigh() for basis, weigh in UNIT_WEIGHTS.items()} | {"area": _areas()}


def _areas() -> dict[UnitKey, float]:
    known = Unit.objects.filter(area_km2__gt=0)
    return {
        (code, since): area or 0.0
        for code, since, area in known.values_list("code", "valid_from", "area_km2")
    }
