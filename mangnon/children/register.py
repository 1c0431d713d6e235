"""A child, as the commune that the child lives in knows them."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.children.names import clean_name, name_key, search_text
from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField, mark_of
from mangnon.core.encryption.values import digits_only
from mangnon.core.models import Unit
from mangnon.places.models import YesNo, is_one_of

ADULT_AT = 16


class Sex(models.TextChoices):
    MALE = "male", _("Male")
    FEMALE = "female", _("Female")
    UNKNOWN = "unknown", _("Not known")


def birthday_years_before(day: date, years: int) -> date:
    """Return the latest birth date of those who have reached the age of `years` by the day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February: who is born on 1 March has not reached it yet
        return date(day.year - years, 2, 28)


class ChildQuerySet(ScopedQuerySet):
    view_action = "child.view"
    is_large = True
    subject_field = "pk"

    def living_on(self, day: date) -> ChildQuerySet:
        """Return those born by the day, under 16 on it, and neither dead nor gone by it."""
        return self.open_on(day).filter(
            Q(death=None) | Q(death__died_on__gt=day),
            birth_date__lte=day,
            birth_date__gt=birthday_years_before(day, ADULT_AT),
        )

    def open_on(self, day: date) -> ChildQuerySet:
        """Return the records that nothing had closed by the day, whatever the age.

        What was entered by mistake was open on no day.
        """
        closed_later = Q(closed_on__gt=day) & ~Q(closed_reason="mistake")
        return self.filter(Q(closed_on=None) | closed_later, merged_into=None)

    def with_identity_number(self, number: str) -> ChildQuerySet:
        """Return those whose identity number has the same digits, however it was written down."""
        return self.filter(identity_number__matches=number)

    def in_name_order(self) -> ChildQuerySet:
        return self.order_by("name_key", "pk")


class Child(models.Model):
    """A person who is or was under 16. The identifier is ours and means nothing."""

    class Poverty(models.TextChoices):
        POOR = "poor", _("Poor household")
        NEAR_POOR = "near_poor", _("Near-poor household")
        NOT_POOR = "not_poor", _("Neither poor nor near-poor")
        UNKNOWN = "unknown", _("Not known")

    class BirthPrecision(models.TextChoices):
        """How well the birth date is known; of a month or a year it is the last day."""

        DAY = "day", _("To the day")
        MONTH = "month", _("To the month")
        YEAR = "year", _("To the year")
        ESTIMATED = "estimated", _("Estimated from the age")

    class ClosingReason(models.TextChoices):
        DIED = "died", _("Died")
        LEFT_COUNTRY = "left_country", _("Left the country")
        LEFT_PROVINCE = "left_province", _("Moved to another province")
        ENTERED_BY_MISTAKE = "mistake", _("Entered by mistake")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=800, db_collation="C", editable=False)
    search_text = models.CharField(max_length=200, db_collation="C", editable=False)
    birth_date = models.DateField()
    birth_precision = models.CharField(
        max_length=9, choices=BirthPrecision, default=BirthPrecision.DAY, db_default="day"
    )
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    ethnicity = models.CharField(max_length=7, default="unknown")
    disability = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)
    poverty = models.CharField(max_length=9, choices=Poverty, default=Poverty.UNKNOWN)
    birth_registration = models.CharField(max_length=7, choices=YesNo, default=YesNo.UNKNOWN)
    birth_registered_on = models.DateField(null=True, blank=True)
    # As it was written down: 12 digits when it is right. Many have none; never a key.
    identity_number = EncryptedTextField(max_length=20, comparable=digits_only)
    birth_certificate_number = EncryptedTextField(max_length=40)
    health_insurance = models.CharField(
        max_length=7, choices=YesNo, default=YesNo.UNKNOWN, db_default="unknown"
    )
    insurance_number = EncryptedTextField(max_length=20, comparable=digits_only)
    insured_until = models.DateField(null=True, blank=True)
    lives_near_water = models.CharField(
        max_length=7, choices=YesNo, default=YesNo.UNKNOWN, db_default="unknown"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    # The first day on which the record is closed, and why. Nothing of it is deleted.
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(
        max_length=13, choices=ClosingReason, blank=True, default="", db_default=""
    )
    # Set while the record counts as a second one of another child's.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    # When the record, or anything about the child, was last written: who edits or undoes compares.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ChildQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(full_name=""), name="child_has_a_name"),
            models.CheckConstraint(
                condition=Q(birth_date__gte=date(1990, 1, 1)), name="child_birth_date"
            ),
            models.CheckConstraint(
                condition=is_one_of("sex", Sex)
                & is_one_of("disability", YesNo)
                & is_one_of("birth_registration", YesNo)
                & is_one_of("health_insurance", YesNo)
                & is_one_of("lives_near_water", YesNo)
                & Q(birth_precision__in=["day", "month", "year", "estimated"])
                & Q(poverty__in=["poor", "near_poor", "not_poor", "unknown"]),
                name="child_answers",
            ),
            models.CheckConstraint(
                condition=Q(birth_registered_on=None)
                | Q(birth_registration="yes", birth_registered_on__gte=F("birth_date")),
                name="child_registered_after_birth",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_reason="")
                | Q(
                    closed_on__isnull=False,
                    closed_reason__in=["died", "left_country", "left_province", "mistake"],
                ),
                name="child_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="child_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(ethnicity__regex=r"^([0-9]{2}|foreign|unknown)$"),
                name="child_ethnicity_code",
            ),
        ]
        indexes = [
            # A list of one commune, and a search in it, is a walk over this index alone.
            models.Index(
                fields=["unit", "name_key", "id"],
                include=["search_text", "birth_date", "closed_on", "closed_reason", "merged_into"],
                name="child_in_name_order",
            ),
            models.Index(fields=["name_key", "id"], name="child_in_name_order_everywhere"),
            # What is to be done in a commune is asked of an age.
            models.Index(fields=["unit", "birth_date"], name="child_of_age"),
            models.Index(mark_of("identity_number"), name="child_identity_number_mark"),
            models.Index(fields=["birth_date"], name="child_birth_date"),
            models.Index(fields=["search_text", "birth_date"], name="child_name_and_birth"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def set_name(self, full_name: str) -> None:
        """Set the name and what is computed from it."""
        self.full_name = clean_name(full_name)
        self.set_name_key()

    def set_name_key(self) -> None:
        self.name_key, self.search_text = name_key(self.full_name), search_text(self.full_name)
