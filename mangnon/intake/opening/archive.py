"""What is inside an .xlsx file, looked at before anything believes what it says of itself."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from mangnon.intake.opening.limits import MAX_PARTS, MAX_UNPACKED, MEBIBYTE
from mangnon.intake.opening.refusing import Unreadable

CONTENT_TYPES, WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"
SHEETS = "xl/worksheets/"
LONGEST_TAG = 1_000
MACROS = ("vbaproject.bin", "xl/macrosheets/")
_LOCAL_HEADER = struct.Struct("<26xHH")
_HIDDEN_ROW = re.compile(rb'<row [^>]{0,400}?hidden="(?:1|true)"')
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")


def check_archive(path: Path) -> dict[str, int]:
    """Raise Unreadable unless the file is a workbook without macros of a bearable size.

    Return how many rows of each sheet are hidden, as by a filter, by its name in the archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if any(mark in name.lower() for name in names for mark in MACROS):
                raise Unreadable("macros")
            if CONTENT_TYPES not in names or WORKBOOK not in names:
                raise Unreadable("no-workbook")
            declared = sum(part.file_size for part in parts)
            if len(parts) > MAX_PARTS or declared > MAX_UNPACKED:
                raise Unreadable("too-large")
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable("locked")
        return _measure(path, parts)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError):
        raise Unreadable("damaged") from None


def _measure(path: Path, parts: list[zipfile.ZipInfo]) -> dict[str, int]:
    """Unpack every part without keeping it: what an archive says of its sizes may be a lie."""
    left = MAX_UNPACKED
    hidden = _HiddenRows()
    with path.open("rb") as file:
        for part in parts:
            is_first = True
            for piece in _unpacked(file, part):
                if is_first and any(mark in piece[:4096] for mark in _DECLARED):
                    raise Unreadable("entities")
                is_first = False
                left -= len(piece)
                if left < 0:
                    raise Unreadable("too-large")
                if part.filename.startswith(SHEETS):
                    hidden.see(part.filename, piece)
    return hidden.counts


class _HiddenRows:
    """Counts the hidden rows of each sheet while its pieces go by."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.cut = b""

    def see(self, sheet: str, piece: bytes) -> None:
        """Look at the next piece; the tag at its end may go on in the one after it."""
        joined = self.cut + piece
        end = joined.rfind(b">") + 1
        self.cut = joined[end:][:LONGEST_TAG]
        if b"hidden=" in joined:
            rows = len(_HIDDEN_ROW.findall(joined, 0, end))
            self.counts[sheet] = self.counts.get(sheet, 0) + rows


def _unpacked(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    file.seek(part.header_offset)
    name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    file.seek(name + extra, 1)
    left = part.compress_size
    if part.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (piece := file.read(min(left, MEBIBYTE))):
            left -= len(piece)
            yield piece
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable("damaged")
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := file.read(min(left, MEBIBYTE))):
        left -= len(packed)
        while packed and not unpacking.eof:
            yield unpacking.decompress(packed, MEBIBYTE)
            packed = unpacking.unconsumed_tail
