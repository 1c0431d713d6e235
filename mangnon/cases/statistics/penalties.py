"""Administrative penalties of a year: how many there were, and their fines together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from mangnon.cases.proceedings.penalty import Penalty
from mangnon.cases.statistics.released import WHOLE, Unit
from mangnon.core.models import Unit as UnitRecord
from mangnon.core.units.territories import heir_of, unit_key
from mangnon.engine.suppression.hiding import hide
from mangnon.engine.suppression.layers import TOTAL, Layers, Place
from mangnon.engine.suppression.layers import Sum as SumOfUnits

PARTED = "parted"  # what belongs to a commune that a reform has parted since


@dataclass(frozen=True)
class Issued:
    """How many penalties were issued, and the sum of the fines among them, in đồng."""

    count: int
    amount: int


@dataclass(frozen=True)
class Penalties:
    """What the whole province issued, told always, and its communes; None where it is hidden."""

    whole: Issued
    communes: Mapping[Unit, Issued | None]


def penalties_of(year: int, today: date, below: int) -> Penalties:
    """Count the penalties of a year that were not withdrawn, by the communes of today.

    No right is asked here. A commune's line is told whole or not at all: it is hidden where its
    penalties or its fines are few, since the sum of a single fine is somebody's fine.
    """
    issued, fines, amounts = Counter[Unit](), Counter[Unit](), Counter[Unit]()
    found = Penalty.objects.issued_in(date(year, 1, 1), date(year, 12, 31)).order_by()
    rows = found.values("case__unit").annotate(
        issued=Count("pk"), fines=Count("amount"), sum=Sum("amount", default=0)
    )
    unit_of = _units({row["case__unit"] for row in rows}, today)
    for row in rows:
        unit = unit_of[row["case__unit"]]
        issued[unit] += row["issued"]
        fines[unit] += row["fines"]
        amounts[unit] += row["sum"]
    hidden = _hidden(issued, below) | _hidden(fines, below)
    return Penalties(
        whole=Issued(issued.total(), amounts.total()),
        communes={
            unit: None if unit in hidden else Issued(issued[unit], amounts[unit])
            for unit in issued
            if unit != PARTED
        },
    )


def _units(ids: set[int], today: date) -> dict[int, Unit]:
    """Return the commune of today of each; where no units of today are loaded, it is as it was."""
    are_known = UnitRecord.objects.on(today).exists()
    units = UnitRecord.objects.filter(pk__in=ids)
    heirs = {unit.pk: heir_of(unit, today) if are_known else unit for unit in units}
    return {pk: PARTED if heir is None else unit_key(heir) for pk, heir in heirs.items()}


def _hidden(counted: Counter[Unit], below: int) -> set[Unit]:
    """Return the communes whose counts are small, or would give a small one away."""
    layers = Layers([SumOfUnits(WHOLE, tuple(counted))], always_told=frozenset({WHOLE}))
    cells = {
        unit: layers.add("issued", Place(unit, TOTAL, TOTAL), count, below)
        for unit, count in [(WHOLE, counted.total()), *counted.items()]
    }
    hidden = hide(layers.cells()).mask
    return {unit for unit, cell in cells.items() if hidden[cell]}
