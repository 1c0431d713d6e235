"""Adding, correcting, ending and removing a fact: one way for every kind of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.children.facts.answers import answered, as_state
from mangnon.children.facts.consequences import follow, precede
from mangnon.children.facts.homes import HOMES
from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.rules import NotAccepted, require_sound
from mangnon.children.models import Child, FactVersion, ResidenceSpell
from mangnon.children.record.editing import ChangedMeanwhile
from mangnon.children.record.finding import lock_child
from mangnon.children.touching import touch
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.feed import tell
from mangnon.core.models import Refused, User
from mangnon.engine.fact_kinds import FactKind

Values = Mapping[str, Any]
LONGEST_REASON = 300
# What the database refuses, by the name of its constraint: beside which question, and why.
CLASHES: Mapping[str, tuple[str, str | Promise]] = {
    "circumstance_group_once_at_a_time": (
        "group",
        gettext_lazy("The child is in this group at that time already; correct or end that entry."),
    ),
    "disability_once_at_a_time": (
        "began_on",
        gettext_lazy("A disability is entered for that time already; correct or end that entry."),
    ),
    "children_death_pkey": ("", gettext_lazy("The death is entered already; correct that entry.")),
    "injury_fatal_once_a_child": (
        "is_fatal",
        gettext_lazy("Another injury is entered as the fatal one; correct that entry first."),
    ),
    "vaccination_once": ("dose", gettext_lazy("This dose is entered already.")),
    "measured_once_a_day": (
        "began_on",
        gettext_lazy("A measurement of this day is entered already; correct that entry."),
    ),
    "schooling_once_a_year": (
        "school_year",
        gettext_lazy("This school year is entered already; correct that entry."),
    ),
}


@transaction.atomic
def add_fact(child_id: UUID, kind: FactKind, *, by: User, values: Values, today: date) -> Any:
    """Write a new fact; the unit that reports it is the one where the child lived on the day."""
    child = _child_to_write(child_id, kind, by)
    told = answered(values)
    require_sound(fact_catalog(), kind, child, told, today)
    row: Any = HOMES[kind.home].model(child=child)
    if hasattr(row, "unit_id"):
        row.unit_id = _unit_on(child, told.get("began_on", today))
    _write(kind, child, row, told, is_new=True)
    record(by, "fact.add", row, unit=child.unit, **_about(kind))
    return row


@transaction.atomic
def correct_fact(
    child_id: UUID,
    kind: FactKind,
    record_id: object,
    *,
    by: User,
    values: Values,
    today: date,
    seen: Values | None = None,
) -> Any:
    """Write other answers in place of the old ones, which are kept as an earlier version.

    `seen` are the answers as the person saw them: what somebody else has changed since stays, and
    where both changed the same one, ChangedMeanwhile is raised. None: whatever they are now.
    """
    child = _child_to_write(child_id, kind, by)
    row = _fact_to_write(child, kind, record_id, by)
    before = HOMES[kind.home].values(kind, row)
    told = answered(values) if seen is None else _with_theirs(answered(values), seen, before)
    require_sound(fact_catalog(), kind, child, told, today)
    changed = sorted(n for n in before.keys() | told.keys() if before.get(n) != told.get(n))
    if changed:
        _keep(child, kind, row, by, FactVersion.Change.CORRECTED)
        _write(kind, child, row, told)
        record(by, "fact.correct", row, unit=child.unit, **_about(kind, changed=changed))
    return row


@transaction.atomic
def end_fact(
    child_id: UUID, kind: FactKind, record_id: object, *, by: User, ended_on: date, today: date
) -> Any:
    """Say from which day on the fact holds no more."""
    child = _child_to_write(child_id, kind, by)
    row = _fact_to_write(child, kind, record_id, by)
    told = HOMES[kind.home].values(kind, row)
    if kind.when != "spell" or "ended_on" in told:
        raise Refused(_("This has ended already, or is of one day and has no end."))
    told["ended_on"] = ended_on
    require_sound(fact_catalog(), kind, child, told, today)
    _keep(child, kind, row, by, FactVersion.Change.ENDED)
    _write(kind, child, row, told)
    record(by, "fact.end", row, unit=child.unit, **_about(kind))
    return row


@transaction.atomic
def remove_fact(
    child_id: UUID, kind: FactKind, record_id: object, *, by: User, reason: str
) -> None:
    """Take a fact out that was entered by mistake: it stays as a version, with the reason."""
    child = _child_to_write(child_id, kind, by)
    row = _fact_to_write(child, kind, record_id, by)
    if not reason.strip():
        raise NotAccepted([("reason", _("Say why this is a mistake."))])
    _keep(child, kind, row, by, FactVersion.Change.REMOVED, reason.strip()[:LONGEST_REASON])
    record(by, "fact.remove", row, unit=child.unit, **_about(kind))
    if hasattr(row, "unit_id"):  # once it is gone, nobody can tell where it was counted
        tell(row._meta.db_table, [row.unit_id])
    row.delete()
    follow(kind, child)
    touch(child)


def fact_of(child: Child, kind: FactKind, record_id: object, user: User) -> Any:
    """Return the child's fact as the person may see it; raise DoesNotExist for any other."""
    home = HOMES[kind.home]
    seen: Any = home.model._default_manager
    row = seen.visible_to(user).get(child=child, pk=record_id)
    if home.kind_of(row) not in (None, kind.kind):
        raise home.model.DoesNotExist  # type: ignore[attr-defined]
    return row


