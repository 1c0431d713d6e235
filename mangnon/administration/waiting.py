"""What of units, organisations and accounts waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.accounts.models import MOST_ATTEMPTS, Delivery
from mangnon.core.access import allowed
from mangnon.core.models import Handover, ReformBatch, User
from mangnon.core.organisations.handing_over import offered_to
from mangnon.core.registries import MOST_WAITING, UNIT_MOVERS, Waiting


def unit_handovers_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    """Yield what a reform handed over to the person's own unit."""
    if not allowed(user, "handover.accept"):
        return
    mine = Handover.objects.visible_to(user).open().filter(to_unit=user.unit_id)
    for handover in mine.select_related("from_unit").order_by("pk")[:MOST_WAITING]:
        mover = UNIT_MOVERS.get(handover.mover)
        named = {"what": mover.label if mover else handover.mover, "unit": handover.from_unit}
        address = reverse("administration-unit", args=[handover.to_unit_id])
        title = _("%(what)s of %(unit)s") % named
        yield Waiting(title, address, None, _("Handed over by a reform: accept it"))


def organisation_handovers_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    """Yield what is offered to the own organisation, or to one where nobody can answer."""
    if not allowed(user, "handover.decide"):
        return
    offered = offered_to(user)
    sides = ("to_organisation", "from_organisation__name", "to_organisation__name")
    for to, giver, taker, count in (
        offered.order_by("to_organisation").values_list(*sides).annotate(Count("pk"))[:MOST_WAITING]
    ):
        title = _("From %(giver)s to %(taker)s: %(count)s things") % {
            "giver": giver, "taker": taker, "count": count,
        }  # fmt: skip
        yield Waiting(title, reverse("organisation", args=[to]), None, _("Take over or refuse"))


def reforms_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    if not allowed(user, "unit.reform"):
        return
    drafts = ReformBatch.objects.visible_to(user).filter(state=ReformBatch.State.DRAFT)
    for draft in drafts.order_by("pk")[:MOST_WAITING]:
        address = reverse("administration-reform", args=[draft.pk])
        yield Waiting(str(draft), address, None, _("A draft: apply or discard it"))


def accounts_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield the open accounts whose unit is no more."""
    if not allowed(user, "person.manage"):
        return
    left = User.objects.visible_to(user).filter(is_active=True, unit__valid_to__lte=day)
    for person in left.order_by("full_name", "pk")[:MOST_WAITING]:
        why = _("The unit has ended: place the person anew")
        yield Waiting(str(person), reverse("person", args=[person.pk]), None, why)


def failed_mails_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield one line for the e-mails of the day that are not tried again."""
    if not allowed(user, "digest.view"):
        return
    seen = Delivery.objects.visible_to(user)
    failed = seen.filter(day=day, state=Delivery.State.FAILED, attempts__gte=MOST_ATTEMPTS).count()
    if failed:
        title = _("%(count)s e-mails of today could not be sent") % {"count": failed}
        address = f"{reverse('digest-log')}?state={Delivery.State.FAILED}"
        yield Waiting(title, address, None, _("See why, and mend the mail server"))
