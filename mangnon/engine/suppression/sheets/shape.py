"""Which of the three kinds of table a sheet is, and what its columns hold."""

from __future__ import annotations

from dataclasses import dataclass

from mangnon.engine.issues import EngineError
from mangnon.engine.suppression.sheets import words
from mangnon.engine.suppression.sheets.sheet import Sheet


@dataclass(frozen=True)
class Shape:
    """The columns by what they are for: one count a row, several (a cross table), or two terms."""

    counts: tuple[int, ...] = ()
    terms: tuple[int, int] | None = None  # numerator and denominator
    parent: int | None = None
    labels: tuple[int, ...] = ()
    betraying: tuple[int, ...] = ()  # figures made of the counts

    @property
    def is_cross(self) -> bool:
        return len(self.counts) > 1


def shape_of(sheet: Sheet) -> Shape:
    """Return what the columns are for; raise EngineError when no count is found, or too many."""
    names = [words.plain(heading) for heading in sheet.headings]
    parent = _only(names, words.PARENT)
    numerator, denominator = _only(names, words.NUMERATOR), _only(names, words.DENOMINATOR)
    if numerator is not None and denominator is not None:
        return _with_labels(sheet, Shape((), (numerator, denominator), parent))
    found = [c for c, name in enumerate(names) if name in words.COUNT]
    found = found or [c for c, name in enumerate(names) if name in words.VALUE]
    if len(found) > 1:
        several = ", ".join(f"“{sheet.headings[column]}”" for column in found)
        raise EngineError(f"Có nhiều cột số đếm: {several}; hãy chỉ để lại một cột.")
    if not found:
        found = [c for c in range(len(names)) if _holds_counts(sheet, c) and c != parent]
    if not found:
        raise EngineError("Không thấy cột số đếm nào; hãy đặt tên cột là “count” hoặc “Số lượng”.")
    return _with_labels(sheet, Shape(tuple(found), parent=parent))


def _with_labels(sheet: Sheet, shape: Shape) -> Shape:
    taken = {*shape.counts, *(shape.terms or ()), shape.parent}
    left = [column for column in range(len(sheet.headings)) if column not in taken]
    betraying = tuple(
        c for c in left if words.is_betraying(sheet.headings[c]) or _is_figure(sheet, c)
    )
    labels = [column for column in left if column not in betraying]
    needed = tuple(_needed(sheet, labels, shape.parent))
    return Shape(shape.counts, shape.terms, shape.parent, needed, betraying)


def _needed(sheet: Sheet, labels: list[int], parent: int | None) -> list[int]:
    """Return the columns that it takes to tell the rows apart.

    A running number, or the population of a unit, is no dimension that anything adds up along. Of a
    code and a name the one stays that parents are named by, or that the totals are called by.
    """

    def is_worth(column: int) -> tuple[bool, bool]:
        cells = {row[column].strip() for row in sheet.rows}
        named = {row[parent].strip() for row in sheet.rows} - {""} if parent is not None else set()
        return bool(named) and named <= cells, any(map(words.is_total, cells))

    needed = list(labels)
    for column in sorted(labels, key=is_worth):
        others = [one for one in needed if one != column]
        keys = {tuple(words.plain(row[one]) for one in others) for row in sheet.rows}
        if others and len(keys) == len(sheet.rows):
            needed = others
    return needed


def _only(names: list[str], known: tuple[str, ...]) -> int | None:
    return next((column for column, name in enumerate(names) if name in known), None)


def _holds_counts(sheet: Sheet, column: int) -> bool:
    """Say whether an unnamed column is of counts; raise EngineError where that is in doubt.

    A few numbers among words may be counts with mistakes or names of groups: taken for names, a
    small count would be printed. One bad cell among many counts is told when it is read.
    """
    if words.is_label(sheet.headings[column]) or words.is_betraying(sheet.headings[column]):
        return False
    rows = [n for n, row in enumerate(sheet.rows) if not words.is_absent(row[column])]
    numbers = [n for n in rows if words.is_whole(sheet.rows[n][column])]
    if column and numbers and len(numbers) * 2 <= len(rows):
        raise EngineError(_doubt(sheet, column, numbers[0], min(set(rows) - set(numbers))))
    return len(numbers) * 2 > len(rows)


def _doubt(sheet: Sheet, column: int, number: int, other: int) -> str:
    cells = sheet.rows[number][column].strip(), sheet.rows[other][column].strip()
    return (
        f"Cột “{sheet.headings[column]}”: dòng {number + 2} là số “{cells[0]}”, dòng {other + 2} là"
        f" “{cells[1]}”. Nếu là số đếm, hãy sửa ô cho là số; nếu là tên nhóm, hãy đưa cột lên đầu"
        " hoặc đặt tên cột là “Nhóm tuổi”, “Mã”, “Năm”."
    )


def _is_figure(sheet: Sheet, column: int) -> bool:
    """Say whether a column holds numbers with decimals or in percent: rates, bounds."""
    cells = [row[column] for row in sheet.rows if not words.is_absent(row[column])]
    are_numbers = bool(cells) and all(map(words.is_decimal, cells))
    return are_numbers and any(sign in cell for cell in cells for sign in (",", ".", "%", "‰"))
