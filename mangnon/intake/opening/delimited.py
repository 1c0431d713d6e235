"""Cells of a .csv file, in whichever of the usual encodings and with whichever separator."""

from __future__ import annotations

import csv
import io
import unicodedata
from itertools import islice
from pathlib import Path

import polars as pl

from mangnon.intake.opening.limits import MAX_COLUMNS
from mangnon.intake.opening.refusing import Unreadable

_ROWS_AT_ONCE = 20_000
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}


def cells_of_text(path: Path) -> pl.DataFrame:
    """Return the cells as text, one column each."""
    text = decoded(path.read_bytes())
    csv.field_size_limit(1_000_000)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    frames = []
    try:
        while rows := list(islice(lines, _ROWS_AT_ONCE)):
            frames.append(_frame(rows))
    except csv.Error:
        raise Unreadable("damaged") from None
    return pl.concat(frames, how="diagonal") if frames else pl.DataFrame()


def decoded(content: bytes) -> str:
    """Return the text, tones on their letters; raise Unreadable when it is none."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return _text(content[len(mark) :], encoding)
    if b"\0" in content[:4096]:
        return _text(content, _utf_16_without_mark(content))
    try:
        return _text(content, "utf-8")
    except Unreadable:
        return _text(content, "cp1258")


def _utf_16_without_mark(content: bytes) -> str:
    """Return which half of the first letters is empty; a file where neither is holds no text."""
    even, odd = content[0:4096:2].count(0), content[1:4096:2].count(0)
    if min(even, odd) * 4 > max(even, odd):
        raise Unreadable("no-workbook")
    return "utf-16-be" if even > odd else "utf-16-le"


def _text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("no-workbook") from None
    if "\0" in text:
        raise Unreadable("no-workbook")
    return unicodedata.normalize("NFC", text)


def _separator(text: str) -> str:
    """Return what stands most often in the lines of the beginning, outside of quotes."""
    if text.startswith("sep=") and len(text) > 4:  # Excel's own word for it
        return text[4]
    beginning = "\n".join(text[:20_000].split("\n")[:50])
    bare = "".join(beginning.split('"')[::2])
    return max(";\t,|", key=bare.count)


def _frame(rows: list[list[str]]) -> pl.DataFrame:
    width = max(map(len, rows))
    if width > MAX_COLUMNS:
        raise Unreadable("too-wide", str(width))
    columns = {
        f"c{at}": [row[at] if at < len(row) else None for row in rows] for at in range(width)
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return frame if width else pl.DataFrame({"c0": [None] * len(rows)}, schema={"c0": pl.String})
