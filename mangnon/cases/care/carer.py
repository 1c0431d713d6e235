"""A person or family registered with the commune to give alternative care."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mangnon.cases.case import CODE
from mangnon.children.names import search_text
from mangnon.core.access import Rule, ScopedQuerySet, allowed
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Unit, User


class CarerQuerySet(ScopedQuerySet):
    """Seen by the officers who keep the commune's list."""

    view_action = "care.view"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield Rule("care-list", allowed(user, "care.edit"))

    def registered(self) -> CarerQuerySet:
        return self.filter(left_on=None)


class Carer(models.Model):
    """`conditions` are those of the law that were verified; who lacks one is never chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # list care_kind
    name = EncryptedTextField(max_length=200, comparable=search_text)
    conditions = ArrayField(models.CharField(max_length=20), default=list)  # list care_condition
    form_from = models.DateField()
    answers = EncryptedTextField()  # JSON: the form care_application
    verified_from = models.DateField()
    verified = EncryptedTextField()  # JSON: the form care_verification
    registered_on = models.DateField()
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    left_on = models.DateField(null=True)
    anonymised_at = models.DateTimeField(null=True)

    objects = CarerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__regex=CODE), name="carer_kind"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("registered_on")),
                name="carer_leaves_after_registering",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
