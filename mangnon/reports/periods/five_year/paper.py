"""The five-year report as a document: targets met by year, each leaf's series, its breaks."""

from __future__ import annotations

from collections.abc import Mapping

from mangnon.documents.writing.model import (
    Align,
    Annex,
    Block,
    Bullet,
    Column,
    Document,
    Figure,
    Heading,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
)
from mangnon.reports.annexes import targets_annex
from mangnon.reports.consolidated import gaps, last_annexes, next_steps
from mangnon.reports.facts import JUDGED, Leaf
from mangnon.reports.frame import annex_names, framed
from mangnon.reports.periods.five_year.facts import FiveYear, Met
from mangnon.reports.periods.five_year.layout import FiveYearLayout
from mangnon.reports.periods.five_year.words import FiveWording
from mangnon.reports.periods.national.words import national_sentence
from mangnon.reports.pictures import NO_PICTURES, Pictures
from mangnon.reports.wording import Wording
from mangnon.ui import formats

KIND = "five-year"
YEAR_MM = 17


def five_year_report(
    five: FiveYear, layout: FiveYearLayout, pictures: Pictures = NO_PICTURES
) -> Document:
    """Return the report of five years, its figures carrying their receipts."""
    say = Wording(five.facts, layout)
    words = FiveWording(five, say, layout)
    annexes = {
        "five_year": five_year_annex(words),
        "targets": targets_annex(say),
        **last_annexes(say, pictures),
    }
    names = annex_names(annexes)
    blocks = (
        *_situation(words, pictures),
        *_results(words, names),
        *_continuity(words),
        *gaps(say, names),
        *next_steps(say),
    )
    return framed(say, blocks, annexes, kind=KIND, more=five.receipts())


def _situation(words: FiveWording, pictures: Pictures) -> list[Block]:
    facts, layout = words.say.facts, words.layout
    scope = layout.say(
        "five_scope",
        first=facts.first_year,
        year=facts.year,
        as_of=formats.date_text(facts.as_of),
        units_on=formats.date_text(words.five.units_day),
        leaves=len(facts.leaves),
    )
    return [
        Heading(1, layout.headings["situation"]),
        Paragraph(scope),
        _table_of_years(words),
        Paragraph(layout.say("five_met_note")),
        *([pictures.overview] if pictures.overview else []),
    ]


def _table_of_years(words: FiveWording) -> Table:
    """Count the targets met by year; a year whose targets were not frozen has the sign of that."""
    facts, say, met = words.say.facts, words.say, words.five.met()
    rows = [Row((str(year), *_counts(words, met.get(year)))) for year in words.five.years]
    judged = len(facts.with_attainment(*JUDGED))
    number = len(facts.with_attainment("met"))
    now = Met(facts.year, number, judged)
    until = say.head("until")
    rows.append(Row((f"{facts.year} ({until[:1].lower()}{until[1:]})", *_of(now, "all_met"))))
    return Table(
        caption=str(
            words.layout.say("five_met", number=1, first=facts.first_year, year=facts.year)
        ),
        columns=(
            Column(say.head("year"), 55),
            Column(say.head("judged"), 40, Align.CENTER),
            Column(say.head("met"), 35, Align.CENTER),
            Column(say.head("share_met"), 35, Align.CENTER),
        ),
        rows=tuple(rows),
        size_pt=12,
    )


def _counts(words: FiveWording, one: Met | None) -> tuple[Text, ...]:
    return (words.layout.signs["no_data"],) * 3 if one is None else _of(one, one.key)


def _of(one: Met, key: str) -> tuple[Text, ...]:
    share = 100 * one.met / one.judged if one.judged else None
    return (
        (Figure(formats.number(one.judged), key, "judged"),),
        (Figure(formats.number(one.met), key, "count"),),
        (Figure(formats.value_with_unit(share, "percent", 1), key, "share"),),
    )


def _results(words: FiveWording, annexes: Mapping[str, str]) -> list[Block]:
    say, layout = words.say, words.layout
    named = layout.say("five_annex", five_year=annexes["five_year"], targets=annexes["targets"])
    blocks: list[Block] = [Heading(1, layout.headings["results"]), Paragraph(named)]
    if "national" in annexes:
        blocks.append(national_sentence(say, annexes["national"]))
    for field, title in say.facts.fields.items():
        if leaves := say.facts.of_field(field):
            blocks.append(Heading(2, title))
            blocks += [Bullet(words.result(leaf)) for leaf in leaves]
    return blocks


def _continuity(words: FiveWording) -> list[Block]:
    notes = list(words.continuity())
    heading = Heading(1, words.layout.headings["continuity"])
    if not notes:
        return [heading, Paragraph(words.layout.say("five_unbroken"))]
    return [heading, *(Bullet(note) for note in notes)]


def five_year_annex(words: FiveWording) -> Annex:
    """Return the annex of the series: a column a year, the change, and what breaks it."""
    say, layout = words.say, words.layout
    years = words.five.years
    rest = 252 - 11 - 15 - 21 - 20 - 22 - 36 - YEAR_MM * len(years)
    table = Table(
        columns=(
            Column(say.head("order"), 11, Align.CENTER),
            Column(say.head("indicator"), rest),
            Column(say.head("measure"), 15, Align.CENTER),
            *(Column(say.head("of_year", of=year), YEAR_MM, Align.RIGHT) for year in years),
            Column(say.head("until"), 21, Align.RIGHT),
            Column(say.head("plan"), 20, Align.CENTER),
            Column(say.head("change"), 22, Align.RIGHT),
            Column(say.head("continuity"), 36),
        ),
        rows=tuple(Row(_cells(words, leaf)) for leaf in say.facts.leaves),
        size_pt=11,
    )
    title = layout.say("annex_five_year", year=say.facts.year)
    notes = (Note(layout.say("five_note")), Note(layout.say("signs_note")))
    return Annex(title=str(title), blocks=(table, *notes), is_landscape=True)


def _cells(words: FiveWording, leaf: Leaf) -> tuple[Text, ...]:
    say, known = words.say, {year.year: year for year in leaf.years}
    return (
        leaf.leaf,
        leaf.title,
        words.layout.measures[leaf.goal.measure],
        *(
            say.year_value(leaf, known[year]) if year in known else words.layout.signs["no_data"]
            for year in words.five.years
        ),
        say.bare_value(leaf, leaf.standing, say.facts.province_code),
        say.table_target(leaf.goal),
        words.bare_change(leaf),
        words.note(leaf),
    )
