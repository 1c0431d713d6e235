"""What is printed on every page and is no part of the text: page numbers, running heads, notes."""

import re
from collections import Counter

from mangnon.documents.reading.markers import read_marker
from mangnon.documents.reading.pages.page import Page, PrintedLine, Rule
from mangnon.documents.reading.text import PAGE_NUMBER, fold, squeeze

_DIGITS = re.compile(r"\d+")
_MARGIN = 0.14  # running heads stand in this share of the page, above or below
_SMALL = 0.9
Lines = list[PrintedLine]


def without_edges(pages: list[Page], lines: list[Lines]) -> list[Lines]:
    """Return the lines of each page that are text of the document."""
    numbers, heads = _page_numbers(lines), _running_heads(pages, lines)
    kept = []
    for page, own in zip(pages, lines, strict=True):
        notes = _first_note(page, own)
        kept.append(
            [line for line in own[:notes] if id(line) not in numbers and id(line) not in heads]
        )
    return kept


def _page_numbers(lines: list[Lines]) -> set[int]:
    """The lone numbers at the ends of pages that count up with the pages."""
    found = [
        (int(number[1]) - at, id(line))
        for at, own in enumerate(lines)
        for line in [*own[:1], *own[-1:]]
        if line.cells is None and (number := PAGE_NUMBER.fullmatch(line.text))
    ]
    shifts = Counter(shift for shift, _ in found)
    usual = {shift for shift, count in shifts.items() if count > 1 or shift == 1}
    return {line for shift, line in found if shift in usual}


def _running_heads(pages: list[Page], lines: list[Lines]) -> set[int]:
    """The lines in the margin that another page has at the same height."""
    places: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for at, (page, own) in enumerate(zip(pages, lines, strict=True)):
        for line in own:
            depth = line.base / max(page.height, 1)
            is_edge = depth < _MARGIN or depth > 1 - _MARGIN
            if line.cells is None and is_edge:
                places.setdefault((_alike(line), round(line.base / 3)), []).append((at, id(line)))
    repeated = [found for found in places.values() if len({at for at, _ in found}) > 1]
    return {line for found in repeated for _, line in found}


def _alike(line: PrintedLine) -> str:
    """A running head without the number of its page; the number of an item stays."""
    text = squeeze(line.text)
    if read_marker(text) is None:
        text = _DIGITS.sub("", text).strip(" -/|")
    return fold(squeeze(text))


def _first_note(page: Page, lines: Lines) -> int:
    """Return where the footnotes of the page start: small lines below a short rule."""
    body = [line.size for line in lines if line.cells is None]
    if not body:
        return len(lines)
    usual = Counter(round(size, 1) for size in body).most_common(1)[0][0]
    for at, line in enumerate(lines):
        below = lines[at:]
        is_small = all(other.size <= _SMALL * usual and other.cells is None for other in below)
        if at and is_small and any(_parts(rule, page, lines[at - 1], line) for rule in page.rules):
            return at
    return len(lines)


def _parts(rule: Rule, page: Page, above: PrintedLine, below: PrintedLine) -> bool:
    is_between = above.base < rule.top < below.base
    length = rule.right - rule.left
    return rule.is_level and is_between and 0.1 < length / max(page.width, 1) < 0.4
