"""One abused child as an agency lists them: kept beside the cases and never made into one."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from mangnon.cases.case import CODE
from mangnon.children.names import search_text
from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Organisation, Unit, User


class AgencyRecordQuerySet(ScopedQuerySet):
    """Seen one by one only by the officers of the commune; everybody else is told counts."""

    view_action = "case.edit"


class AgencyRecord(models.Model):
    """`source` is the reporter of chỉ tiêu 9 whose list it is. A list is loaded once for a year.

    `was_in_case` keeps that a child of a case was like it, once a name of the two is destroyed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = EncryptedTextField(max_length=200, comparable=search_text)
    birth_year = models.PositiveSmallIntegerField(null=True)
    occurred_on = models.DateField()
    harm = models.CharField(max_length=20)  # list harm_kind
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()
    was_in_case = models.BooleanField(default=False)
    anonymised_at = models.DateTimeField(null=True)

    objects = AgencyRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__regex=CODE) & Q(harm__regex=CODE), name="agency_record_codes"
            ),
        ]
        indexes = [models.Index(fields=["source", "occurred_on"], name="agency_record_year")]

    def __str__(self) -> str:
        return str(self.pk)
