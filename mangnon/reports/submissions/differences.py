"""What changed from one version of a report to another: words by section, figures old and new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mangnon.reports.submissions.content import Content, FigureContent
from mangnon.reports.submissions.paper import shown
from mangnon.ui.formats import DASH

_WORDS = re.compile(r"\S+|\s+")
MOST_PAIRS = 250_000  # of words, or of lines: more would take minutes


@dataclass(frozen=True)
class Piece:
    """Some words of a section; `kind` is "same", "new" or "gone"."""

    kind: str
    text: str


@dataclass(frozen=True)
class ChangedSection:
    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ChangedFigure:
    """A figure as it was and as it is; "—" where there was or is none."""

    leaf: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Differences:
    sections: tuple[ChangedSection, ...]
    figures: tuple[ChangedFigure, ...]


def differences(before: Content, after: Content) -> Differences:
    return Differences(tuple(_sections(before, after)), tuple(_figures(before, after)))


def _sections(before: Content, after: Content) -> Iterator[ChangedSection]:
    for section in after.sections:
        old = before.section(section.key)
        text = old.text if old else ""
        if text != section.text:
            yield ChangedSection(section.heading, tuple(pieces(text, section.text)))


def pieces(before: str, after: str) -> Iterator[Piece]:
    """Yield the words of both texts, what is gone before what is new in its place.

    Lines are compared first, then the words of those that changed; changed words with nothing but
    a blank between them are one piece.

    >>> [(piece.kind, piece.text) for piece in pieces("đạt 80 trẻ", "đạt 84 trẻ")]
    [('same', 'đạt '), ('gone', '80'), ('new', '84'), ('same', ' trẻ')]
    >>> [(piece.kind, piece.text) for piece in pieces("đạt ít", "chưa đủ")]
    [('gone', 'đạt ít'), ('new', 'chưa đủ')]
    """
    for old, new in _compared(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if old == new:
            yield Piece("same", "".join(old))
        else:
            yield from _by_words("".join(old), "".join(new))


def _by_words(before: str, after: str) -> Iterator[Piece]:
    gone = come = ""
    for old, new in _compared(_WORDS.findall(before), _WORDS.findall(after)):
        was, now = "".join(old), "".join(new)
        if old != new or ((gone or come) and was.isspace()):
            gone, come = gone + was, come + now
            continue
        yield from _changed(gone, come)
        gone = come = ""
        yield Piece("same", was)
    yield from _changed(gone, come)


def _changed(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if come:
        yield Piece("new", come)


def _compared(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield what stands against what, in order; equal parts stand against each other.

    The middle of two texts that are too long to compare is all gone and all new.
    """
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    rest = most - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield old[:head], old[:head]
    if len(gone) * len(come) > MOST_PAIRS:
        yield gone, come
    else:
        for _kind, a, b, c, d in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
            yield gone[a:b], come[c:d]
    if tail:
        yield old[-tail:], old[-tail:]


def _figures(before: Content, after: Content) -> Iterator[ChangedFigure]:
    leaves = dict.fromkeys(one.leaf for one in (*after.figures, *before.figures))
    for leaf in leaves:
        old, new = before.figure(leaf), after.figure(leaf)
        texts = _text(old), _text(new)
        if texts[0] != texts[1]:
            title = new.title if new else old.title if old else ""
            yield ChangedFigure(leaf, title, *texts)


def _text(one: FigureContent | None) -> str:
    if one is None:
        return DASH
    return "#" if one.is_hidden and one.corrected is None else shown(one, one.value)
