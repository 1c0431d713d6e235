"""One consent for one child of a case."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from mangnon.cases.case import CODE, Case, OfCaseQuerySet
from mangnon.cases.catalog import code_list
from mangnon.cases.people import CasePerson
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User

TO_SHARING = "referral"  # the purpose on which a referral may rest


class ConsentQuerySet(OfCaseQuerySet):
    def holding(self, purpose: str, moment: datetime) -> ConsentQuerySet:
        """Return those to the purpose that hold at a moment."""
        given = self.filter(purpose=purpose, given_at__lte=moment)
        return given.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))


class Consent(models.Model):
    """Holds from `given_at` until it is withdrawn; a withdrawal takes nothing back before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents")
    child = models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20)  # list consent_purpose
    is_by_child = models.BooleanField()
    relation = models.CharField(max_length=20)  # of the representative: list consent_relation
    representative = EncryptedTextField(max_length=200)
    note = EncryptedTextField(max_length=1000)
    given_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_entered_at = models.DateTimeField(null=True)
    withdrawal_entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__regex=CODE) & Q(relation__regex=CODE), name="consent_codes"
            ),
            models.CheckConstraint(
                condition=Q(given_at__lte=F("entered_at")), name="consent_is_given_before_entered"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawal_entered_at=None)
                | Q(
                    withdrawn_at__gte=F("given_at"),
                    withdrawal_entered_at__gte=F("withdrawn_at"),
                    withdrawal_entered_by__isnull=False,
                ),
                name="consent_is_withdrawn_after_it_is_given",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def by_whom(self) -> str:
        """Return who consented, by what they are to the child and without a name."""
        relation = code_list("consent_relation").by_code[self.relation].vi
        if self.is_by_child:
            return _("%(relation)s, and the child") % {"relation": relation}
        return relation
