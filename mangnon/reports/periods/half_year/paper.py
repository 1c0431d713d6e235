"""The half-year report as a document: the sections of the yearly one, each leaf with its pace."""

from __future__ import annotations

from collections.abc import Mapping

from mangnon.documents.writing.model import (
    Align,
    Annex,
    Block,
    Bullet,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
)
from mangnon.reports.annexes import districts_annex, targets_annex
from mangnon.reports.consolidated import gaps, last_annexes, next_steps, situation
from mangnon.reports.facts import Leaf
from mangnon.reports.frame import annex_names, framed
from mangnon.reports.periods.half_year.facts import HalfYear
from mangnon.reports.periods.half_year.layout import HalfYearLayout
from mangnon.reports.periods.half_year.words import HalfWording
from mangnon.reports.periods.national.words import national_sentence
from mangnon.reports.pictures import NO_PICTURES, Pictures
from mangnon.reports.wording import Wording, first_capital
from mangnon.ui import formats

KIND = "half-year"


def half_year_report(
    half: HalfYear, layout: HalfYearLayout, pictures: Pictures = NO_PICTURES
) -> Document:
    """Return the half-year report, its figures carrying their receipts."""
    say = Wording(half.facts, layout)
    words = HalfWording(half, say, layout)
    annexes = {
        "half_year": half_year_annex(words),
        "targets": targets_annex(say),
        "districts": districts_annex(say),
        **last_annexes(say, pictures),
    }
    names = annex_names(annexes)
    blocks = (
        *situation(say, pictures.overview),
        *_results(words, names),
        *gaps(say, names),
        *next_steps(say),
    )
    return framed(say, blocks, annexes, kind=KIND, more=half.receipts())


def _results(words: HalfWording, annexes: Mapping[str, str]) -> list[Block]:
    say, layout = words.say, words.layout
    named = layout.say("annexes", targets=annexes["targets"], districts=annexes["districts"])
    blocks: list[Block] = [
        Heading(1, layout.headings["results"]),
        Paragraph(layout.say("half_annex", half_year=annexes["half_year"])),
        Paragraph(named),
    ]
    if "national" in annexes:
        blocks.append(national_sentence(say, annexes["national"]))
    for field, title in say.facts.fields.items():
        if leaves := say.facts.of_field(field):
            blocks.append(Heading(2, title))
        for leaf in leaves:
            blocks += [Bullet(say.result(leaf)), Bullet(words.beside(leaf), 2)]
    return blocks


def half_year_annex(words: HalfWording) -> Annex:
    """Return the annex of the half-year: the same time last year, now, the pace, the estimate."""
    say, layout = words.say, words.layout
    table = Table(
        columns=(
            Column(say.head("order"), 11, Align.CENTER),
            Column(say.head("indicator"), 62),
            Column(say.head("measure"), 16, Align.CENTER),
            Column(say.head("plan"), 20, Align.CENTER),
            Column(say.head("same_period", of=say.facts.year - 1), 22, Align.RIGHT),
            Column(say.head("result"), 22, Align.RIGHT),
            Column(say.head("due"), 22, Align.RIGHT),
            Column(say.head("estimate"), 22, Align.RIGHT),
            Column(say.head("estimate_interval"), 31, Align.CENTER),
            Column(say.head("attainment"), 24, Align.CENTER),
        ),
        rows=tuple(Row(_cells(words, leaf)) for leaf in say.facts.leaves),
        size_pt=11,
    )
    title = layout.say("annex_half_year", year=say.facts.year)
    notes = (Note(layout.say("half_note")), Note(layout.say("signs_note")))
    return Annex(title=str(title), blocks=(table, *notes), is_landscape=True)


def _cells(words: HalfWording, leaf: Leaf) -> tuple[Text, ...]:
    say, ahead = words.say, leaf.ahead
    estimate: Text = ""
    interval: Text = ""
    if ahead is not None:
        ends = formats.interval_text(ahead.low, ahead.high, "count", leaf.decimals)
        shown = formats.number(ahead.value, leaf.decimals)
        estimate = say.own_part(leaf, shown, "estimatenumber")
        interval = say.own_part(leaf, ends, "estimateends")
    return (
        leaf.leaf,
        leaf.title,
        words.layout.measures[leaf.goal.measure],
        say.table_target(leaf.goal),
        words.bare_last_year(leaf),
        say.bare_value(leaf, leaf.standing, say.facts.province_code),
        words.due(leaf),
        estimate,
        interval,
        first_capital(formats.attainment_text(leaf.standing.attainment)),
    )
