"""What of the local plans waits for a person, for the page "Việc của tôi"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed, keeps_to_an_organisation
from mangnon.core.models import User
from mangnon.core.registries import Waiting
from mangnon.plans.local.local_plan import LocalPlan

MOST = 50


def local_plans_waiting_for(user: User, day: date) -> list[Waiting]:
    """Return the plans that wait for the person's approval, and those returned to them."""
    own = _own_of(user).select_related("unit", "organisation").order_by("changed_at", "pk")
    found: list[Waiting] = []
    if allowed(user, "local_plan.approve"):
        sent = own.filter(state=LocalPlan.State.SENT).exclude(sent_by=user).exclude(drafted_by=user)
        found += _waiting(sent, _("Waits for your approval"))
    if allowed(user, "local_plan.draft"):
        found += _waiting(own.filter(state=LocalPlan.State.RETURNED), _("Returned to be changed"))
    return found


def _own_of(user: User) -> QuerySet[LocalPlan]:
    seen: QuerySet[LocalPlan] = LocalPlan.objects.visible_to(user)
    if keeps_to_an_organisation(user):
        own = user.organisation_id
        return seen.filter(organisation=own) if own else seen.none()
    return seen.filter(organisation=None, unit=user.unit_id)


def _waiting(plans: QuerySet[LocalPlan], why: str) -> Iterable[Waiting]:
    for plan in plans[:MOST]:
        title = _("Local plan: %(plan)s") % {"plan": plan}
        yield Waiting(title, reverse("plans:local", args=[plan.pk]), None, why)
