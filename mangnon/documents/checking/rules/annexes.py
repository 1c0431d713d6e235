"""Rules of annexes: their numbers, names, the line that says what they belong to, their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mangnon.documents.checking.anatomy.lines import is_bracketed
from mangnon.documents.checking.anatomy.parts import Annex, Parts
from mangnon.documents.checking.departure import Departure, departure, quoted
from mangnon.documents.checking.rules.facets import facets
from mangnon.documents.checking.word.flow import Flow, Table
from mangnon.documents.reading.text import fold
from mangnon.documents.writing.layout import roman

_NAME = re.compile(r"phụ lục(?:\s+số)?(?:\s+(?P<number>[ivxlc]+|\d+))?(?P<rest>.*)", re.I)
_ONE = re.compile(r"[ivxlc]+\b|\d+")
_LISTED = re.compile(
    r"phụ lục(?:\s+số)?\s+((?:[ivxlc]+|\d+)\b"
    r"(?:\s*(?:,|;|và|đến|-)\s*(?:phụ lục\s+)?(?:[ivxlc]+|\d+)\b)*)"
)
_REFERENCE = re.compile(
    r"kèm theo .*\bsố\b.*\bngày\b.*\btháng\b.*\bnăm\b|kèm theo .*\d+[/-]\d+[/-]\d{4}"
)


def annexes(flow: Flow, parts: Parts) -> Iterator[Departure]:
    text = _body_text(parts)
    for at, annex in enumerate(parts.annexes, start=1):
        match = _NAME.fullmatch(annex.name.text)
        number = (match["number"] or "") if match else ""
        yield from facets("annex", annex.name)
        if match and match["rest"].strip(" .:"):
            yield departure("annex.line", annex.name, f"viết {quoted(annex.name.text)}")
        is_right = number == roman(at) or (not number and len(parts.annexes) == 1)
        if not is_right:
            yield departure("annex.number", annex.name, f"viết {quoted(annex.name.text, 30)}")
        yield from _head(annex)
        yield from _pages(flow, parts, at - 1)
        named = {number, roman(at)}
        if not _is_mentioned(text, named, alone=len(parts.annexes) == 1):
            yield departure("annex.mention", annex.name, "văn bản không nhắc đến phụ lục này")


def _head(annex: Annex) -> Iterator[Departure]:
    for line in annex.title:
        yield from facets("annex_title", line)
    if not annex.reference:
        yield departure("annex_reference.missing", annex.name, "không có dòng “(Kèm theo …)”")
        return
    for line in annex.reference:
        yield from facets("annex_reference", line)
    whole = " ".join(line.text for line in annex.reference)
    if not (is_bracketed(whole) and _REFERENCE.search(fold(whole))):
        yield departure("annex_reference.form", annex.reference[0], f"viết {quoted(whole)}")


def _pages(flow: Flow, parts: Parts, at: int) -> Iterator[Departure]:
    """An annex begins a section of its own, whose pages are numbered from 1."""
    section = parts.annexes[at].name.section
    before = parts.annexes[at - 1].name.section if at else 0
    if section == before or flow.sections[section].restarts != 1:
        yield departure("annex.pages", parts.annexes[at].name, "số trang nối tiếp phần trước")


def _body_text(parts: Parts) -> str:
    found = []
    for block in [*parts.bases, *parts.body]:
        texts = block.paragraphs if isinstance(block, Table) else [block]
        found += [paragraph.text for paragraph in texts]
    return fold(" ".join(found))


def _is_mentioned(text: str, numbers: set[str], *, alone: bool) -> bool:
    """Say whether the text names the annex: alone, in a list of several, or within a span."""
    if alone or "các phụ lục" in text:
        return "phụ lục" in text
    listed = _LISTED.findall(text)
    named = {name for found in listed for name in _ONE.findall(found)}
    spans = any("đến" in found or "-" in found for found in listed)
    return spans or bool(named & {fold(number) for number in numbers})
