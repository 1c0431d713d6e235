"""Figures as a reader may see them: what is hidden of them holds no number.

Every shelf passes what it gives through here (`shelves.py`), so that no page, report or command can
forget it. The province's own totals are always told: they are the figures that it signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mangnon.core.models import Unit
from mangnon.core.units.territories import unit_key
from mangnon.engine.companions import AREA_CLASS, AREA_GAP, COVERAGE
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.flags import SUPPRESSED, is_of_territory
from mangnon.engine.load import load_catalog
from mangnon.indicators.frozen import catalog_of, definitions_of
from mangnon.indicators.models import Result, Run
from mangnon.indicators.released import is_hidden, is_prepared

if TYPE_CHECKING:
    from mangnon.indicators.shelves import Shelf

NUMBERS = ("numerator", "denominator", "value", "low", "high")


def screen(results: Sequence[Result], shelf: Shelf) -> list[Result]:
    """Return the figures as the shelf's reader may see them.

    A figure on the units of another day is hidden where one is that it is made of.
    """
    if shelf.sees_all:
        return list(results)
    return [_emptied(result) if _is_hidden(result, shelf) else result for result in results]


def awaits_breakdowns(run: Run, shelf: Shelf) -> bool:
    """Say whether it is still to be found which breakdowns are hidden from the shelf's reader."""
    return not shelf.sees_all and not is_prepared(run)


def _emptied(result: Result) -> Result:
    """Return what stands for a hidden figure: what it is about, and on which units it stands."""
    return Result(
        run=result.run,
        leaf=result.leaf,
        unit=result.unit,
        dimension=result.dimension,
        member=result.member,
        basis=result.basis,
        flags=[*filter(is_of_territory, result.flags), SUPPRESSED],
    )


def _is_hidden(result: Result, shelf: Shelf) -> bool:
    if all(getattr(result, name) is None for name in NUMBERS):
        return False
    parts = shelf.made_of(result.unit)
    below = [part for part in parts if part.level != Unit.Level.PROVINCE]
    if result.dimension == COVERAGE:
        # No release holds these counts, so nothing says which of them would give others away.
        return bool(below)
    if result.dimension == TOTAL:
        return _any_hidden(result, below, TOTAL, TOTAL)
    if result.dimension == AREA_GAP:
        return _any_hidden(result, below, TOTAL, TOTAL) or any(
            _any_hidden(result, parts, AREA_CLASS, member) for member in _area_classes(result)
        )
    return _any_hidden(result, parts, result.dimension, result.member)


def _any_hidden(result: Result, units: Sequence[Unit], dimension: str, member: str) -> bool:
    if not units or not _counts_people(result):
        return False  # the run is not asked: the first question to a run may take long
    keys = [unit_key(unit) for unit in units]
    return is_hidden(result.run, keys, result.leaf, dimension, member)


def _counts_people(result: Result) -> bool:
    snapshot = result.run.snapshot
    return result.leaf in _of_people(snapshot.folder, snapshot.as_of)


@lru_cache(maxsize=16)
def _of_people(snapshot: Path, as_of: date) -> frozenset[str]:
    definitions = load_catalog(snapshot / "catalog").in_force(as_of)
    return frozenset(leaf for leaf, definition in definitions.items() if definition.counts_people)


def _area_classes(result: Result) -> Sequence[str]:
    """Return the classes of areas from whose figures the gap follows."""
    snapshot = result.run.snapshot
    definition = definitions_of(snapshot)[result.leaf]
    return tuple(catalog_of(snapshot).members_of(definition, AREA_CLASS).by_code)
