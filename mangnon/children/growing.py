"""How a child grows up: body measurements, schooling."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.children.facts.seeing import ChildFactQuerySet
from mangnon.children.register import Child
from mangnon.core.models import Unit
from mangnon.places.models import School

FIRST_MONTH_OF_SCHOOL = 9


class GrowingQuerySet(ChildFactQuerySet):
    subject_field = "child"


class Measurement(models.Model):
    """One weighing or measuring, with its z-scores by WHO's standards and reference.

    The z-scores are computed once, on entry. One is null when it cannot be computed or lies
    beyond the limits that WHO calls implausible: `implausible` names those, with a space between
    two. Weight and height stay as they were written.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="measurements", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    measured_on = models.DateField()
    weight_kg = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    height_cm = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    is_standing = models.BooleanField(null=True, blank=True)
    has_oedema = models.BooleanField(default=False, db_default=False)
    waz = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    haz = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    whz = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    baz = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    implausible = models.CharField(max_length=15, blank=True, default="", db_default="")

    objects = GrowingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "measured_on"], name="measured_once_a_day"),
            models.CheckConstraint(
                condition=Q(weight_kg__isnull=False) | Q(height_cm__isnull=False),
                name="measurement_holds_a_measure",
            ),
            models.CheckConstraint(
                condition=(Q(weight_kg=None) | Q(weight_kg__gt=0))
                & (Q(height_cm=None) | Q(height_cm__gt=0)),
                name="measurement_is_positive",
            ),
            models.CheckConstraint(
                condition=(Q(waz=None) | Q(weight_kg__isnull=False))
                & (Q(haz=None) | Q(height_cm__isnull=False))
                & (Q(whz=None) | Q(weight_kg__isnull=False, height_cm__isnull=False))
                & (Q(baz=None) | Q(weight_kg__isnull=False, height_cm__isnull=False)),
                name="z_score_stands_on_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(implausible__regex=r"^(waz)?( ?haz)?( ?whz)?( ?baz)?$"),
                name="measurement_implausible_scores",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.measured_on}"


def school_year_of(day: date) -> int:
    """Return the school year that the day is in, from 1 September, by the year that it ends in."""
    return day.year + (day.month >= FIRST_MONTH_OF_SCHOOL)


class SchoolingQuerySet(GrowingQuerySet):
    def at_schools_of(self, organisation: int | None, day: date) -> SchoolingQuerySet:
        """Return those who go to a school of the organisation on the day."""
        if organisation is None:
            return self.none()
        return self.filter(
            school__organisation=organisation,
            school_year=school_year_of(day),
            is_enrolled_at_start=True,
            dropped_out_on=None,
        )


class Schooling(models.Model):
    """One child's school year, named by the year it ends in: 2025 is 2024-2025."""

    class LeavingReason(models.TextChoices):
        POVERTY = "poverty", _("Poverty")
        WORK = "work", _("Work")
        MARRIAGE = "marriage", _("Early marriage")
        FAR = "far", _("School too far")
        ABILITY = "ability", _("Weak in school")
        ILLNESS = "illness", _("Illness or disability")
        FAMILY = "family", _("Family matters")
        MOVED = "moved", _("Moved away")
        OTHER = "other", _("Another reason")
        UNKNOWN = "unknown", _("Not known")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="schoolings", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="schoolings"
    )
    school_year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=15, choices=School.Level)
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    is_enrolled_at_start = models.BooleanField()
    completed_level_on = models.DateField(null=True, blank=True)
    dropped_out_on = models.DateField(null=True, blank=True)
    class_name = models.CharField(max_length=40, blank=True, default="", db_default="")
    leaving_reason = models.CharField(
        max_length=8, choices=LeavingReason, blank=True, default="", db_default=""
    )

    objects = SchoolingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "school_year"], name="schooling_once_a_year"),
            models.CheckConstraint(
                # A comparison with null is not false but unknown, and passes a constraint.
                condition=Q(level="preschool", grade=None)
                | Q(level="primary", grade__isnull=False, grade__gte=1, grade__lte=5)
                | Q(level="lower_secondary", grade__isnull=False, grade__gte=6, grade__lte=9)
                | Q(level="upper_secondary", grade__isnull=False, grade__gte=10, grade__lte=12),
                name="schooling_grade_of_its_level",
            ),
            models.CheckConstraint(
                condition=Q(leaving_reason="")
                | Q(
                    dropped_out_on__isnull=False,
                    leaving_reason__in=[
                        "poverty", "work", "marriage", "far", "ability", "illness", "family",
                        "moved", "other", "unknown",
                    ],
                ),
                name="schooling_left_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(completed_level_on=None) | Q(dropped_out_on=None),
                name="schooling_completed_or_left",
            ),
            models.CheckConstraint(
                condition=(
                    Q(completed_level_on=None)
                    | Q(completed_level_on__year=F("school_year"))
                    | Q(completed_level_on__year=F("school_year") - 1)
                )
                & (
                    Q(dropped_out_on=None)
                    | Q(dropped_out_on__year=F("school_year"))
                    | Q(dropped_out_on__year=F("school_year") - 1)
                ),
                name="schooling_dates_in_its_year",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.child_id} {self.school_year} {self.level} {self.grade or ''}"
