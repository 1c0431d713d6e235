"""A draft and its items as they stand now, locked for one person's change."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.models import Refused, User
from mangnon.plans.history import last_change_of
from mangnon.plans.kinds import Kind, kind_of, plan_id_of
from mangnon.plans.models import ItemState, Plan


class Outdated(Refused):
    """Somebody else changed the record after the person who decides had read it."""


def draft_for(plan_id: int, by: User) -> Plan:
    """Lock and return a draft that the person may review; an approved plan is never changed."""
    access.require(by, "plan.review")
    plans = Plan.objects.visible_to(by).select_for_update(of=("self",))
    plan: Plan = plans.select_related("unit").get(pk=plan_id)
    if not plan.is_draft:
        raise Refused(_("This plan is not a draft any more; it cannot be changed."))
    return plan


def item_of_draft(item: Any, by: User, seen: int | None = None) -> tuple[Plan, Any, Kind]:
    """Return the draft, the item as it stands, and its kind.

    `seen` is the version that the person decides on; an item that is another by now refuses.
    """
    plan, kind = draft_for(plan_id_of(item), by), kind_of(item)
    parent = [kind.parent_field] if kind.parent else []
    item = kind.model.objects.of(plan).select_related(*parent).get(pk=item.pk)
    if seen is not None and seen != item.version:
        raise Outdated(_changed_meanwhile(plan, item))
    if item.state == ItemState.WITHDRAWN:
        raise Refused(_("This item was merged or withdrawn; undo that first."))
    return plan, item, kind


def require_parent_stands(item: Any, kind: Kind) -> None:
    if kind.parent and getattr(item, kind.parent_field).state == ItemState.REJECTED:
        raise Refused(_("What this item belongs to is rejected; confirm that first."))


def require_words(kind: Kind) -> None:
    """Refuse to merge or split what is not one text."""
    if not kind.words:
        raise Refused(
            _("A %(kind)s is not one text; correct it, reject it or add another instead.")
            % {"kind": str(kind.label).lower()}
        )


def require_standing(item: Any) -> None:
    if item.state == ItemState.REJECTED:
        raise Refused(_("“%(words)s” is rejected; undo that first.") % {"words": item})


def _changed_meanwhile(plan: Plan, item: Any) -> str:
    words = {"words": str(item), "state": item.get_state_display()}
    if (entry := last_change_of(plan, item)) is None or entry.actor is None:
        return _("This item was changed meanwhile. It is now: “%(words)s” (%(state)s).") % words
    words |= {"who": str(entry.actor), "at": f"{timezone.localtime(entry.at):%H:%M}"}
    return (
        _("%(who)s changed this item at %(at)s. It is now: “%(words)s” (%(state)s). Look again.")
        % words
    )
