"""Schools and the yearly assessment of communes, as the plan's targets need them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Organisation, Unit


class YesNo(models.TextChoices):
    """An answer that may not be known; not known is different from no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


def is_one_of(field: str, choices: type[models.TextChoices]) -> Q:
    """Return the condition that a coded column holds a code of its list."""
    return Q(**{f"{field}__in": choices.values})


class SchoolQuerySet(ScopedQuerySet):
    view_action = "place.view"


class School(models.Model):
    """A school or kindergarten, in the commune where it stands."""

    class Level(models.TextChoices):
        PRESCHOOL = "preschool", _("Preschool")
        PRIMARY = "primary", _("Primary")
        LOWER_SECONDARY = "lower_secondary", _("Lower secondary")
        UPPER_SECONDARY = "upper_secondary", _("Upper secondary")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=15, choices=Level)
    # The body whose staff look after the pupils, once it is known.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SchoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="school_name_once_in_a_commune"),
            models.CheckConstraint(condition=~Q(name=""), name="school_has_a_name"),
            models.CheckConstraint(
                condition=Q(
                    level__in=["preschool", "primary", "lower_secondary", "upper_secondary"]
                ),
                name="school_level",
            ),
        ]

    def __str__(self) -> str:
        return self.name


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
