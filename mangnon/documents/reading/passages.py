"""Text that remembers which line every character came from."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from mangnon.documents.reading.text import fold, squeeze


@dataclass(frozen=True)
class SourceLine:
    """One line of a .txt or .pdf, or one paragraph or table row of a .docx.

    `is_whole` says that the file itself starts a paragraph here; a wrapped line may go on.
    `cells` holds the texts of a table row, the paragraphs of a cell parted by newlines.
    `is_bold` tells a paragraph all set in bold, as headings without a number are.
    `page_line` is the place in a PDF as "page.line"; `is_unsure` marks what was read from a scan.
    """

    line: int
    text: str
    is_whole: bool = False
    cells: tuple[str, ...] | None = None
    is_bold: bool = False
    page_line: str | None = None
    is_unsure: bool = False

    @property
    def label(self) -> int | str:
        """What a person finds the line by: its number, or "page.line" in a PDF."""
        return self.page_line or self.line


@dataclass(frozen=True)
class Passage:
    """A run of text over one or more lines; `starts` holds (offset, line) in order."""

    text: str
    starts: tuple[tuple[int, int], ...] = field(default=((0, 0),))

    @classmethod
    def join(cls, parts: Iterable[tuple[int, str]]) -> "Passage":
        """Join lines with one space, or none where a line ends within a number or a symbol."""
        text, starts = "", []
        for line, part in parts:
            part = squeeze(part)
            if not part:
                continue
            if text and not _breaks_inside_token(text, part):
                text += " "
            starts.append((len(text), line))
            text += part
        return cls(text, tuple(starts) or ((0, 0),))

    @classmethod
    def chain(cls, passages: Iterable["Passage"]) -> "Passage":
        """Join passages with a space; every character keeps its line."""
        text, starts = "", []
        for passage in passages:
            if not passage.text:
                continue
            text += " " if text else ""
            starts += [(offset + len(text), line) for offset, line in passage.starts]
            text += passage.text
        return cls(text, tuple(starts) or ((0, 0),))

    @property
    def line(self) -> int:
        return self.starts[0][1]

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    def line_at(self, offset: int) -> int:
        """Return the line on which the character at `offset` stands."""
        index = bisect_right(self.starts, offset, key=lambda start: start[0]) - 1
        return self.starts[max(index, 0)][1]

    def is_line_start(self, offset: int) -> bool:
        return any(start == offset for start, _ in self.starts[1:])

    def cut(self, start: int, end: int | None = None) -> "Passage":
        """Return the part between two offsets, without the spaces at its ends."""
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        inside = [(o - start, ln) for o, ln in self.starts if start < o < start + len(piece)]
        return Passage(piece, ((0, self.line_at(start)), *inside))


def _breaks_inside_token(text: str, part: str) -> bool:
    last = text[-1]
    before = text[-2] if len(text) > 1 else " "
    return last in "/-" and not before.isspace() and part[0].isalnum()
