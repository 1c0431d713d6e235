"""The parts of a .docx that say how it looks, or one clear sentence on why they cannot be read."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from lxml import etree

from mangnon.documents.checking.errors import CheckError
from mangnon.documents.parts import BROKEN, TooLarge, open_package, read_part
from mangnon.documents.reading.files.docx_xml import parse_xml
from mangnon.documents.unlike import broken_docx, unlike_docx

MAX_BYTES = 50 * 1024**2
MAX_PART_BYTES = 40 * 1024**2
MAX_TAGS = 600_000  # a document of 60 pages has some 40,000
_DOCUMENT = "word/document.xml"
_MACROS = "vbaProject.bin"
_WITH_MACROS = b"macroEnabled"  # in the list of types
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass
class Package:
    """The parsed parts; `bytes_of` keeps those that another reader parses again."""

    name: str
    bytes_of: dict[str, bytes]
    roots: dict[str, Any] = field(default_factory=dict)

    def root(self, part: str) -> Any:
        """Return the root element of a part, or None where there is no such part."""
        if part not in self.roots:
            content = self.bytes_of.get(part)
            self.roots[part] = None if content is None else _parsed(self.name, content)
        return self.roots[part]

    def target(self, relation: str) -> Any:
        """Return the root of the part that a relation of the document names, or None."""
        listed = self.root("word/_rels/document.xml.rels")
        for entry in () if listed is None else listed.iter(_RELATION):
            if entry.get("Id") == relation and entry.get("TargetMode") != "External":
                path = entry.get("Target", "")
                joined = path.lstrip("/") if path.startswith("/") else f"word/{path}"
                return self.root(posixpath.normpath(joined))
        return None


def open_docx(name: str, content: bytes) -> Package:
    """Return the parts of the file; CheckError says what is wrong with any other file."""
    if not content:
        raise CheckError(f"Tệp {name} rỗng; hãy chọn lại tệp.")
    if len(content) > MAX_BYTES:
        raise CheckError(f"Tệp {name} lớn hơn {MAX_BYTES // 1024**2} MB; hãy bỏ bớt hình ảnh.")
    suffix = PurePath(name).suffix.lower()
    if refusal := unlike_docx(name, suffix, content):
        raise CheckError(refusal)
    if not content.startswith(b"PK"):
        raise CheckError(f"Tệp {name} không phải tài liệu Word; chỉ kiểm tra được tệp .docx.")
    try:
        parts = _parts(name, content)
    except TooLarge as error:
        raise CheckError(
            f"Tệp {name} khi mở ra quá lớn (trên {MAX_PART_BYTES // 1024**2} MB chữ hoặc"
            f" {MAX_TAGS:,} thẻ); hãy kiểm tra lại tệp.".replace(",", ".")
        ) from error
    except BROKEN as error:
        raise CheckError(broken_docx(name)) from error
    package = Package(name, parts)
    if package.root(_DOCUMENT) is None:
        raise CheckError(broken_docx(name))
    return package


def _parts(name: str, content: bytes) -> dict[str, bytes]:
    """Read the XML parts that say how the document looks, all of them within one bound."""
    with open_package(content) as opened:
        there = opened.namelist()
        if _DOCUMENT not in there:
            raise CheckError(broken_docx(name))
        types = read_part(opened, "[Content_Types].xml", 1024**2) if _types(there) else b""
        if any(part.endswith(_MACROS) for part in there) or _WITH_MACROS in types:
            raise CheckError(
                f"Tệp {name} có macro nên không được mở; hãy lưu lại thành .docx không có macro."
            )
        parts: dict[str, bytes] = {}
        for part in dict.fromkeys(there):
            if _is_wanted(part):
                room = MAX_PART_BYTES - sum(map(len, parts.values()))
                parts[part] = read_part(opened, part, room)
    if sum(part.count(b"<") for part in parts.values()) > MAX_TAGS:
        raise TooLarge(name)
    return parts


def _types(there: list[str]) -> bool:
    return "[Content_Types].xml" in there


def _is_wanted(part: str) -> bool:
    folder, file = posixpath.split(part)
    if folder == "word":
        stems = ("document", "styles", "numbering", "settings", "header", "footer")
        return file.endswith(".xml") and file.startswith(stems)
    return part in ("word/_rels/document.xml.rels", "word/theme/theme1.xml", "docProps/app.xml")


def _parsed(name: str, content: bytes) -> Any:
    try:
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise CheckError(broken_docx(name))
        root = parse_xml(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CheckError(broken_docx(name)) from error
    if root.getroottree().docinfo.doctype:
        raise CheckError(broken_docx(name))
    return root
