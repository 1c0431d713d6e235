"""Moving the rows of a run to other units, by what their own snapshot froze."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.crosswalk import UnitKey
from mangnon.engine.explanation import Figure
from mangnon.engine.territory import Territory
from mangnon.engine.units_on import Moved, Mover
from mangnon.indicators.frozen import catalog_of, definitions_of, frozen_targets
from mangnon.snapshots.models import Snapshot

About = tuple[str, str, str]  # leaf, dimension, member
Rows = Mapping[About, Mapping[UnitKey, Figure]]


def moved(
    snapshot: Snapshot, rows: Rows, asked: Sequence[Territory]
) -> Iterator[tuple[About, Territory, Moved]]:
    """Yield every figure of the rows on the territories, judged by the snapshot's own targets."""
    catalog, definitions = catalog_of(snapshot), definitions_of(snapshot)
    targets = frozen_targets(snapshot)
    for about, figures in rows.items():
        leaf, dimension, _member = about
        mover = Mover(
            definitions[leaf], catalog, targets.get(leaf), snapshot.as_of, dimension == TOTAL
        )
        for territory, figure in zip(asked, mover.move(asked, figures), strict=True):
            yield about, territory, figure


def as_number(count: int | Fraction | None) -> float | None:
    """Return a count as JSON holds it: whole, or the decimal nearest to a part of a count."""
    return float(count) if isinstance(count, Fraction) else count
