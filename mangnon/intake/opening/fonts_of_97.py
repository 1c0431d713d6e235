"""Cells of an .xls file that are written in an old font.

calamine tells no fonts of such a file; xlrd does, and reads it once more, but only when the file
names an old font at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import xlrd

from mangnon.intake.opening.legacy import encoding_of_font, to_unicode
from mangnon.intake.opening.refusing import Unreadable

_OLD_FONT = re.compile(rb"\.\0?V\0?n|V\0?N\0?I\0?[- ]")

_NOTHING = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


class OldFontsOf97:
    """What of a workbook of Excel 97 to 2003 is written in old fonts."""

    parts: Mapping[str, str] = {}  # an .xls file is no archive

    def __init__(self, path: Path) -> None:
        content = path.read_bytes()
        self.book: Any = None
        if _OLD_FONT.search(content):
            try:
                self.book = xlrd.open_workbook(file_contents=content, formatting_info=True)
            except Exception:  # noqa: BLE001 - a damaged file breaks xlrd anywhere
                raise Unreadable("damaged") from None

    def converted(self, sheet: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
        """Return the sheet's cells in Unicode, and how many of them were not."""
        if self.book is None:
            return frame, 0
        page = self.book.sheet_by_name(sheet)
        first = min(column for _row, column in _cells(page))
        texts = [column.to_list() for column in frame.iter_columns()]
        count = 0
        for row, column in _cells(page, xlrd.XL_CELL_TEXT):
            text = texts[column - first][row]
            plain = "".join(to_unicode(part, font) for part, font in self._runs(page, row, column))
            if text and plain != page.cell_value(row, column):
                texts[column - first][row] = plain
                count += 1
        columns = zip(frame.columns, texts, strict=True)
        return pl.DataFrame([pl.Series(name, cells, pl.String) for name, cells in columns]), count

    def _runs(self, page: Any, row: int, column: int) -> Iterator[tuple[str, str | None]]:
        """Yield the parts of a text that are in one font each, and how each is written."""
        text = page.cell_value(row, column)
        own = self.book.xf_list[page.cell_xf_index(row, column)].font_index
        starts = [(0, own), *page.rich_text_runlist_map.get((row, column), ())]
        ends = [start for start, _font in starts[1:]] + [len(text)]
        for (start, font), end in zip(starts, ends, strict=True):
            yield text[start:end], encoding_of_font(self.book.font_list[font].name)


def _cells(page: Any, *kinds: int) -> Iterator[tuple[int, int]]:
    """Yield where the sheet has cells of the kinds, or of any kind that holds something."""
    for row in range(page.nrows):
        for column, kind in enumerate(page.row_types(row)):
            if kind in kinds or (not kinds and kind not in _NOTHING):
                yield row, column
