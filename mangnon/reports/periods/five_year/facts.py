"""Five years of every leaf from frozen figures on one day's units, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mangnon.core.units.territories import days_of_change
from mangnon.documents.writing.receipt import FigureReceipt
from mangnon.engine.attainment import CHANGES
from mangnon.engine.continuity import Continuity
from mangnon.reports.asked import Asked
from mangnon.reports.content import gather
from mangnon.reports.facts import JUDGED, Facts, Leaf, Standing, Year
from mangnon.reports.periods.earlier import Earlier, earlier_on, province_shown
from mangnon.reports.receipts import COUNT_OF_LEAVES, receipt_of


@dataclass(frozen=True)
class Met:
    """Of the leaves that had a target and a figure at a year's end, how many met theirs."""

    year: int
    met: int
    judged: int
    snapshot: str = ""

    @property
    def key(self) -> str:
        return f"all_met_{self.year}"


@dataclass(frozen=True)
class Joined:
    """The years whose figures were moved from other units, and how those became the report's."""

    year: int
    units_on: date
    continuity: Continuity


@dataclass(frozen=True)
class FiveYear:
    """The facts with their years filled, the day of their units, and what breaks the series.

    `breaks` are the leaves whose figure of now cannot be read on those units.
    """

    facts: Facts
    units_day: date
    changes: tuple[date, ...]
    continuity: Continuity
    joined: tuple[Joined, ...]
    breaks: Mapping[str, Continuity]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years before the report's own, oldest first, known or not."""
        return tuple(range(self.facts.first_year, self.facts.year))

    def met(self) -> dict[int, Met]:
        """Return the targets met at the end of each earlier year that has any judged."""
        found = {}
        for year in self.years:
            ends = [one for leaf in self.facts.leaves for one in leaf.years if one.year == year]
            judged = [one for one in ends if one.standing.attainment in JUDGED]
            if judged:
                met = sum(one.standing.attainment == "met" for one in judged)
                found[year] = Met(year, met, len(judged), judged[0].snapshot)
        return found

    def receipts(self) -> dict[str, FigureReceipt]:
        """Return a receipt for the count of each earlier year."""
        facts = self.facts
        unit = facts.province_code, facts.province_valid_from.isoformat()
        found = {}
        for year, one in self.met().items():
            standing = Standing("met", "final", one.met, one.met, one.judged)
            receipt = receipt_of(one.key, COUNT_OF_LEAVES, unit, "count", standing)
            found[one.key] = replace(receipt, year=year, snapshot=one.snapshot)
        return found


@dataclass(frozen=True)
class Change:
    """From the first year that measures the same thing to the last, in the leaf's own unit.

    `until` is 0 where the last is the report's own figure.
    """

    since: int
    until: int
    by: float


def change_of(leaf: Leaf) -> Change | None:
    """Return how far a leaf came; None where nothing compares, or it is a change itself.

    What adds up through a year is compared between whole years: its own year counts once it is
    over or estimated whole.
    """
    known = {
        year.year: year.standing.value
        for year in leaf.years
        if not year.is_redefined and year.standing.value is not None
    }
    if not known or leaf.goal.relation in CHANGES:
        return None
    since, now = min(known), leaf.standing.value
    if now is not None and not (leaf.builds_up and leaf.standing.basis == "provisional"):
        return Change(since, 0, now - known[since])
    until = max(known)
    return Change(since, until, known[until] - known[since]) if until > since else None


def gather_five_year(asked: Asked) -> FiveYear:
    """Return the facts of the five years to the asked one; Refused as the yearly report is."""
    facts = gather(year=asked.year, run=asked.run, by=asked.by, units_on=asked.units_on)
    shelf, province = province_shown(asked)
    joined, hashes = [], dict(facts.earlier)
    for year in range(facts.first_year, facts.year):
        if _is_frozen(facts, year):
            continue
        if (found := earlier_on(asked, province, date(year, 12, 31))) is not None:
            facts = replace(facts, leaves=tuple(_filled(leaf, found) for leaf in facts.leaves))
            hashes[found.snapshot] = found.manifest_sha256
            if found.units_on != asked.units_day:
                joined.append(Joined(year, found.units_on, found.continuity))
    first = date(facts.first_year, 1, 1)
    return FiveYear(
        facts=replace(facts, earlier=dict(sorted(hashes.items()))),
        units_day=asked.units_day,
        changes=tuple(sorted(day for day in days_of_change() if first <= day <= facts.as_of)),
        continuity=shelf.continuity(province, ()),
        joined=tuple(joined),
        breaks={
            leaf.leaf: told
            for leaf in facts.leaves
            if (told := shelf.continuity(province, leaf.standing.flags)).kind == "break"
        },
    )


def _is_frozen(facts: Facts, year: int) -> bool:
    return any(one.year == year and one.snapshot for leaf in facts.leaves for one in leaf.years)


def _filled(leaf: Leaf, found: Earlier) -> Leaf:
    """Return the leaf with the year; what an agency stated stays where nothing was counted."""
    standing, year = found.standings.get(leaf.leaf), found.day.year
    stated = next((one for one in leaf.years if one.year == year), None)
    if standing is None or standing.value is None or (stated and not standing.value):
        return leaf
    counted = Year(year, standing, found.snapshot, leaf.leaf in found.redefined)
    others = [one for one in leaf.years if one.year != year]
    return replace(leaf, years=tuple(sorted([*others, counted], key=lambda one: one.year)))
