"""Schools, and what was found of schools and communes in a year, as the plan's targets need it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit
from mangnon.places.answers import YesNo, is_one_of
from mangnon.places.catalog import SCHOOL
from mangnon.places.place import Place, PlaceQuerySet


class SchoolQuerySet(PlaceQuerySet):
    def create(self, **fields: Any) -> School:
        """Make a school: a place of the kind "school" that teaches a level."""
        made: School = super().create(kind=SCHOOL, **fields)
        return made


class School(Place):
    """A place that is a school or kindergarten."""

    class Level(models.TextChoices):
        PRESCHOOL = "preschool", _("Preschool")
        PRIMARY = "primary", _("Primary")
        LOWER_SECONDARY = "lower_secondary", _("Lower secondary")
        UPPER_SECONDARY = "upper_secondary", _("Upper secondary")

    place = models.OneToOneField(
        Place, on_delete=models.PROTECT, parent_link=True, primary_key=True, related_name="school"
    )
    level = models.CharField(max_length=15, choices=Level)

    objects = SchoolQuerySet.as_manager()  # type: ignore[misc]  # it is one of places

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    level__in=["preschool", "primary", "lower_secondary", "upper_secondary"]
                ),
                name="school_level",
            ),
        ]


class SchoolAssessmentQuerySet(ScopedQuerySet):
    view_action = "place.view"
    unit_field = "school__unit"


class SchoolAssessment(models.Model):
    """What one school had in one year: sanitation, counselling, premises for every pupil."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="assessments", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    assessed_on = models.DateField()
    has_sanitation = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)
    has_counselling = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)
    has_adapted_facilities = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)

    objects = SchoolAssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="school_assessed_once_a_year"),
            models.CheckConstraint(
                condition=is_one_of("has_sanitation", YesNo)
                & is_one_of("has_counselling", YesNo)
                & is_one_of("has_adapted_facilities", YesNo),
                name="school_assessment_answers",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="school_assessment_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.year}"


class CommuneAssessmentQuerySet(ScopedQuerySet):
    view_action = "place.view"


class CommuneAssessment(models.Model):
    """What was found of one commune in one year: fit for children (QĐ 06/2019), a play point."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    assessed_on = models.DateField()
    is_child_friendly = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)
    has_play_point = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)

    objects = CommuneAssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="commune_assessed_once_a_year"),
            models.CheckConstraint(
                condition=is_one_of("is_child_friendly", YesNo)
                & is_one_of("has_play_point", YesNo),
                name="commune_assessment_answers",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="commune_assessment_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"