def state_of(kind: FactKind, row: Any) -> dict[str, Any]:
    """Return a fact as plain JSON: its days and answers."""
    return as_state(kind, HOMES[kind.home].values(kind, row))


def _child_to_write(child_id: UUID, kind: FactKind, by: User) -> Child:
    access.require(by, "child.edit")
    access.require(by, kind.right)
    return lock_child(child_id, by)


def _fact_to_write(child: Child, kind: FactKind, record_id: object, by: User) -> Any:
    """Return the fact; raise Refused when it is not there, or no more."""
    try:
        return fact_of(child, kind, record_id, by)
    except ObjectDoesNotExist:
        raise Refused(
            _("Somebody has removed this entry meanwhile; look at the record again.")
        ) from None


def _with_theirs(mine: Values, seen: Values, now: Values) -> Values:
    """Return the person's answers with those that somebody else has changed since they looked."""
    theirs = {name for name in seen.keys() | now.keys() if seen.get(name) != now.get(name)}
    clashing = {n for n in theirs if mine.get(n) not in (seen.get(n), now.get(n))}
    if clashing:
        raise ChangedMeanwhile({name: now.get(name) for name in clashing})
    return answered({**mine, **{name: now.get(name) for name in theirs}})


def _unit_on(child: Child, day: date) -> int:
    """Return the unit where the child lived on the day, else the one that keeps the child."""
    lived = ResidenceSpell.objects.filter(child=child, began_on__lte=day).exclude(ended_on__lte=day)
    return lived.values_list("unit_id", flat=True).first() or child.unit_id


def _write(kind: FactKind, child: Child, row: Any, values: Values, *, is_new: bool = False) -> None:
    HOMES[kind.home].fill(kind, row, values)
    precede(kind, child, row)
    try:
        with transaction.atomic():
            row.save(force_insert=is_new)
    except IntegrityError as error:
        broken = next((clash for name, clash in CLASHES.items() if name in str(error)), None)
        if broken is None:
            raise
        raise NotAccepted([(broken[0], str(broken[1]))]) from error
    follow(kind, child)
    touch(child)


def _keep(child: Child, kind: FactKind, row: Any, by: User, change: str, reason: str = "") -> None:
    FactVersion.objects.create(
        child=child, kind=kind.kind, needs=kind.right, record_id=str(row.pk), change=change,
        row=json.dumps(state_of(kind, row), ensure_ascii=False), reason=reason, changed_by=by,
    )  # fmt: skip


def _about(kind: FactKind, **details: object) -> dict[str, object]:
    """Return what the audit may tell: of what is kept most closely, not even the kind."""
    return {} if kind.home == "sealed" else {"kind": kind.kind, **details}
