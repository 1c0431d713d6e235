"""The boundary of a unit: as a unit lives in one span of time, so does its boundary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models

from mangnon.core.units.unit import Unit


class UnitBoundary(models.Model):
    """A GeoJSON polygon for screens: simplified, its outer rings clockwise as Vega draws them."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="boundary")
    geometry = models.JSONField()
    source_sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.unit_id}"


def boundaries_of(units: Collection[Unit]) -> Mapping[int, dict[str, Any]]:
    """Return the boundaries that are loaded, by the key of their unit."""
    return dict(UnitBoundary.objects.filter(unit__in=units).values_list("unit_id", "geometry"))
