"""Finding the organisation that a dated name or a power belonged to on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from mangnon.core.models import Organisation, OrganisationName, OrganisationPower, Unit, UnitChange
from mangnon.core.organisations.organisation import name_key

SAME_UNIT = (UnitChange.Kind.RENAME, UnitChange.Kind.RETYPE, UnitChange.Kind.REPARENT)


def who_answers_for(power: str, *, unit: Unit, day: date) -> Organisation | None:
    """Return who answered for it in the unit on the day; none when nobody is known to."""
    held = OrganisationPower.objects.on(day).filter(power=power, unit__in=vintages(unit))
    found = held.select_related("organisation").first()
    return found.organisation if found else None


def known_as(names: Iterable[str], *, unit: Unit, day: date) -> dict[str, Organisation]:
    """Return the organisation of each name that was its name, or short for it, on the day.

    Looked for in the unit, then in those above it: the nearest wins. A name that two bodies of one
    unit bore on that day is nobody's; a person has to choose.
    """
    borne = _borne(unit, day)
    found = {}
    for name in names:
        for bearers in borne:
            if len(same := bearers.get(name_key(name), ())) > 0:
                if len(same) == 1:
                    found[name] = same[0]
                break
    return found


def _borne(unit: Unit, day: date) -> list[dict[str, list[Organisation]]]:
    """Return who bore each name on the day, for the unit first and for each one above it."""
    place = {
        pk: distance
        for distance, above in enumerate(unit_and_above(unit, day))
        for pk in vintages(above)
    }
    names = OrganisationName.objects.on(day).filter(organisation__unit__in=place)
    borne: list[dict[str, list[Organisation]]] = [defaultdict(list) for _ in {*place.values()}]
    for name in names.select_related("organisation"):
        for key in name.keys:
            borne[place[name.organisation.unit_id]][key].append(name.organisation)
    return borne


def unit_and_above(unit: Unit, day: date) -> list[Unit]:
    """Return the unit and each one that it lay in on the day, the nearest first."""
    line = [unit]
    while line[-1].parent_code:
        parent = Unit.objects.on(day).filter(code=line[-1].parent_code).first()
        if parent is None or parent in line:
            break
        line.append(parent)
    return line


def vintages(unit: Unit) -> list[int]:
    """Return the keys of the unit under its other names, types and parents: the same unit still.

    A code that is used again after a merge is another unit.
    """
    same = list(Unit.objects.filter(code=unit.code).order_by("valid_from"))
    renewed = set(
        UnitChange.objects.filter(
            from_code=unit.code, to_code=unit.code, kind__in=SAME_UNIT
        ).values_list("on", flat=True)
    )
    runs: list[list[Unit]] = []
    for one in same:
        if runs and one.valid_from in renewed and runs[-1][-1].valid_to == one.valid_from:
            runs[-1].append(one)
        else:
            runs.append([one])
    return next(([u.pk for u in run] for run in runs if unit in run), [unit.pk])
