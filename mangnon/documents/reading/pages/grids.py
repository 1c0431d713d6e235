"""Tables without ruled lines: a header that starts with "STT", then words that keep columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from mangnon.documents.reading.pages.page import PrintedLine, Word
from mangnon.documents.reading.pages.tables import cell_text
from mangnon.documents.reading.text import fold

_NUMBER_TITLES = {"stt", "tt"}
_LEAST_GAP = 0.7  # font sizes between two columns; more than a space in letters of one width
Strip = tuple[float, float]


@dataclass(frozen=True)
class Grid:
    """The free strips between the columns of a table that has no lines."""

    strips: tuple[Strip, ...]

    def column(self, word: Word) -> int:
        middle = (word.left + word.right) / 2
        return sum(middle > right for _, right in self.strips)

    def narrowed(self, line: PrintedLine) -> "Grid | None":
        """Return the grid with this line in it, None when its words cross a strip."""
        strips: list[Strip] = []
        phrases = line.parted(_LEAST_GAP)
        for left, right in self.strips:
            for phrase in phrases:
                if phrase.left < right and phrase.right > left:
                    is_before = phrase.left < left
                    left, right = (phrase.right, right) if is_before else (left, phrase.left)
            if right - left < _LEAST_GAP * line.size / 2:
                return None
            strips.append((left, right))
        return Grid(tuple(strips))


def with_grids(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """Return the lines of each page, those of tables without ruled lines as rows of cells."""
    found: list[list[PrintedLine]] = []
    grid: Grid | None = None
    for lines in pages:
        rows: list[PrintedLine] = []
        at, end = 0, 0
        if grid is not None:
            grid, end = _extent(grid, lines, 0)
        while at < len(lines):
            if end == at:
                grid, end = _table(lines, at) if _is_header(lines[at]) else (None, at)
            if grid is None or end == at:
                grid, end = None, at + 1
                rows.append(lines[at])
            else:
                rows += _rows(lines[at:end], grid)
            at = end
        found.append(rows)
    return found


def _is_header(line: PrintedLine) -> bool:
    return line.cells is None and fold(line.words[0].text).strip(".") in _NUMBER_TITLES


def _table(lines: Sequence[PrintedLine], start: int) -> tuple[Grid | None, int]:
    """Return the columns that the header and the first row show, and where the table ends."""
    first = next((at for at in range(start + 1, len(lines)) if _opens(lines, start, at)), None)
    if first is None:
        return None, start
    seed = [line for line in lines[start : first + 1] if line.cells is None]
    grid = Grid(_free([word for line in seed for word in line.words]))
    return _extent(grid, lines, first + 1) if len(grid.strips) > 1 else (None, start)


def _extent(grid: Grid, lines: Sequence[PrintedLine], end: int) -> tuple[Grid, int]:
    """Return the columns as the lines from here on leave them, and the first that crosses them."""
    while end < len(lines) and lines[end].cells is None:
        narrower = grid.narrowed(lines[end])
        if narrower is None:
            break
        grid, end = narrower, end + 1
    return grid, end


def _opens(lines: Sequence[PrintedLine], start: int, at: int) -> bool:
    """True for the first row, which is number 1 right below "STT"."""
    line, title = lines[at], lines[start].words[0]
    is_below = line.words[0].left < title.right and line.words[0].right > title.left
    return line.cells is None and at - start < 6 and is_below and line.words[0].text in {"1", "01"}


def _free(words: list[Word]) -> tuple[Strip, ...]:
    strips: list[Strip] = []
    reach = min(word.right for word in words)
    for word in sorted(words, key=lambda word: word.left):
        if word.left - reach > _LEAST_GAP * word.size:
            strips.append((reach, word.left))
        reach = max(reach, word.right)
    return tuple(strips)


def _rows(lines: Sequence[PrintedLine], grid: Grid) -> list[PrintedLine]:
    """A row starts where a column speaks again after it fell silent, or has its number."""
    rows: list[list[PrintedLine]] = []
    spoken: set[int] = set()
    for line in lines:
        columns = {grid.column(word) for word in line.words}
        if not rows or 0 in columns or columns - spoken:
            rows.append([])
        rows[-1].append(line)
        spoken = columns
    return [_row(row, grid) for row in rows]


def _row(lines: list[PrintedLine], grid: Grid) -> PrintedLine:
    words = tuple(word for line in lines for word in line.words)
    cells = []
    for column in range(len(grid.strips) + 1):
        own = [tuple(w for w in line.words if grid.column(w) == column) for line in lines]
        cells.append(cell_text([PrintedLine(part) for part in own if part]))
    return PrintedLine(words, tuple(cells))
