"""Tables that go on over a page: one header, and rows that the page cut in two made whole."""

from collections.abc import Iterable
from dataclasses import replace

from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import squeeze


def with_whole_tables(lines: Iterable[SourceLine]) -> list[SourceLine]:
    """Return the lines with each table as if it stood on one page."""
    whole: list[SourceLine] = []
    header: tuple[str, ...] | None = None
    for line in lines:
        if line.cells is None:
            header = None
        elif header is None:
            header = line.cells
        elif line.cells == header:
            continue
        elif _goes_on(whole[-1], line):
            whole[-1] = _joined(whole[-1], line.cells)
            continue
        whole.append(line)
    return whole


def _goes_on(above: SourceLine, line: SourceLine) -> bool:
    """True for the rest of a row: no number or figure of its own, and words in mid-sentence."""
    cells, before = line.cells or (), above.cells or ()
    if len(cells) != len(before) or _page(above) == _page(line):
        return False
    written = [(cell, old) for cell, old in zip(cells, before, strict=True) if cell]
    is_rest = all(old and not (cell[0].isdigit() and _is_figure(old)) for cell, old in written)
    is_named = bool(cells[0]) and not cells[0][0].islower()
    return is_rest and not is_named and any(cell[0].islower() for cell, _ in written)


def _is_figure(cell: str) -> bool:
    return cell.rstrip(" %‰")[-1:].isdigit()


def _joined(above: SourceLine, rest: tuple[str, ...]) -> SourceLine:
    pairs = zip(above.cells or (), rest, strict=True)
    cells = tuple(f"{cell} {more}".strip() for cell, more in pairs)
    return replace(above, cells=cells, text=" ".join(squeeze(cell) for cell in cells if cell))


def _page(line: SourceLine) -> str:
    return (line.page_line or "").partition(".")[0]
