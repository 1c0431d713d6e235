"""What changed from one version of a report to another: words by section, figures old and new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from mangnon.reports.submissions.content import Content, FigureContent
from mangnon.reports.submissions.paper import shown
from mangnon.ui.formats import DASH

_WORDS = re.compile(r"\s+|\S+")


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

    Changed words with nothing but a blank between them are one piece.

    >>> [(piece.kind, piece.text) for piece in pieces("đạt 80 trẻ", "đạt 84 trẻ")]
    [('same', 'đạt '), ('gone', '80'), ('new', '84'), ('same', ' trẻ')]
    >>> [(piece.kind, piece.text) for piece in pieces("đạt ít", "chưa đủ")]
    [('gone', 'đạt ít'), ('new', 'chưa đủ')]
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    gone = come = ""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[a:b]), "".join(new[c:d])
        if kind != "equal" or ((gone or come) and was.isspace()):
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
