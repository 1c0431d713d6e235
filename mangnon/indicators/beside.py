"""What stands beside a leaf's figure: who was reached, the gap of areas, other sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from mangnon.core.models import Unit
from mangnon.engine.companion_words import coverage_words, gap_words
from mangnon.engine.companions import AREA_GAP, COVERAGE, OWN_COUNT
from mangnon.engine.definitions import Definition
from mangnon.engine.two_sources import Told, own_count_words, sentences, told_by_each
from mangnon.indicators.frozen import definitions_of, reported_figures
from mangnon.indicators.models import Result, Run
from mangnon.indicators.moving import as_number
from mangnon.indicators.screening import awaits_breakdowns
from mangnon.indicators.shelves import Shelf


@dataclass(frozen=True)
class Beside:
    """Each part is None, or empty, where the leaf has no such thing."""

    definition: Definition
    coverage: Result | None
    gap: Result | None
    gap_last_year: float | None
    told: Sequence[Told]
    own_count: Result | None

    @property
    def coverage_words(self) -> str:
        return coverage_words(self.definition, self.coverage) if self.coverage else ""

    @property
    def gap_words(self) -> str:
        return gap_words(self.definition, self.gap, self.gap_last_year) if self.gap else ""

    @property
    def sources_words(self) -> str:
        own = own_count_words(self.definition, self.own_count) if self.own_count else ""
        return " ".join([*sentences(self.definition, self.told), own]).strip()

    @property
    def sentences(self) -> list[str]:
        said = (self.coverage_words, self.gap_words, self.sources_words)
        return [sentence for sentence in said if sentence]

    def as_dict(self) -> dict[str, Any]:
        """Return the parts ready for JSON."""
        return {
            "coverage": _counted(self.coverage) if self.coverage else None,
            "area_gap": _counted(self.gap) | {"last_year": self.gap_last_year}
            if self.gap
            else None,
            "sources": [
                {
                    "code": one.reporter.code,
                    "name": one.reporter.vi,
                    "official": one.is_official,
                    **(asdict(one.figure) if one.figure else {"value": None}),
                    "difference": one.difference,
                }
                for one in self.told
            ],
            "own_count": _counted(self.own_count) if self.own_count else None,
        }


def beside(run: Run, leaf: str, unit: Unit, shelf: Shelf) -> Beside:
    """Return what stands beside the leaf's figure of a unit, within the reader's rights.

    The gap of areas follows from breakdowns: who may not see the children has it once it is known
    which of those are hidden.
    """
    definition = definitions_of(run.snapshot)[leaf]

    def companion(of: Run | None, dimension: str) -> Result | None:
        if of is None or (dimension == AREA_GAP and awaits_breakdowns(of, shelf)):
            return None
        return next(iter(shelf.results([of], leaf=leaf, units=[unit], dimension=dimension)), None)

    gap = companion(run, AREA_GAP)
    before = companion(_last_years_end(run), AREA_GAP) if gap else None
    key = shelf.stated_as(unit)
    year = run.snapshot.as_of.year
    told = told_by_each(definition, reported_figures(run.snapshot), key, year) if key else []
    gap_before = before.value if before else None
    own_count = companion(run, OWN_COUNT)
    return Beside(definition, companion(run, COVERAGE), gap, gap_before, told, own_count)


def _last_years_end(run: Run) -> Run | None:
    """Return the newest run of last year's end."""
    end = date(run.snapshot.as_of.year - 1, 12, 31)
    found = Run.objects.filter(snapshot__as_of=end).select_related("snapshot")
    return found.order_by("computed_at", "pk").last()


def _counted(result: Result) -> dict[str, Any]:
    counts = {name: as_number(getattr(result, name)) for name in ("numerator", "denominator")}
    return counts | {name: getattr(result, name) for name in ("value", "low", "high")}
