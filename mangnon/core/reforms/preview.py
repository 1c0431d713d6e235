"""What the second step of the wizard shows: old units beside new ones, and who takes over what."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mangnon.core.models import Unit, UnitChange
from mangnon.core.reforms.area_classes import to_decide_anew
from mangnon.core.reforms.batch import ReformBatch
from mangnon.core.reforms.outcome import Outcome
from mangnon.core.reforms.passing import Passing, passing_of


@dataclass(frozen=True)
class Line:
    """One unit as it will be, with each unit that comes into it and how much of it."""

    target: Unit
    is_new: bool
    sources: list[tuple[Unit, UnitChange, Decimal]]


@dataclass(frozen=True)
class Total:
    """How many records of one app pass on by rule, and how many wait for a decision."""

    label: str | Promise
    decided: int
    waiting: int


@dataclass(frozen=True)
class Preview:
    problems: list[str]
    lines: list[Line]
    led_along: list[UnitChange]
    totals: list[Total]
    passing: list[Passing]
    to_decide: list[tuple[Passing, list[Unit]]]
    warnings: list[str]


def preview_of(batch: ReformBatch, outcome: Outcome) -> Preview:
    """Return what applying would do; nothing is counted for a draft that cannot be applied."""
    passing = [] if outcome.problems else passing_of(batch, outcome)
    units = outcome.lasting | outcome.making
    to_decide = [
        (group, [units[code] for code in group.candidates]) for group in passing if group.is_open
    ]
    return Preview(
        outcome.problems, _lines(outcome), outcome.led_along, _totals(passing),
        [group for group in passing if not group.is_open], to_decide,
        _warnings(batch, outcome, to_decide),
    )  # fmt: skip


def _lines(outcome: Outcome) -> list[Line]:
    before = outcome.lasting | outcome.ending
    after = outcome.lasting | outcome.making
    sources: dict[str, list[tuple[Unit, UnitChange, Decimal]]] = {}
    for change in outcome.changes:
        if change.from_code in before and change.to_code in after:
            row = (before[change.from_code], change, 100 * change.share)
            sources.setdefault(change.to_code, []).append(row)
    return [
        Line(after[code], code in outcome.making, rows) for code, rows in sorted(sources.items())
    ]


def _totals(passing: list[Passing]) -> list[Total]:
    found: dict[str, Total] = {}
    for group in passing:
        total = found.get(group.mover, Total(group.label, 0, 0))
        is_waiting = group.to_code is None
        found[group.mover] = Total(
            group.label,
            total.decided + (0 if is_waiting else group.count),
            total.waiting + (group.count if is_waiting else 0),
        )
    return list(found.values())


def _warnings(
    batch: ReformBatch, outcome: Outcome, to_decide: list[tuple[Passing, list[Unit]]]
) -> list[str]:
    found = []
    estimated = sum(1 for change in outcome.changes if change.share != 1)
    if estimated:
        found.append(
            _(
                "%(count)s changes move only a part of a unit: figures on the new units will be "
                "marked as estimates."
            )
            % {"count": estimated}
        )
    if any(group.to_code is None for group, _units in to_decide):
        found.append(
            _(
                "What you leave undecided stays where a unit goes on, and is offered to every "
                "successor where it ends: the first to accept takes it over."
            )
        )
    if ending := to_decide_anew(batch, outcome):
        found.append(
            _(
                "Kinds of area end with these units and must be decided anew for the new ones: "
                "%(codes)s."
            )
            % {"codes": ", ".join(ending)}
        )
    if unnamed := [unit.code for unit in outcome.making.values() if not unit.legal_basis]:
        found.append(
            _("New units without a legal basis: %(codes)s.") % {"codes": ", ".join(unnamed)}
        )
    return found
