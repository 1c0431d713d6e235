"""From lines to blocks: wrapped lines joined, each block at most one marker."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mangnon.documents.reading.bodies import read_names, strip_request
from mangnon.documents.reading.kinds import bare_agency, bare_heading, kind_in
from mangnon.documents.reading.markers import RANKS, Marker, order, read_marker
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.text import fold, is_capitals, squeeze, starts_capital
from mangnon.documents.reading.words import any_of, pattern, phrases

_NUMBER_FOLLOWS = re.compile(rf"{any_of('sections', 'number_follows')}$")
_MAX_HEADING_LINES = 12
_STOPS = (".", ".”")
_ENDS = (".", ";", ":", "!", "?", ",..", "…", "”")


@dataclass(frozen=True)
class Block:
    """A paragraph, or a run of table rows when `rows` is not empty."""

    marker: Marker | None
    passage: Passage
    rows: tuple[SourceLine, ...] = ()
    is_closing: bool = False


class _Joiner:
    """Decides, line by line, whether a paragraph starts here or goes on."""

    def __init__(self, lines: list[SourceLine]) -> None:
        lengths = sorted(len(squeeze(line.text)) for line in lines if line.text.strip())
        self.width = lengths[len(lengths) * 9 // 10] if lengths else 0
        self.blocks: list[Block] = []
        self.parts: list[tuple[int, str]] = []
        self.marker: Marker | None = None
        self.is_closing = False
        self.last: dict[int, int] = {}
        self.section: str | None = None
        # Where most lines stand alone, an empty line between them says nothing.
        self.has_gaps = len(lines) < 1.5 * len(lengths)
        self.is_after_gap = False

    def take(self, line: SourceLine) -> None:
        if line.cells is not None:
            self.flush()
            self._add_row(line)
            return
        for text in line.text.split("\n"):
            if text.strip():
                self._take_text(line, squeeze(text))
            self.is_after_gap = self.has_gaps and not text.strip()

    def _take_text(self, line: SourceLine, text: str) -> None:
        is_whole = line.is_whole
        is_closing = self._closes(text, is_whole)
        found = None if is_closing else read_marker(text)
        if found and not self._is_accepted(found[0], text[found[1] :], is_whole):
            found = None
        if not found and not is_closing and (bare := self._bare(text, line)):
            found = bare, 0
        if found or is_closing or self._breaks(text, is_whole):
            self.flush()
            self.marker, offset = found or (None, 0)
            self.is_closing = is_closing
            self._remember(self.marker)
            text = text[offset:]
        self.parts.append((line.line, text))

    def _closes(self, text: str, is_whole: bool) -> bool:
        """True where a paragraph that ends the whole plan starts."""
        if not starts_capital(text):
            return False
        if pattern("sections", "closing").match(fold(text)):
            return True
        is_start = is_whole or not self.parts or self._previous().endswith(_ENDS)
        return is_start and pattern("sections", "closing_paragraph").match(fold(text)) is not None

    def _bare(self, text: str, line: SourceLine) -> Marker | None:
        """Return the marker of a heading without a number; a capital line goes on with one."""
        goes_on = bool(self.parts) and (self._is_heading() or not self._previous())
        if not line.is_whole and goes_on and (is_capitals(text) or not self._previous()):
            return None
        if not line.is_whole and self._lists_names():
            return None
        if heading := bare_heading(text, is_bold=line.is_bold):
            return heading
        is_end = line.is_whole or self._previous().endswith(_ENDS) or self._is_heading()
        is_end = is_end or (self._is_short_heading() and not read_names(self._previous()))
        if self._section() != "organisation" or not is_end:
            return None
        return bare_agency(text)

    def _section(self) -> str | None:
        """Return what the part that is being read is about."""
        if self.parts and self.marker and self.marker.rank <= RANKS["number"]:
            start = self.parts[:_MAX_HEADING_LINES]
            text = fold(" ".join(part for _, part in start)).split(":")[0].strip(" .")
            return kind_in(text, anywhere=self.marker.rank < RANKS["number"]) or self.section
        return self.section

    def _previous(self) -> str:
        return self.parts[-1][1] if self.parts else ""

    def _is_accepted(self, marker: Marker, rest: str, is_whole: bool) -> bool:
        """Refuse what only looks like a marker because a wrapped line starts with it."""
        place = order(marker)
        if is_whole:
            return place is None or place < 200
        before = self._previous()
        is_end = not before or before.endswith(_ENDS) or self._is_heading()
        if marker.is_bullet:
            return is_end or marker.number != "-" or self._is_dash(before, rest)
        follows = _NUMBER_FOLLOWS.search(fold(before)[-20:])
        if follows and not is_end and not self._is_short_heading():
            return False
        if marker.kind in {"roman", "capital", "annex", "part", "chapter", "label"}:
            return starts_capital(rest) or is_capitals(rest) or not rest
        expected = {1, self.last.get(marker.rank, 0) + 1}
        return starts_capital(rest) and (is_end or place in expected)

    def _is_dash(self, before: str, rest: str) -> bool:
        """Tell a dash that opens an item from one that joins two words or two years."""
        if rest[:1].isdigit() and (before[-1:].isdigit() or before.endswith("%")):
            return False
        left, right = fold(before), fold(rest)
        halves = (pair.split(" - ") for pair in phrases("sections", "dash_pairs"))
        if any(left.endswith(a) and right.startswith(b) for a, b in halves):
            return False
        return starts_capital(rest) or self._is_short_heading()

    def _is_short_heading(self) -> bool:
        is_single = len(self.parts) == 1 and self.marker is not None and not self.marker.is_bullet
        return is_single and len(self.parts[0][1]) < self.width / 2

    def _lists_names(self) -> bool:
        """True within a list of bodies joined by ";" that goes on in the next line."""
        text, _ = strip_request(" ".join(part for _, part in self.parts))
        names = read_names(text) if text.endswith(";") else []
        return bool(names) and text[names[-1].end :] == ";"

    def _is_heading(self) -> bool:
        is_short = 0 < len(self.parts) <= _MAX_HEADING_LINES
        return is_short and is_capitals(" ".join(text for _, text in self.parts))

    def _breaks(self, text: str, is_whole: bool) -> bool:
        """True when an unmarked line starts a paragraph of its own."""
        before = self._previous()
        if not before:
            return not self.parts
        if self._is_heading() and not is_capitals(text):
            return True
        if is_whole:
            return before.endswith(_ENDS) or starts_capital(text)
        if self._lists_names():
            return False
        if self.is_after_gap and before.endswith(_STOPS) and starts_capital(text):
            return True
        room = self.width - len(before) - len(text.split(" ", 1)[0])
        is_heading = self._is_short_heading() and not before.endswith(",")
        ends = before.endswith(_ENDS) and room > self.width / 6
        return starts_capital(text) and not text[0].isdigit() and (is_heading or ends)

    def _remember(self, marker: Marker | None) -> None:
        if marker is None:
            return
        self.last = {rank: place for rank, place in self.last.items() if rank <= marker.rank}
        place = order(marker)
        if place is not None:
            self.last[marker.rank] = place

    def _add_row(self, line: SourceLine) -> None:
        if self.blocks and self.blocks[-1].rows:
            rows = (*self.blocks[-1].rows, line)
            self.blocks[-1] = Block(None, self.blocks[-1].passage, rows)
        else:
            self.blocks.append(Block(None, Passage("", ((0, line.line),)), (line,)))

    def flush(self) -> None:
        self.section = self._section()
        if self.parts:
            passage = Passage.join(self.parts)
            self.blocks.append(Block(self.marker, passage, (), self.is_closing))
        self.parts, self.marker, self.is_closing = [], None, False


def join_blocks(lines: Iterable[SourceLine]) -> list[Block]:
    """Join wrapped lines into paragraphs; the paragraphs of a .docx stay as they are."""
    lines = list(lines)
    joiner = _Joiner(lines)
    for line in lines:
        joiner.take(line)
    joiner.flush()
    return joiner.blocks
