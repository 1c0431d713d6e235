"""A table of one count a place: every dimension with its members, and totals where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from mangnon.engine.issues import EngineError
from mangnon.engine.suppression.cells import NOTHING, Cells, Lines
from mangnon.engine.suppression.sheets import words
from mangnon.engine.suppression.sheets.shape import Shape
from mangnon.engine.suppression.sheets.sheet import Sheet

TOTAL = ""
MOST_RAISED = 4  # dimensions in which a whole can lie above its parts at once
At = tuple[int, int]  # row and column of a sheet


@dataclass
class Cube:
    """Counts by their members in every dimension; TOTAL stands for all members of one."""

    sheet: Sheet
    below: int
    parents: dict[str, str] = field(default_factory=dict)
    of_units: int = NOTHING  # the dimension that `parents` is about
    at: dict[tuple[str, ...], int] = field(default_factory=dict)
    where: list[At] = field(default_factory=list)
    count: list[int] = field(default_factory=list)

    def add(self, members: tuple[str, ...], row: int, column: int) -> None:
        if (count := words.read_count(self.sheet, row, column)) is None:
            return
        if members in self.at:
            first = self.sheet.place(*self.where[self.at[members]])
            raise EngineError(
                f"Ở {self.sheet.place(row, column)}: ô này đã có ở {first}; hãy bỏ một trong hai."
            )
        self.at[members] = len(self.count)
        self.where.append((row, column))
        self.count.append(count)

    def cells(self) -> Cells:
        """Return the cells and their lines; raise EngineError where a total is not its parts."""
        lines = list(self._lines())
        for whole, *parts in lines:
            added = sum(self.count[part] for part in parts)
            if added != self.count[whole]:
                place = self.sheet.place(*self.where[whole])
                raise EngineError(
                    f"Ở {place}: tổng ghi {self.count[whole]}, các phần cộng lại được {added};"
                    " hãy sửa cho khớp."
                )
        size = len(self.count)
        below = np.full(size, self.below)
        return Cells(
            count=np.array(self.count, np.int64),
            below=below,
            wide=below,
            wide_rest=below,
            within=np.full(size, NOTHING),
            depth=np.array([sum(m != TOTAL for m in members) for members in self.at], np.int64),
            shelf=np.arange(size),
            known=np.zeros(size, np.bool_),
            kept=np.zeros(size, np.bool_),
            lines=Lines.of(lines),
        )

    def _lines(self) -> Iterator[list[int]]:
        """Yield each whole that is there with its parts."""
        groups: dict[tuple[tuple[int, ...], int], list[int]] = defaultdict(list)
        for members, cell in self.at.items():
            for raised, whole in self._nearest_wholes(members):
                groups[raised, whole].append(cell)
        yield from ([whole, *parts] for (_raised, whole), parts in groups.items())

    def _nearest_wholes(self, members: tuple[str, ...]) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield the dimensions in which a whole is above a cell: few, where no other lies between.

        Of a commune and its district that is the province, where no district has a total.
        """
        open_ = [place for place, member in enumerate(members) if member != TOTAL]
        found: list[set[int]] = []
        for size in range(1, min(len(open_), MOST_RAISED) + 1):
            for raised in combinations(open_, size):
                if any(nearer <= set(raised) for nearer in found):
                    continue
                whole = self.at.get(self._above(members, raised))
                if whole is not None:
                    found.append(set(raised))
                    yield raised, whole

    def _above(self, members: tuple[str, ...], raised: Collection[int]) -> tuple[str, ...]:
        return tuple(
            (self.parents.get(member, TOTAL) if place == self.of_units else TOTAL)
            if place in raised
            else member
            for place, member in enumerate(members)
        )


def cube_of(sheet: Sheet, shape: Shape, below: int) -> Cube:
    """Return the counts of a table of a row a cell, or of a cross table."""
    cube = Cube(sheet, below)
    if shape.parent is not None:
        cube.of_units, cube.parents = _tree(sheet, shape.labels, shape.parent)
    for number, row in enumerate(sheet.rows):
        labels = tuple(_member(row[column]) for column in shape.labels)
        for column in shape.counts:
            head = (_member(sheet.headings[column]),) if shape.is_cross else ()
            cube.add((*labels, *head), number, column)
    return cube


def _member(text: str) -> str:
    return TOTAL if words.is_total(text) else text.strip()


def _tree(sheet: Sheet, labels: tuple[int, ...], parent: int) -> tuple[int, dict[str, str]]:
    """Return which dimension the column of parents is about, and the parent of each member."""
    named = {row[parent].strip() for row in sheet.rows} - {""}
    for dimension, column in enumerate(labels):
        if named <= {row[column].strip() for row in sheet.rows}:
            pairs = {row[column].strip(): row[parent].strip() for row in sheet.rows}
            words.require_no_circle(pairs)
            return dimension, {unit: above for unit, above in pairs.items() if above}
    first = next(iter(sorted(named)), "")
    raise EngineError(
        f"Cột “{sheet.headings[parent]}” có “{first}” mà không cột nào có đơn vị ấy; hãy bổ sung."
    )
