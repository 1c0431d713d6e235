"""Which row holds the headings, and which column each of them stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused
from mangnon.intake.importers import Column
from mangnon.intake.reading.sheet import ERRORS
from mangnon.intake.reading.words import Lookup, plain

ROWS_LOOKED_AT = 60
MOST_HEADING_ROWS = 3
LEFT_OUT = ""  # what a heading is mapped to that nobody wants read
_NUMBERED = re.compile(r"\(?\s*([0-9]{1,3}|[A-Za-z])\s*\)?")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True)
class Headings:
    """Where the headings stand, what they are taken for, and the rows that follow them."""

    first_row: int
    last_row: int
    texts: Sequence[str]
    positions: Mapping[str, int]
    mapping: Mapping[str, str]
    unknown: Sequence[str]
    first_data_row: int
    error_column: int | None


def find_headings(
    cells: pl.DataFrame, columns: Sequence[Column], mapping: Mapping[str, str] | None
) -> Headings | None:
    """Return the headings of a sheet, or None when there is no row that looks like them."""
    top = [
        [(cell or "").replace("\0", "") for cell in row]
        for row in cells.head(ROWS_LOOKED_AT).iter_rows()
    ]
    known = _Known(columns, mapping or {})
    best: tuple[int, int, int] | None = None
    for at in range(len(top)):
        for depth in range(1, min(MOST_HEADING_ROWS, len(top) - at) + 1):
            found = len(set(known.taken_for(_labels(top[at : at + depth])).values()))
            is_better = best is None or (found, -depth) > (best[0], -best[2])
            if is_better and _could_head(top[at : at + depth], found):
                best = (found, at, depth)
    if best is None:
        return None
    found, at, depth = best
    return _headings(top, at, depth, known)


def _could_head(rows: list[list[str]], found: int) -> bool:
    """Say whether rows with so many known headings may be the headings: one alone is a title."""
    return found > 1 or (found == 1 and sum(map(bool, rows[-1])) > 1)


def _headings(top: list[list[str]], at: int, depth: int, known: _Known) -> Headings:
    labels = _labels(top[at : at + depth])
    taken = known.taken_for(labels)
    positions = _positions(labels, taken, known)
    taken = {place: name for name, place in positions.items()}
    texts = [label.whole for label in labels]
    unknown = [
        text
        for place, text in enumerate(texts)
        if text and place not in taken and text != ERRORS and not known.is_left_out(text)
    ]
    after = at + depth
    if after < len(top) and _is_numbering(top[after]):
        after += 1
    return Headings(
        first_row=at + 1,
        last_row=at + depth,
        texts=texts,
        positions=positions,
        mapping={texts[place]: name for name, place in positions.items()},
        unknown=list(dict.fromkeys(unknown)),
        first_data_row=after + 1,
        error_column=texts.index(ERRORS) if ERRORS in texts else None,
    )


def _positions(labels: Sequence[_Label], taken: Mapping[int, str], known: _Known) -> dict[str, int]:
    """Return where each column stands. Of two, the one with the column's own heading is it."""
    positions: dict[str, int] = {}
    for place, name in taken.items():
        if name not in positions:
            positions[name] = place
            continue
        first = positions[name]
        own = [at for at in (first, place) if known.is_own(labels[at], name)]
        if len(own) != 1:
            raise Refused(_same_twice(labels, first, place))
        positions[name] = own[0]
    return positions


def _same_twice(labels: Sequence[_Label], first: int, second: int) -> str:
    return _(
        "Two columns are headed “%(first)s” and “%(second)s”, which are the same: number "
        "%(one)s and number %(two)s of the table; delete or rename one of them."
    ) % {
        "first": labels[first].whole,
        "second": labels[second].whole,
        "one": first + 1,
        "two": second + 1,
    }


@dataclass(frozen=True)
class _Label:
    """The heading of one column: what stands in its own cells, and the groups above them."""

    own: str
    whole: str
    is_grouped: bool

    def forms(self) -> Iterator[str]:
        """Yield the texts by which it may be known, the surest first."""
        for text in dict.fromkeys((self.whole, _reversed(self.whole))):
            yield text
            yield _IN_BRACKETS.sub(" ", text)


def _reversed(text: str) -> str:
    return " ".join(reversed(text.split(" – ")))


def _labels(rows: list[list[str]]) -> list[_Label]:
    """Join the cells of each column with the groups above them."""
    lines = [[" ".join(cell.split()) for cell in rows[-1]]]
    has_parts = [bool(cell) for cell in lines[0]]
    for row in reversed(rows[:-1]):
        lines.insert(0, _spread([" ".join(cell.split()) for cell in row], has_parts))
        has_parts = [bool(cell) or below for cell, below in zip(lines[0], has_parts, strict=True)]
    labels = []
    for parts in zip(*lines, strict=True):
        said = list(dict.fromkeys(part for part in parts if part))
        labels.append(_Label(parts[-1], " – ".join(said), len(said) > 1))
    return labels


def _spread(row: list[str], has_parts: list[bool]) -> list[str]:
    """Let a heading that has parts go on to the right, over the other parts of it."""
    group, line = "", []
    for cell, is_over_parts in zip(row, has_parts, strict=True):
        if cell:
            group = cell if is_over_parts else ""
        line.append(cell or (group if is_over_parts else ""))
    return line


class _Known:
    """What headings stand for: as somebody mapped them by hand, else as the columns say."""

    def __init__(self, columns: Sequence[Column], mapping: Mapping[str, str]) -> None:
        names = {column.name for column in columns}
        self.by_hand = {
            plain(heading): name
            for heading, name in mapping.items()
            if name in names or name == LEFT_OUT
        }
        self.own = {column.name: plain(column.heading) for column in columns}
        words = {word: column.name for column in columns for word in column.also}
        self.lookup = Lookup({column.heading: column.name for column in columns} | words)

    def taken_for(self, labels: Sequence[_Label]) -> dict[int, str]:
        """Return the column of each place that has one."""
        taken: dict[int, str] = {}
        for place, label in enumerate(labels):
            name = self._name(label)
            if name:
                taken[place] = name
        for place, label in enumerate(labels):
            if place in taken or not label.is_grouped or self.is_left_out(label.whole):
                continue
            name = self.lookup.find(label.own) if label.own else None
            if name and name not in taken.values():
                taken[place] = name
        return taken

    def _name(self, label: _Label) -> str | None:
        if not label.whole:
            return None
        if plain(label.whole) in self.by_hand:
            return self.by_hand[plain(label.whole)] or None
        return next(filter(None, map(self.lookup.find, label.forms())), None)

    def is_own(self, label: _Label, name: str) -> bool:
        """Say whether the heading is the column's own, or was mapped to it by hand."""
        text = plain(label.whole)
        return text == self.own[name] or self.by_hand.get(text) == name

    def is_left_out(self, heading: str) -> bool:
        return self.by_hand.get(plain(heading)) == LEFT_OUT


def _is_numbering(row: list[str]) -> bool:
    """Say whether the row numbers the columns: (1) (2) (3), or A B 1 2."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 1 and len(cells) * 2 > len(row) and all(map(_NUMBERED.fullmatch, cells))
