"""Work that falls to an organisation after its end, offered to who took its place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mangnon.core.models import Organisation, OrganisationChange, Succession, User
from mangnon.core.models import OrganisationHandover as Handover
from mangnon.core.organisations.handing_over import held_by, offer

Kind = OrganisationChange.Kind


def offer_what_ended_bodies_hold(
    organisations: Iterable[Organisation], *, by: User, today: date
) -> int:
    """Offer what ended organisations hold to the one that stands in their place; say how much.

    What was on offer or refused before is left alone. Of several successors a person must choose,
    so nothing is offered then.
    """
    return sum(
        _offer(organisation, last, by=by, today=today)
        for organisation in organisations
        if (last := last_step(organisation, today)) is not None
    )


def _offer(organisation: Organisation, last: Succession, *, by: User, today: date) -> int:
    told = Handover.objects.filter(from_organisation=organisation).exclude(
        state__in=[Handover.State.WITHDRAWN, Handover.State.ACCEPTED]
    )
    known = set(told.values_list("kind", "record_id"))
    waiting = {
        held.key: last.successor
        for held in held_by(organisation, today)
        if held.key not in known and last.successor is not None
    }
    change = last.change
    return len(offer(waiting, whose=organisation, change=change, on=change.on, by=by))


def last_step(organisation: Organisation, today: date) -> Succession | None:
    """Return the step that leads to who stands in its place today; None when that is nobody."""
    step = None
    passed: set[int] = set()
    while organisation.name_on(today) is None:
        step = _only_step(organisation, today)
        if step is None or step.successor is None or organisation.pk in passed:
            return None
        passed.add(organisation.pk)
        organisation = step.successor
    return step


def _only_step(organisation: Organisation, today: date) -> Succession | None:
    """Return the newest step to a single successor; None when there are several, or none."""
    steps = Succession.objects.filter(
        predecessor=organisation, change__undone_at=None, change__on__lte=today,
        change__kind__in=[Kind.MERGE, Kind.SPLIT],
    ).select_related("change", "successor")  # fmt: skip
    newest = steps.order_by("-change__on", "-pk").first()
    is_only = newest is not None and steps.filter(change=newest.change_id).count() == 1
    return newest if is_only else None
