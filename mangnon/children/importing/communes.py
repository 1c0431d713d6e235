"""Where each row belongs: communes by code or name, of today or of another day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

import polars as pl
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import Unit, UnitChange, User
from mangnon.core.units.lineage import units_known
from mangnon.core.vietnamese import fold
from mangnon.intake.importers import Problem

CODE = re.compile(r"[0-9]{5}")
TYPES = {
    "xa": "xa", "x": "xa", "phuong": "phuong", "p": "phuong", "thi tran": "thi tran",
    "tt": "thi tran", "dac khu": "dac khu",
}  # fmt: skip
TYPED = re.compile(r"(xa|x|phuong|p|thi tran|tt|dac khu)\b[.:]?\s*(.+)")
OF_A_DISTRICT = re.compile(r"(huyen|h|thi xa|tx|thanh pho|tp|quan|q)\b[.:]?\s*(.+)")
OFFERED = 3


class NotFound(Exception):
    """The sentence says why a commune cannot be told, and what to write instead."""


@dataclass(frozen=True)
class Communes:
    """The communes that a person's sheets may be about, as they stand on a day."""

    by: User
    day: date

    @cached_property
    def served(self) -> frozenset[int]:
        return frozenset(units_known(self.by))

    @cached_property
    def reached(self) -> frozenset[int]:
        """Whoever loads the units themselves, at the server's console, may fill any of them."""
        if allowed(self.by, "units.load"):
            return frozenset(self.by_id)
        return self.served

    @cached_property
    def all(self) -> list[Unit]:
        return list(Unit.objects.all())

    @cached_property
    def by_id(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in self.all}

    @cached_property
    def by_name(self) -> dict[str, list[Unit]]:
        named = defaultdict(list)
        for unit in self.all:
            if unit.level == Unit.Level.COMMUNE:
                named[fold(unit.name)].append(unit)
        return named

    @cached_property
    def by_code(self) -> dict[str, list[Unit]]:
        coded = defaultdict(list)
        for unit in sorted(self.all, key=lambda unit: unit.valid_from):
            coded[unit.code].append(unit)
        return coded

    @cached_property
    def passed_on(self) -> dict[tuple[str, date], set[str]]:
        passed = defaultdict(set)
        for start, on, to in UnitChange.objects.values_list("from_code", "on", "to_code"):
            passed[start, on].add(to)
        return passed

    @cached_property
    def successors(self) -> dict[int, list[Unit]]:
        """Return what each unit is on the day: itself, or what it was made into."""
        return {unit.pk: list(self._on_the_day(unit)) for unit in self.all}

    def _on_the_day(self, unit: Unit) -> Iterator[Unit]:
        if unit.valid_to is None or unit.valid_to > self.day:
            yield unit
            return
        later = {
            further.pk: further
            for code in self.passed_on.get((unit.code, unit.valid_to), ())
            for candidate in self.by_code[code]
            if candidate.valid_from == unit.valid_to and candidate.level == unit.level
            for further in self._on_the_day(candidate)
        }
        yield from later.values() or [unit]

    def find(self, text: str, district: str = "") -> Unit:
        """Return the commune that is meant; raise NotFound."""
        named = self._named(text, district)
        candidates = self._mine(named)
        if named and not candidates:
            raise NotFound(_("“%(name)s” is not in the area that you serve.") % {"name": text})
        found = {unit.pk: unit for candidate in candidates for unit in self.now(candidate)}
        if len(found) == 1:
            return next(iter(found.values()))
        if not found:
            raise NotFound(self._unknown(text))
        if len(candidates) > 1:
            raise NotFound(
                _("There are several communes “%(name)s”; write the code or the district too.")
                % {"name": text}
            )
        raise NotFound(_divided(text, found.values()))

    def now(self, unit: Unit) -> list[Unit]:
        """Return what the unit is on the day, as far as it was handed over to the person."""
        later = self.successors[unit.pk]
        served = [found for found in later if found.pk in self.served]
        if served or unit.pk in self.served:
            return served or [unit]
        return [found for found in later if found.pk in self.reached] or [unit]

    def _mine(self, units: Sequence[Unit]) -> list[Unit]:
        """Return the units that the person serves, those of the day before those that ended."""
        for ours in (self.served, self.reached):
            mine = [unit for unit in units if unit.pk in ours]
            if mine:
                return [unit for unit in mine if unit.exists_on(self.day)] or mine
        return []

    def _named(self, text: str, district: str) -> Sequence[Unit]:
        plain = " ".join(fold(text).split())
        if CODE.fullmatch(plain):
            return [u for u in self.by_code.get(plain, []) if u.level == Unit.Level.COMMUNE]
        found, typed = self.by_name.get(plain, []), TYPED.fullmatch(plain)
        if not found and typed:
            named = self.by_name.get(typed[2], [])
            found = [u for u in named if fold(u.type) == TYPES[typed[1]]] or named
        return [unit for unit in found if district and self._is_in(unit, district)] or found

    def _is_in(self, unit: Unit, district: str) -> bool:
        plain = " ".join(fold(district).split())
        typed = OF_A_DISTRICT.fullmatch(plain)
        names = {plain, typed[2] if typed else plain}
        above = self.by_code.get(unit.parent_code, [])
        return any(
            parent.level == Unit.Level.DISTRICT
            and (fold(parent.name) in names or parent.code == plain)
            for parent in above
        )

    def _unknown(self, text: str) -> str:
        plain = " ".join(fold(text).split())
        typed = TYPED.fullmatch(plain)
        mine = [name for name, units in self.by_name.items() if self._has(units)]
        near = get_close_matches(typed[2] if typed else plain, mine, OFFERED, 0.6)
        if not near:
            return _("There is no commune “%(name)s”; write its name or code.") % {"name": text}
        return _("There is no commune “%(name)s”; perhaps it is %(choices)s.") % {
            "name": text,
            "choices": _listed(self.by_name[name][-1] for name in near),
        }

    def _has(self, units: Iterable[Unit]) -> bool:
        return any(unit.pk in self.reached for unit in units)


