"""Where a child lives and who cares for it: households, dated residence, dated relations."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.children.register import Child
from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField, mark_of
from mangnon.core.encryption.values import digits_only
from mangnon.core.models import Unit
from mangnon.core.spans import ends_after_it_begins, span


class FamilyQuerySet(ScopedQuerySet):
    view_action = "child.view"


class OfChildQuerySet(ScopedQuerySet):
    view_action = "child.view"
    unit_field = "child__unit"
    subject_field = "child"


class ResidenceQuerySet(FamilyQuerySet):
    subject_field = "child"
    is_large = True


class Household(models.Model):
    """A household as its commune numbers it. Children of one household are siblings."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=20)
    hamlet = models.CharField(max_length=100, blank=True)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="household_code_once_in_a_unit"),
            models.CheckConstraint(condition=~Q(code=""), name="household_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.code


class Guardian(models.Model):
    """A grown person who cares for children: a parent, a guardian, an alternative carer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=200)
    search_text = models.GeneratedField(
        expression=models.Func("full_name", function="children_fold"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = EncryptedTextField(max_length=20, comparable=digits_only)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    objects = FamilyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(full_name=""), name="guardian_has_a_name"),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="guardian_birth_year",
            ),
        ]
        indexes = [models.Index(mark_of("phone"), name="guardian_phone_mark")]

    def __str__(self) -> str:
        return self.full_name


class Guardianship(models.Model):
    """What a grown person is to a child, from one day until another."""

    class Relation(models.TextChoices):
        MOTHER = "mother", _("Mother")
        FATHER = "father", _("Father")
        GUARDIAN = "guardian", _("Guardian")
        ALTERNATIVE_CARER = "alternative_carer", _("Alternative carer")

    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="guardianships", db_index=False
    )
    guardian = models.ForeignKey(Guardian, on_delete=models.PROTECT, related_name="guardianships")
    relation = models.CharField(max_length=17, choices=Relation)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = OfChildQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(relation__in=["mother", "father", "guardian", "alternative_carer"]),
                name="guardianship_relation",
            ),
            models.CheckConstraint(
                condition=ends_after_it_begins("began_on", "ended_on"),
                name="guardianship_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["child", "relation", "guardian", "began_on"], name="guardianship_once"
            ),
            models.UniqueConstraint(
                fields=["child", "relation"],
                condition=Q(ended_on=None, relation__in=["mother", "father"]),
                name="one_mother_and_one_father_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.relation} {self.began_on}"


class ResidenceSpell(models.Model):
    """Where a child lived, from one day until another: one place at a time."""

    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="residences", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    hamlet = models.CharField(max_length=100, blank=True)
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="residences"
    )
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=ends_after_it_begins("began_on", "ended_on"),
                name="residence_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="residence_one_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (
                        span("began_on", "ended_on"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [
            # Where a child lives now: asked of every line of a list.
            models.Index(
                fields=["child"],
                include=["hamlet", "household"],
                condition=Q(ended_on=None),
                name="residence_now",
            ),
            models.Index(
                fields=["unit", "hamlet"],
                include=["child", "began_on", "ended_on"],
                name="residence_of_hamlet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.unit_id} {self.began_on}"
