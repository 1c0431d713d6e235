"""Figures of one day's units shown on the units of another day: apportioned, added, judged anew.

Counts move by exact shares and are added as fractions, so that totals are kept to the last digit;
rates are made again from the moved counts, never averaged. A unit of the other day that is one
whole unit, and nothing else, keeps its figure. What cannot be moved says so instead of guessing:
a condition of the unit itself, a school in two parts, a rate that was reported without counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import isnan

import numpy as np

from mangnon.engine.attainment import State, Target, attain, may_be_uncounted
from mangnon.engine.crosswalk import UnitKey
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.explanation import Figure
from mangnon.engine.flags import (
    DISTINCT_SUMMED,
    ESTIMATED,
    NOT_COMPARABLE,
    SUPPRESSED,
    UNITS_AS_REPORTED,
    estimated_by,
    missing_part,
)
from mangnon.engine.periods import elapsed
from mangnon.engine.results import FINAL, count_flags, exact_value, flag_names, interval, state_of
from mangnon.engine.territory import COMMUNE, Part, Territory

Count = int | Fraction
Found = tuple[Part, Figure | None]
STANDING_FLAGS = ("definition_unsettled", "several_targets")  # true of the leaf on any unit
FIRMEST_FIRST = (FINAL, "estimated", "provisional")
SHARE_OF_UNITS, REPORTED, COUNT = "share_of_units", "reported", "count"


@dataclass(frozen=True)
class Moved:
    """A figure on the units of another day. A count is whole unless a part of a unit is in it."""

    numerator: Count | None = None
    denominator: Count | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    attainment: str | None = None
    basis: str = "provisional"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mover:
    """Moves the figures of one leaf. Only totals are judged: the plan judges no breakdown."""

    definition: Definition
    catalog: Catalog
    target: Target | None
    as_of: date
    is_total: bool = True

    def move(self, asked: Sequence[Territory], figures: Mapping[UnitKey, Figure]) -> list[Moved]:
        """Return the figure of each territory from those of the units it is made of.

        A unit without a figure is a missing part, never a zero.
        """
        found = [self._one(territory, figures) for territory in asked]
        made = [
            place
            for place, (territory, moved) in enumerate(zip(asked, found, strict=True))
            if territory.same not in figures and moved.value is not None
            and moved.denominator is not None
        ]  # fmt: skip
        if made:
            for place, moved in zip(made, self._with_chance([found[p] for p in made]), strict=True):
                found[place] = moved
        return found

    def _one(self, territory: Territory, figures: Mapping[UnitKey, Figure]) -> Moved:
        if territory.same is not None and territory.same in figures:
            return self._kept(territory, figures[territory.same])
        of = territory.parts if self.definition.is_computed else territory.peers
        found = [(part, figures.get(part.unit)) for part in of]
        known = [figure for _part, figure in found if figure is not None]
        blank = Moved(
            basis=_weakest(known),
            flags=tuple(f for f in STANDING_FLAGS if any(f in k.flags for k in known)),
            attainment=self._judged(None, "no_data", is_final=False),
        )
        if any(SUPPRESSED in figure.flags for figure in known):
            return replace(blank, flags=(*blank.flags, SUPPRESSED))
        if self.definition.is_computed:
            return self._added(territory, found, blank)
        return self._reported(found, blank)

    def _kept(self, territory: Territory, figure: Figure) -> Moved:
        flags = tuple(figure.flags)
        if self._is_own_condition and territory.level != COMMUNE and territory.is_regrouped:
            flags = (*flags, UNITS_AS_REPORTED)
        return Moved(
            figure.numerator, figure.denominator, figure.value, figure.low, figure.high,
            figure.attainment, figure.basis, flags,
        )  # fmt: skip

    def _added(self, territory: Territory, found: Sequence[Found], blank: Moved) -> Moved:
        """Add up counts, part by part."""
        if not found or not self._may_be_added(territory):
            return replace(blank, flags=(*blank.flags, NOT_COMPARABLE))
        top = _sum((p.share, f.numerator) for p, f in found if f is not None)
        bottom = _sum((p.share, f.denominator) for p, f in found if f is not None)
        added = replace(
            blank,
            numerator=top,
            denominator=bottom,
            flags=(*blank.flags, *self._made_of(territory)),
        )
        is_final = blank.basis == FINAL
        missing = [part for part, figure in found if self._is_missing(figure, is_final=is_final)]
        if missing and len(missing) < len(found):
            codes = (missing_part(part.unit[0]) for part in missing)
            return replace(added, flags=(*added.flags, *codes))
        if missing or top is None or bottom is None:
            return added
        value = exact_value(top, bottom, self.definition.per)
        attainment = self._judged(value, state_of(top, bottom), is_final=is_final)
        return replace(added, value=None if value is None else float(value), attainment=attainment)

    def _reported(self, found: Sequence[Found], blank: Moved) -> Moved:
        """Add up reported counts; a rate that came without its counts cannot be added."""
        states = {part: _state(figure) for part, figure in found}
        told = [part for part, state in states.items() if state == "value"]
        if not told:
            only_none = bool(states) and set(states.values()) == {"not_applicable"}
            state: State = "not_applicable" if only_none else "no_data"
            return replace(blank, attainment=self._judged(None, state, is_final=False))
        is_count = self.definition.kind == REPORTED and self.definition.unit == COUNT
        if not is_count or not all(part.is_whole for part, _figure in found):
            return replace(blank, flags=(*blank.flags, NOT_COMPARABLE))
        missing = [part.unit[0] for part, state in states.items() if state == "no_data"]
        if missing:
            return replace(blank, flags=(*blank.flags, *map(missing_part, missing)))
        value = sum((Fraction(repr(f.value)) for _p, f in found if f and f.value), Fraction(0))
        is_final = blank.basis == FINAL
        return replace(
            blank,
            value=float(value),
            attainment=self._judged(value, "value", is_final=is_final),
        )

    @cached_property
    def _elapsed(self) -> Fraction:
        return elapsed(self.definition.pace, self.as_of)

    @property
    def _is_own_condition(self) -> bool:
        """Say whether what is counted are the units themselves, so that each is assessed anew."""
        term = self.definition.denominator
        return (
            self.definition.kind == SHARE_OF_UNITS
            and term is not None
            and self.catalog.tables[term.table].entity is None
        )

    def _may_be_added(self, territory: Territory) -> bool:
        if self._is_own_condition and territory.level == COMMUNE:
            return False
        return self.definition.kind != SHARE_OF_UNITS or territory.is_whole

    def _made_of(self, territory: Territory) -> tuple[str, ...]:
        bases = {part.basis: None for part in territory.parts if not part.is_whole}
        said = [ESTIMATED, *map(estimated_by, bases)] if bases else []
        if any(term.distinct for term in self.definition.terms.values()):
            said.append(DISTINCT_SUMMED)
        if self._is_own_condition:
            said.append(UNITS_AS_REPORTED)
        return tuple(said)

    def _is_missing(self, figure: Figure | None, *, is_final: bool) -> bool:
        if figure is None or figure.numerator is None or figure.denominator is None:
            return True
        if state_of(figure.numerator, figure.denominator) == "no_data":
            return True
        is_uncounted = may_be_uncounted(self.definition, is_final=is_final)
        return is_uncounted and figure.numerator == 0 and figure.denominator > 0

    def _judged(self, value: Fraction | None, state: State, *, is_final: bool) -> str | None:
        if not self.is_total:
            return None
        judged = attain(
            self.definition,
            self.target,
            value,
            is_final=is_final,
            elapsed=self._elapsed,
            state=state,
        )
        return judged.status

    def _with_chance(self, made: list[Moved]) -> list[Moved]:
        """Add the interval of each figure and what is odd of it, all at once.

        An estimate gets no interval: chance is not what it is unsure of.
        """
        top = np.array([float(moved.numerator or 0) for moved in made])
        bottom = np.array([float(moved.denominator or 0) for moved in made])
        value = np.array([moved.value for moved in made], np.float64)
        low, high = interval(self.definition, top, bottom)
        odd = flag_names(count_flags(self.definition, top, bottom, value)).to_pylist()
        bounds = zip(made, low.tolist(), high.tolist(), odd, strict=True)
        return [
            replace(
                moved,
                low=None if ESTIMATED in moved.flags or isnan(least) else least,
                high=None if ESTIMATED in moved.flags or isnan(most) else most,
                flags=(*moved.flags, *said),
            )
            for moved, least, most, said in bounds
        ]


def _sum(parts: Iterable[tuple[Fraction, Count | None]]) -> Count | None:
    """Add up what is known, exactly; None when nothing is. A whole sum is an int."""
    known = [count if share == 1 else share * count for share, count in parts if count is not None]
    if not known:
        return None
    total = sum(known)
    return int(total) if total.denominator == 1 else total


def _state(figure: Figure | None) -> State:
    if figure is None:
        return "no_data"
    if figure.value is not None:
        return "value"
    return "not_applicable" if figure.attainment == "not_applicable" else "no_data"


def _weakest(figures: Sequence[Figure]) -> str:
    """Return how final a sum is: no more than the least final of what is in it."""
    return max((f.basis for f in figures), key=FIRMEST_FIRST.index, default="provisional")
