"""The report of a body as an official document, by Decree 30/2020/NĐ-CP, with its receipts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mangnon.documents.writing import write
from mangnon.documents.writing.kinds import Draft, Issuer, report
from mangnon.documents.writing.model import (
    Align,
    Block,
    Bullet,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
    figures,
)
from mangnon.documents.writing.receipt import FigureReceipt, Receipt
from mangnon.documents.writing.signing import Power, Signature
from mangnon.reports.submissions.content import Content, FigureContent, SignatureContent
from mangnon.reports.submissions.layout import BodyLayout, layout_on
from mangnon.ui.formats import ATTAINMENTS, HIDDEN, date_text, value_with_unit

KIND = "submission"
CORRECTED = "corrected"  # the part of a figure that a person put in its place


def paper(content: Content) -> bytes:
    """Return the .docx; equal contents give equal bytes."""
    layout = layout_on(content.layout_day)
    signed = content.signature
    issuer = Issuer(content.holder, content.symbol, "", content.place, content.parent)
    draft = Draft(
        issuer=issuer, subject=content.subject, signature=_signature(signed), recipients=(),
        made_at=content.made_at, blocks=tuple(_blocks(content, layout)), number=content.number,
        day=content.day,
    )  # fmt: skip
    document = report(draft, to=content.to, opening=content.opening)
    closing = replace(document.closing, filed=content.filed)
    foot = layout.draft if content.is_draft else ""
    return write(_with_receipt(content, replace(document, closing=closing, foot=foot)))


def _signature(signed: SignatureContent) -> Signature:
    power = Power(signed.power) if signed.power else None
    needs_head = power not in (None, Power.ACTING)
    return Signature(
        office=signed.office, name=signed.name, power=power, collective=signed.collective,
        head=signed.head if needs_head else "",
    )  # fmt: skip


def _blocks(content: Content, layout: BodyLayout) -> Iterator[Block]:
    for section in content.sections:
        if not section.text and section.key != layout.figures_after:
            continue
        yield Heading(1, section.heading)
        yield from _lines(section.text)
        if section.key == layout.figures_after:
            yield from _figures(content, layout)
    yield Paragraph(_source(content, layout))


def _lines(text: str) -> Iterator[Block]:
    """Write what people wrote, one paragraph a line; a line with a dash is an item."""
    for line in filter(None, map(str.strip, text.splitlines())):
        yield Bullet(line[1:].strip()) if line.startswith("-") else Paragraph(line)


def _figures(content: Content, layout: BodyLayout) -> Iterator[Block]:
    if not content.figures:
        return
    heads = layout.columns
    columns = (
        Column(heads["leaf"], 12, Align.CENTER), Column(heads["title"], 51),
        Column(heads["goal"], 22), Column(heads["result"], 22, Align.RIGHT),
        Column(heads["estimate"], 18, Align.RIGHT), Column(heads["last"], 18, Align.RIGHT),
        Column(heads["attainment"], 22),
    )  # fmt: skip
    rows = tuple(Row(_cells(one, layout)) for one in content.figures)
    yield Table(columns, rows, size_pt=11)
    for one in content.figures:
        if one.corrected is not None:
            yield Paragraph(_correction(one, layout))
    for one in content.figures:
        if one.estimate is not None:
            yield Paragraph(_estimate(one, layout))
    if any(one.is_hidden for one in content.figures):
        yield Paragraph(layout.say("hidden_note"))


def _cells(one: FigureContent, layout: BodyLayout) -> tuple[Text, ...]:
    return (
        one.leaf, one.title, one.goal, _result(one, layout), _expected(one), _last(one),
        HIDDEN if one.is_hidden else ATTAINMENTS.get(_attainment(one), ""),
    )  # fmt: skip


def _attainment(one: FigureContent) -> str:
    """Return how far the target is reached by the computed figure; "" of a corrected one."""
    return "" if one.corrected is not None else one.computed["attainment"] or ""


def _result(one: FigureContent, layout: BodyLayout) -> Text:
    key = one.computed["key"]
    if one.corrected is not None:
        return (Figure(shown(one, one.corrected), key, CORRECTED), layout.signs["corrected"])
    if one.is_hidden:
        return (Figure(layout.signs["hidden"], key),)
    value = one.computed["value"]
    return layout.signs["none"] if value is None else (Figure(computed_text(one), key),)


def _expected(one: FigureContent) -> Text:
    if one.estimate is None:
        return ""
    return (Figure(shown(one, one.estimate), one.computed["key"], "estimate"),)


def _last(one: FigureContent) -> Text:
    last = one.last_year
    return "" if last is None else (Figure(shown(one, last["value"]), last["key"]),)


def _correction(one: FigureContent, layout: BodyLayout) -> Text:
    """Say what was computed, what stands in its place, who put it there and why."""
    computed, key = one.computed["value"], one.computed["key"]
    known = layout.signs["hidden" if one.is_hidden else "none"]
    text = computed_text(one) if computed is not None else known
    said = layout.say(
        "correction", leaf=one.leaf, computed="\0", corrected=shown(one, one.corrected),
        by=one.corrected_by, day=date_text(one.corrected_on), because=one.corrected_because,
    )  # fmt: skip
    before, after = said.split("\0")
    return (before, Figure(text, key), after)


def _estimate(one: FigureContent, layout: BodyLayout) -> Text:
    return layout.say(
        "estimate", leaf=one.leaf, estimate=shown(one, one.estimate), how=one.estimated_how
    )


def shown(one: FigureContent, value: float | None) -> str:
    """Return a figure of the leaf as it is printed."""
    return value_with_unit(value, one.computed["measure"], one.decimals)


def computed_text(one: FigureContent) -> str:
    """Return the computed figure, with "≈" where part of a unit's counts is in it."""
    counts = (one.computed["numerator"], one.computed["denominator"])
    is_part = any(count is not None and count != int(count) for count in counts)
    return ("≈ " if is_part else "") + shown(one, one.computed["value"])


def _source(content: Content, layout: BodyLayout) -> str:
    source = content.source
    if source is None:
        return layout.say("no_source")
    as_of = date_text(source.as_of)
    return layout.say("source", snapshot=source.snapshot, as_of=as_of, run=str(source.run))


def _with_receipt(content: Content, document: Document) -> Document:
    """Return the document with a receipt for every figure in it; without a run there is none."""
    source = content.source
    if source is None:
        return document
    printed: dict[str, dict[str, str]] = {}
    for figure in figures(document):
        printed.setdefault(figure.key, {})[figure.part] = figure.text
    known = {
        told["key"]: told
        for one in content.figures
        for told in (one.computed, one.last_year)
        if told is not None
    }
    receipt = Receipt(
        kind=KIND, year=content.year, as_of=source.as_of.isoformat(), snapshot=source.snapshot,
        manifest_sha256=source.manifest_sha256, catalog_sha256=source.catalog_sha256,
        results_sha256=source.results_sha256, engine=source.engine,
        engine_version=source.engine_version, software_version=source.software_version,
        units_on=source.units_on.isoformat() if source.units_on else "",
        computed_at=source.computed_at.isoformat(), earlier=dict(source.earlier),
        figures=tuple(
            replace(FigureReceipt(**known[key]), shown=parts)
            for key, parts in sorted(printed.items())
        ),
    )  # fmt: skip
    return replace(document, receipt=receipt)
