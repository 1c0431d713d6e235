"""Which units report in the place of those that a plan named, after any number of reforms.

A unit that ended passes to what it was made into; a district, whose level the law ended, to the
units that its communes were made into.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from mangnon.core.models import Unit, UnitChange

Origins = dict[Unit, list[Unit]]  # the units there are now, each with those it stands for


def heirs_of(units: Iterable[Unit], since: date, until: date) -> Origins:
    """Return who stands in the place of units of one day on a later one; a unit that lasts itself.

    In the order of codes. A unit of which nothing is known any more has no heir.
    """
    found: Origins = {unit: [unit] for unit in units}
    changes = UnitChange.objects.filter(on__gt=since, on__lte=until)
    for day in changes.order_by("on").values_list("on", flat=True).distinct():
        passed: Origins = defaultdict(list)
        for unit, heirs in _heirs_on(day, found).items():
            for heir in heirs:
                passed[heir] += [one for one in found[unit] if one not in passed[heir]]
        found = passed
    return dict(sorted(found.items(), key=lambda pair: (pair[0].code, pair[0].valid_from)))


def heirs_on(day: date, unit: Unit) -> list[Unit]:
    """Return who stands in the place of one unit from the day of a reform on."""
    return _heirs_on(day, [unit])[unit]


def _heirs_on(day: date, units: Iterable[Unit]) -> dict[Unit, list[Unit]]:
    of_day = {unit.code: unit for unit in Unit.objects.on(day)}
    became: dict[str, set[str]] = defaultdict(set)
    changes = UnitChange.objects.filter(on=day).values_list("from_code", "to_code")
    for old, new in changes:
        became[old].add(new)

    def heirs(unit: Unit) -> list[Unit]:
        if unit.exists_on(day):
            return [unit]
        if unit.level != Unit.Level.DISTRICT:
            return _of_level(unit.level, became[unit.code])
        eve = day - timedelta(days=1)
        communes = Unit.objects.on(eve).filter(
            level=Unit.Level.COMMUNE, parent_code=unit.code
        )  # fmt: skip
        codes = {new for old in communes for new in became[old.code] or {old.code}}
        return _of_level(Unit.Level.COMMUNE, codes)

    def _of_level(level: str, codes: set[str]) -> list[Unit]:
        known = (of_day[code] for code in sorted(codes) if code in of_day)
        return [unit for unit in known if unit.level == level]

    return {unit: heirs(unit) for unit in units}
