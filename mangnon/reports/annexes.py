"""The annexes of the report: every target, the main ones by district, the years, the charts."""

from __future__ import annotations

from collections.abc import Sequence

from mangnon.documents.writing.model import (
    Align,
    Annex,
    Column,
    Note,
    Picture,
    Row,
    Table,
    Text,
)
from mangnon.engine.flags import remark
from mangnon.reports.facts import Leaf
from mangnon.reports.wording import Wording, first_capital
from mangnon.ui import formats

YEAR_MM = 16
SHOWN_OF_HASH = 16  # letters in print; the receipt in the file and the spreadsheet hold them all


def targets_annex(say: Wording) -> Annex:
    """Return the annex of targets: a row a leaf, by field, and where the figures come from."""
    facts, layout = say.facts, say.layout
    rows: list[Row] = []
    for field, title in facts.fields.items():
        if leaves := facts.of_field(field):
            rows.append(Row((title,), bold=True))
            rows.extend(Row(_target_cells(say, leaf)) for leaf in leaves)
    table = Table(
        columns=(
            Column(say.head("order"), 11, Align.CENTER),
            Column(say.head("indicator"), 69),
            Column(say.head("measure"), 16, Align.CENTER),
            Column(say.head("plan"), 20, Align.CENTER),
            Column(say.head("result"), 23, Align.RIGHT),
            Column(say.head("fraction"), 26, Align.RIGHT),
            Column(say.head("attainment"), 24, Align.CENTER),
            Column(say.head("leads"), 34),
            Column(say.head("note"), 29),
        ),
        rows=tuple(rows),
        size_pt=11,
    )
    return Annex(
        title=str(layout.say("annex_targets", year=facts.year)),
        blocks=(table, Note(layout.say("signs_note")), Note(_source(say))),
        is_landscape=True,
    )


def _target_cells(say: Wording, leaf: Leaf) -> tuple[Text, ...]:
    goal, standing = leaf.goal, leaf.standing
    return (
        leaf.leaf,
        leaf.title,
        say.layout.measures[goal.measure],
        say.table_target(goal),
        say.bare_value(leaf, standing, say.facts.province_code),
        say.fraction(leaf),
        first_capital(formats.attainment_text(standing.attainment)),
        ", ".join(leaf.leads),
        first_capital(remarks(say, leaf)),
    )


def remarks(say: Wording, leaf: Leaf) -> str:
    """Return what a reader must know of a figure: how final it is, who gave it, what is odd."""
    said = [] if leaf.standing.value is None else [formats.basis_text(leaf.standing.basis)]
    if not leaf.is_computed:
        said.append(str(say.layout.say("reported_by_lead")))
    flags = leaf.standing.flags
    said.extend(say.layout.flags[flag] for flag in flags if flag in say.layout.flags)
    said.extend(filter(None, [remark(flags)]))
    return "; ".join(said)


def districts_annex(say: Wording) -> Annex:
    """Return the annex of districts: the main leaves, a row a district and the province last."""
    facts, layout = say.facts, say.layout
    shown = say.leaves_by_place()
    width = (252 - 10 - 38) / max(1, len(shown))
    rows = [
        Row(
            (
                str(order),
                place.name,
                *(say.bare_value(leaf, place.standing(leaf), place.code) for leaf, _head in shown),
            )
        )
        for order, place in enumerate(facts.compared, start=1)
    ]
    total = [say.bare_value(leaf, leaf.standing, facts.province_code) for leaf, _head in shown]
    rows.append(Row(("", first_capital(facts.whole), *total), bold=True))
    table = Table(
        columns=(
            Column(layout.columns["order"], 10, Align.CENTER),
            Column(layout.columns["unit"], 38),
            *(Column(head, width, Align.RIGHT) for _leaf, head in shown),
        ),
        rows=tuple(rows),
        size_pt=11,
    )
    return Annex(
        title=str(layout.say("annex_districts", year=facts.year)),
        blocks=(table, Note(layout.say("signs_note")), Note(_source(say))),
        is_landscape=True,
    )


def years_annex(say: Wording) -> Annex:
    """Return the annex of years: each leaf's earlier years, this one so far, and the forecast."""
    facts = say.facts
    of_year = [say.head("of_year", of=year) for year in facts.years]
    rest = 252 - 11 - 16 - 23 - 25 - 20 - 33 - YEAR_MM * len(of_year)
    table = Table(
        columns=(
            Column(say.head("order"), 11, Align.CENTER),
            Column(say.head("indicator"), rest),
            Column(say.head("measure"), 16, Align.CENTER),
            *(Column(head, YEAR_MM, Align.RIGHT) for head in of_year),
            Column(say.head("until"), 23, Align.RIGHT),
            Column(say.head("interval"), 25, Align.CENTER),
            Column(say.head("plan"), 20, Align.CENTER),
            Column(say.head("ahead"), 33, Align.CENTER),
        ),
        rows=tuple(Row(_year_cells(say, leaf)) for leaf in facts.leaves),
        size_pt=11,
    )
    title = say.layout.say("annex_years", year=facts.year)
    notes = (Note(say.layout.say("years_note")), Note(say.layout.say("signs_note")))
    return Annex(title=str(title), blocks=(table, *notes), is_landscape=True)


def _year_cells(say: Wording, leaf: Leaf) -> tuple[Text, ...]:
    standing, ahead = leaf.standing, leaf.ahead
    known = {year.year: year for year in leaf.years}
    forecast: Text = ""
    if ahead is not None:
        ends = formats.interval_text(ahead.low, ahead.high, "count", leaf.decimals)
        shown = f"{formats.number(ahead.value, leaf.decimals)} ({ends})"
        forecast = say.own_part(leaf, shown, "aheadnumber")
    interval = formats.interval_text(standing.low, standing.high, "count", leaf.decimals)
    return (
        leaf.leaf,
        leaf.title,
        say.layout.measures[leaf.goal.measure],
        *(
            say.year_value(leaf, known[year]) if year in known else say.layout.signs["no_data"]
            for year in say.facts.years
        ),
        say.bare_value(leaf, standing, say.facts.province_code),
        say.own_part(leaf, interval, "interval") if interval else "",
        say.table_target(leaf.goal),
        forecast,
    )


def charts_annex(say: Wording, charts: Sequence[Picture]) -> Annex:
    """Return the annex of the charts of each late or missed leaf: its years, its districts."""
    title = say.layout.say("annex_charts", year=say.facts.year)
    return Annex(title=str(title), blocks=(Note(say.layout.say("charts_note")), *charts))


def _source(say: Wording) -> Text:
    source = say.facts.source
    return say.layout.say(
        "source_note",
        snapshot=source.snapshot,
        as_of=formats.date_text(say.facts.as_of),
        manifest=source.manifest_sha256[:SHOWN_OF_HASH],
        catalog=source.catalog_sha256[:SHOWN_OF_HASH],
    )
