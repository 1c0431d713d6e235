"""Setting a tighter local limit, ending it, and finding the one that holds for a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.clocks.local_limit import LocalLimit
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.engine.cases.clocks import Clock, Limit

SETS = "limit.set"
MOST = 100  # so many are listed, the newest first
MAY_SET_THEIRS = (Unit.Level.PROVINCE, Unit.Level.COMMUNE)


@dataclass(frozen=True)
class NewLimit:
    """A tighter limit as somebody enters it for the unit that they serve."""

    code: str
    limit: Limit
    valid_from: date
    decision: str
    decided_on: date


@transaction.atomic
def set_limit(new: NewLimit, *, by: User, now: datetime) -> LocalLimit:
    """Set a tighter limit for the person's own unit; one that held there ends before it.

    Clocks that run already keep the end they have. A limit that might be looser than the law's is
    refused.
    """
    access.require(by, SETS)
    unit = _own_unit(by)
    Unit.objects.select_for_update().get(pk=unit.pk)
    _require_sound(new, local_day(now))
    _require_tighter(new)
    earlier = LocalLimit.objects.filter(unit=unit, code=new.code, valid_to=None).first()
    if earlier is not None:
        if earlier.valid_from >= new.valid_from:
            raise Refused(
                _("A limit that begins on that day or later is there already; choose a later day.")
            )
        earlier.valid_to = new.valid_from
        earlier.save(update_fields=["valid_to"])
    made = LocalLimit.objects.create(
        unit=unit, code=new.code, count=new.limit.count, measure=new.limit.unit,
        valid_from=new.valid_from, decision=new.decision.strip(), decided_on=new.decided_on,
        entered_by=by, entered_at=now,
    )  # fmt: skip
    record(by, "limit.set", made, unit=unit, code=made.code, count=made.count, measure=made.measure)
    return made


@transaction.atomic
def end_limit(limit_id: int, *, on: date, by: User) -> LocalLimit:
    """Let a local limit hold no more from a day on: clocks that begin then follow the law."""
    access.require(by, SETS)
    found = LocalLimit.objects.visible_to(by).filter(unit=by.unit_id, valid_to=None)
    limit: LocalLimit | None = found.select_for_update(of=("self",)).filter(pk=limit_id).first()
    if limit is None:
        raise Refused(_("This limit has ended already, or is not of your unit."))
    if on < limit.valid_from:
        raise Refused(_("A limit does not end before it begins."))
    limit.valid_to = on
    limit.save(update_fields=["valid_to"])
    record(by, "limit.end", limit, unit=limit.unit, code=limit.code)
    return limit


def local_limits(unit: Unit, day: date) -> Mapping[str, list[LocalLimit]]:
    """Return by clock the limits that the unit and those above it have set, in force on a day."""
    held = list(LocalLimit.objects.on(day))
    if not held:
        return {}
    above = set(units_above(unit, day))
    found: dict[str, list[LocalLimit]] = {}
    for limit in held:
        if limit.unit_id in above:
            found.setdefault(limit.code, []).append(limit)
    return found


def limits_known_to(by: User, day: date) -> list[LocalLimit]:
    """Return the limits of the person's units and of those above, which hold for theirs as well."""
    above = units_above(by.unit, day) if by.unit is not None else []
    seen = LocalLimit.objects.visible_to(by) | LocalLimit.objects.filter(unit__in=above)
    return list(seen.select_related("unit").order_by("-valid_from", "-pk")[:MOST])


def units_above(unit: Unit, day: date) -> list[int]:
    """Return the ids of the unit and of those above it on a day."""
    found, upper = [unit.pk], unit
    while upper.parent_code:
        parent = Unit.objects.on(day).filter(code=upper.parent_code).first()
        if parent is None:
            break
        found.append(parent.pk)
        upper = parent
    return found


def _own_unit(by: User) -> Unit:
    if by.unit is None or by.unit.level not in MAY_SET_THEIRS:
        raise Refused(_("Only a province or a commune sets limits of its own."))
    return by.unit


def _require_sound(new: NewLimit, today: date) -> None:
    if not new.decision.strip():
        raise Refused(_("Write the number of the decision."))
    if new.decided_on > today:
        raise Refused(_("The decision is of a day that is still to come."))
    if new.valid_from < new.decided_on:
        raise Refused(_("A limit does not hold before it was decided; choose a later day."))


def _require_tighter(new: NewLimit) -> None:
    """Refuse what is looser than any version of the law's limit that holds from that day on."""
    for clock in _versions_from(new.code, new.valid_from):
        if not new.limit.is_tighter_than(clock.limit):
            raise Refused(
                _(
                    "A local limit may only be tighter than the law's: “%(title)s” is %(limit)s."
                    " Enter fewer, or a smaller measure that never ends later."
                )
                % {"title": clock.title.vi, "limit": limit_text(clock.limit)}
            )


def _versions_from(code: str, day: date) -> list[Clock]:
    catalog = case_catalog()
    now = catalog.clocks_on(day).get(code)
    if now is None:
        raise Refused(_("The catalogue knows no such time limit."))
    return [now, *(c for c in catalog.clocks if c.code == code and c.valid_from > day)]


def limit_text(limit: Limit) -> str:
    """Return a limit in words: "12 giờ", "5 ngày làm việc"."""
    return f"{limit.count} {LocalLimit.Measure(limit.unit).label}"
