"""A child in need of alternative care: from a case, a facility's list, or told to the commune."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q

from mangnon.cases.case import CODE, Case
from mangnon.cases.taking_part import cases_of
from mangnon.children.models import Child, Sex
from mangnon.children.names import search_text
from mangnon.core.access import Rule, ScopedQuerySet, allowed
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Unit, User

WAITS = "proposed"


class CareNeedQuerySet(ScopedQuerySet):
    """Seen by the officers of the commune; what comes from a case, by who takes part in that.

    Whoever decides sees a child while a proposal waits for them, and no other.
    """

    view_action = "care.view"
    is_large = True
    # The way from a record to the child in need.
    need = ""

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        if allowed(user, "care.edit"):
            case = f"{self.need}case"
            yield Rule("care-case", Q(**{case: None}) | Q(**{f"{case}__in": cases_of(user)}))
        else:
            waits = Q(**{f"{self.need}placements__state": WAITS})
            yield Rule("care-waits", allowed(user, "care.decide") and waits)

    def open(self) -> CareNeedQuerySet:
        return self.filter(**{f"{self.need}ended_on": None})


class CareNeed(models.Model):
    """`from_facility` children come by the list of Mẫu số 14. It ends when no care is needed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, related_name="+")
    name = EncryptedTextField(max_length=200, comparable=search_text)
    sex = models.CharField(max_length=7, choices=Sex, default=Sex.UNKNOWN)
    birth_date = models.DateField(null=True)
    reason = models.CharField(max_length=20)  # list care_reason
    from_facility = models.BooleanField(default=False)
    for_adoption = models.BooleanField(default=False)
    form_from = models.DateField()
    answers = EncryptedTextField()  # JSON: the form care_need
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    anonymised_at = models.DateTimeField(null=True)  # of one that is in no case

    objects = CareNeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__regex=CODE), name="care_need_reason"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_on=None), name="care_need_once_for_a_child"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
