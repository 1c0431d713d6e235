"""Changes of organisations: shown first, then applied as a whole, and undone as a whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import (
    Organisation,
    OrganisationChange,
    OrganisationName,
    OrganisationPower,
    Refused,
    Succession,
    User,
)
from mangnon.core.organisations.events import Choices, Event, Kind, Preview, preview
from mangnon.core.organisations.handing_over import RecordKey, offer, withdraw
from mangnon.core.registries import PASSES_WITH_ORGANISATIONS

ENDING = (Kind.MERGE, Kind.SPLIT, Kind.DISSOLVE)


@transaction.atomic
def apply_change(
    event: Event, *, by: User | None, choices: Choices | None = None
) -> OrganisationChange:
    """Close names and powers, open powers, and offer what is open to the successors.

    `by` is None for the catalogue of an empty home. Refused while a person still has to choose.
    """
    choices = choices or Choices()
    if by is not None:
        access.require(by, "organisation.edit")
        _require_reach(event, by)
    everyone = {who.pk for who in (*event.predecessors, *event.successors)}
    list(Organisation.objects.select_for_update().filter(pk__in=everyone).order_by("pk"))
    shown = preview(event)
    _require_new(shown)
    before = {"names": _close_names(event), "powers": _move_powers(shown, choices)}
    change = OrganisationChange.objects.create(
        on=event.on, kind=event.kind, legal_basis=event.legal_basis, source=event.source,
        certainty=event.certainty, before=before, made_by=by,
    )  # fmt: skip
    Succession.objects.bulk_create(
        Succession(change=change, predecessor=old, successor=new)
        for old in event.predecessors
        for new in event.successors or (None,)
        if old != new or event.kind == Kind.RENAME
    )
    offered = _offer(shown, choices, change, by)
    record(
        by, "organisation.change", change, unit=event.predecessors[0].unit, kind=event.kind,
        on=event.on.isoformat(), legal_basis=event.legal_basis, offered=offered,
        predecessors=[who.code for who in event.predecessors],
        successors=[who.code for who in event.successors],
    )  # fmt: skip
    return change


@transaction.atomic
def undo_change(change: OrganisationChange, *, by: User) -> OrganisationChange:
    """Restore the names, the powers and the holders as they were before the change."""
    access.require(by, "organisation.edit")
    change = OrganisationChange.objects.select_for_update().get(pk=change.pk)
    predecessors = [s.predecessor for s in change.successions.select_related("predecessor__unit")]
    if not _reached(predecessors, by):
        raise Refused(_("This change belongs to another unit than yours."))
    if change.undone_at is not None:
        raise Refused(_("This change is undone already."))
    later = OrganisationChange.objects.filter(
        pk__gt=change.pk, undone_at=None, successions__predecessor__in=_touched(change)
    )
    if (after := later.first()) is not None:
        raise Refused(
            _("Undo the later change of %(day)s first.") % {"day": f"{after.on:%d/%m/%Y}"}
        )
    withdraw(change, by=by)
    _restore(change.before)
    for organisation in Organisation.objects.filter(pk__in=_touched(change)):
        organisation.relabel()
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    record(by, "organisation.undo_change", change, unit=predecessors[0].unit)
    return change


def _touched(change: OrganisationChange) -> set[int]:
    pairs = change.successions.values_list("predecessor", "successor")
    return {pk for pair in pairs for pk in pair if pk is not None}


def _close_names(event: Event) -> list[list[Any]]:
    """End the names of those that exist no longer; return what each end was before."""
    closed = []
    names = OrganisationName.objects.filter(organisation__in=event.ending)
    for name in names.exclude(valid_to__lte=event.on):
        if name.valid_from is not None and name.valid_from >= event.on:
            raise Refused(
                _("%(name)s begins on or after that day; remove that name first.") % {"name": name}
            )
        closed.append([name.pk, _text(name.valid_to)])
        name.valid_to = event.on
        name.save(update_fields=["valid_to"])
    return closed


def _move_powers(shown: Preview, choices: Choices) -> dict[str, list[Any]]:
    """End each power and open it with who has it now; return what undoing needs."""
    event = shown.event
    closed, opened = [], []
    for power, receiver in shown.powers:
        to = choices.powers.get(power.power, receiver)
        if to is None and event.kind == Kind.SPLIT:
            raise Refused(_("Choose who answers for each power from that day on."))
        if to == power.organisation:
            continue
        if power.valid_from is not None and power.valid_from >= event.on:
            raise Refused(_("A power begins on or after that day; remove it first."))
        closed.append([power.pk, _text(power.valid_to)])
        power.valid_to = event.on
        power.save(update_fields=["valid_to"])
        if to is not None:
            opened.append(_open_power(power.power, to, event).pk)
    return {"closed": closed, "opened": opened}


def _open_power(power: str, to: Organisation, event: Event) -> OrganisationPower:
    if to.unit is None:
        raise Refused(_("%(name)s belongs to no unit, so it answers for nothing.") % {"name": to})
    return OrganisationPower.objects.create(
        organisation=to, unit=to.unit, power=power, valid_from=event.on,
        legal_basis=event.legal_basis, source=event.source, certainty=event.certainty,
    )  # fmt: skip


def _offer(shown: Preview, choices: Choices, change: OrganisationChange, by: User | None) -> int:
    chosen: dict[Organisation, dict[RecordKey, Organisation]] = {}
    for passing in shown.records:
        key = passing.what.key
        if key in choices.kept and passing.whose not in shown.event.ending:
            continue
        receiver = choices.receivers.get(key, passing.receiver)
        if receiver is None and PASSES_WITH_ORGANISATIONS[passing.what.kind].may_stay:
            continue
        if receiver is None:
            raise Refused(
                _("Choose who takes over “%(what)s”.") % {"what": passing.what.words[:120]}
            )
        if receiver != passing.whose:
            chosen.setdefault(passing.whose, {})[key] = receiver
    return sum(
        len(offer(receivers, whose=whose, change=change, on=shown.event.on, by=by))
        for whose, receivers in chosen.items()
    )


def _restore(before: dict[str, Any]) -> None:
    """Set every end back; what was opened goes first, so that no two ever overlap."""
    OrganisationPower.objects.filter(pk__in=before["powers"]["opened"]).delete()
    OrganisationName.objects.filter(pk__in=before.get("opened_names", ())).delete()
    for pk, end in before["powers"]["closed"]:
        OrganisationPower.objects.filter(pk=pk).update(valid_to=end)
    for pk, end in before["names"]:
        OrganisationName.objects.filter(pk=pk).update(valid_to=end)


def _require_new(shown: Preview) -> None:
    """Refuse a change that somebody applied already: an organisation ends once on a day."""
    event = shown.event
    that_day = Succession.objects.filter(change__on=event.on, change__undone_at=None)
    if event.kind == Kind.POWERS:
        same = that_day.filter(
            change__kind=event.kind,
            predecessor__in=event.predecessors,
            successor__in=event.successors,
        )
        done = None if shown.powers else same.first()
    else:
        ended = that_day.filter(change__kind__in=ENDING, predecessor__in=event.ending)
        done = ended.first()
    if done is not None:
        raise Refused(
            _("%(name)s: a change of %(day)s says this already. Look at it, or undo it first.")
            % {"name": done.predecessor, "day": f"{event.on:%d/%m/%Y}"}
        )


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _require_reach(event: Event, by: User) -> None:
    if not _reached(event.predecessors, by):
        raise Refused(_("You may only change organisations of the units that you serve."))


def _reached(organisations: list[Organisation] | tuple[Organisation, ...], by: User) -> bool:
    wanted = {organisation.pk for organisation in organisations}
    return Organisation.objects.edited_by(by).filter(pk__in=wanted).count() == len(wanted)
