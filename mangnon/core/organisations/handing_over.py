"""Offering records to a successor, and its answer: taken over, or refused with a reason.

Until the answer a record stays with the one that had it, and both see it wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Organisation, OrganisationChange, Refused, User
from mangnon.core.models import OrganisationHandover as Handover
from mangnon.core.registries import PASSES_WITH_ORGANISATIONS

RecordKey = tuple[str, str]  # the kind under which its app registered it, and its own key


@dataclass(frozen=True)
class Waiting:
    """A record that stands with a predecessor, in words."""

    kind: str
    record_id: str
    label: str
    words: str

    @property
    def key(self) -> RecordKey:
        return self.kind, self.record_id


def held_by(organisation: Organisation, day: date) -> list[Waiting]:
    """Return everything that is open with the organisation on the day, kind by kind."""
    found = []
    for kind, records in PASSES_WITH_ORGANISATIONS.items():
        keys = records.held_by(organisation.pk, day)
        words = records.words(keys)
        found += [Waiting(kind, key, str(records.label), words[key]) for key in keys]
    return found


def offered_to(user: User) -> QuerySet[Handover]:
    """Return what the person is to answer: of the own organisation, and where nobody else can."""
    offered = Handover.objects.visible_to(user).open()
    answering = User.objects.filter(
        organisation=OuterRef("to_organisation"),
        is_active=True,
        role__in=access.roles_with("handover.decide"),
    )
    own = Q(to_organisation=user.organisation_id or 0)
    found: QuerySet[Handover] = offered.filter(own | ~Exists(answering))
    return found


def words_of(handovers: Iterable[Handover]) -> dict[int, Waiting]:
    """Return what each handover passes on, in words."""
    of_kind: dict[str, list[Handover]] = {}
    for handover in handovers:
        of_kind.setdefault(handover.kind, []).append(handover)
    found = {}
    for kind, some in of_kind.items():
        records = PASSES_WITH_ORGANISATIONS[kind]
        words = records.words({handover.record_id for handover in some})
        for handover in some:
            told = words.get(handover.record_id, handover.record_id)
            found[handover.pk] = Waiting(kind, handover.record_id, str(records.label), told)
    return found


def offer(
    receivers: Mapping[RecordKey, Organisation],
    *,
    whose: Organisation,
    change: OrganisationChange,
    on: date,
    by: User | None,
) -> list[Handover]:
    """Offer each record of one organisation to its receiver; what is on offer already stays so."""
    offered = set(
        Handover.objects.open().filter(from_organisation=whose).values_list("kind", "record_id")
    )
    made: list[Handover] = Handover.objects.bulk_create(
        Handover(
            kind=kind, record_id=record_id, on=on, change=change, from_organisation=whose,
            to_organisation=receiver, offered_by=by,
        )
        for (kind, record_id), receiver in receivers.items()
        if (kind, record_id) not in offered
    )  # fmt: skip
    return made


@transaction.atomic
def accept(handovers: Iterable[Handover], *, by: User, today: date) -> int:
    """Take over each record; from now on it stands with the successor. Returns how many."""
    taken = 0
    for handover in _locked(handovers, by):
        if handover.on > today:
            raise Refused(
                _("This passes on %(day)s; it can be taken over from that day on.")
                % {"day": f"{handover.on:%d/%m/%Y}"}
            )
        _move(handover)
        _decide(handover, Handover.State.ACCEPTED, by)
        taken += 1
    return taken


@transaction.atomic
def refuse(handovers: Iterable[Handover], *, by: User, reason: str) -> int:
    """Leave each record with its predecessor, and say why."""
    if not reason.strip():
        raise Refused(_("Say why it is not taken over."))
    refused = 0
    for handover in _locked(handovers, by):
        handover.reason = reason.strip()
        _decide(handover, Handover.State.REFUSED, by)
        refused += 1
    return refused


@transaction.atomic
def offer_again(handover: Handover, *, to: Organisation, by: User) -> Handover:
    """Offer a refused record to another organisation, or to the same one anew."""
    access.require(by, "organisation.edit")
    visible = Handover.objects.visible_to(by).select_for_update(of=("self",))
    refused = visible.filter(pk=handover.pk, state=Handover.State.REFUSED).first()
    if refused is None:
        raise Refused(_("Only what was refused is offered again."))
    key = (refused.kind, refused.record_id)
    if to == refused.from_organisation:
        raise Refused(_("It stands with this organisation already; choose another one."))
    again = offer(
        {key: to}, whose=refused.from_organisation, change=refused.change, on=refused.on, by=by
    )
    if not again:
        raise Refused(_("It is on offer already."))
    record(by, "handover.offer", again[0], unit=to.unit, to=to.code, after=refused.pk)
    return again[0]


def withdraw(change: OrganisationChange, *, by: User | None) -> None:
    """Take back all offers of a change; what was taken over goes back to whom it came from."""
    handovers = change.handovers.select_for_update(of=("self",)).order_by("-pk")
    for handover in handovers.exclude(state=Handover.State.WITHDRAWN):
        if handover.state == Handover.State.ACCEPTED:
            _move(handover, back=True)
        _decide(handover, Handover.State.WITHDRAWN, by)


def _locked(handovers: Iterable[Handover], by: User) -> list[Handover]:
    """Lock the open ones among those that the person answers; refuse when one is not open."""
    access.require(by, "handover.decide")
    wanted = {handover.pk for handover in handovers}
    visible = Handover.objects.visible_to(by).select_for_update(of=("self",))
    found = list(visible.open().filter(pk__in=wanted).order_by("pk"))
    if len(found) != len(wanted):
        raise Refused(_("Somebody else answered this meanwhile. Look at it again."))
    return found


def _move(handover: Handover, *, back: bool = False) -> None:
    source, target = handover.from_organisation_id, handover.to_organisation_id
    move = PASSES_WITH_ORGANISATIONS[handover.kind].move
    if back:
        move(handover.record_id, target, source, handover.had_it_already)
    else:
        handover.had_it_already = move(handover.record_id, source, target, False)


def _decide(handover: Handover, state: str, by: User | None) -> None:
    handover.state, handover.decided_by, handover.decided_at = state, by, timezone.now()
    handover.save(update_fields=["state", "had_it_already", "reason", "decided_by", "decided_at"])
    record(
        by, f"handover.{state}", handover, unit=handover.to_organisation.unit,
        kind=handover.kind, record=handover.record_id,
    )  # fmt: skip
