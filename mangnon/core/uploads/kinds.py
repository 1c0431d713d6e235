"""Which kinds of files are kept as proof, told from what is in them and never from their name."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

import filetype
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused

OFFICE = "application/vnd.openxmlformats-officedocument"
HEAD = 8192  # as much as the library looks at


@dataclass(frozen=True)
class FileKind:
    """`suffixes` are those that a name may end in; the first one is added where it does not."""

    media_type: str
    suffixes: tuple[str, ...]


KINDS: Mapping[str, FileKind] = {
    "pdf": FileKind("application/pdf", (".pdf",)),
    "docx": FileKind(f"{OFFICE}.wordprocessingml.document", (".docx",)),
    "xlsx": FileKind(f"{OFFICE}.spreadsheetml.sheet", (".xlsx",)),
    "png": FileKind("image/png", (".png",)),
    "jpeg": FileKind("image/jpeg", (".jpg", ".jpeg")),
    "webp": FileKind("image/webp", (".webp",)),
    "heic": FileKind("image/heic", (".heic", ".heif")),
    "mp4": FileKind("video/mp4", (".mp4", ".m4v")),
    "text": FileKind("text/plain", (".txt", ".csv")),
}
SUFFIXES = tuple(suffix for kind in KINDS.values() for suffix in kind.suffixes)
_BY_MEDIA_TYPE = {kind.media_type: name for name, kind in KINDS.items()}
# What an Office file always holds, by what it is; macros make it a program.
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACROS = "vbaproject.bin"
# Each part is listed under this mark. A million of them in one file would keep the server busy.
_LISTED, _MOST_PARTS = b"PK\x01\x02", 10_000


def kind_of(file: BinaryIO) -> str:
    """Return the name of the file's kind; raise Refused where it is none of those kept here."""
    file.seek(0)
    head = file.read(HEAD)
    found = filetype.guess_mime(head)
    if found == "application/zip" or head.startswith(b"PK"):
        kind = _office_kind(file)
    else:
        kind = _BY_MEDIA_TYPE.get(found, "") if found else _text_kind(file)
    file.seek(0)
    if not kind:
        raise Refused(
            _(
                "What is in the file is none of the kinds that are kept as proof; send one of "
                "these: %(kinds)s."
            )
            % {"kinds": ", ".join(SUFFIXES)}
        )
    return kind


def _office_kind(file: BinaryIO) -> str:
    file.seek(0)
    if file.read().count(_LISTED) > _MOST_PARTS:
        return ""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    if any(name.lower().endswith(_MACROS) for name in names):
        return ""
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), "")


def _text_kind(file: BinaryIO) -> str:
    """Return "text" where all of it is text in Unicode, with no sign that steers."""
    file.seek(0)
    content = file.read()
    is_utf_16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        return ""
    steers = (unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in set(text))
    return "" if not text or any(steers) else "text"
