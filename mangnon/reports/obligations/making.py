"""Making what bodies owe: from a deadline that the focal office confirms, each body once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Refused, User
from mangnon.plans.models import Deadline
from mangnon.reports.obligations.bodies import Body
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.obligations.proposing import Owing, Proposal, body_of, propose


@dataclass(frozen=True)
class Confirmed:
    """What a person made of a proposal: which bodies by their keys, and more by hand."""

    bodies: Collection[str]
    more: Collection[Organisation] = ()
    title: str = ""
    consolidates: bool | None = None


@transaction.atomic
def make(deadline: Deadline, confirmed: Confirmed, *, by: User, now: datetime) -> list[Obligation]:
    """Ask the confirmed bodies for the report of a deadline; return what they owe from now on.

    Who owes it already is passed over. Raises Refused where a body was not proposed.
    """
    access.require(by, "obligation.ask")
    seen = Deadline.objects.visible_to(by).in_register().select_for_update(of=("self",))
    held: Deadline = seen.get(pk=deadline.pk)
    proposal = propose(held, by=by, today=now.date())
    if proposal is None:
        raise Refused(_("The deadline has no day; enter it in an amendment of the plan first."))
    if not confirmed.bodies and not confirmed.more:
        raise Refused(_("Nobody is asked yet; choose at least one body."))
    chosen = _chosen(proposal, confirmed)
    title = confirmed.title or proposal.title
    gathers = proposal.consolidates if confirmed.consolidates is None else confirmed.consolidates
    made = [
        Obligation(
            unit=one.body.unit, organisation=one.body.organisation, plan=held.plan,
            deadline=held, period=proposal.span.period, period_from=proposal.span.first,
            period_to=proposal.span.last, title=title, consolidates=gathers,
            receiver=proposal.receiver, recipients=held.recipients, via=held.via,
            due_on=proposal.due_on, counted_until=proposal.counted_until,
            in_place_of=one.in_place_of, asked_by=by, asked_at=now,
        )
        for one in chosen
    ]  # fmt: skip
    return store(made, by=by)


def store(
    made: Iterable[Obligation], *, by: User | None, action: str = "obligation.ask"
) -> list[Obligation]:
    """Store what bodies owe, and say in the audit of each who was asked."""
    stored: list[Obligation] = Obligation.objects.bulk_create(made)
    for one in stored:
        record(by, action, one, unit=one.unit, due_on=one.due_on.isoformat())
    return stored


def _chosen(proposal: Proposal, confirmed: Confirmed) -> list[Owing]:
    proposed = {one.body.key: one for one in proposal.owing}
    if unknown := set(confirmed.bodies) - set(proposed):
        raise Refused(
            _("%(count)s of the bodies are not proposed any more; look at the list again.")
            % {"count": len(unknown)}
        )
    found = {key: proposed[key] for key in proposed if key in confirmed.bodies}
    for organisation in confirmed.more:
        body = body_of(organisation, proposal.deadline)
        found.setdefault(body.key, proposed.get(body.key) or _by_hand(body, proposal))
    return [one for one in found.values() if not one.is_asked]


def _by_hand(body: Body, proposal: Proposal) -> Owing:
    asked = proposal.asked().standing()
    organisation = body.organisation.pk if body.organisation else None
    return Owing(body, is_asked=asked.of_body(body.unit.pk, organisation).exists())


def deadlines_to_ask(by: User, day: date) -> list[Proposal]:
    """Return the deadlines of plans in force of this year and later, with who would owe them."""
    seen = Deadline.objects.visible_to(by).in_register()
    current = seen.filter(Q(plan__year__gte=day.year) | Q(on__gte=day))
    found = current.select_related("plan__unit").order_by("on", "position", "pk")
    return [one for deadline in found if (one := propose(deadline, by=by, today=day))]
