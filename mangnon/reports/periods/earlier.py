"""The province's figures of an earlier day, on the units of the report, whatever units it had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mangnon.core.models import Unit
from mangnon.core.units.territories import unit_key
from mangnon.engine.continuity import COMPARABLE, Continuity
from mangnon.engine.issues import CatalogError, EngineError
from mangnon.indicators.frozen import definitions_of, units_day
from mangnon.indicators.models import Run
from mangnon.indicators.series import measured_by
from mangnon.indicators.shelves import OnUnits, Shelf, shelf_of
from mangnon.reports.asked import Asked
from mangnon.reports.content import province_of, standing_of
from mangnon.reports.facts import Standing


@dataclass(frozen=True)
class Earlier:
    """One frozen day: the figure of each leaf, the leaves that measured another thing then.

    `continuity` says how its units became those of the report; `units_on` is the day of its own.
    """

    day: date
    snapshot: str
    manifest_sha256: str
    units_on: date
    continuity: Continuity
    standings: Mapping[str, Standing]
    redefined: frozenset[str]


def province_shown(asked: Asked) -> tuple[Shelf, Unit]:
    """Return the shelf of the report and the province on it."""
    shelf = shelf_of(asked.run, asked.units_on, asked.by, is_public=True)
    planned = province_of(asked.run, asked.by)
    return shelf, shelf.home(planned) or planned


def earlier_on(asked: Asked, province: Unit, day: date) -> Earlier | None:
    """Return the newest figures of the day for the province; None where nothing was frozen."""
    runs = Run.objects.filter(snapshot__as_of=day).select_related("snapshot")
    for run in runs.order_by("-computed_at", "-pk"):
        then = units_day(run.snapshot)
        shown = asked.units_on or (asked.units_day if then != asked.units_day else None)
        shelf = shelf_of(run, shown, asked.by, is_public=True)
        if isinstance(shelf, OnUnits) and not _has(shelf, province):
            continue
        if found := shelf.results([run], units=[province]):
            return Earlier(
                day=day,
                snapshot=run.snapshot.code,
                manifest_sha256=run.snapshot.manifest_sha256,
                units_on=then,
                continuity=shelf.continuity(province, ()) if shown else COMPARABLE,
                standings={result.leaf: standing_of(result) for result in found},
                redefined=_redefined(asked.run, run),
            )
    return None


def _has(shelf: OnUnits, province: Unit) -> bool:
    return unit_key(province) in shelf.made.territories and shelf.may_show(province)


def _redefined(own: Run, run: Run) -> frozenset[str]:
    """Return the leaves that another definition measured in the earlier run."""
    now = definitions_of(own.snapshot)
    try:
        then = definitions_of(run.snapshot)
    except (CatalogError, EngineError):  # this software cannot read it, or it was touched
        then = {}
    return frozenset(
        leaf
        for leaf, definition in now.items()
        if leaf not in then or measured_by(then[leaf]) != measured_by(definition)
    )
