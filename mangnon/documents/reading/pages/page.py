"""A page as it is printed: words and ruled lines, measured in points from its upper left."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Word:
    """A run of letters without a space; `base` is the line it stands on, `size` its font's."""

    text: str
    left: float
    right: float
    base: float
    size: float
    is_bold: bool = False


@dataclass(frozen=True)
class Rule:
    """A level or upright line drawn on the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left > self.bottom - self.top


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    is_unsure: bool = False


@dataclass(frozen=True)
class PrintedLine:
    """The words that stand side by side, from left to right; or one row of a ruled table."""

    words: tuple[Word, ...]
    cells: tuple[str, ...] | None = None

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def base(self) -> float:
        return max(self.words, key=lambda word: word.size).base

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def is_bold(self) -> bool:
        return all(word.is_bold for word in self.words)

    @property
    def text(self) -> str:
        """The words with a space between them, and as many as fill a wide gap."""
        if self.cells is not None:
            return " ".join(" ".join(cell.split()) for cell in self.cells if cell)
        return "".join(self._spaced())

    def _spaced(self) -> Iterable[str]:
        yield self.words[0].text
        for before, word in zip(self.words, self.words[1:], strict=False):
            gap = word.left - before.right
            is_wide = gap > WIDE * word.size
            yield " " * (min(max(3, round(2 * gap / word.size)), 60) if is_wide else 1)
            yield word.text

    @property
    def pieces(self) -> list["PrintedLine"]:
        """The parts that wide gaps leave, as two columns side by side have."""
        return self.parted(WIDE)

    def parted(self, gap: float) -> list["PrintedLine"]:
        """Return the parts between gaps wider than so many font sizes."""
        parts: list[list[Word]] = [[self.words[0]]]
        for before, word in zip(self.words, self.words[1:], strict=False):
            if word.left - before.right > gap * word.size:
                parts.append([])
            parts[-1].append(word)
        return [replace(self, words=tuple(part)) for part in parts]


WIDE = 1.3  # a gap of so many font sizes is no space between two words


def lines_of(words: Iterable[Word]) -> list[PrintedLine]:
    """Gather the words of a page into lines from above; raised signs of notes are left out."""
    rows: list[list[Word]] = []
    for word in sorted(without_note_signs(list(words)), key=lambda word: word.base):
        if rows and word.base - rows[-1][0].base <= 0.3 * max(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [PrintedLine(tuple(sorted(row, key=lambda word: word.left))) for row in rows]


def without_note_signs(words: list[Word]) -> list[Word]:
    """Leave out small raised figures that stand right behind a word: they point to a footnote."""
    kept: list[Word] = []
    is_behind_sign = False
    for at, word in enumerate(words):
        near = [words[at - 1]] if at else []
        near += words[at + 1 : at + 2]
        if _is_sign(word) and any(_is_raised(word, other) for other in near):
            is_behind_sign = True
            continue
        if is_behind_sign and kept and set(word.text) <= set(".,;:)”"):
            kept[-1] = replace(kept[-1], text=kept[-1].text + word.text, right=word.right)
        else:
            kept.append(word)
        is_behind_sign = False
    return kept


def _is_sign(word: Word) -> bool:
    bare = word.text.strip("()[],.;*")
    return len(word.text) <= 4 and (bare.isdigit() or set(word.text) == {"*"})


def _is_raised(word: Word, other: Word) -> bool:
    above = (other.base - word.base) / other.size
    is_beside = -0.3 * other.size <= word.left - other.right <= other.size or (
        -0.3 * other.size <= other.left - word.right <= 0.5 * other.size
    )
    is_power = other.text.endswith(("m", "km", "cm")) and word.left >= other.right
    return word.size < 0.8 * other.size and 0.1 < above < 0.7 and is_beside and not is_power
