"""Rows of results: a numerator and a denominator for each leaf, unit and member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mangnon.engine.issues import EngineError
from mangnon.engine.suppression.layers import Layers, Place, Sum, sums_of
from mangnon.engine.suppression.sheets import words
from mangnon.engine.suppression.sheets.sheet import Sheet

At = tuple[int, int]
Row = tuple[str, Place, int, int]  # leaf, where, numerator, denominator
UNIT = ("unit", "don vi", "unit code", "ma don vi")
SINCE = ("unit valid from", "valid from")
LEAF = ("leaf", "chi tieu", "indicator")
DIMENSION = ("dimension", "chieu", "phan to")
PERIOD = ("year", "period", "as of", "ky", "nam", "quy", "thang", "month")
MEMBER = ("member", "nhom", "gia tri phan to")


@dataclass(frozen=True)
class Terms:
    """The counts in layers, and for each cell where it stands in the sheet."""

    layers: Layers
    where: dict[int, list[At]]


def terms_of(sheet: Sheet, columns: tuple[int, int], parent: int | None, below: int) -> Terms:
    """Return the counts of rows of results; leaves that divide by the same rows share them."""
    found = ((number, _row(sheet, columns, number)) for number in range(len(sheet.rows)))
    rows = {number: row for number, row in found if row is not None}
    shared = _shared(list(rows.values()))
    beyond = {leaf for leaf, _place, top, bottom in rows.values() if top > bottom}
    layers = Layers(_sums(sheet, parent))
    where: dict[int, list[At]] = {}
    for number, (leaf, place, top, bottom) in rows.items():
        if layers.at.get(((leaf, "numerator"), place)) is not None:
            raise EngineError(
                f"Ở {sheet.place(number, columns[0])}: dòng này nói lại một dòng ở trên (cùng chỉ "
                "tiêu, đơn vị và phân tổ); hãy bỏ một trong hai."
            )
        part = layers.add((leaf, "numerator"), place, top, below)
        whole = layers.add((shared[leaf], "denominator"), place, bottom, below)
        where.setdefault(part, []).append((number, columns[0]))
        where.setdefault(whole, []).append((number, columns[1]))
        if leaf not in beyond:
            layers.within[part] = whole
    return Terms(layers, where)


def _row(sheet: Sheet, columns: tuple[int, int], number: int) -> Row | None:
    top, bottom = (words.read_count(sheet, number, column) for column in columns)
    if top is None or bottom is None:
        return None
    leaf = f"{_text(sheet, number, LEAF)} {_text(sheet, number, PERIOD)}"
    return leaf, _place(sheet, number), top, bottom


def _place(sheet: Sheet, number: int) -> Place:
    unit = _unit(sheet, number)
    member = _text(sheet, number, MEMBER)
    if words.is_total(member):
        return Place(unit, "total", "total")
    return Place(unit, _text(sheet, number, DIMENSION), member)


def _unit(sheet: Sheet, number: int) -> tuple[str, str]:
    return _text(sheet, number, UNIT), _text(sheet, number, SINCE)


def _sums(sheet: Sheet, parent: int | None) -> list[Sum]:
    if parent is None:
        return []
    above = {_unit(sheet, number): row[parent].strip() for number, row in enumerate(sheet.rows)}
    words.require_no_circle({unit[0]: code for unit, code in above.items()})
    by_code = {unit[0]: unit for unit in above}
    return sums_of({unit: by_code.get(code) for unit, code in above.items()})


def _shared(rows: list[Row]) -> dict[str, str]:
    """Return for each leaf the first leaf with the same denominators wherever both have one."""
    of_leaf: dict[str, dict[Place, int]] = {}
    for leaf, place, _top, bottom in rows:
        of_leaf.setdefault(leaf, {})[place] = bottom
    return {
        leaf: next(o for o in of_leaf if _agree(of_leaf[o], own)) for leaf, own in of_leaf.items()
    }


def _agree(one: Mapping[Place, int], other: Mapping[Place, int]) -> bool:
    both = one.keys() & other.keys()
    return bool(both) and all(one[place] == other[place] for place in both)


def _text(sheet: Sheet, number: int, known: tuple[str, ...]) -> str:
    for column, heading in enumerate(sheet.headings):
        if words.plain(heading) in known:
            return sheet.rows[number][column].strip()
    return ""
