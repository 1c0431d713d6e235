"""The whole document in its parts, from the heading block to the annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mangnon.documents.checking.anatomy.closing import Closing, closing_of
from mangnon.documents.checking.anatomy.head import Head, head_of
from mangnon.documents.checking.anatomy.lines import (
    begins_with,
    is_bracketed,
    is_upper,
    is_written,
    lines,
)
from mangnon.documents.checking.word.flow import Block, Flow, Paragraph, Table
from mangnon.documents.checking.word.strokes import Stroke
from mangnon.documents.decree import decree, words
from mangnon.documents.reading.text import fold

_ANNEX = re.compile(r"phụ lục(\s+số)?(\s+(?:[ivxlc]+|\d+))?\s*[.:]?(\s*[-–:.]\s*\S.*)?", re.I)
_HEADING = re.compile(
    r"([IVX]+|\d+)[.)/]\s|[a-zđ]\)\s|(Phần|Chương|Mục|Điều)\s+([IVX]+|\d+)\b|[-+]\s"
)
_LONGEST_SUBJECT = 300
_DEEP = 40.0  # points: further in than running text begins


@dataclass
class Annex:
    """An annex: its first line, the lines of its title, what it is attached to."""

    name: Paragraph
    title: list[Paragraph] = field(default_factory=list)
    reference: list[Paragraph] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Parts:
    head: Head
    kind: Paragraph | None = None
    subject: list[Paragraph] = field(default_factory=list)
    subject_strokes: list[Stroke] = field(default_factory=list)
    addressees: list[Paragraph] = field(default_factory=list)
    addressees_in_table: bool = False
    bases: list[Paragraph] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    closing: Closing | None = None
    annexes: list[Annex] = field(default_factory=list)

    @property
    def needs_addressees(self) -> bool:
        is_letter = self.kind is None and bool(self.head.letter_subject)
        return is_letter or self.kind_name in decree().addressed

    @property
    def kind_name(self) -> str:
        """The name of the kind in the decree's list, or "" for a letter or another kind."""
        return "" if self.kind is None else known_kind(self.kind.text)


def known_kind(text: str) -> str:
    folded = fold(text)
    kinds = sorted(decree().kinds, key=len, reverse=True)
    return next((kind for kind in kinds if folded.startswith(fold(kind))), "")


def parts_of(flow: Flow) -> Parts:
    """Tell the parts of a document apart; what is not found stays empty."""
    head, at = head_of(flow.blocks)
    parts = Parts(head)
    blocks = flow.blocks[at:]
    closing, begin, end = closing_of(blocks)
    parts.closing = closing
    annex_at = _first_annex(blocks, end)
    main = blocks[: begin if closing else annex_at]
    rest = _read_title(parts, main)
    parts.body = _read_preamble(parts, rest)
    _read_annexes(parts, blocks[annex_at:])
    return parts


def _read_title(parts: Parts, blocks: list[Block]) -> list[Block]:
    """Take kind and subject off the front; return what follows."""
    at = next((n for n, b in enumerate(blocks) if isinstance(b, Table) or is_written(b)), None)
    if at is None or isinstance(blocks[at], Table):
        return blocks
    flat: list[Block] = []
    for block in blocks[at : at + 12]:
        flat += [block] if isinstance(block, Table) else list(lines([block]))
    first = flat[0]
    if not isinstance(first, Paragraph) or not _is_kind(first):
        parts.head.loose_strokes += [
            s for b in blocks[:at] if isinstance(b, Paragraph) for s in b.strokes
        ]
        return blocks[at:]
    parts.kind = first
    rest = [*flat[1:], *blocks[at + 12 :]]
    for n, block in enumerate(rest):
        if isinstance(block, Table) or (is_written(block) and not _is_subject(parts, block)):
            return rest[n:]
        parts.subject_strokes += block.strokes
        if is_written(block):
            parts.subject.append(block)
        if block.strokes and parts.subject:
            return rest[n + 1 :]
    return []


