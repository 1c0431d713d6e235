"""The people of a case: children and carers, and apart from them whoever did the harm."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import Case, OfCaseQuerySet
from mangnon.children.models import Child, Sex
from mangnon.children.names import search_text
from mangnon.core.encryption.fields import EncryptedTextField, mark_of


class CasePerson(models.Model):
    """A child or somebody near the child. The name may be unknown, the age a guess."""

    class Role(models.TextChoices):
        CHILD = "child", _("Child")
        CARER = "carer", _("Carer")
        OTHER = "other", _("Somebody else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="people")
    role = models.CharField(max_length=5, choices=Role)
    # The same child on the register, once that is known; nothing there points back.
    child = models.ForeignKey(
        Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = EncryptedTextField(max_length=200, comparable=search_text)
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    birth_date = models.DateField(null=True, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)  # as guessed when received
    details = EncryptedTextField(max_length=4000)  # JSON: address, school, phone, relation, note

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(mark_of("name"), name="case_person_name_mark")]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["child", "carer", "other"])
                & Q(sex__in=["male", "female", "unknown"]),
                name="case_person_codes",
            ),
            models.CheckConstraint(condition=Q(age=None) | Q(age__lte=120), name="case_person_age"),
            models.UniqueConstraint(
                fields=["case", "child"],
                condition=Q(child__isnull=False),
                name="case_person_once_in_a_case",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Offender(models.Model):
    """Whoever is said to have done the harm: shown to those only who need it (`seeing.py`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="offenders")
    relation = models.CharField(max_length=20, default="unknown")  # list offender_relation
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    content = EncryptedTextField(max_length=4000)  # JSON: name, age, address, note

    objects = OfCaseQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)
