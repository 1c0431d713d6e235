"""What became of an organisation, and what passes from it to its successor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, allowed
from mangnon.core.organisations.organisation import Certainty, Organisation

if TYPE_CHECKING:
    from mangnon.core.models import User


class OrganisationChange(models.Model):
    """A dated event by a resolution: a merge, a split, powers moved, a new name, an end.

    `before` keeps the ends of the names and powers that the event closed, so that undoing it
    restores them exactly.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merged into")
        SPLIT = "split", _("Split into")
        POWERS = "powers", _("Powers moved")
        RENAME = "rename", _("Renamed")
        DISSOLVE = "dissolve", _("Dissolved")

    on = models.DateField(_("Day"))
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind)
    legal_basis = models.CharField(_("Resolution"), max_length=200)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    certainty = models.CharField(
        _("Certainty"), max_length=8, choices=Certainty, default=Certainty.UNSURE
    )
    before = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class Succession(models.Model):
    """One predecessor and one successor of a change; an end without a successor names none."""

    change = models.ForeignKey(
        OrganisationChange, on_delete=models.CASCADE, related_name="successions"
    )
    predecessor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="succeeded_by"
    )
    successor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="succeeds"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "predecessor", "successor"],
                nulls_distinct=False,
                name="succession_once_a_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor or '…'}"


class OrganisationHandoverQuerySet(ScopedQuerySet):
    """Handovers, seen by those who answer them: of the receiving body, or on behalf of it."""

    view_action = "handover.decide"
    unit_field = "to_organisation__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield Rule("account-open", user.is_active)
        yield Rule("role-grants", allowed(user, self.view_action))
        if allowed(user, "organisation.edit"):
            mine = Organisation.objects.edited_by(user)
            either = Q(from_organisation__in=mine) | Q(to_organisation__in=mine)
            yield Rule("answers-for-receiver", either)
        else:
            receiver = Q(to_organisation=user.organisation_id or 0)
            yield Rule("answers-for-receiver", receiver)

    def open(self) -> Self:
        return self.filter(state=OrganisationHandover.State.OFFERED)

    def of(self, organisation: Organisation) -> Self:
        """Return what passes from the organisation or to it, but for what was withdrawn."""
        either = Q(from_organisation=organisation) | Q(to_organisation=organisation)
        return self.filter(either).exclude(state=OrganisationHandover.State.WITHDRAWN)


class OrganisationHandover(models.Model):
    """One record that is offered to a successor, which takes it or refuses it with a reason.

    Until the answer the record stays with the one that had it. `kind` is the name under which its
    app registered such records (`registries`).
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Waiting to be taken over")
        ACCEPTED = "accepted", _("Taken over")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kind = models.CharField(max_length=60)
    record_id = models.CharField(max_length=60)
    on = models.DateField()
    change = models.ForeignKey(
        OrganisationChange, on_delete=models.PROTECT, related_name="handovers"
    )
    from_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="handed_over"
    )
    to_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="offered"
    )
    state = models.CharField(max_length=9, choices=State, default=State.OFFERED)
    had_it_already = models.BooleanField(default=False)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    offered_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationHandoverQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id", "from_organisation"],
                condition=Q(state="offered"),
                name="a_record_is_offered_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(from_organisation=F("to_organisation")),
                name="handover_is_to_another_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="refused_handover_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}: {self.state}"
