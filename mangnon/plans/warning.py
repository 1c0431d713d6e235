"""What is odd in a plan, and whether a person has dealt with it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import User
from mangnon.plans.items import Indicator
from mangnon.plans.plan import Plan


class ReadingWarningQuerySet(ScopedQuerySet):
    view_action = "plan.review"
    unit_field = "plan__unit"

    def open(self) -> Self:
        return self.filter(state=ReadingWarning.State.OPEN)


class ReadingWarning(models.Model):
    """Something odd in the document, shown to a person and never repaired silently.

    `indicator` is the one it is about, where the warning follows what people decide on it;
    `item_line` is the line of the item that the oddity stands in.
    """

    class Code(models.TextChoices):
        IMPOSSIBLE_DATE = "impossible-date", _("Impossible date")
        DOUBLED_WORD = "doubled-word", _("Doubled word")
        DUPLICATE_NUMBER = "duplicate-number", _("Number used twice")
        NO_LEAD = "no-lead", _("No lead named")
        SEVERAL_LEADS = "several-leads", _("Several lead agencies")
        IMPLAUSIBLE_VALUE = "implausible-value", _("Implausible value")
        UNREAD_TARGET = "unread-target", _("Target not understood")
        MISSING_DATE = "missing-date", _("Date missing")
        MISSING_NUMBER = "missing-number", _("Number missing")
        OTHER_ISSUER = "other-issuer", _("Plan of another place")
        UNATTAINABLE_SHARE = "unattainable-share", _("Share that no whole number meets exactly")

    class State(models.TextChoices):
        OPEN = "open", _("Not settled")
        SETTLED = "settled", _("Settled")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="warnings")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, null=True, blank=True, related_name="warnings"
    )
    code = models.CharField(max_length=30, choices=Code)
    text = models.TextField()
    line = models.CharField(blank=True)
    item_line = models.CharField(blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingWarningQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_by=None, settled_at=None)
                | Q(state="settled", settled_by__isnull=False, settled_at__isnull=False),
                name="settled_warning_says_by_whom",
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(code="no-lead"),
                name="one_no_lead_warning_an_indicator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {self.text}"

    def as_dict(self) -> dict[str, Any]:
        """Return the warning as `plan read --json` writes it: a line of a .txt is a number."""
        line = int(self.line) if self.line.isdecimal() else self.line or None
        return {"code": self.code, "text": self.text, "line": line}