def _is_kind(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > 80 or _HEADING.match(text) or begins_with(text, "bases"):
        return False
    if fold(text).rstrip(" .:") in {fold(kind) for kind in decree().kinds}:
        return True
    looks = paragraph.align == "center" and any(run.bold for run in paragraph.seen)
    return looks and is_upper(text)


def _is_subject(parts: Parts, paragraph: Paragraph) -> bool:
    text = paragraph.text
    opens = begins_with(text, "bases") or fold(text).startswith("kính gửi")
    if opens or _HEADING.match(text) or is_bracketed(text) or len(text) > _LONGEST_SUBJECT:
        return False
    if not parts.subject:
        is_running = paragraph.align == "both" and paragraph.points("first") > 0
        return not (text.endswith((":", ";")) or (is_running and not _is_bold(paragraph)))
    return paragraph.align == "center" and _is_bold(paragraph) and not is_upper(text)


def _is_bold(paragraph: Paragraph) -> bool:
    return all(run.bold for run in paragraph.seen)


def _read_preamble(parts: Parts, blocks: list[Block]) -> list[Block]:
    """Take addressees, remarks, the authority and the bases; return the body."""
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            found = [p for p in lines(block.paragraphs) if is_written(p)]
            if not found or not fold(found[0].text).startswith("kính gửi"):
                return blocks[at:]
            parts.addressees, parts.addressees_in_table = found, True
        elif is_written(block) and not _take(parts, block, blocks[at + 1 :]):
            return blocks[at:]
    return []


def _take(parts: Parts, paragraph: Paragraph, after: list[Block]) -> bool:
    """Put a paragraph before the body where it belongs; False when the body begins with it."""
    text = paragraph.text
    if fold(text).startswith("kính gửi"):
        parts.addressees += [line for line in lines([paragraph]) if is_written(line)]
        return True
    if parts.addressees and not parts.bases and _is_addressee(parts.addressees[-1], paragraph):
        parts.addressees.append(paragraph)
        return True
    if begins_with(text, "bases") and _is_basis(parts, paragraph, after):
        parts.bases += [line for line in lines([paragraph]) if is_written(line)]
        return True
    is_remark = is_bracketed(text) or (is_upper(text) and not text.endswith(":"))
    return is_remark and paragraph.align == "center" and _HEADING.match(text) is None


def _is_addressee(before: Paragraph, paragraph: Paragraph) -> bool:
    """Say whether a line goes on with the list of readers: by its dash, or as deep as one."""
    if paragraph.text.startswith("-") or paragraph.label in ("-", "•"):
        return True
    is_deep = paragraph.points("left") + paragraph.points("first") > _DEEP
    return is_deep and before.text.endswith((":", ";")) and len(paragraph.text) < _LONGEST_SUBJECT


def _is_basis(parts: Parts, paragraph: Paragraph, after: list[Block]) -> bool:
    """Tell a basis from a sentence that begins like one: "Căn cứ …, Sở Y tế báo cáo như sau:"."""
    text = fold(paragraph.text)
    if text.endswith(":"):
        return False
    follower = next((b for b in after if isinstance(b, Table) or is_written(b)), None)
    is_followed = isinstance(follower, Paragraph) and begins_with(follower.text, "bases")
    is_italic = all(run.italic for run in paragraph.seen)
    if parts.bases or is_followed or is_italic or text.endswith(";"):
        return True
    verbs = "|".join(re.escape(fold(verb)) for verb in words()["sentence"])
    return re.search(rf", [^,;]+? ({verbs})\b", text) is None


def _first_annex(blocks: list[Block], after: int) -> int:
    for at in range(after, len(blocks)):
        block = blocks[at]
        if isinstance(block, Paragraph) and is_annex_name(block):
            return at
    return len(blocks)


def is_annex_name(paragraph: Paragraph) -> bool:
    first = next(iter(lines([paragraph])), paragraph)
    if not is_written(first) or _ANNEX.fullmatch(first.text) is None:
        return False
    return len(first.text) < 120 and (first.align == "center" or _is_bold(first))


def _read_annexes(parts: Parts, blocks: list[Block]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph) and is_annex_name(block):
            first, *others = [line for line in lines([block]) if is_written(line)]
            parts.annexes.append(Annex(first))
            for line in others:
                _add_to_annex(parts.annexes[-1], line)
        elif parts.annexes:
            _add_to_annex(parts.annexes[-1], block)


def _add_to_annex(annex: Annex, block: Block) -> None:
    """The lines in the middle under the name are its title, then "(Kèm theo …)"."""
    if not annex.blocks and isinstance(block, Paragraph):
        if not is_written(block):
            return
        for line in lines([block]):
            if fold(line.text).lstrip("(").startswith("kèm theo"):
                annex.reference.append(line)
            elif not annex.reference and (line.align == "center" or not annex.title):
                annex.title.append(line)
            else:
                annex.blocks.append(line)
        return
    annex.blocks.append(block)
