"""The figures of a run for those who may not see the children behind them.

What is small, and what would give it away, is hidden in all figures of the run together (decision
0031). Which they are is reckoned once and kept beside the results.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mangnon.engine.companions import AREA_CLASS, AREA_GAP, COVERAGE, OWN_COUNT
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.flags import SUPPRESSED
from mangnon.engine.issues import EngineError
from mangnon.engine.load import load_catalog
from mangnon.engine.manifest import sha256
from mangnon.engine.results import SCHEMA
from mangnon.engine.suppression import RULE, release, sums_of
from mangnon.engine.whole_files import written_whole
from mangnon.indicators.frozen import read_frozen
from mangnon.indicators.models import Run

ABOUT = ("leaf", "unit", "unit_valid_from", "dimension", "member")
HIDDEN, HIDDEN_TOTALS = "hidden", "hidden-totals"
KEPT = pa.schema([SCHEMA.field(name) for name in ABOUT])
NO_BREAKDOWN = (COVERAGE, AREA_GAP, OWN_COUNT)
Key = tuple[str, str, date, str, str]


def hidden_figures(
    results: pa.Table, units: pa.Table, catalog: Catalog, day: date, *, only_totals: bool = False
) -> frozenset[Key]:
    """Return which of a snapshot's figures are hidden from those who may not see its children.

    It takes what is frozen (a run's results, the snapshot's units and catalogue, its as-of day), so
    that whoever checks a report finds the same. The totals are released first, as a report prints
    them, and stay as they are beside all other figures: alone they take a second.
    """
    parents = _parents(units)
    counted = results.filter(pc.invert(pc.is_in(results["dimension"], pa.array(NO_BREAKDOWN))))
    top = [unit for unit, parent in parents.items() if parent is None]
    released = partial(release, catalog=catalog, sums=sums_of(parents), on=day, always_told=top)
    totals = released(counted.filter(pc.equal(counted["dimension"], TOTAL)))
    if only_totals:
        return _suppressed(totals)
    hidden = _suppressed(released(counted, earlier=[totals]))
    return hidden | frozenset(_companions_hidden(results, catalog.in_force(day), hidden, top))


def hidden_in(run: Run) -> frozenset[Key]:
    """Return which figures of a run are hidden from those who may not see its children."""
    return _hidden_of(run, only_totals=False)


def hidden_totals_in(run: Run) -> frozenset[Key]:
    """Return which totals of a run are hidden: the same as among all, within a second or two."""
    return _hidden_of(run, only_totals=True)


def is_prepared(run: Run) -> bool:
    """Say whether it is known by now which breakdowns are hidden; to find out may take minutes."""
    return _kept(_results_of(run), HIDDEN).exists()


def is_hidden(
    run: Run, units: Collection[tuple[str, date]], leaf: str, dimension: str, member: str
) -> bool:
    """Say whether the figure is hidden of any of the units."""
    hidden = hidden_totals_in(run) if dimension == TOTAL else hidden_in(run)
    return any((leaf, *unit, dimension, member) in hidden for unit in units)


def _hidden_of(run: Run, *, only_totals: bool) -> frozenset[Key]:
    folder, day = run.snapshot.folder, run.snapshot.as_of
    return _hidden(folder, _results_of(run), run.results_sha256, day, only_totals=only_totals)


@lru_cache(maxsize=32)
def _hidden(
    snapshot: Path, results: Path, results_sha256: str, day: date, *, only_totals: bool
) -> frozenset[Key]:
    """Return the hidden figures; EngineError where the results are not those that were computed."""
    if not results.exists() or sha256(results) != results_sha256:
        raise EngineError(f"{results} không phải kết quả đã tính; hãy tính lại số liệu.")
    kept = _kept(results, HIDDEN_TOTALS if only_totals else HIDDEN)
    if not kept.exists():
        units, catalog = read_frozen(snapshot, "units"), load_catalog(snapshot / "catalog")
        found = pq.read_table(results)
        hidden = hidden_figures(found, units, catalog, day, only_totals=only_totals)
        rows = [dict(zip(ABOUT, key, strict=True)) for key in sorted(hidden)]
        with written_whole(kept) as draft:
            pq.write_table(pa.Table.from_pylist(rows, schema=KEPT), draft)
    columns = pq.read_table(kept).to_pydict()
    return frozenset(zip(*(columns[name] for name in ABOUT), strict=True))


def _kept(results: Path, what: str) -> Path:
    return results.with_suffix(f".{what}-{RULE}.parquet")


def _results_of(run: Run) -> Path:
    return _results_in(run.snapshot.folder, run.engine, run.pk)


@lru_cache(maxsize=32)
def _results_in(snapshot: Path, engine: str, run: int) -> Path:
    return snapshot / "results" / f"{engine}-{run}.parquet"


def _companions_hidden(
    results: pa.Table,
    definitions: Mapping[str, Definition],
    hidden: Collection[Key],
    top: Collection[Hashable],
) -> Iterator[Key]:
    """Yield the gaps of areas and the coverages that would tell of hidden figures or of a few.

    One coverage that is hidden takes those of its leaf in all units but the province with it: what
    the others leave of the province's would tell it.
    """
    of_areas = {(leaf, *unit) for leaf, *unit, dimension, _m in hidden if dimension == AREA_CLASS}
    beside = results.filter(pc.is_in(results["dimension"], pa.array(NO_BREAKDOWN)))
    coverages: dict[str, dict[Key, bool]] = defaultdict(dict)
    for row in beside.select([*ABOUT, "numerator", "denominator"]).to_pylist():
        key: Key = tuple(row[name] for name in ABOUT)
        if row["dimension"] == COVERAGE:
            reached, should = row["numerator"] or 0, row["denominator"] or 0
            few = range(1, definitions[row["leaf"]].hide_below)
            tells = any(count in few for count in (reached, should, should - reached))
            coverages[key[0]][key] = tells or (*key[:3], TOTAL, TOTAL) in hidden
        elif key[:3] in of_areas:
            yield key
    for of_leaf in coverages.values():
        any_is_hidden = any(of_leaf.values())
        yield from (
            key
            for key, tells in of_leaf.items()
            if tells or (any_is_hidden and key[1:3] not in top)
        )


def _parents(units: pa.Table) -> dict[Hashable, Hashable | None]:
    return {
        (unit["code"], unit["valid_from"]): (unit["parent_code"], unit["parent_valid_from"])
        if unit["parent_code"]
        else None
        for unit in units.to_pylist()
    }


def _suppressed(released: pa.Table) -> frozenset[Key]:
    is_out = [SUPPRESSED in flags for flags in released["flags"].to_pylist()]
    hidden = released.filter(pa.array(is_out, pa.bool_())).to_pydict()
    return frozenset(zip(*(hidden[name] for name in ABOUT), strict=True))
