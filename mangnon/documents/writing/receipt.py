"""Receipts inside a .docx: what every figure of the file is, for a machine to check.

The receipts travel as JSON in a custom XML part, which Word and LibreOffice keep when a person
edits and saves the file. Each figure in the text also stands in a hidden bookmark that names its
receipt, so that a number changed by hand is found.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from lxml import etree

from mangnon.documents.parts import BROKEN, TooLarge, read_part

NAMESPACE = "urn:mangnon:receipt:1"
STORE_ID = "{6D616E67-6E6F-4E6E-8000-000000000001}"
PART_LIMIT = 64 * 1024 * 1024

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BOOKMARK = re.compile(r"_mn\d+_(?P<key>\w+)_(?P<part>[a-z]+)")
_NAME_LIMIT = 40  # Word's own limit for the name of a bookmark


class ReceiptError(Exception):
    """The file holds no receipts that can be read; the message is one sentence."""


@dataclass(frozen=True)
class FigureReceipt:
    """One figure: which leaf and unit it is about, what it was made of, and how it was printed.

    `measure` is the unit of the value (percent, per_1000, …); `value` is already times that.
    `shown` gives the printed text of each part: value, fraction, needs. A figure of an earlier
    `year` names the `snapshot` of that year's end; "" where an agency had stated it by now.
    """

    key: str
    leaf: str
    unit: str
    unit_valid_from: str
    measure: str
    numerator: float | None  # no whole number where part of a unit was moved to another
    denominator: float | None
    value: float | None
    attainment: str | None
    basis: str
    shown: Mapping[str, str]
    year: int = 0
    snapshot: str = ""


@dataclass(frozen=True)
class Receipt:
    """Everything that is needed to make the figures of one document again."""

    kind: str
    year: int
    as_of: str
    snapshot: str
    manifest_sha256: str
    catalog_sha256: str
    results_sha256: str
    engine: str
    engine_version: str
    software_version: str
    computed_at: str
    figures: tuple[FigureReceipt, ...]
    earlier: Mapping[str, str] = field(default_factory=dict)  # snapshot -> hash of its manifest
    units_on: str = ""  # the day whose units the figures were moved to

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """Read what `to_json` wrote; ReceiptError if it is something else."""
        try:
            fields: dict[str, Any] = json.loads(text)
            figures = tuple(FigureReceipt(**figure) for figure in fields.pop("figures"))
            receipt = cls(figures=figures, **fields)
            if not (_is_named(receipt) and all(map(_is_sound, figures))):
                raise TypeError("a field of another type")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ReceiptError("Không đọc được biên nhận trong tệp này.") from error
        return receipt


def _is_named(receipt: Receipt) -> bool:
    texts = (receipt.snapshot, receipt.units_on)
    return all(isinstance(text, str) for text in texts) and isinstance(receipt.earlier, dict)


def _is_sound(figure: FigureReceipt) -> bool:
    """Say whether a figure read from a file has texts and a table where its fields promise them."""
    texts = (figure.key, figure.leaf, figure.unit, figure.unit_valid_from, figure.snapshot)
    return isinstance(figure.shown, dict) and all(isinstance(text, str) for text in texts)


@dataclass(frozen=True)
class Shown:
    """A figure as it stands in the text of the file now."""

    key: str
    part: str
    text: str


@dataclass(frozen=True)
class Mismatch:
    """A figure whose printed text is no longer what its receipt says; None is "not there"."""

    key: str
    part: str
    expected: str | None
    found: str | None


def bookmark_name(number: int, key: str, part: str) -> str:
    """Return the bookmark that ties one printed figure to its receipt."""
    name = f"_mn{number}_{key}_{part}"
    if not _BOOKMARK.fullmatch(name) or len(name) > _NAME_LIMIT:
        raise ValueError(f"{key!r} and {part!r} cannot name a figure in a Word file")
    return name


def to_xml(receipt: Receipt) -> bytes:
    """Return the custom XML part."""
    root = etree.Element(f"{{{NAMESPACE}}}receipts", nsmap={None: NAMESPACE})
    root.text = receipt.to_json()
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def read_receipt(file: Path | IO[bytes]) -> Receipt:
    """Return the receipts of a .docx; ReceiptError when it has none or is no .docx."""
    with open_package(file) as package:
        for name in package.namelist():
            if re.fullmatch(r"customXml/item\d+\.xml", name):
                root = parse_part(package, name)
                if root.tag == f"{{{NAMESPACE}}}receipts":
                    return Receipt.from_json(root.text or "")
    raise ReceiptError("Tệp không có biên nhận: không phải do Măng Non viết ra.")


def read_shown(file: Path | IO[bytes]) -> tuple[Shown, ...]:
    """Return every figure of the text that has a receipt, in the order of the text."""
    with open_package(file) as package:
        body = parse_part(package, "word/document.xml")
    found: list[Shown] = []
    open_marks: dict[str, tuple[str, str, list[str]]] = {}
    for node in body.iter():
        if node.tag == f"{_WORD}bookmarkStart":
            if match := _BOOKMARK.fullmatch(node.get(f"{_WORD}name", "")):
                open_marks[node.get(f"{_WORD}id")] = (match["key"], match["part"], [])
        elif node.tag == f"{_WORD}bookmarkEnd":
            if mark := open_marks.pop(node.get(f"{_WORD}id"), None):
                found.append(Shown(mark[0], mark[1], "".join(mark[2])))
        elif node.tag == f"{_WORD}t":
            for _key, _part, pieces in open_marks.values():
                pieces.append(node.text or "")
    return tuple(found)


def mismatches(file: Path) -> tuple[Mismatch, ...]:
    """Compare what is printed with the receipts of the same file: empty when nothing moved."""
    promised = {
        (figure.key, part): text
        for figure in read_receipt(file).figures
        for part, text in figure.shown.items()
    }
    shown = read_shown(file)
    wrong = [
        Mismatch(item.key, item.part, promised.get((item.key, item.part)), item.text)
        for item in shown
        if promised.get((item.key, item.part)) != item.text
    ]
    there = {(item.key, item.part) for item in shown}
    gone = [
        Mismatch(key, part, text, None)
        for (key, part), text in promised.items()
        if (key, part) not in there
    ]
    return tuple(wrong + gone)


def open_package(file: Path | IO[bytes]) -> zipfile.ZipFile:
    """Open a .docx; ReceiptError where it is none."""
    try:
        package = zipfile.ZipFile(file)
    except BROKEN as error:
        raise ReceiptError("Tệp không phải văn bản .docx.") from error
    names = package.namelist()
    if len(set(names)) < len(names):  # one reader shows the one, another the other
        raise ReceiptError("Tệp có hai phần cùng tên: đã bị sửa bằng công cụ khác Word.")
    return package


def parse_part(package: zipfile.ZipFile, name: str) -> Any:
    """Return the root of a part; ReceiptError where it is missing, broken or too large."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(read_part(package, name, PART_LIMIT), parser)
    except TooLarge as error:
        raise ReceiptError("Tệp quá lớn, không đọc được.") from error
    except (KeyError, *BROKEN, etree.XMLSyntaxError) as error:
        raise ReceiptError("Tệp không phải văn bản .docx.") from error
