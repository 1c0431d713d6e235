"""Ruled tables on a printed page: from lines drawn and words set to rows of cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from mangnon.documents.reading.markers import read_marker
from mangnon.documents.reading.pages.page import Page, PrintedLine, Rule, Word, lines_of
from mangnon.documents.reading.text import squeeze

_NEAR = 3.0  # points within which two edges are one
_MAX_CROSSINGS = 250_000
_FIGURE = re.compile(r"(?:1/)?\d{1,3}(?:\.\d{3})+")
_ENDS = (".", ";", ":")


@dataclass(frozen=True)
class Table:
    """The edges of the columns and rows, and which of these edges are drawn where."""

    columns: list[float]
    rows: list[float]
    level: list[Rule]
    upright: list[Rule]

    def holds(self, word: Word) -> bool:
        x, y = _middle(word)
        return self.columns[0] < x < self.columns[-1] and self.rows[0] < y < self.rows[-1]


def find_tables(page: Page) -> list[Table]:
    """Return the grids of at least two columns, from above."""
    inner = [rule for rule in page.rules if not _is_frame(rule, page)]
    level = _merged([rule for rule in inner if rule.is_level])
    upright = _merged([rule for rule in inner if not rule.is_level])
    if len(level) * len(upright) > _MAX_CROSSINGS:
        return []
    tables = []
    for group in _groups(level, upright):
        lying = [rule for rule in group if rule.is_level]
        standing = [rule for rule in group if not rule.is_level]
        columns = _edges(edge for rule in standing for edge in (rule.left,))
        rows = _edges(edge for rule in lying for edge in (rule.top,))
        if len(columns) > 2 and len(rows) > 1:
            tables.append(Table(columns, rows, lying, standing))
    return sorted(tables, key=lambda table: table.rows[0])


def rows_of(table: Table, words: Iterable[Word]) -> list[PrintedLine]:
    """Return the rows; a cell over several rows says its text on each, as in a Word table."""
    across, down = len(table.columns) - 1, len(table.rows) - 1
    owner = _owners(table)
    inside: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x, y = _middle(word)
        cell = _slot(table.rows, y), _slot(table.columns, x)
        inside.setdefault(owner[cell], []).append(word)
    texts = {place: cell_text(lines_of(own)) for place, own in inside.items()}
    lines = []
    for row in range(down):
        places = [owner[row, column] for column in range(across)]
        cells = [texts.get(p, "") if p[1] == column else "" for column, p in enumerate(places)]
        own = [word for p in dict.fromkeys(places) for word in inside.get(p, ())]
        if any(cells[p[1]] for p in places if p[0] == row):
            lines.append(PrintedLine(tuple(own), tuple(cells)))
    return lines


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, word.base - 0.3 * word.size


def _slot(edges: list[float], at: float) -> int:
    return max(i for i, (start, _) in enumerate(pairwise(edges)) if start <= at or i == 0)


def _is_frame(rule: Rule, page: Page) -> bool:
    """A line along the edge of the paper is no part of a table."""
    near = 4.0
    return (rule.is_level and not near < rule.top < page.height - near) or (
        not rule.is_level and not near < rule.left < page.width - near
    )


def _merged(rules: list[Rule]) -> list[Rule]:
    """Join the pieces of one line: the borders of neighbouring cells, both sides of a thin box."""
    whole: list[Rule] = []
    key = (
        (lambda r: (r.top, r.left)) if rules and rules[0].is_level else (lambda r: (r.left, r.top))
    )
    for rule in sorted(rules, key=key):
        for at in range(len(whole) - 1, max(len(whole) - 60, -1), -1):
            if (joined := _joined(whole[at], rule)) is not None:
                whole[at] = joined
                break
        else:
            whole.append(rule)
    return whole


def _joined(one: Rule, other: Rule) -> Rule | None:
    if one.is_level:
        is_same = abs(one.top - other.top) < 2
        touches = other.left <= one.right + _NEAR and one.left <= other.right + _NEAR
    else:
        is_same = abs(one.left - other.left) < 2
        touches = other.top <= one.bottom + _NEAR and one.top <= other.bottom + _NEAR
    if not (is_same and touches):
        return None
    if one.is_level:
        return Rule(min(one.left, other.left), one.top, max(one.right, other.right), one.top)
    return Rule(one.left, min(one.top, other.top), one.left, max(one.bottom, other.bottom))


def _groups(level: list[Rule], upright: list[Rule]) -> list[list[Rule]]:
    """Gather the lines that cross each other."""
    rules = [*level, *upright]
    root = list(range(len(rules)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for at, lying in enumerate(level):
        for beside, standing in enumerate(upright, start=len(level)):
            is_across = lying.left - _NEAR <= standing.left <= lying.right + _NEAR
            if is_across and standing.top - _NEAR <= lying.top <= standing.bottom + _NEAR:
                root[find(at)] = find(beside)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(find(at), []).append(rule)
    return list(groups.values())


def _edges(found: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for edge in sorted(found):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return edges


def _owners(table: Table) -> dict[tuple[int, int], tuple[int, int]]:
    """Tell each slot of the grid its cell, named by the upper left slot it covers."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(table.rows)):
        for column, (left, right) in enumerate(pairwise(table.columns)):
            y, x = (top + bottom) / 2, (left + right) / 2
            if column and not _is_drawn(table.upright, left, y):
                owner[row, column] = owner[row, column - 1]
            elif row and not _is_drawn(table.level, x, top):
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = (row, column)
    return owner


def _is_drawn(rules: list[Rule], x: float, y: float) -> bool:
    return any(
        rule.left - _NEAR <= x <= rule.right + _NEAR
        and rule.top - _NEAR <= y <= rule.bottom + _NEAR
        for rule in rules
    )


def cell_text(lines: list[PrintedLine]) -> str:
    """Join the wrapped lines of a cell; its paragraphs are parted by newlines."""
    text = ""
    for line in lines:
        words = squeeze(line.text)
        if not text:
            text = words
        elif text.endswith(_ENDS) or read_marker(words):
            text += "\n" + words
        else:
            text += ("" if _is_cut(text, words) else " ") + words
    return text


def _is_cut(text: str, more: str) -> bool:
    """True when the edge of a narrow cell cut a word or figure in two: "1/100.00" and "0"."""
    last, first = text.split()[-1], more.split()[0]
    if last.endswith(("/", "-")) and len(last) > 1:
        return True
    return _FIGURE.fullmatch(last) is None and _FIGURE.fullmatch(last + first) is not None
