"""Rules of the end of a document: who signs, in whose place, and who receives it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mangnon.documents.checking.anatomy.closing import POWER, Closing, Signature
from mangnon.documents.checking.anatomy.parts import Parts
from mangnon.documents.checking.departure import Departure, departure, measure, quoted
from mangnon.documents.checking.rules.facets import facets
from mangnon.documents.checking.word.flow import Flow, Paragraph
from mangnon.documents.decree import decree, words
from mangnon.documents.reading.text import fold
from mangnon.documents.writing.letters import width_mm

_RIGHT_POWER = re.compile(rf"({'|'.join(decree().powers)})\. \S.*")
_FILED = re.compile(r"-\s?Lưu: ?VT, ?[^.;]+\.( ?[A-ZĐ.]+ ?\(?\d+\)?\.?)?")
_MM = 25.4 / 72
_MARGIN = 3.0  # mm: how far a dash may stand from the margin of its cell
_DIGIT = re.compile(r"\d")


def signatures(flow: Flow, parts: Parts) -> Iterator[Departure]:
    found = parts.closing.signatures if parts.closing else []
    if not found:
        yield departure("capacity.missing", "Quyền hạn, chức vụ người ký, cuối văn bản", "không có")
        return
    for signature in found:
        if not signature.capacity and signature.signer:
            yield departure("capacity.missing", signature.signer, "không có chức vụ trên họ tên")
        for line in signature.capacity:
            yield from facets("capacity", line)
        yield from _powers(signature)
        if signature.signer is not None:
            yield from facets("signer", signature.signer)
            if title := _title(signature.signer.text):
                yield departure("signer.title", signature.signer, f"ghi {quoted(title)}")
        elif _is_issued(parts):
            yield departure("signer.missing", signature.capacity[-1], "không có họ tên người ký")


def _powers(signature: Signature) -> Iterator[Departure]:
    rules = decree()
    lines = signature.capacity
    for at, line in enumerate(lines):
        if (match := POWER.fullmatch(line.text)) is None:
            continue
        power = re.sub(r"\W", "", match["power"])
        if not _RIGHT_POWER.fullmatch(line.text):
            yield departure("capacity.power", line, f"viết {quoted(line.text)}")
        if power != "TM" and fold(match["office"]).startswith("phó"):
            yield departure("capacity.head", line, f"viết {quoted(line.text)}")
        if power in rules.needs_own and at == len(lines) - 1:
            yield departure("capacity.own", line, "không có chức vụ của người ký ở dòng dưới")


def _title(name: str) -> str:
    """Return the academic or honorary title before a name, or ""."""
    titles = sorted((str(title) for title in words()["titles"]), key=len, reverse=True)
    for title in titles:
        rest = name[len(title) :]
        is_apart = rest[:1] in (".", " ") and len(rest.split()) > 1
        if name.startswith(title) and is_apart:
            return title
    return ""


def _is_issued(parts: Parts) -> bool:
    """Say whether the registry gave the document its number and date."""
    marks = (parts.head.number, parts.head.place)
    return all(mark is not None and _DIGIT.search(mark.text.split("năm")[0]) for mark in marks)


def recipients(flow: Flow, parts: Parts) -> Iterator[Departure]:
    closing = parts.closing
    if closing is None or closing.title is None:
        yield departure("recipients.missing", "Nơi nhận, cuối văn bản", "không có “Nơi nhận”")
        return
    yield from facets("recipients_title", closing.title)
    if fold(closing.title.text) != "nơi nhận:":
        yield departure("recipients.colon", closing.title, f"viết {quoted(closing.title.text)}")
    if closing.is_level is False:
        yield departure("recipients.level", closing.title, "không ngang hàng")
    for line in closing.recipients:
        yield from facets("recipient", line)
    yield from _list(closing)
    yield from _same(parts, closing)


def _list(closing: Closing) -> Iterator[Departure]:
    lines = closing.recipients
    if not lines:
        yield departure("recipients.filed", closing.title or "Nơi nhận", "không có danh sách")
        return
    for line in lines:
        is_dashed = line.text.startswith("-") or line.label == "-"
        edge = (line.points("left") + line.points("first")) * _MM
        spaces = len(line.raw) - len(line.raw.lstrip())
        edge += width_mm(" " * spaces, line.runs[0].size)
        if not is_dashed:
            yield departure("recipients.dash", line, f"viết {quoted(line.text)}")
        elif abs(edge) > _MARGIN and not line.is_piece and not line.label:
            yield departure("recipients.dash", line, f"cách lề trái {measure(edge)} mm")
        if line is not lines[-1] and line.text[-1] != ";":
            yield departure("recipients.end", line, f"kết thúc bằng {quoted(line.text[-1])}")
    yield from _filed(lines[-1])


def _filed(last: Paragraph) -> Iterator[Departure]:
    text = last.whole
    if _FILED.fullmatch(text):
        return
    if _FILED.fullmatch(text.rstrip(";:, ") + "."):
        yield departure("recipients.end", last, f"kết thúc bằng {quoted(text[-1])}")
    else:
        yield departure("recipients.filed", last, f"viết {quoted(text)}")


def _same(parts: Parts, closing: Closing) -> Iterator[Departure]:
    """A document with "Kính gửi" is sent "Như trên" first; others have nobody above."""
    said = [line for line in closing.recipients if "như trên" in fold(line.text)]
    if parts.addressees and not (said and said[0] is closing.recipients[0]):
        first = closing.recipients[0] if closing.recipients else closing.title
        yield departure("recipients.same", first or "Nơi nhận", "dòng đầu không phải “Như trên”")
    elif said and not parts.addressees and not parts.needs_addressees:
        yield departure("recipients.same", said[0], "có “Như trên” mà không có “Kính gửi”")
