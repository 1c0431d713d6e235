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
_REFERENCE = re.compile(r"kèm theo .*\bsố\b.*\bngày\b.*\btháng\b.*\bnăm\b|kèm theo .*\d+[/-]\d+[/-]\d{4}")


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
        if not _is_mentioned(text, number, alone=len(parts.annexes) == 1):
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


def _is_mentioned(text: str, number: str, *, alone: bool) -> bool:
    if alone:
        return "phụ lục" in text
    listed = re.findall(r"phụ lục(?:\s+số)?\s+((?:[ivxlc]+|\d+)(?:\s*(?:,|;|và|đến|-)\s*(?:phụ lục\s+)?(?:[ivxlc]+|\d+)\b)*)", text)
    if "các phụ lục" in text:
        return True
    named = {name for found in listed for name in re.findall(r"[ivxlc]+|\d+", found)}
    spans = any("đến" in found or "-" in found for found in listed)
    return spans or fold(number) in named
