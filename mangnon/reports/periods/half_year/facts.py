"""What the half-year report says beyond the facts of every report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mangnon.core.models import Unit
from mangnon.documents.writing.receipt import FigureReceipt
from mangnon.engine.periods import shift
from mangnon.indicators.frozen import definitions_of, frozen_targets, last_years_value
from mangnon.indicators.shelves import Shelf
from mangnon.reports.asked import Asked
from mangnon.reports.content import gather
from mangnon.reports.facts import Facts, Leaf, Standing
from mangnon.reports.periods.earlier import Earlier, earlier_on, province_shown
from mangnon.reports.periods.half_year.pace import Pace, pace_of
from mangnon.reports.receipts import receipt_of
from mangnon.reports.wording import figure_key

NO_FIGURE = Standing(None, "provisional")


@dataclass(frozen=True)
class HalfYear:
    """The facts, the pace of each leaf, and the same day of last year where it was frozen."""

    facts: Facts
    paces: Mapping[str, Pace]
    before: Earlier | None

    def last_year(self, leaf: Leaf) -> Standing:
        """Return the leaf's figure of the same day last year, without a number where none is."""
        return self.before.standings.get(leaf.leaf, NO_FIGURE) if self.before else NO_FIGURE

    def is_redefined(self, leaf: Leaf) -> bool:
        return self.before is not None and leaf.leaf in self.before.redefined

    def receipts(self) -> dict[str, FigureReceipt]:
        """Return the receipts of last year's figures of the same day."""
        if self.before is None:
            return {}
        facts, found = self.facts, {}
        unit = facts.province_code, facts.province_valid_from.isoformat()
        for leaf in facts.leaves:
            key = day_key(leaf.leaf, facts.province_code, self.before.day)
            told = replace(self.last_year(leaf), attainment=None)
            receipt = receipt_of(key, leaf.leaf, unit, leaf.goal.measure, told)
            found[key] = replace(receipt, year=self.before.day.year, snapshot=self.before.snapshot)
        return found


def day_key(leaf: str, unit: str, day: date) -> str:
    return f"{figure_key(leaf, unit)}_{day:%Y%m%d}"


def gather_half_year(asked: Asked) -> HalfYear:
    """Return the facts of the first half of a year; Refused as the yearly report is."""
    facts = gather(year=asked.year, run=asked.run, by=asked.by, units_on=asked.units_on)
    shelf, province = province_shown(asked)
    before = earlier_on(asked, province, shift(facts.as_of, -1, "YEAR"))
    if before is not None:
        earlier = {**facts.earlier, before.snapshot: before.manifest_sha256}
        facts = replace(facts, earlier=earlier)
    return HalfYear(facts, _paces(asked, shelf, province), before)


def _paces(asked: Asked, shelf: Shelf, province: Unit) -> dict[str, Pace]:
    snapshot, stated_as = asked.run.snapshot, shelf.stated_as(province)
    definitions = definitions_of(snapshot)
    return {
        leaf: pace_of(
            definitions[leaf],
            target,
            snapshot.as_of,
            last_years_value(snapshot, leaf, *stated_as) if stated_as else None,
        )
        for leaf, target in frozen_targets(snapshot).items()
        if leaf in definitions
    }
