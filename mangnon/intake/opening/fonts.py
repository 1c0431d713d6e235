"""Cells of an .xlsx file that are written in an old font.

The sheet's XML is passed over once, without a tree of it in memory, and only when the workbook
names an old font at all.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import polars as pl
from lxml import etree

from mangnon.intake.opening.archive import LONGEST_TAG
from mangnon.intake.opening.legacy import encoding_of_font, to_unicode
from mangnon.intake.opening.limits import MEBIBYTE

SHARED = "xl/sharedStrings.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OLD_FONT = re.compile(rb'"\s*(\.Vn|VNI[- ])', re.IGNORECASE)
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]+)")?[^>]*?(/?)>')
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
Runs = list[tuple[str, str | None]]  # each text, and how it is written where it says so itself


class OldFonts:
    """What of a workbook is written in old fonts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.parts = _sheet_parts(archive)
            self.styles = _old_styles(archive)
        self.mixed = _mixed_texts(path)

    def converted(self, sheet: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
        """Return the sheet's cells in Unicode, and how many of them were not."""
        if not self.styles and not self.mixed:
            return frame, 0
        first, cells = self._old_cells(self.parts[sheet])
        count = 0
        columns = []
        for place, column in enumerate(frame.iter_columns()):
            texts = column.to_list()
            styled = cells.get(first + place, {})
            for row, text in enumerate(texts):
                if text is None or (text.isascii() and not styled.get(row)):
                    continue
                plain = self._unicode(text, styled.get(row))
                count += plain != text
                texts[row] = plain
            columns.append(pl.Series(column.name, texts, dtype=pl.String))
        return pl.DataFrame(columns), count

    def _unicode(self, text: str, encoding: str | None) -> str:
        runs = self.mixed.get(text)
        if runs is None:
            return to_unicode(text, encoding)
        return "".join(to_unicode(part, own or encoding) for part, own in runs)

    def _old_cells(self, part: str) -> tuple[int, dict[int, dict[int, str]]]:
        """Return the first column with a cell, and the encodings of cells by column and row."""
        first = 16_384
        cells: dict[int, dict[int, str]] = {}
        for piece in _pieces(self.path, part):
            for letters, row, style, is_empty in _CELL.findall(piece):
                if is_empty:
                    continue
                column = _column_number(letters)
                first = min(first, column)
                if encoding := self.styles.get(int(style or 0)):
                    cells.setdefault(column, {})[int(row) - 1] = encoding
        return first, cells


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name inside the archive of each sheet."""
    book = _tree(archive, "xl/workbook.xml")
    links = _tree(archive, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATED), "")
        parts[sheet.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        )
    return parts


def _old_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return how text is written in the styles whose font is an old one."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    content = archive.read("xl/styles.xml")
    if not _OLD_FONT.search(content):
        return {}
    styles = etree.fromstring(content, _PARSER)
    fonts = [
        encoding_of_font(name.get("val", "")) if (name := font.find(f"{_MAIN}name")) is not None
        else None
        for font in styles.iterfind(f"{_MAIN}fonts/{_MAIN}font")
    ]  # fmt: skip
    found = {}
    for at, style in enumerate(styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")):
        font = int(style.get("fontId", "0"))
        if font < len(fonts) and (encoding := fonts[font]):
            found[at] = encoding
    return found


def _mixed_texts(path: Path) -> dict[str, Runs]:
    """Return the texts of which a part says itself that it is in an old font, by their whole."""
    pieces = _pieces(path, SHARED)
    if not any(b"<rFont" in piece and _OLD_FONT.search(piece) for piece in pieces):
        return {}
    found: dict[str, Runs] = {}
    with zipfile.ZipFile(path) as archive, archive.open(SHARED) as stream:
        for _event, item in etree.iterparse(stream, tag=f"{_MAIN}si", resolve_entities=False):
            runs: Runs = []
            for run in item.iterfind(f"{_MAIN}r"):
                font = run.find(f"{_MAIN}rPr/{_MAIN}rFont")
                encoding = None if font is None else encoding_of_font(font.get("val", ""))
                runs.append((run.findtext(f"{_MAIN}t", ""), encoding))
            if any(encoding for _text, encoding in runs):
                found["".join(text for text, _encoding in runs)] = runs
            item.clear()
    return found


def _pieces(path: Path, part: str) -> Iterator[bytes]:
    """Yield a part of the archive in pieces that end at the end of a tag."""
    with zipfile.ZipFile(path) as archive:
        if part not in archive.namelist():
            return
        with archive.open(part) as stream:
            kept = b""
            while read := stream.read(MEBIBYTE):
                piece = kept + read
                end = piece.rfind(b">") + 1
                kept = piece[end:][:LONGEST_TAG]
                yield piece[:end]


def _tree(archive: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(archive.read(part), _PARSER)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
