"""What kind of area a unit is, in law, and from when until when. The catalogue names the kinds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from mangnon.catalog import CATALOG
from mangnon.core.spans import ends_after_it_begins, span
from mangnon.core.units.unit import Unit


@dataclass(frozen=True)
class AreaKind:
    """A kind of area. Of one family, as khu vực I, II and III, a unit has one at a time."""

    kind: str
    family: str
    name: str
    source: str
    certainty: str


@cache
def area_kinds() -> dict[str, AreaKind]:
    """Return the catalogue's kinds of area by their code."""
    with (CATALOG / "units" / "area_kinds.csv").open(encoding="utf-8", newline="") as rows:
        return {row["kind"]: AreaKind(**row) for row in csv.DictReader(rows)}


class AreaClass(models.Model):
    """A unit is of a kind of area from one day until another, by a decision."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="area_classes")
    kind = models.CharField(max_length=30)
    family = models.CharField(max_length=30, editable=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    legal_basis = models.CharField(max_length=100)
    certainty = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "valid_from"], name="area_class_once_on_a_day"
            ),
            models.CheckConstraint(
                condition=ends_after_it_begins("valid_from", "valid_to"),
                name="area_class_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="area_class_one_of_a_family_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("family", RangeOperators.EQUAL),
                    (span("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return area_kinds()[self.kind].name
