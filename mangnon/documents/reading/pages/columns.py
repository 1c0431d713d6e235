"""The heading and the foot of a document stand in two columns: left first, then right."""

import re

from mangnon.documents.reading.pages.page import PrintedLine
from mangnon.documents.reading.text import fold, is_capitals, squeeze
from mangnon.documents.reading.words import any_of

_MOTTO = re.compile(r"cộng\s+hòa\s+xã\s+hội|độc\s+lập\s*-\s*tự\s+do")
_FOOT = re.compile(r"nơi\s+nhận\b|(?:tm|kt|tl|tuq|q)\.\s*\w+")
_OVER = re.compile(rf"phụ lục\b|(?:{any_of('sections', 'plan_kinds', 'other_kinds')})\b")
_LEAST_GUTTER = 0.8  # font sizes
_CENTRED = 0.02  # of the page's width
Lines = list[PrintedLine]


def in_reading_order(lines: Lines) -> Lines:
    """Return the lines of a page, those in two columns parted and put one below the other."""
    if not lines:
        return lines
    left = min(line.left for line in lines)
    right = max(line.right for line in lines)
    ordered: Lines = []
    at = 0
    for start, end in _zones(lines, (left + right) / 2, right - left):
        ordered += lines[at:start]
        ordered += _parted(lines[start:end], left, right)
        at = end
    return ordered + lines[at:]


def _zones(lines: Lines, middle: float, width: float) -> list[tuple[int, int]]:
    """The heading ends at a title or a line in the middle of the page, the foot with the page."""

    def ends(start: int) -> int:
        for at in range(start, len(lines)):
            line = lines[at]
            is_centred = abs((line.left + line.right) / 2 - middle) < _CENTRED * width
            text = squeeze(line.text)
            if line.cells is not None or (is_capitals(text) and _OVER.match(fold(text))):
                return at
            if is_centred and len(line.pieces) == 1 and line.right - line.left < 0.8 * width:
                return at
        return len(lines)

    zones = []
    motto = next((at for at, line in enumerate(lines) if _says(_MOTTO, line)), None)
    if motto is not None:
        zones.append((0, ends(motto)))
    foot = next((at for at, line in enumerate(lines) if _says(_FOOT, line)), None)
    if foot is not None and (not zones or foot >= zones[-1][1]):
        zones.append((foot, ends(foot + 1)))
    return zones


def _says(wanted: re.Pattern[str], line: PrintedLine) -> bool:
    if line.cells is not None:
        return False
    return any(wanted.match(fold(squeeze(piece.text))) for piece in line.pieces)


def _parted(lines: Lines, left: float, right: float) -> Lines:
    """Read runs of lines with one gutter between them column by column."""
    ordered: Lines = []
    at = 0
    while at < len(lines):
        end, gutter = _run(lines, at, left, right)
        if gutter is None:
            ordered.append(lines[at])
            at += 1
            continue
        run = lines[at:end]
        for is_left in (True, False):
            for line in run:
                side = tuple(w for w in line.words if (w.right <= gutter) == is_left)
                if side:
                    ordered.append(PrintedLine(side))
        at = end
    return ordered


def _run(lines: Lines, start: int, left: float, right: float) -> tuple[int, float | None]:
    """Return how far one gutter reaches from this line on, and where it stands."""
    taken: list[tuple[float, float]] = []
    end, gutter = start, None
    for at in range(start, len(lines)):
        if lines[at].cells is not None:
            break
        taken += [(word.left, word.right) for word in lines[at].words]
        found = _gutter(taken, lines[start].size, left, right)
        if at > start and found is None and gutter is None:
            break
        if found is None and gutter is not None:
            break
        if found is not None:
            end, gutter = at + 1, found
    return end, gutter


def _gutter(
    taken: list[tuple[float, float]], size: float, left: float, right: float
) -> float | None:
    """Return the left end of the widest free strip in the middle of the page."""
    best, place, reach = _LEAST_GUTTER * size, None, None
    for start, end in sorted(taken):
        if reach is not None and start - reach > best:
            middle = left + 0.25 * (right - left), left + 0.85 * (right - left)
            if middle[0] < start < middle[1]:
                best, place = start - reach, reach
        reach = end if reach is None else max(reach, end)
    return place
