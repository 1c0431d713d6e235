"""What a resolution does to organisations, before anything changes: who, when, what passes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from mangnon.core.models import (
    Certainty,
    Organisation,
    OrganisationChange,
    OrganisationPower,
    Refused,
)
from mangnon.core.organisations.handing_over import RecordKey, Waiting, held_by

Kind = OrganisationChange.Kind


@dataclass(frozen=True)
class Event:
    """What a resolution says: who becomes whom on which day; `powers` are those that it moves."""

    kind: str
    on: date
    legal_basis: str
    predecessors: tuple[Organisation, ...]
    successors: tuple[Organisation, ...] = ()
    powers: tuple[str, ...] = ()
    source: str = ""
    certainty: str = Certainty.UNSURE

    @property
    def only_successor(self) -> Organisation | None:
        return self.successors[0] if len(self.successors) == 1 else None

    @property
    def ending(self) -> tuple[Organisation, ...]:
        """Those that exist no longer: predecessors that do not go on as successors."""
        if self.kind == Kind.POWERS:
            return ()
        return tuple(who for who in self.predecessors if who not in self.successors)


@dataclass(frozen=True)
class Passing:
    """One record or power that passes on; `receiver` is empty where a person has to choose."""

    whose: Organisation
    what: Waiting
    receiver: Organisation | None


@dataclass(frozen=True)
class Preview:
    event: Event
    records: tuple[Passing, ...] = ()
    powers: tuple[tuple[OrganisationPower, Organisation | None], ...] = ()

    @property
    def undecided(self) -> list[Passing]:
        return [passing for passing in self.records if passing.receiver is None]


@dataclass(frozen=True)
class Choices:
    """Whom a person chose for what the event alone does not decide; what is `kept` stays."""

    receivers: Mapping[RecordKey, Organisation] = field(default_factory=dict)
    powers: Mapping[str, Organisation] = field(default_factory=dict)
    kept: frozenset[RecordKey] = frozenset()


def preview(event: Event) -> Preview:
    """Return what the event does: which powers and open records pass on, and to whom."""
    _require_sound(event)
    receiver = event.only_successor
    records = tuple(
        Passing(whose, what, receiver)
        for whose in event.predecessors
        if whose != receiver
        for what in held_by(whose, event.on)
    )
    powers = tuple((power, receiver) for power in _powers(event) if power.organisation != receiver)
    return Preview(event, records, powers)


def _require_sound(event: Event) -> None:
    if wrong := _what_is_wrong(event) or _what_is_undated(event):
        raise Refused(wrong)


def _what_is_wrong(event: Event) -> str:
    """Say why the kind of event and those it names do not fit; empty when they do."""
    if not event.predecessors:
        return _("Say which organisation changes.")
    if event.kind == Kind.DISSOLVE:
        return _("With a successor it is a merge, not an end.") if event.successors else ""
    if not event.successors:
        return _("Say who the successor is.")
    if event.kind == Kind.MERGE and event.only_successor is None:
        return _("A merge has one successor; for several choose a split.")
    is_itself = event.kind == Kind.POWERS or len(event.successors) == 1
    if is_itself and set(event.predecessors) <= set(event.successors):
        return _("An organisation cannot be its own successor.")
    if event.kind == Kind.POWERS and not event.powers:
        return _("Say which powers move.")
    return ""


def _what_is_undated(event: Event) -> str:
    """Say which organisation did not exist when it had to; empty when all did."""
    day = {"day": f"{event.on:%d/%m/%Y}"}
    for who in event.predecessors:
        if who.name_on(event.on - timedelta(days=1)) is None:
            return _("%(name)s did not exist on the day before %(day)s; correct the day.") % {
                "name": who, **day,
            }  # fmt: skip
    for who in event.successors:
        if who.name_on(event.on) is None:
            return _("%(name)s bears no name on %(day)s; give it one from that day on first.") % {
                "name": who, **day,
            }  # fmt: skip
    return ""


def _powers(event: Event) -> list[OrganisationPower]:
    """Return the powers that the event closes, in force the day before or begun already."""
    held = OrganisationPower.objects.filter(organisation__in=event.predecessors)
    running = held.exclude(valid_to__lte=event.on).order_by("power", "pk")
    if event.kind == Kind.POWERS:
        running = running.filter(power__in=event.powers)
        taken = OrganisationPower.objects.on(event.on).filter(organisation__in=event.successors)
        known = {power.power for power in (*running, *taken)}
        if missing := set(event.powers) - known:
            raise Refused(
                _("The predecessor does not answer for this on that day: %(powers)s.")
                % {"powers": ", ".join(sorted(missing))}
            )
    return list(running.select_related("organisation"))