def place(
    rows: pl.DataFrame, communes: Communes, otherwise: Unit
) -> tuple[pl.DataFrame, list[Problem]]:
    """Add `unit_id` to the rows, null where there is a problem; `otherwise` is of rows without."""
    wanted = rows.select("commune", "district").unique()
    found: dict[tuple[str | None, str | None], int] = {}
    sentences: dict[tuple[str | None, str | None], str] = {}
    for commune, district in wanted.iter_rows():
        try:
            unit = (
                communes.find(commune, district or "") if commune
                else _whole_sheet(communes, otherwise)
            )  # fmt: skip
            found[commune, district] = unit.pk
        except NotFound as reason:
            sentences[commune, district] = str(reason)
    book = wanted.with_columns(
        unit_id=pl.Series([found.get(key) for key in wanted.iter_rows()], dtype=pl.Int64)
    )
    found_by_row = rows.select("commune", "district").join(
        book, on=["commune", "district"], how="left", nulls_equal=True, maintain_order="left"
    )
    placed = rows.with_columns(found_by_row["unit_id"])
    lost = placed.filter(pl.col("unit_id").is_null()).select("row", "commune", "district")
    problems = [
        Problem(row, "commune", sentences[commune, district])
        for row, commune, district in lost.iter_rows()
    ]
    return placed, problems


def _whole_sheet(communes: Communes, unit: Unit) -> Unit:
    if unit.level != Unit.Level.COMMUNE:
        raise NotFound(_("The commune is missing; write it, or say of which commune the sheet is."))
    if unit.pk not in communes.reached:
        raise NotFound(_("“%(name)s” is not in the area that you serve.") % {"name": unit})
    now = communes.now(unit)
    if len(now) > 1:
        raise NotFound(_divided(str(unit), now))
    return now[0]


def _divided(name: str, into: Iterable[Unit]) -> str:
    return _("“%(name)s” was divided; write which of them it is now: %(choices)s.") % {
        "name": name,
        "choices": _listed(into),
    }


def _listed(units: Iterable[Unit]) -> str:
    return ", ".join(sorted(f"{unit} ({unit.code})" for unit in units))


def unit_of_sheet(titles: Iterable[str], communes: Communes) -> Unit | None:
    """Return the commune that the lines above the table name, if they name just one."""
    named = set()
    for line in titles:
        plain = " ".join(fold(line).split())
        for typed in re.finditer(r"\b(xa|phuong|thi tran|dac khu) ([a-z' ]+)", plain):
            words = typed[2].split()
            for count in range(len(words), 0, -1):
                try:
                    named.add(communes.find(f"{typed[1]} {' '.join(words[:count])}").pk)
                    break
                except NotFound:
                    continue
    return communes.by_id[named.pop()] if len(named) == 1 else None
