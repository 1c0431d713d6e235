"""The cascade check in words, and as JSON for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from django.utils.translation import gettext as _

from mangnon.core.models import Unit
from mangnon.indicators.cascade.checking import Check, Line
from mangnon.indicators.cascade.reckoning import PER
from mangnon.indicators.cascade.standing import Stand
from mangnon.plans.items import Target
from mangnon.ui.formats import HIDDEN, date_text, number, value_with_unit

MOST_DECIMALS = 4
COUNT = Target.Measure.COUNT


def decimal(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def value_text(check: Check, value: Fraction, places: int | None = None) -> str:
    """Return a value in the target's unit, with the decimals that the measure is shown with."""
    shown = 0 if check.target.unit == COUNT else places or check.definition.decimals
    return value_with_unit(decimal(value, shown), check.target.unit)


def asked_text(check: Check) -> str:
    """Return the target as it was written: "76,9%"."""
    return value_with_unit(f"{check.target.value.normalize():f}", check.target.unit)


def reached_text(check: Check) -> str:
    """Return what the whole reaches, with as many decimals as tell it from the target.

    It is about that where the counts of some units are hidden.
    """
    if check.whole is None:
        return "—"
    value, asked = check.whole.value, Fraction(check.target.value)
    places = check.definition.decimals
    while value != asked and places < MOST_DECIMALS and decimal(value, places) == asked:
        places += 1
    about = "≈ " if check.hidden else ""
    return about + value_text(check, value, places)


def gap_text(check: Check) -> str:
    """Return what is missing, in whole things where things are counted; "" where nothing is."""
    if check.whole is None or not check.whole.gap:
        return ""
    if check.counts_things:
        return f"{number(ceil(check.whole.gap))} {check.noun}"
    return value_text(check, abs(check.whole.value - Fraction(check.target.value)))


def level_text(check: Check) -> str:
    """Return the value that the weakest units would come to; "" where a level says nothing."""
    if check.level is None or check.target.unit == COUNT or check.counts_units:
        return ""
    return value_text(check, check.level.value)


def takes_text(check: Check, line: Line) -> str:
    """Return how much more a unit would take; nothing of one that takes nothing."""
    if not line.takes or not check.counts_things or check.counts_units:
        return ""
    return HIDDEN if line.stand.is_hidden else number(ceil(line.takes))


def own_value_text(check: Check, stand: Stand) -> str:
    """Return a unit's latest figure in the definition's unit; "" where nobody knows it."""
    unit, places = check.definition.unit, check.definition.decimals
    if stand.amount is None or not stand.weight:
        return ""
    return value_with_unit(decimal(stand.amount * PER.get(unit, 1) / stand.weight, places), unit)


def units_word(level: str) -> str:
    return _("districts") if level == Unit.Level.DISTRICT else _("communes")


def sentence(check: Check, level: str) -> str:
    """Say what the whole reaches, who was counted how, and what is missing."""
    return " ".join((reaches(check, level), *notes(check, level)))


def reaches(check: Check, level: str) -> str:
    """Say in one sentence what the whole reaches if every unit meets its own target."""
    above = str(check.above)
    words = {"units": units_word(level), "above": above[:1].lower() + above[1:]}
    if check.is_hidden:
        return _("Nothing can be said: the figure of %(above)s is not told.") % words
    if check.whole is None:
        return _("No unit has a target or a figure yet, so nothing can be said.")
    words |= {"reached": reached_text(check), "asked": asked_text(check)}
    if not check.with_target:
        return _("No unit has a target of its own; %(above)s stands at %(reached)s.") % words
    if check.whole.is_met:
        return (
            _(
                "If all %(units)s meet their own targets, %(above)s reaches %(reached)s; the "
                "target of %(asked)s is met."
            )
            % words
        )
    return (
        _("If all %(units)s meet their own targets, %(above)s reaches %(reached)s, not %(asked)s.")
        % words
    )


def notes(check: Check, level: str) -> Iterator[str]:
    """Yield what is to be known beside that: who was counted how, and what is missing."""
    if check.whole is None:
        return
    words: dict[str, object] = {"all": len(check.lines), "units": units_word(level)}
    if check.at_result:
        day = date_text(check.now.run.snapshot.as_of) if check.now else ""
        yield (
            _(
                "%(count)s of %(all)s %(units)s have no target of their own and count with their "
                "latest figure (%(day)s)."
            )
            % (words | {"count": check.at_result, "day": day})
        )
    if check.left_out:
        yield (
            _("%(count)s of %(all)s %(units)s have neither target nor figure and do not count.")
            % (words | {"count": check.left_out})
        )
    if check.hidden:
        yield (
            _(
                "%(count)s of %(all)s %(units)s have small counts that are hidden: each counts as "
                "an equal part of what they have together."
            )
            % (words | {"count": check.hidden})
        )
    if not check.counts_things:
        yield _("The figure is stated, not counted: units weigh as much as they have children.")
    yield from _gap(check, words)


def _gap(check: Check, words: dict[str, object]) -> Iterator[str]:
    if check.whole is None or check.whole.is_met:
        return
    if not check.whole.gap:
        yield _("Exactly the bound is reached, and the target asks for better than that.")
        return
    words |= {"gap": gap_text(check), "level": level_text(check), "count": len(check.takers)}
    is_lower = check.target.is_lower_better
    yield (_("It is %(gap)s too many.") if is_lower else _("It lacks %(gap)s.")) % words
    if check.counts_units:
        yield (
            _("It would be met if as many more of the %(count)s %(units)s without it reached it.")
            % words
        )
    elif words["level"]:
        yield (
            _("It would be met if the %(count)s weakest %(units)s all came to %(level)s.") % words
        )


def told(checks: Sequence[Check], level: str, *, with_units: bool) -> list[dict[str, Any]]:
    """Return the checks as JSON; with the units of each where they are asked for."""
    return [
        _as_row(check, level) | ({"units": _units(check)} if with_units else {})
        for check in checks
    ]  # fmt: skip


def _as_row(check: Check, level: str) -> dict[str, Any]:
    whole = check.whole
    return {
        "leaf": check.leaf,
        "title": check.definition.title.vi,
        "relation": check.target.relation,
        "target": float(check.target.value),
        "unit": check.target.unit,
        "now": check.now.value if check.now else None,
        "reached": float(whole.value) if whole else None,
        "is_met": whole.is_met if whole else None,
        "gap": float(whole.gap) if whole else None,
        "level": float(check.level.value) if check.level else None,
        "with_target": check.with_target,
        "at_result": check.at_result,
        "left_out": check.left_out,
        "hidden": check.hidden,
        "text": sentence(check, level),
    }


def _units(check: Check) -> list[dict[str, Any]]:
    return [_unit(line) for line in check.lines]


def _unit(line: Line) -> dict[str, Any]:
    """Return one unit; of a hidden one no number but its target, which is no secret."""
    numbers: dict[str, float | None] = {"weight": None, "amount": None, "takes": None}
    if not line.stand.is_hidden:
        numbers = {
            "weight": float(line.stand.weight),
            "amount": None if line.amount is None else float(line.amount),
            "takes": float(line.takes),
        }
    counts_at = "target" if line.has_target else "result" if line.is_at_result else "nothing"
    own = line.target.value if line.target else None
    return {
        "unit": line.unit.code,
        "unit_valid_from": line.unit.valid_from.isoformat(),
        "target": None if own is None else float(own),
        "counts_at": counts_at,
        "is_hidden": line.stand.is_hidden,
        **numbers,
    }
