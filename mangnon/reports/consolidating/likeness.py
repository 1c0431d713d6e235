"""Which paragraphs say the same: word for word, or nearly so."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable
from itertools import pairwise

NEAR = 0.7  # the share of neighbouring words that two paragraphs have in common
_WORD = re.compile(r"\w+")


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a section, each on one line.

    >>> paragraphs_of(" Một. \\n\\nHai\\tba. ")
    ['Một.', 'Hai ba.']
    """
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [line for line in lines if line]


class Likeness:
    """Paragraphs seen so far, by which the next one is compared.

    Two paragraphs whose numbers differ tell of different things, however alike their words are:
    many bodies begin from the same drafted sentence.
    """

    def __init__(self) -> None:
        self._same: dict[tuple[str, ...], list[tuple[Hashable, int]]] = defaultdict(list)
        self._pairs: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
        self._known: dict[int, tuple[Hashable, int]] = {}  # paragraph -> whose, number of pairs

    def find(self, text: str, whose: Hashable) -> int | None:
        """Return the first paragraph of another body that says the same, None when there is none.

        A paragraph that is the same word for word comes before one that is nearly the same.
        """
        words = _words(text)
        for other, paragraph in self._same.get(words, ()):
            if other != whose:
                return paragraph
        return self._nearest(words, whose)

    def add(self, paragraph: int, text: str, whose: Hashable) -> None:
        words = _words(text)
        self._same[words].append((whose, paragraph))
        if len(self._same[words]) > 1:
            return  # the first stands for those that are the same
        pairs = _pairs(words)
        self._known[paragraph] = whose, len(pairs)
        for pair in pairs:
            self._pairs[_numbers(words), pair].append(paragraph)

    def _nearest(self, words: tuple[str, ...], whose: Hashable) -> int | None:
        pairs, numbers = _pairs(words), _numbers(words)
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._pairs.get((numbers, pair), ()))
        best, found = NEAR, None
        for paragraph, common in shared.items():
            other, size = self._known[paragraph]
            likeness = common / (len(pairs) + size - common)
            if other != whose and (likeness > best or (found is None and likeness == best)):
                best, found = likeness, paragraph
        return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _pairs(words: tuple[str, ...]) -> set[str]:
    return {f"{first} {second}" for first, second in pairwise(words)}


def _numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(word for word in words if any(map(str.isdigit, word))))
