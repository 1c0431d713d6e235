"""Where the counts of each commune stand, and the formulas that add them up."""

from __future__ import annotations

from collections.abc import Iterator

from mangnon.reports.facts import Facts, Leaf, Place, Standing
from mangnon.reports.workbook.paper import FIRST_ROW, area

LEAF, DISTRICT, COMMUNE = 0, 2, 4  # columns that formulas look up
NUMERATOR, DENOMINATOR, VALUE = 6, 7, 8
Row = tuple[int, Leaf, Place, Standing]


class Counts:
    """The rows of the sheet of counts: each computed leaf, commune by commune."""

    def __init__(self, facts: Facts, sheet: str) -> None:
        self.facts, self.sheet = facts, sheet
        self.leaves = tuple(leaf for leaf in facts.leaves if leaf.is_computed)
        pairs = (
            (leaf, place)
            for leaf in self.leaves
            for place in facts.by_commune
            if leaf.leaf in place.standings
        )
        self.rows: tuple[Row, ...] = tuple(
            (row, leaf, place, place.standings[leaf.leaf])
            for row, (leaf, place) in enumerate(pairs, start=FIRST_ROW)
        )
        self._at = {(leaf.leaf, place.code): row for row, leaf, place, _standing in self.rows}

    def row_of(self, leaf: Leaf, place: Place) -> int | None:
        return self._at.get((leaf.leaf, place.code))

    def sum_of(
        self, leaf: Leaf, standing: Standing, column: int, *, key: str, district: Place | None
    ) -> str:
        """Return the formula for a count of a district or of the province; "" if it would lie.

        `key` is the cell that names the leaf. Where the communes do not add up to the figure
        (children of no known commune), or one of them is hidden, the figure is a plain number.
        """
        if any(row.is_hidden for row in self._standings(leaf, district)):
            return ""
        wanted = standing.numerator if column == NUMERATOR else standing.denominator
        found = [
            row.numerator if column == NUMERATOR else row.denominator
            for row in self._standings(leaf, district)
        ]
        if wanted is None or not found or sum(count or 0 for count in found) != wanted:
            return ""
        criteria = f"{self._column(LEAF)},{key}"
        if district is not None:
            criteria += f',{self._column(DISTRICT)},"{district.code}"'
        return f"=SUMIFS({self._column(column)},{criteria})"

    def _standings(self, leaf: Leaf, district: Place | None) -> Iterator[Standing]:
        for _row, own, place, standing in self.rows:
            if own is leaf and (district is None or place.parent == district.code):
                yield standing

    def _column(self, column: int) -> str:
        return area(FIRST_ROW, FIRST_ROW + len(self.rows) - 1, column, self.sheet)
