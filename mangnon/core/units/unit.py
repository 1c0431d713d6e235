"""Administrative units in time, and the dated changes that make one of another."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.spans import ends_after_it_begins, span
from mangnon.core.units.known_parts import known_part
from mangnon.core.vietnamese import sort_key

# From one unit down. Codes are reused, so each step keeps to the days it shares with those above.
SUBTREE = """
WITH RECURSIVE subtree AS (
    SELECT id, code, valid_from AS since, coalesce(valid_to, 'infinity'::date) AS until
    FROM core_unit WHERE id = %s
    UNION
    SELECT
        unit.id,
        unit.code,
        greatest(unit.valid_from, subtree.since),
        least(coalesce(unit.valid_to, 'infinity'::date), subtree.until)
    FROM core_unit AS unit JOIN subtree ON unit.parent_code = subtree.code
    WHERE unit.valid_from < subtree.until
      AND coalesce(unit.valid_to, 'infinity'::date) > subtree.since
)
SELECT id FROM subtree
"""


class UnitQuerySet(ScopedQuerySet):
    view_action = "unit.view"
    unit_field = "pk"

    def on(self, day: date) -> UnitQuerySet:
        """Return the units that existed on the day (valid_from is in, valid_to is out)."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class Unit(models.Model):
    """An administrative unit in one span of time; a code alone is ambiguous, codes are reused."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        DISTRICT = "district", _("District")
        COMMUNE = "commune", _("Commune")

    code = models.CharField(max_length=5)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    level = models.CharField(max_length=8, choices=Level)
    type = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    name_key = models.CharField(max_length=400, db_collation="C", editable=False)
    parent_code = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    area_km2 = models.FloatField(null=True, blank=True)
    legal_basis = models.CharField(max_length=100, blank=True)
    certainty = models.CharField(max_length=30, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="unit_code_valid_from"),
            models.CheckConstraint(
                condition=ends_after_it_begins("valid_from", "valid_to"),
                name="unit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(parent_code=F("code")), name="unit_is_not_its_own_parent"
            ),
            ExclusionConstraint(
                name="unit_code_valid_once_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (
                        span("valid_from", "valid_to"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["parent_code"])]

    def __str__(self) -> str:
        return f"{self.type} {self.name}"

    def exists_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def label_on(self, day: date) -> str:
        """Return how figures of this unit on a day are named: a part of it by the part's name.

        Where the catalogue says that the unit holds more communes than are loaded, as of province
        75, whose figures here are those of the former Bình Phước alone.
        """
        part = known_part(self.code, day)
        if part is None:
            return str(self)
        communes = self.subtree().on(day).filter(level=Unit.Level.COMMUNE)
        return part.label if communes.count() < part.communes else str(self)

    def subtree(self) -> UnitQuerySet:
        """Return this unit and all below it, as they stood while this unit was valid."""
        below = RawSQL(SUBTREE, [self.pk])  # noqa: S611
        return Unit.objects.filter(pk__in=below)

    def set_name_key(self) -> None:
        self.name_key = sort_key(self.name)


class UnitChange(models.Model):
    """One dated event by a resolution: a unit, or a share of it, becomes another."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merge")
        SPLIT = "split", _("Split")
        PART = "part_transfer", _("Part transfer")
        RENAME = "rename", _("Rename")
        RETYPE = "retype", _("Change of type")
        REPARENT = "reparent", _("New parent")
        ABOLISH_LEVEL = "abolish_level", _("Level abolished")

    class Basis(models.TextChoices):
        """What a share below one stands on: figures that are moved by it are estimates."""

        WHOLE = "whole", _("The whole unit")
        CHILDREN = "children", _("Number of children")
        POPULATION = "population", _("Number of inhabitants")
        AREA = "area", _("Area")
        STATED = "stated", _("Stated by the resolution")

    on = models.DateField()
    from_code = models.CharField(max_length=5)
    to_code = models.CharField(max_length=5)
    kind = models.CharField(max_length=20, choices=Kind)
    share = models.DecimalField(max_digits=9, decimal_places=8)
    share_basis = models.CharField(max_length=10, choices=Basis, default=Basis.WHOLE)
    legal_basis = models.CharField(max_length=100)
    certainty = models.CharField(max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on", "from_code", "to_code", "kind"], name="unit_change_once"
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1), name="unit_change_share_of_one"
            ),
            models.CheckConstraint(
                condition=Q(share_basis="whole", share=1) | ~Q(share_basis="whole"),
                name="unit_change_part_has_a_basis",
            ),
        ]
        indexes = [models.Index(fields=["from_code"]), models.Index(fields=["to_code"])]

    def __str__(self) -> str:
        return f"{self.from_code} → {self.to_code} ({self.kind}, {self.on})"
