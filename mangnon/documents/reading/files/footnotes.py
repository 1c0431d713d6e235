"""Footnotes at the foot of a .txt page, told by their marks, which stand glued to a word."""

import re
from dataclasses import replace

from mangnon.documents.reading.markers import read_marker
from mangnon.documents.reading.passages import SourceLine
from mangnon.documents.reading.text import squeeze

_NOTE = re.compile(r"\s*(?P<number>[1-9]\d?)\s+(?=[A-ZĐÀ-Ỹ])")
_MAX_LINES = 15


def without_footnotes(lines: list[SourceLine], breaks: set[int]) -> list[SourceLine]:
    """Leave out the notes above each page break, and their marks in the text."""
    dropped: set[int] = set()
    marks: list[re.Pattern[str]] = []
    start = 0
    for end, line in enumerate(lines):
        if line.line not in breaks:
            continue
        noted = _notes(lines, start, end, len(marks) + 1)
        dropped |= {note.line for note in noted}
        marks += [_mark(found["number"]) for note in noted if (found := _NOTE.match(note.text))]
        start = end + 1
    kept = [line for line in lines if line.line not in dropped]
    for mark in marks:
        at = next((at for at, line in enumerate(kept) if mark.search(line.text)), None)
        if at is not None:
            kept[at] = replace(kept[at], text=mark.sub("", kept[at].text, count=1))
    return kept


def _notes(lines: list[SourceLine], start: int, end: int, number: int) -> list[SourceLine]:
    """Return the lines from the note of this number to the end of its page; none if it has none."""
    for at in range(start, end):
        found = _NOTE.match(lines[at].text)
        if not found or int(found["number"]) != number:
            continue
        noted = [line for line in lines[at:end] if line.text.strip()]
        is_pointed_at = any(_mark(found["number"]).search(line.text) for line in lines)
        is_plain = all(read_marker(squeeze(line.text)) is None for line in noted)
        if is_pointed_at and is_plain and len(noted) <= _MAX_LINES:
            return noted
    return []


def _mark(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\W\d_A-ZĐ]){number}(?!\w)")
