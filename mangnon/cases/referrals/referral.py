"""A referral: one organisation is asked to help, and told only what is named in it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import CODE, Case, OfCaseQuerySet
from mangnon.cases.consents.consent import Consent
from mangnon.cases.people import CasePerson
from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Organisation, User
from mangnon.places.catalog import services
from mangnon.places.models import Place
from mangnon.ui import context


class State(models.TextChoices):
    SENT = "sent", _("Waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    DONE = "done", _("Done by the partner")
    REVOKED = "revoked", _("Revoked")


class Urgency(models.TextChoices):
    ROUTINE = "routine", _("Routine")
    URGENT = "urgent", _("Urgent")
    EMERGENCY = "emergency", _("Emergency")


OPEN = (State.SENT, State.ACCEPTED)


class ReferralQuerySet(OfCaseQuerySet):
    """As those see them who take part in the case."""

    def unsettled(self) -> ReferralQuerySet:
        """Return those of open cases that wait or are worked on, also where they ran out so."""
        return self.filter(state__in=OPEN, case__closed_at=None)

    def open_on(self, day: date) -> ReferralQuerySet:
        """Return those that wait or are worked on, and have not run out."""
        return self.unsettled().filter(expires_on__gte=day)


class ToPartnerQuerySet(ScopedQuerySet):
    """As the organisation sees them that is asked: by taking part in the referral, not the case."""

    view_action = "referral.answer"
    unit_field = "case__unit"
    subject_field = "pk"


class Referral(models.Model):
    """What is asked of whom. `shared` is a sealed copy of the values as they were when it was sent.

    The identifier is made by the form, so that one sent twice is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    about = models.ForeignKey(CasePerson, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The only one of the organisation who sees it; without one, all do whose role answers.
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    service = models.CharField(max_length=30)  # of the places' services
    urgency = models.CharField(max_length=9, choices=Urgency, default=Urgency.ROUTINE)
    purpose = EncryptedTextField(max_length=1000)
    fields = ArrayField(models.CharField(max_length=30))  # codes of what is shared
    shared = EncryptedTextField()  # JSON: value by code
    sharing_from = models.DateField()  # the version of what may be shared
    basis = models.CharField(max_length=30)
    document = models.CharField(max_length=100, blank=True)  # that the basis rests on
    # That the basis rests on, where it is consent.
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    state = models.CharField(max_length=8, choices=State, default=State.SENT)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    remind_on = models.DateField()
    expires_on = models.DateField()  # the last day

    objects = ReferralQuerySet.as_manager()
    to_partner = ToPartnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(service__regex=CODE) & Q(basis__regex=CODE) & Q(state__in=State.values)
                & Q(urgency__in=Urgency.values),
                name="referral_codes",
            ),
            models.CheckConstraint(
                condition=Q(remind_on__lte=F("expires_on")), name="referral_reminds_before_its_end"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["case", "sent_at"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def service_title(self) -> str:
        return services().get(self.service, self.service)

    @property
    def ends_soon(self) -> bool:
        """Say whether both sides are to be reminded of its end."""
        return self.is_running and self.remind_on <= context.today()

    @property
    def is_running(self) -> bool:
        """Say whether the partner may still read what it shares, and answer."""
        is_over = self.expires_on < context.today() or self.case.closed_at is not None
        return self.state in OPEN and not is_over


class ReferralEventQuerySet(OfCaseQuerySet):
    unit_field = "referral__case__unit"
    subject_field = "referral__case"


class ReferralEvent(models.Model):
    """What became of a referral: never changed, and kept when the referral is revoked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="events")
    state = models.CharField(max_length=8, choices=State)  # what it became
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField(max_length=4000)  # the reason, or the result

    objects = ReferralEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="referral_event_state"
            ),
            models.UniqueConstraint(
                fields=["referral", "state"], name="referral_becomes_each_state_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} {self.state}"


def referrals_of(user: User) -> QuerySet[Any]:
    """Return the ids of the referrals that a person may answer, or has: never a revoked one."""
    if user.organisation_id is None:
        return Referral.objects.none().values("pk")
    to_them = Q(organisation=user.organisation_id) & (Q(person=None) | Q(person=user))
    known = Referral.objects.filter(to_them, expires_on__gte=context.today(), case__closed_at=None)
    return known.exclude(state=State.REVOKED).values("pk")
