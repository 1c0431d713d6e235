"""That a report is due soon, or late: a record for whoever it is told to."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import (
    Rule,
    ScopedQuerySet,
    allowed,
    keeps_to_an_organisation,
    own_organisation,
)
from mangnon.core.models import User
from mangnon.reports.obligations.obligation import Obligation


class ObligationReminderQuerySet(ScopedQuerySet):
    view_action = "obligation.view"
    unit_field = "obligation__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        if keeps_to_an_organisation(user):
            own = own_organisation(user)
            of_own = Q(obligation__organisation=own) if own is not None else False
            yield Rule("own-organisation", of_own)
        groups = [to for to, right in RIGHTS.items() if allowed(user, right)]
        yield Rule("addressed", bool(groups) and Q(to__in=groups))


class ObligationReminder(models.Model):
    """`step` is one of the catalogue's; a report whose day was put off is reminded of anew."""

    class To(models.TextChoices):
        WRITER = "writer", _("Whoever writes the report")
        SIGNER = "signer", _("Whoever signs it")
        OFFICE = "office", _("Focal office")

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=20)
    to = models.CharField(max_length=7, choices=To)
    words = models.CharField(max_length=200)
    due_on = models.DateField()
    told_on = models.DateField()

    objects = ObligationReminderQuerySet.as_manager()

    class Meta:
        ordering = ("told_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "step", "due_on"], name="obligation_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return self.words


RIGHTS = {
    ObligationReminder.To.WRITER: "submission.write",
    ObligationReminder.To.SIGNER: "submission.sign",
    ObligationReminder.To.OFFICE: "obligation.ask",
}
