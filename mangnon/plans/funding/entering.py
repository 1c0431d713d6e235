"""Entering a line of money for oneself or one's organisation, changing it, taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.plans.funding.catalog import sources_in
from mangnon.plans.funding.covering import require_covered
from mangnon.plans.funding.line import BudgetLine, Stage
from mangnon.plans.funding.money import require_amount

FIELDS = (
    "year", "stage", "source", "amount", "on", "purpose", "document_number", "document_on",
    "issuer", "plan_line", "task",
)  # fmt: skip


def organisations_for(by: User) -> QuerySet[Organisation]:
    """Return whose money the person may enter: their own organisation's, or those of their units.

    Who looks after one commune enters the money of the commune, which has no organisation.
    """
    if access.keeps_to_an_organisation(by):
        own = by.organisation_id
        return Organisation.objects.filter(pk=own) if own else Organisation.objects.none()
    if not access.allowed(by, "funding.approve"):
        return Organisation.objects.none()
    return Organisation.objects.of_units_of(by)


def communes_for(by: User) -> QuerySet[Unit]:
    """Return the communes whose money the person may enter."""
    if access.keeps_to_an_organisation(by):
        return Unit.objects.none()
    units: QuerySet[Unit] = Unit.objects.placed_within(by)
    return units.filter(level=Unit.Level.COMMUNE)


@transaction.atomic
def enter_line(
    holder: Organisation | Unit,
    values: Mapping[str, Any],
    *,
    by: User,
    now: datetime,
    key: UUID,
    files: Iterable[Brought] = (),
) -> BudgetLine:
    """Put a line of FIELDS before whoever approves; the same form sent again is the same line."""
    access.require(by, "funding.draft")
    unit, organisation = _held_by(holder, by)
    hold_purses(unit)  # the same form twice at the same moment comes one by one
    known: BudgetLine | None = sent_before(
        BudgetLine.objects.visible_to(by), key, by=by, sent_by="drafted_by"
    )
    if known is not None:
        return known
    line = BudgetLine(
        id=key, unit=unit, organisation=organisation, drafted_by=by, drafted_at=now,
        changed_at=now, **_cleaned(values),
    )  # fmt: skip
    _require_sound(line, now)
    require_covered(line)
    line.save(force_insert=True)
    line.files.add(*brought_in(files, by=by, now=now))
    record(by, "funding.enter", line, unit=unit, stage=line.stage, amount=line.amount)
    return line


@transaction.atomic
def change_line(
    line_id: UUID,
    values: Mapping[str, Any],
    *,
    by: User,
    now: datetime,
    seen_at: datetime,
    files: Iterable[Brought] = (),
) -> BudgetLine:
    """Write a line anew that is not approved yet; one that was returned waits again.

    `files` come to those that are there.
    """
    line = _own_open(line_id, by)
    if line.reverses_id is not None:
        raise Refused(_("A line that takes another back is not changed; withdraw it instead."))
    if line.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this line since you opened it. Open it again, then change it.")
        )
    before = values_of(line)
    for name, value in _cleaned(values).items():
        setattr(line, name, value)
    line.state, line.changed_at, line.returned_because = BudgetLine.State.WAITS, now, ""
    line.decided_by, line.decided_at = None, None
    _require_sound(line, now)
    require_covered(line)
    line.save()
    line.files.add(*brought_in(files, by=by, now=now))
    record(by, "funding.change", line, unit=line.unit, **changes_since(before, line))
    return line


@transaction.atomic
def withdraw_line(line_id: UUID, *, by: User, now: datetime) -> BudgetLine:
    """Take back a line that is not approved; it stays in the list, and counts nowhere."""
    line = _own_open(line_id, by)
    line.state, line.changed_at, line.returned_because = BudgetLine.State.WITHDRAWN, now, ""
    line.decided_by, line.decided_at = None, None
    line.save()
    record(by, "funding.withdraw", line, unit=line.unit)
    return line


@transaction.atomic
def reverse_line(line_id: UUID, reason: str, *, by: User, now: datetime, key: UUID) -> BudgetLine:
    """Enter the line that takes an approved one back; it counts once another person approves it."""
    access.require(by, "funding.draft")
    line = locked_line(line_id, by)
    if line.state != BudgetLine.State.APPROVED or line.reverses_id is not None:
        raise Refused(_("Only an approved line that takes no other back can be taken back."))
    known: BudgetLine | None = sent_before(line.reversals, key, by=by, sent_by="drafted_by")
    if known is not None:
        return known
    if line.reversals.exclude(state=BudgetLine.State.WITHDRAWN).exists():
        raise Refused(_("This line is taken back already, or the line that does so waits."))
    if not reason.strip():
        raise Refused(_("Say why the line is taken back."))
    same = {name: getattr(line, name) for name in (*FIELDS, "unit", "organisation")}
    made = BudgetLine(
        **same | {"amount": -line.amount, "purpose": reason.strip()[:500], "on": now.date()},
        id=key, reverses=line, drafted_by=by, drafted_at=now, changed_at=now,
    )  # fmt: skip
    require_covered(made)
    made.save(force_insert=True)
    record(by, "funding.reverse", made, unit=made.unit, amount=made.amount)
    return made


def hold_purses(unit: Unit) -> None:
    """Let nobody else's line of the unit come in or count until this transaction has ended."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def locked_line(line_id: UUID, by: User) -> BudgetLine:
    lines = BudgetLine.objects.visible_to(by).select_for_update(of=("self",))
    line: BudgetLine | None = (
        lines.select_related("unit", "organisation").filter(pk=line_id).first()
    )
    if line is None:
        raise Refused(_("There is no such line of money in your scope."))
    return line


def _own_open(line_id: UUID, by: User) -> BudgetLine:
    """Return a line that waits or was returned, locked, for the person who entered it."""
    access.require(by, "funding.draft")
    line = locked_line(line_id, by)
    if line.drafted_by_id != by.pk:
        raise Refused(
            _("Only %(name)s, who entered this line, may do that.") % {"name": line.drafted_by}
        )
    if line.state not in (BudgetLine.State.WAITS, BudgetLine.State.RETURNED):
        raise Refused(
            _("This line is %(state)s: it stands as it is.")
            % {"state": line.get_state_display().lower()}
        )
    return line


def _held_by(holder: Organisation | Unit, by: User) -> tuple[Unit, Organisation | None]:
    """Return unit and organisation of the holder; raise Refused when it is not the person's."""
    mine = organisations_for(by) if isinstance(holder, Organisation) else communes_for(by)
    if by.unit is None or not mine.filter(pk=holder.pk).exists():
        raise Refused(_("You may only enter money of your own organisation or units."))
    if isinstance(holder, Organisation):
        return holder.unit or by.unit, holder
    return holder, None


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that were given, their texts without spaces around."""
    return {
        name: " ".join(values[name].split()) if isinstance(values[name], str) else values[name]
        for name in FIELDS
        if name in values
    }


def _require_sound(line: BudgetLine, now: datetime) -> None:
    """Raise Refused when a line says what cannot be, or lacks its document."""
    require_amount(line.amount)
    if line.stage not in Stage.values:
        raise Refused(_("Choose one of the list."))
    if line.source not in sources_in(line.year):
        raise Refused(
            _("There is no such source of money in %(year)s; choose one of the list.")
            % {"year": line.year}
        )
    if not (line.document_number and line.issuer and line.purpose):
        raise Refused(_("Say what the money is for, and the number and issuer of its document."))
    if max(line.on, line.document_on) > now.date():
        raise Refused(_("This day is still to come; money is entered once its document is there."))
