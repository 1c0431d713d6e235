"""How many people live in a unit, by single year of age and sex, as a source published it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User

OLDEST = 120


class PopulationFigureQuerySet(ScopedQuerySet):
    view_action = "value.view"


class PopulationFigure(models.Model):
    """The people of one age and sex in a unit and a year.

    A source that corrects its numbers publishes a new vintage; the old one stays, so that what was
    divided by it can be made again. A unit and one above it never both have numbers of a year.
    """

    class Sex(models.TextChoices):
        MALE = "male"
        FEMALE = "female"
        UNKNOWN = "unknown"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    age = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=7, choices=Sex)
    persons = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    published_on = models.DateField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = PopulationFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "age", "sex", "published_on"], name="population_once"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="population_year"
            ),
            models.CheckConstraint(condition=Q(age__lte=OLDEST), name="population_age"),
            models.CheckConstraint(condition=~Q(source=""), name="population_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}: {self.age} {self.sex}"
