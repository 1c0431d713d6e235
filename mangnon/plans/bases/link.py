"""What leans on a legal document: a plan, a target, a task, or a unit as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, own_organisation
from mangnon.core.models import Unit, User
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.item import ItemState
from mangnon.plans.items import Target
from mangnon.plans.plan import Plan
from mangnon.plans.work.assignment import OPEN, Assignment, is_work_of


class BasisLinkQuerySet(ScopedQuerySet):
    view_action = "basis.view"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        own = is_work_of(own_organisation(user), "task__")
        yield Rule("own-organisation", own if isinstance(own, bool) else Q(task=None) | own)

    def living(self) -> Self:
        """Return the links of what is still carried out: no former plan, no closed task."""
        former = Q(plan__superseded_by__isnull=False)
        former |= Q(target__indicator__plan__superseded_by__isnull=False)
        return self.exclude(former).filter(Q(task=None) | Q(task__state__in=OPEN))


class BasisLink(models.Model):
    """One thing rests on one document. `unit` is whose the thing is; alone it is the unit itself.

    `is_printed` lets the reports of a plan name it. `checked_at` is when a person last looked
    whether the thing may go on resting on it.
    """

    audited_fields = ("checked_note", "is_printed")

    document = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="links")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, null=True, blank=True, related_name="basis_links"
    )
    target = models.ForeignKey(
        Target, on_delete=models.CASCADE, null=True, blank=True, related_name="basis_links"
    )
    task = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, null=True, blank=True, related_name="basis_links"
    )
    is_printed = models.BooleanField(_("Named in the reports of the plan"), default=True)
    linked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_note = models.CharField(max_length=300, blank=True)

    objects = BasisLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "unit", "plan", "target", "task"],
                nulls_distinct=False,
                name="basis_link_once",
            ),
            models.CheckConstraint(
                condition=Q(plan=None, target=None) | Q(plan=None, task=None)
                | Q(target=None, task=None),
                name="basis_link_of_one_thing",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Plan | Target | Assignment | Unit:
        return self.plan or self.target or self.task or self.unit


def linked_targets(plan: Plan) -> Q:
    """Return the condition of links that hang on the plan's own targets."""
    return Q(target__indicator__plan=plan, target__state=ItemState.CONFIRMED)
