"""The figures of a run for those who may not see the children behind them.

What is small, and what would give it away, is hidden in all figures of the run together (decision
0031). Which they are is reckoned once and kept beside the results.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mangnon.core import access
from mangnon.core.units.territories import unit_key
from mangnon.engine.companions import AREA_GAP, COVERAGE, OWN_COUNT
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.definitions import Catalog
from mangnon.engine.flags import SUPPRESSED
from mangnon.engine.load import load_catalog
from mangnon.engine.suppression import release, sums_of
from mangnon.engine.whole_files import written_whole
from mangnon.indicators.models import Result, Run
from mangnon.indicators.shelves import Shelf

ABOUT = ("leaf", "unit", "unit_valid_from", "dimension", "member")
HIDDEN = "hidden"
NO_BREAKDOWN = (COVERAGE, AREA_GAP, OWN_COUNT)
Key = tuple[str, str, date, str, str]


def screen(results: Sequence[Result], shelf: Shelf) -> list[Result]:
    """Return the figures as the shelf's person may see them, hidden ones without any number.

    A figure on the units of another day is hidden where one is that it is made of.
    """
    if access.sees_all_of(shelf.by, "child.view"):
        return list(results)
    return [_emptied(result) if _is_hidden(result, shelf) else result for result in results]


def hidden_in(run: Run) -> frozenset[Key]:
    """Return which figures of a run are hidden from those who may not see its children."""
    return _hidden(run.snapshot.folder / "results" / f"{run.engine}-{run.pk}.parquet")


def is_hidden(
    run: Run, units: Collection[tuple[str, date]], leaf: str, dimension: str, member: str
) -> bool:
    """Say whether the figure is hidden of any of the units."""
    hidden = hidden_in(run)
    return any((leaf, *unit, dimension, member) in hidden for unit in units)


def _emptied(result: Result) -> Result:
    """Return what stands for a hidden figure: nothing but what it is about."""
    return Result(
        run=result.run,
        leaf=result.leaf,
        unit=result.unit,
        dimension=result.dimension,
        member=result.member,
        basis=result.basis,
        flags=[SUPPRESSED],
    )


def _is_hidden(result: Result, shelf: Shelf) -> bool:
    parts = [unit_key(unit) for unit in shelf.made_of(result.unit)]
    return is_hidden(result.run, parts, result.leaf, result.dimension, result.member)


@lru_cache(maxsize=16)
def _hidden(results: Path) -> frozenset[Key]:
    kept = results.with_suffix(f".{HIDDEN}.parquet")
    if not kept.exists():
        _write_hidden(results, kept)
    columns = pq.read_table(kept).to_pydict()
    return frozenset(zip(*(columns[name] for name in ABOUT), strict=True))


def _write_hidden(results: Path, target: Path) -> None:
    snapshot = results.parents[1]
    table = pq.read_table(results)
    table = table.filter(pc.invert(pc.is_in(table["dimension"], pa.array(NO_BREAKDOWN))))
    units = pq.read_table(snapshot / "units").to_pylist()
    parents: dict[Hashable, Hashable | None] = {
        (unit["code"], unit["valid_from"]): (unit["parent_code"], unit["parent_valid_from"])
        if unit["parent_code"]
        else None
        for unit in units
    }
    catalog, sums = load_catalog(snapshot / "catalog"), sums_of(parents)
    table = _with_counts(table, catalog)
    totals = table.filter(pc.equal(table["dimension"], TOTAL))
    # The totals first, as a report would print them: what they show stays shown in the rest.
    released = release(table, catalog, sums, earlier=[release(totals, catalog, sums)])
    is_out = [SUPPRESSED in flags for flags in released["flags"].to_pylist()]
    with written_whole(target) as draft:
        pq.write_table(released.filter(pa.array(is_out, pa.bool_())).select(ABOUT), draft)


def _with_counts(results: pa.Table, catalog: Catalog) -> pa.Table:
    """Return the results with this year's count in the place of a fall, which may be negative."""
    changes = [leaf for leaf, definition in catalog.indicators.items() if definition.is_change]
    now = pc.subtract(results["denominator"], results["numerator"])
    is_change = pc.is_in(results["leaf"], pa.array(changes, pa.string()))
    place = results.schema.get_field_index("numerator")
    return results.set_column(
        place, results.schema.field(place), pc.if_else(is_change, now, results["numerator"])
    )
