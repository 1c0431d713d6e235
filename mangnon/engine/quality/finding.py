"""What is found wrong with a figure, and what it was judged from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.quality.check import Level, Severity
from mangnon.engine.reported import UnitKey


@dataclass(frozen=True)
class Figure:
    """The total of one leaf for one unit, as a run gave it."""

    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    low: float | None = None
    high: float | None = None
    attainment: str | None = None

    @property
    def text(self) -> str:
        """Return the figure with its counts, for telling whether it is still the same."""
        return f"{self.value!r} {self.numerator} {self.denominator}"


@dataclass(frozen=True)
class Earlier:
    """The figure of the same unit in an earlier year that this one may be compared with.

    Where a figure still builds up, it is the figure of the same day, else that of the year's end.
    """

    year: int
    value: float
    numerator: int | None = None
    denominator: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Reporting:
    """When the plan wants reports, and when each reported figure came in."""

    due: date | None = None
    entered: Mapping[tuple[UnitKey, str], date] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """All that checks look at: figures by unit and leaf, their years, and counts by check."""

    as_of: date
    catalog: Catalog
    levels: Mapping[UnitKey, Level]
    figures: Mapping[tuple[UnitKey, str], Figure]
    earlier: Mapping[tuple[UnitKey, str], tuple[Earlier, ...]] = field(default_factory=dict)
    shares: Mapping[tuple[str, UnitKey], tuple[int, int]] = field(default_factory=dict)
    reporting: Reporting = Reporting()

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        return self.catalog.in_force(self.as_of)

    @cached_property
    def reported(self) -> frozenset[tuple[str, str]]:
        """Return level and leaf of every figure that there is at all."""
        return frozenset(
            (self.levels[unit], leaf)
            for (unit, leaf), figure in self.figures.items()
            if figure.value is not None
        )


@dataclass(frozen=True)
class Found:
    """What is wrong, before it is put into the words of its check.

    `leaf` is "" where it is the unit as a whole. `figure` is what was judged, as a text: as long as
    that stays, so does an explanation of it.
    """

    unit: UnitKey
    leaf: str
    value: float | None
    figure: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Finding:
    """What one check found, in words; `begins_on` is the first day of the period it tells of."""

    check: str
    severity: Severity
    unit: UnitKey
    leaf: str
    value: float | None
    figure: str
    says: str
    advice: str
    begins_on: date
