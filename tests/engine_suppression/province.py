"""A synthetic province: children with a home and breakdowns, counted for every leaf of children."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa

from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.results import SCHEMA
from mangnon.engine.suppression import Sum

OLD, NEW = date(1997, 1, 1), date(2025, 7, 1)
DAY = date(2025, 12, 31)
MEMBERS = {
    "sex": (("male", 0.52), ("female", 0.48)),
    "age_band": (("under_1", 0.1), ("1_to_4", 0.3), ("5_to_10", 0.35), ("11_to_15", 0.25)),
    "ethnic_group": (("kinh", 0.8), ("other", 0.18), ("unknown", 0.02)),
    "ethnicity": (("01", 0.8), ("41", 0.12), ("06", 0.06), ("unknown", 0.02)),
    "area": (("rural", 0.75), ("urban", 0.25)),
    "disability": (("no", 0.93), ("yes", 0.03), ("unknown", 0.04)),
    "special_circumstances": (("no", 0.97), ("yes", 0.03)),
    "area_class": (("area_2", 0.3), ("other", 0.7)),
    "poverty": (("not_poor", 0.88), ("near_poor", 0.06), ("poor", 0.04), ("unknown", 0.02)),
}
LEFT_OUT = ("share_of_units", "change_on_last_year")
Unit = tuple[str, date]


class Province:
    """Communes in districts until the reform, and whole communes joined into new ones after it."""

    def __init__(self, districts: int, communes: int, children: int, seed: int = 1) -> None:
        self.chance = np.random.default_rng(seed)
        self.communes: list[Unit] = [(f"c{i:03}", OLD) for i in range(communes)]
        home = {unit: (f"d{i % districts:02}", OLD) for i, unit in enumerate(self.communes)}
        joined = {unit: (f"n{i // 3:02}", NEW) for i, unit in enumerate(self.communes)}
        self.top: Unit = ("p", OLD)
        self.sums = [
            *_groups(home),
            Sum(self.top, tuple(sorted(set(home.values())))),
            *_groups(joined),
            Sum(self.top, tuple(sorted(set(joined.values())))),
        ]
        sizes = self.chance.dirichlet(np.full(communes, 2.0))
        self.children = self.chance.choice(communes, children, p=sizes)
        self.member = {
            name: self.chance.choice(len(of), children, p=[share for _m, share in of])
            for name, of in MEMBERS.items()
        }
        self.member["area"] = (self.children % 4 == 0).astype(np.int64)
        self.member["area_class"] = (self.children % 3 == 0).astype(np.int64)
        # Ethnicity refines the ethnic group: Kinh, two that are not, and not known.
        group, is_second = self.member["ethnic_group"], self.chance.random(children) < 0.3
        self.member["ethnicity"] = np.where(group == 1, 1 + is_second, np.where(group == 2, 3, 0))

    def results(self, catalog: Catalog) -> pa.Table:
        """Return rows as the engine gives them, for units of both days."""
        rows, wholes = [], {}
        for definition in catalog.indicators.values():
            if not definition.is_computed or definition.kind in LEFT_OUT:
                continue
            term = definition.terms["denominator"]
            of = (term.table, term.where, term.count)
            if of not in wholes:
                wholes[of] = self.chance.random(len(self.children)) < self.chance.uniform(0.05, 0.6)
            has_it = wholes[of] & (
                self.chance.random(len(self.children)) < self.chance.choice([0.02, 0.2, 0.6, 0.97])
            )
            if definition.leaf == "8a":  # children in special circumstances, of whom 8b counts
                wholes["children", "is_special_circumstances", "rows"] = has_it
            rows += list(self._rows(definition, has_it, wholes[of]))
        return pa.Table.from_pylist(rows, schema=SCHEMA)

    def _rows(
        self, definition: Definition, top: np.ndarray, bottom: np.ndarray
    ) -> Iterator[dict[str, object]]:
        for dimension in ("total", *definition.breakdowns):
            names = ["total"]
            where = np.zeros(len(self.children), np.int64)
            if dimension != "total":
                names, where = [m for m, _share in MEMBERS[dimension]], self.member[dimension]
            cell = self.children * len(names) + where
            of_cell = [np.bincount(cell[rows], minlength=len(self.communes) * len(names))
                       for rows in (top, bottom)]  # fmt: skip
            for member, name in enumerate(names):
                counts = {
                    unit: tuple(int(of[place * len(names) + member]) for of in of_cell)
                    for place, unit in enumerate(self.communes)
                }
                for unit, (n, d) in self._up(counts).items():
                    yield {
                        "leaf": definition.leaf, "unit": unit[0], "unit_valid_from": unit[1],
                        "dimension": dimension, "member": name, "numerator": n, "denominator": d,
                        "value": n * definition.per / d if d else None, "low": 0.0, "high": 1.0,
                        "attainment": "met", "basis": "final",
                        "flags": ["several_targets", *(["small_numbers"] * (d < 30))],
                    }  # fmt: skip

    def _up(self, counts: dict[Unit, tuple[int, int]]) -> dict[Unit, tuple[int, int]]:
        found = dict(counts)
        for whole, parts in self.sums:
            found[whole] = tuple(
                sum(column) for column in zip(*(found[p] for p in parts), strict=True)
            )
        return found


def _groups(of: dict[Unit, Unit]) -> list[Sum]:
    return [
        Sum(whole, tuple(unit for unit, above in of.items() if above == whole))
        for whole in sorted(set(of.values()))
    ]
