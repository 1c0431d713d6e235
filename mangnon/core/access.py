"""Who may do what, and where. No other file names a role.

A right comes from the role; the rows come from the unit that the person serves: that unit and
all below it. No right at all answers 403; a record outside the scope answers 404.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from mangnon.core.models import User


class Role(models.TextChoices):
    FOCAL_OFFICE = "focal_office", _("Focal office")
    LEADER = "leader", _("Leader")
    CONSOLE = "console", _("Administrator at the server's console")


GRANTS: dict[str, frozenset[str]] = {
    Role.FOCAL_OFFICE: frozenset(
        {
            "plan.view",
            "plan.review",
            "plan.import",
            "indicator.view",
            "indicator.compute",
            "snapshot.take",
            "report.view",
            "report.build",
        }
    ),
    Role.LEADER: frozenset({"plan.view", "indicator.view", "report.view"}),
}
GRANTS[Role.CONSOLE] = GRANTS[Role.FOCAL_OFFICE] | {"units.load", "backup.make"}


def allowed(user: User, action: str) -> bool:
    """Say whether the person's role grants the action anywhere at all."""
    return bool(user.is_active and action in GRANTS.get(getattr(user, "role", ""), frozenset()))


def require(user: User, action: str) -> None:
    """Raise PermissionDenied (403) unless the role grants the action."""
    if not allowed(user, action):
        raise PermissionDenied(action)


class ScopedQuerySet(models.QuerySet[Any]):
    """Records that belong to a unit, seen by the people who serve that unit or one above it."""

    view_action: str
    unit_field = "unit"

    def visible_to(self, user: User) -> Self:
        """Return what the person may see: nothing without the right, then by unit subtree."""
        if not allowed(user, self.view_action) or user.unit is None:
            return self.none()
        return self.filter(**{f"{self.unit_field}__in": user.unit.subtree()})
