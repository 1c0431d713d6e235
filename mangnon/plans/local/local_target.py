"""One target of a local plan: what was proposed and how, and what a person made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.core.access import Rule, ScopedQuerySet
from mangnon.core.models import User
from mangnon.plans.items import Target, plain
from mangnon.plans.local.local_plan import LocalPlan, local_rules
from mangnon.ui.formats import date_text, number, target_text, value_with_unit


class LocalTargetQuerySet(ScopedQuerySet):
    view_action = "plan.view"
    unit_field = "local_plan__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield from local_rules(user, "local_plan__")

    def in_force(self, year: int) -> Self:
        """Return the targets of the units' own plans in force for the year, and of no agency's."""
        plans = {"state": "approved", "superseded_by": None, "organisation": None, "year": year}
        return self.filter(**{f"local_plan__{name}": value for name, value in plans.items()})


class LocalTarget(models.Model):
    """Relation and measure are those of the province's target; `value` None leaves it out.

    `basis` holds the figures that the method worked with, as text; only such as everybody may see.
    """

    class Method(models.TextChoices):
        AS_IS = "as_is", gettext_lazy("As the province's target")
        YES_OR_NO = "yes_or_no", gettext_lazy("The unit itself reaches it or not")
        OWN_START = "own_start", gettext_lazy("From the unit's own start")
        SHARE = "share", gettext_lazy("By the unit's share")

    audited_fields = ("value", "reason")

    local_plan = models.ForeignKey(LocalPlan, on_delete=models.CASCADE, related_name="targets")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="local_targets")
    leaf = models.CharField(max_length=4)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    proposed = models.DecimalField(max_digits=18, decimal_places=6)
    method = models.CharField(max_length=9, choices=Method)
    basis = models.JSONField(default=dict)
    reason = models.CharField(gettext_lazy("Reason"), max_length=500, blank=True)
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LocalTargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["local_plan", "leaf"], name="local_target_once"),
            models.CheckConstraint(
                condition=(Q(value=None) | Q(value__gte=0)) & Q(proposed__gte=0),
                name="local_target_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(value=F("proposed"), value__isnull=False) | ~Q(reason=""),
                name="local_target_that_departs_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaf} {self.goal}"

    @property
    def goal(self) -> str:
        return goal_text(self.target, self.value)

    @property
    def departs(self) -> bool:
        return self.value != self.proposed

    @property
    def is_weaker(self) -> bool:
        """Say whether it asks for less than the province's target; a part of a count is not."""
        if self.value is None or self.target.unit == Target.Measure.COUNT:
            return False
        if self.target.is_lower_better:
            return self.value > self.target.value
        return self.value < self.target.value

    @property
    def proposed_text(self) -> str:
        return target_text(self.target.relation, plain(self.proposed), None, self.target.unit)

    @property
    def method_words(self) -> str:
        """Say how the value was proposed, with the figures that it came from."""
        return method_words(self.method, self.basis, self.target.unit)


def goal_text(of_province: Target, value: Decimal | None) -> str:
    """Return a unit's own target in words: "≤ 18,2%"; "—" where its plan leaves it out."""
    if value is None:
        return "—"
    return target_text(of_province.relation, plain(value), None, of_province.unit)


def method_words(method: str, basis: Mapping[str, str], unit: str) -> str:
    if method == LocalTarget.Method.SHARE:
        return _("%(part)s of %(whole)s: the unit has %(share)s%% of %(what)s.") % {
            "part": number(basis["part"]), "whole": number(basis["whole"]),
            "share": number(basis["share"], 2), "what": basis["what"],
        }  # fmt: skip
    if method == LocalTarget.Method.OWN_START:
        return _(
            "From the unit's %(own)s (province %(province)s, %(day)s): it closes the same part of "
            "its way as the province."
        ) % {
            "own": value_with_unit(Decimal(basis["own"]), unit, 1),
            "province": value_with_unit(Decimal(basis["province"]), unit, 1),
            "day": date_text(date.fromisoformat(basis["day"])),
        }  # fmt: skip
    if method == LocalTarget.Method.YES_OR_NO:
        return _("One unit reaches it or does not; the province counts those that do.")
    return _("As the province's target.")
