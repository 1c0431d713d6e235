"""One move of a child between communes, from its offer or request to the answer."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from mangnon.children.register import Child
from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User


class ChildMoveQuerySet(ScopedQuerySet):
    """Both communes see a move; of the child the receiving one sees nothing else until then."""

    view_action = "child.move"

    def in_units(self, units: RawSQL | list[int]) -> Q:
        return Q(from_unit__in=units) | Q(to_unit__in=units)

    def open(self) -> ChildMoveQuerySet:
        return self.filter(state=ChildMove.State.OPEN)

    def answered_by(self, user: User) -> ChildMoveQuerySet:
        """Return those whose answer is up to the person's units."""
        to_me = Unit.objects.visible_to(user).values("pk")
        offered = Q(kind=ChildMove.Kind.OFFER, to_unit__in=to_me)
        return self.filter(offered | Q(kind=ChildMove.Kind.REQUEST, from_unit__in=to_me))

    def withdrawn_by(self, user: User) -> ChildMoveQuerySet:
        """Return those that the person's units began, and may take back."""
        from_me = Unit.objects.visible_to(user).values("pk")
        offered = Q(kind=ChildMove.Kind.OFFER, from_unit__in=from_me)
        return self.filter(offered | Q(kind=ChildMove.Kind.REQUEST, to_unit__in=from_me))


class ChildMove(models.Model):
    """Until the answer the child stays where it is. A reform takes an open move along."""

    class Kind(models.TextChoices):
        OFFER = "offer", _("Offered by the commune that the child leaves")
        REQUEST = "request", _("Asked for by the commune that the child came to")

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="moves")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    moved_on = models.DateField()
    # Where the child lives now, once the receiving commune has said so.
    hamlet = models.CharField(max_length=100, blank=True)
    household = models.CharField(max_length=20, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = ChildMoveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="open"), name="child_moves_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["offer", "request"])
                & Q(state__in=["open", "accepted", "refused", "withdrawn"]),
                name="child_move_codes",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_by=None, answered_at=None)
                | ~Q(state="open") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="child_move_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""),
                name="child_move_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.from_unit_id} {self.to_unit_id}"
