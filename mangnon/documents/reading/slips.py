"""Slips of the pen: words said twice, dates no calendar has."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mangnon.documents.reading.dates import find_dates
from mangnon.documents.reading.model import PlanWarning
from mangnon.documents.reading.passages import Passage
from mangnon.documents.reading.words import phrases

_WORD = re.compile(r"[^\W\d_]+")
_MAX_PHRASE = 6


def find_doubled_words(passage: Passage) -> Iterator[PlanWarning]:
    """Yield each word or phrase that stands twice in a row with only a space between."""
    words = list(_WORD.finditer(passage.folded))
    at = 0
    while at < len(words):
        length = _doubled_length(passage, words, at)
        if length:
            first, last = words[at], words[at + 2 * length - 1]
            text = passage.text[first.start() : last.end()]
            yield PlanWarning("doubled-word", text, passage.line_at(first.start()))
            at += 2 * length
        else:
            at += 1


def _doubled_length(passage: Passage, words: list[re.Match[str]], at: int) -> int:
    """Return how many words are repeated from `at` on, 0 for none."""
    for length in range(min(_MAX_PHRASE, (len(words) - at) // 2), 0, -1):
        first, second = words[at : at + length], words[at + length : at + 2 * length]
        if [w.group() for w in first] != [w.group() for w in second]:
            continue
        phrase = " ".join(w.group() for w in first)
        if _is_run(passage, first + second) and _is_slip(passage, phrase, second[0].start()):
            return length
    return 0


def _is_run(passage: Passage, words: list[re.Match[str]]) -> bool:
    gaps = pairwise(words)
    return all(passage.text[a.end() : b.start()] == " " for a, b in gaps)


def _is_slip(passage: Passage, phrase: str, second: int) -> bool:
    if f"{phrase} {phrase}" in phrases("slips", "good"):
        return False
    if passage.is_line_start(second) and passage.text[second].isupper():
        return False
    return " " in phrase or phrase in phrases("slips", "alone")


def find_impossible_dates(passage: Passage) -> Iterator[PlanWarning]:
    for date in find_dates(passage.folded):
        if date.value is None:
            text = passage.text[date.start : date.end]
            yield PlanWarning("impossible-date", text, passage.line_at(date.start))
