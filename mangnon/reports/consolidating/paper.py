"""What the consolidated Word document says of its sources: who sent, their words, their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mangnon.documents.writing.layout import long_date
from mangnon.documents.writing.model import (
    Align,
    Block,
    Bullet,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
)
from mangnon.reports.consolidating.bodies import ACCEPTED, ARRIVED, LATE, NOT_DUE, Body
from mangnon.reports.consolidating.disagreements import Disagreement
from mangnon.reports.consolidating.layout import layout as catalogued
from mangnon.reports.consolidating.layout import say as told
from mangnon.reports.consolidating.layout import words
from mangnon.reports.facts import Facts, Leaf, Standing
from mangnon.reports.made import Made
from mangnon.reports.receipts import with_receipt
from mangnon.reports.wording import Wording
from mangnon.ui import formats

TOLD_OTHERWISE = "told_otherwise"  # a flag of `flags` in the layout of the report


@dataclass(frozen=True)
class Said:
    """A section of the consolidated report: the office's own words, then (body, paragraph)."""

    key: str
    heading: str
    own: tuple[str, ...]
    passages: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        lines = [told("from_body", name=name, text=text) for name, text in self.passages]
        return "\n".join((*self.own, *lines))


@dataclass(frozen=True)
class Sources:
    """All that the consolidated report says beyond the figures of the run."""

    day: date
    bodies: Sequence[Body]
    sections: Sequence[Said]
    disagreements: Sequence[Disagreement]
    instead_of: tuple[str, date] | None = None  # number and day of the version before


@dataclass(frozen=True)
class Signed:
    """The number and the day that the registry gave, and who signs."""

    number: str
    on: date
    by: str


def marked(facts: Facts, sources: Sources) -> Facts:
    """Return the facts with a flag at each leaf that a body told otherwise of the province."""
    otherwise = {d.leaf for d in sources.disagreements if d.unit[0] == facts.province_code}
    leaves = tuple(
        replace(leaf, standing=replace(leaf.standing, flags=(*leaf.standing.flags, TOLD_OTHERWISE)))
        if leaf.leaf in otherwise
        else leaf
        for leaf in facts.leaves
    )
    return replace(facts, leaves=leaves)


def with_sources(made: Made, sources: Sources, signed: Signed | None = None) -> Document:
    """Return the document with what its sources say, before what is to be done next."""
    say, document = made.say, made.document
    at = document.blocks.index(Heading(1, say.layout.headings["next"]))
    before = document.blocks[:at]
    tables = sum(isinstance(block, Table) and bool(block.caption) for block in before)
    blocks = (*before, *_blocks(say, sources, tables + 1), *document.blocks[at:])
    document = replace(document, blocks=blocks)
    if signed is not None:
        document = _signed(document, signed)
    return with_receipt(say.facts, document, kind=made.kind, more=made.receipts)


def _signed(document: Document, signed: Signed) -> Document:
    about = catalogued()
    head = replace(
        document.letterhead, number=about["number"].format(number=signed.number), day=signed.on,
        year=signed.on.year,
    )  # fmt: skip
    attached = about["attached_to"].format(
        number=signed.number, day=long_date(signed.on), issuer=head.issuer
    )
    closing = replace(document.closing, signer=signed.by)
    return replace(document, letterhead=head, attached_to=attached, closing=closing)


def _blocks(say: Wording, sources: Sources, number_of_table: int) -> list[Block]:
    blocks: list[Block] = [Heading(1, words("headings", "words"))]
    if sources.instead_of is not None:
        former, day = sources.instead_of
        blocks.append(Paragraph(told("instead_of", number=former, day=formats.date_text(day))))
    blocks += _standing(sources)
    for section in sources.sections:
        if section.own or section.passages:
            blocks.append(Heading(2, section.heading))
            blocks += [Paragraph(text) for text in section.own]
            blocks += [
                Bullet(told("from_body", name=name, text=text)) for name, text in section.passages
            ]
    if sources.disagreements:
        blocks += _disagreements(say, sources.disagreements, number_of_table)
    return blocks


def _standing(sources: Sources) -> list[Block]:
    """Say how many bodies sent their report, and name those that did not."""
    by_stand = {
        stand: [body for body in sources.bodies if body.stands == stand]
        for stand in (ACCEPTED, LATE, ARRIVED, NOT_DUE)
    }
    day = formats.date_text(sources.day)
    counted = told("bodies", all=len(sources.bodies), day=day, accepted=len(by_stand[ACCEPTED]))
    blocks: list[Block] = [Heading(2, words("headings", "bodies")), Paragraph(counted)]
    missing = {stand: found for stand, found in by_stand.items() if found and stand != ACCEPTED}
    if not missing:
        blocks.append(Paragraph(told("all_in")))
    for stand, found in missing.items():
        names = "; ".join(_name(body) for body in found)
        blocks.append(Bullet(told(stand, count=len(found), names=names)))
    return blocks


def _name(body: Body) -> str:
    if body.stands != LATE:
        return body.name
    sentence = "late_returned" if body.was_returned else "late_name"
    return told(sentence, name=body.name, days=body.days_late)


def _disagreements(say: Wording, found: Sequence[Disagreement], number: int) -> list[Block]:
    return [
        Heading(2, words("headings", "disagreements")),
        Paragraph(told("disagreements", count=len(found), number=number)),
        Table(
            caption=told("table", number=number),
            columns=(
                Column(words("columns", "order"), 10, Align.CENTER),
                Column(words("columns", "body"), 38),
                Column(words("columns", "indicator"), 40),
                Column(words("columns", "told"), 22, Align.RIGHT),
                Column(words("columns", "computed"), 22, Align.RIGHT),
                Column(words("columns", "why"), 33),
            ),
            rows=tuple(Row(_cells(say, order, one)) for order, one in enumerate(found, start=1)),
            size_pt=11,
        ),
    ]


def _cells(say: Wording, order: int, one: Disagreement) -> tuple[Text, ...]:
    leaf, standing = at_place(say.facts, one)
    if standing.is_hidden:
        values: tuple[Text, Text] = (say.sign(standing), say.sign(standing))
    else:
        mark = f" {told('corrected_mark')}" if one.is_corrected else ""
        computed = say.bare_value(leaf, standing, one.unit[0]) if leaf else say.sign(standing)
        values = (formats.number(one.told, one.decimals) + mark, computed)
    named = say.leaf_name(leaf) if leaf else f"{one.leaf}. {one.title}"
    return (str(order), one.body, named, *values, why(one))


def why(one: Disagreement) -> str:
    explained = one.explanation.text if one.explanation else ""
    if not one.is_corrected:
        return explained
    because = one.corrected_because.rstrip(".")
    return told("corrected", because=because, explanation=explained).strip()


def at_place(facts: Facts, one: Disagreement) -> tuple[Leaf | None, Standing]:
    """Return the leaf and what the report may print of it at the place of a disagreement."""
    leaf = next((leaf for leaf in facts.leaves if leaf.leaf == one.leaf), None)
    nothing = Standing("no_data", "provisional")
    if leaf is None:
        return None, nothing
    if one.unit == (facts.province_code, facts.province_valid_from.isoformat()):
        return leaf, leaf.standing
    for place in (*facts.districts, *facts.by_commune):
        if one.unit == (place.code, place.valid_from.isoformat()):
            return leaf, place.standing(leaf)
    return leaf, nothing
