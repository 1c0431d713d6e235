"""The report of one body, from its draft to the lock, and the versions that were sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, allowed, keeps_to_an_organisation
from mangnon.core.models import Organisation, Unit, Upload, User
from mangnon.indicators.models import Run
from mangnon.reports.obligations.obligation import Obligation


class SubmissionState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Waits for its own leader")
    SENT = "sent", _("Sent")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")
    LOCKED = "locked", _("Locked")


# What its own body still works on, and what the receiver has in hand.
WRITTEN = (SubmissionState.DRAFT, SubmissionState.RETURNED)
ARRIVED = (SubmissionState.SENT, SubmissionState.ACCEPTED, SubmissionState.LOCKED)


def works_on_reports(user: User) -> bool:
    """Say whether the person writes or signs their body's reports: who only reads sees no draft."""
    return allowed(user, "submission.write") or allowed(user, "submission.sign")


def submission_rules(user: User, path: str = "") -> Iterator[Rule]:
    """Yield who sees a report: its own body always, others what was sent once."""
    was_sent = Q(**{f"{path}version__gt": 0})
    of_organisation = Q(**{f"{path}organisation": user.organisation_id})
    of_unit = Q(**{f"{path}organisation": None, f"{path}unit": user.unit_id})
    if keeps_to_an_organisation(user):
        yield Rule("own-organisation", of_organisation if user.organisation_id else False)
    elif works_on_reports(user):
        own = of_unit | of_organisation if user.organisation_id else of_unit
        yield Rule("sent-or-own", was_sent | own)
    else:
        yield Rule("sent", was_sent)


class SubmissionQuerySet(ScopedQuerySet):
    view_action = "submission.view"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield from submission_rules(user)


class Submission(models.Model):
    """One body's report for one obligation. Its words are edited, its figures never.

    `run` gives the figures, frozen when it was drafted; None where nothing was computed. `version`
    counts how often it was sent. `writers` are all who wrote in it: another person signs.
    """

    audited_fields = ("state", "number", "signed_on", "version")

    State = SubmissionState

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    obligation = models.OneToOneField(
        Obligation, on_delete=models.PROTECT, related_name="submission"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    state = models.CharField(max_length=9, choices=SubmissionState, default=SubmissionState.DRAFT)
    version = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(_("Number of the document"), max_length=60, blank=True)
    signed_on = models.DateField(_("Day of the document"), null=True, blank=True)
    # When it was sent for the first time: later versions are no later for that.
    first_sent_at = models.DateTimeField(null=True, blank=True)
    # Signed by the office's own tool, after the page was sent.
    signed_copies = models.ManyToManyField(Upload, related_name="+", blank=True)
    writers = models.ManyToManyField(User, related_name="+")
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    # When it was last written: who edits compares.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "accepted", "locked", "returned"])
                | Q(version__gt=0, signed_on__isnull=False),
                name="sent_report_is_signed",
            ),
            models.UniqueConstraint(
                F("unit"),
                F("organisation"),
                ExtractYear("signed_on"),
                F("number"),
                name="number_once_a_body_and_year",
                condition=~Q(number=""),
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.obligation)

    @property
    def holder(self) -> Organisation | Unit:
        return self.organisation or self.unit

    @property
    def was_late(self) -> bool:
        """Say whether it was first sent after the last day in time."""
        if self.first_sent_at is None:
            return False
        return timezone.localdate(self.first_sent_at) > self.obligation.counted_until
