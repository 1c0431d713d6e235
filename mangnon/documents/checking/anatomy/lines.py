"""Lines of text compared: fold away what may differ, split what a typist put in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from mangnon.documents.checking.word.flow import Paragraph
from mangnon.documents.checking.word.runs import Run
from mangnon.documents.checking.word.strokes import typed
from mangnon.documents.decree import words
from mangnon.documents.reading.text import fold

_LETTERS = re.compile(r"[^\w]+")


def lines(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield each line that a soft break ends as a paragraph of its own."""
    for paragraph in paragraphs:
        if "\n" not in paragraph.raw.strip():
            yield paragraph
            continue
        rows: list[list[Run]] = [[]]
        for run in paragraph.runs:
            first, *others = run.text.split("\n")
            rows[-1].append(replace(run, text=first))
            rows += [[replace(run, text=other)] for other in others]
        for at, row in enumerate(rows):
            strokes = paragraph.strokes if at == len(rows) - 1 else ()
            strokes = (*strokes, *typed(row))
            label = paragraph.label if at == 0 else ""
            yield replace(paragraph, runs=tuple(row), strokes=strokes, label=label, is_line=True)


def is_like(text: str, model: str, least: float) -> bool:
    """Say whether a text is the model, or the model written with a few slips."""
    ours, theirs = _bare(text), _bare(model)
    if not ours or not 0.6 * len(theirs) <= len(ours) <= 1.6 * len(theirs):
        return False
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= least


def _bare(text: str) -> str:
    return _LETTERS.sub("", fold(text[:200])).replace("_", "")


def is_upper(text: str) -> bool:
    """True for a text with letters, none of them small."""
    return text.upper() == text and any(letter.isalpha() for letter in text)


def begins_with(text: str, key: str) -> bool:
    """Say whether a text begins with one of the words of the catalogue, as whole words."""
    folded = fold(text)
    return any(
        folded.startswith(word) and not folded[len(word) : len(word) + 1].isalpha()
        for word in _folded(key)
    )


def _folded(key: str) -> list[str]:
    found: Any = words()[key]
    return [fold(word) for word in found]


def is_written(paragraph: Paragraph) -> bool:
    """True for a paragraph with words: not empty, not a row of underscores or stars."""
    return any(sign.isalnum() for sign in paragraph.text)


def is_bracketed(text: str) -> bool:
    return text.startswith(("(", "[")) and text.rstrip(".").endswith((")", "]"))
