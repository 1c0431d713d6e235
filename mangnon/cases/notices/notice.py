"""One notice: to a person, or to whoever holds a role or a right in a unit."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import Case
from mangnon.cases.clock import CaseClock
from mangnon.core.access import Rule, ScopedQuerySet, allowed, rights_of
from mangnon.core.models import Unit, User
from mangnon.core.units.lineage import units_known


class NoticeQuerySet(ScopedQuerySet):
    """A notice is seen by whom it is addressed to, though the case itself may stay closed."""

    view_action = "case.view"

    def rules(self, user: User) -> Iterator[Rule]:
        yield Rule("account-open", user.is_active)
        yield Rule("role-grants", allowed(user, self.view_action))
        yield Rule("addressed", self._to(user))

    def _to(self, user: User) -> Q:
        theirs = Q(role=user.role) | Q(right__in=rights_of(user))
        return Q(user=user) | Q(user=None, unit__in=units_known(user)) & theirs

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """Tells of a case nothing but its number, the kind of the notice and what is due.

    Where it is addressed to several people, the first who has read it has read it for all.
    """

    class Kind(models.TextChoices):
        WARNING = "warning", _("Is due soon")
        OVERDUE = "overdue", _("Is overdue")
        TAKEN_ON = "taken_on", _("The commune has taken it, or has ended it")
        REPORTED = "reported", _("It was reported again")
        DECIDED = "decided", _("What you proposed was decided on")
        ANSWERED = "answered", _("An offer or a referral was answered")
        PASSED_ON = "passed_on", _("A referral stands with another organisation now")
        OPENED = "opened", _("Somebody opened it in an emergency")

    kind = models.CharField(max_length=9, choices=Kind)
    # Found by the constraint and the indexes below; more of them would be written for nothing. No
    # case is ever deleted (its steps hold it): what a clock tells of needs no check of that.
    case = models.ForeignKey(
        Case,
        on_delete=models.CASCADE,
        related_name="notices",
        db_index=False,
        db_constraint=False,
    )
    clock = models.ForeignKey(
        CaseClock, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    due_at = models.DateTimeField(null=True)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    role = models.CharField(max_length=30, blank=True)
    right = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, unit=None, role="", right="")
                | Q(user=None, unit__isnull=False, right="") & ~Q(role="")
                | Q(user=None, unit__isnull=False, role="") & ~Q(right=""),
                name="notice_is_addressed_to_one",
            ),
            models.UniqueConstraint(
                fields=["clock", "kind", "due_at", "user", "unit", "role", "right"],
                condition=Q(clock__isnull=False),
                nulls_distinct=False,
                name="notice_once_about_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["user"], condition=Q(read_at=None), name="notice_unread_of_person"
            ),
            models.Index(fields=["unit"], condition=Q(read_at=None), name="notice_unread_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"
