"""Rules of the title, of whom a document is addressed to, and of what it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mangnon.documents.checking.anatomy.parts import Parts
from mangnon.documents.checking.departure import Departure, departure, measure, quoted
from mangnon.documents.checking.rules.body import running
from mangnon.documents.checking.rules.facets import facets, rule_under
from mangnon.documents.checking.word.flow import Flow, Paragraph
from mangnon.documents.decree import decree
from mangnon.documents.reading.text import fold
from mangnon.documents.writing.letters import width_mm

_POINT = 25.4 / 72
_NEAR = 4.0  # mm: how far a dash may stand from below the colon
_TWO_BASES = re.compile(r"[;.]\s*(Căn cứ|Theo đề nghị|Xét đề nghị)\s")
_TO = re.compile(r"kính gửi\s*:?\s*")


def title(flow: Flow, parts: Parts) -> Iterator[Departure]:
    if parts.kind is None:
        yield from _letter(parts)
        return
    yield from facets("kind", parts.kind)
    if not parts.subject:
        yield departure("subject.missing", parts.kind, "không có trích yếu")
        return
    for line in parts.subject:
        yield from facets("subject", line)
    shares = decree().share.allowed
    for rule, found in rule_under("subject", parts.subject_strokes, parts.subject, shares):
        yield departure(rule, parts.subject[-1], found)


def _letter(parts: Parts) -> Iterator[Departure]:
    """A document without a kind is a letter, if anything says so."""
    if parts.head.letter_subject:
        return
    number = parts.head.number
    symbol = re.split(r"[/-]", number.text)[1:2] if number else []
    is_kind = any(sign.strip() in decree().kinds.values() for sign in symbol)
    if parts.addressees and not is_kind:
        where = number if number else "Trích yếu công văn, dưới số và ký hiệu"
        yield departure("letter_subject.missing", where, "không có “V/v …”")
    else:
        yield departure("kind.missing", "Tên loại văn bản, trang 1", "không có tên loại văn bản")


def addressees(flow: Flow, parts: Parts) -> Iterator[Departure]:
    if not parts.addressees:
        if parts.needs_addressees:
            where = "Kính gửi, dưới tên loại hoặc trích yếu"
            yield departure("addressee.missing", where, "không có “Kính gửi”")
        return
    for line in parts.addressees:
        yield from facets("addressee", line)
    first, *others = parts.addressees
    text = fold(first.text)
    if not text.startswith("kính gửi:"):
        yield departure("addressee.colon", first, f"viết {quoted(first.text)}")
    named = _TO.sub("", text, count=1).strip()
    if not others:
        yield from _one(first, named)
        return
    listed = ([first] if named else []) + others
    yield from _list(parts, first, listed, has_first=bool(named))


def _one(first: Paragraph, named: str) -> Iterator[Departure]:
    if not named:
        yield departure("addressee.one", first, "không có tên nơi nhận trên dòng này")
    elif named.startswith("-"):
        yield departure("addressee.one", first, "có gạch đầu dòng")
    elif ";" in named.rstrip(";. "):
        yield departure("addressee.several", first, "nhiều nơi nhận trên một dòng")


def _list(
    parts: Parts, first: Paragraph, listed: list[Paragraph], *, has_first: bool
) -> Iterator[Departure]:
    if len(listed) == 1 and not has_first:
        yield departure("addressee.one", listed[0], "một nơi nhận mà xuống dòng")
    elif has_first and "- " not in first.text:
        yield departure("addressee.several", first, "nơi thứ nhất cùng dòng, không gạch đầu dòng")
    for line in listed[1:] if has_first else listed:
        if not line.text.startswith("- ") and line.label != "-":
            yield departure("addressee.several", line, "không có gạch đầu dòng (-)")
    for line in listed:
        asked = "." if line is listed[-1] else ";"
        if line.text[-1] != asked:
            yield departure("addressee.end", line, f"kết thúc bằng {quoted(line.text[-1])}")
    if not parts.addressees_in_table:
        yield from _dashes(first, listed, has_first=has_first)


def _dashes(first: Paragraph, listed: list[Paragraph], *, has_first: bool) -> Iterator[Departure]:
    """Compare the places of the dashes with that of the colon, where indents alone make them."""
    below = listed[1:] if has_first else listed
    if any("\t" in line.raw or line.align != "left" or line.is_line for line in (first, *below)):
        return
    before = first.raw.split(":")[0]
    start = first.points("left") + first.points("first")
    colon = start * _POINT + width_mm(before, first.runs[0].size)
    for line in below:
        spaces = len(line.raw) - len(line.raw.lstrip(" \u00a0"))
        dash = (line.points("left") + line.points("first")) * _POINT
        dash += width_mm(" " * spaces, line.runs[0].size)
        if abs(dash - colon) > _NEAR:
            found = f"gạch đầu dòng ở {measure(dash)} mm, dấu hai chấm ở {measure(colon)} mm"
            yield departure("addressee.dash", line, found)


def bases(flow: Flow, parts: Parts) -> Iterator[Departure]:
    if not parts.bases:
        if parts.kind_name in decree().based:
            yield departure("basis.missing", "Căn cứ ban hành, dưới trích yếu", "không có căn cứ")
        return
    for basis in parts.bases:
        yield from facets("basis", basis)
        yield from running("basis", basis)
        if _TWO_BASES.search(basis.text):
            yield departure("basis.line", basis, "hai căn cứ trên một dòng")
        asked = "." if basis is parts.bases[-1] else ";"
        if basis.text[-1] != asked:
            yield departure("basis.end", basis, f"kết thúc bằng {quoted(basis.text[-1])}")
