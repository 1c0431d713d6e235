"""The national targets in words: the sentence of a report, its annex, the cells of both tables."""

from __future__ import annotations

from mangnon.documents.writing.model import Align, Annex, Column, Note, Paragraph, Row, Table, Text
from mangnon.reports.facts import Leaf
from mangnon.reports.layouts import fill, listed
from mangnon.reports.periods.national.beside import meets_national
from mangnon.reports.wording import Wording, first_capital

AGAINST = ("stricter", "same", "looser")


def national_sentence(say: Wording, annex: str) -> Paragraph:
    """Say at how many leaves the province asks more, the same or less; the last are named."""
    facts, told = say.facts, []
    for against in AGAINST:
        leaves = [one for one in facts.leaves if one.national and one.national.against == against]
        if leaves:
            named = f" ({say.names_of(leaves)})" if against == "looser" else ""
            how = say.layout.national[against]
            count = say.layout.say("national_count", number=len(leaves), how=how, leaves=named)
            told.append(count)
    said = say.layout.say(
        "annex_of_national",
        national=annex,
        milestone=facts.milestone,
        programme=facts.programme.cited if facts.programme else "",
        counts=listed(told),
    )
    return Paragraph(said)


def national_annex(say: Wording) -> Annex:
    """Return the annex: each leaf's national target, the province's, and its figure beside both."""
    facts = say.facts
    table = Table(
        columns=(
            Column(say.head("order"), 11, Align.CENTER),
            Column(say.head("indicator"), 73),
            Column(say.head("measure"), 16, Align.CENTER),
            Column(say.head("national", milestone=facts.milestone), 24, Align.CENTER),
            Column(say.head("plan"), 24, Align.CENTER),
            Column(say.head("national_against"), 32, Align.CENTER),
            Column(say.head("result"), 23, Align.RIGHT),
            Column(say.head("national_result"), 49, Align.CENTER),
        ),
        rows=tuple(Row(_cells(say, leaf)) for leaf in facts.leaves),
        size_pt=11,
    )
    title = say.layout.say("annex_national", year=facts.year)
    notes = (Note(note_words(say)), Note(say.layout.say("signs_note")))
    return Annex(title=str(title), blocks=(table, *notes), is_landscape=True)


def note_words(say: Wording) -> str:
    """Say which programme the targets are of, and what the words of the table mean."""
    programme = say.facts.programme
    return str(
        say.layout.say(
            "national_note",
            milestone=say.facts.milestone,
            title=programme.title if programme else "",
            programme=programme.cited if programme else "",
        )
    )


def national_target(say: Wording, leaf: Leaf) -> str:
    return say.table_target(leaf.national.goal) if leaf.national else ""


def against_words(say: Wording, leaf: Leaf) -> str:
    """Say how the province's target stands to the national one; "" where they do not compare."""
    national = leaf.national
    return say.layout.national[national.against] if national and national.against else ""


def result_words(say: Wording, leaf: Leaf) -> str:
    """Say whether the figure meets the national target, or why that cannot be said."""
    words, national = say.layout.national, leaf.national
    if national is None:
        return str(fill(words["none"], milestone=say.facts.milestone))
    if national.why_not:
        return str(fill(words["differs"], why=national.why_not))
    met = meets_national(leaf)
    return "" if met is None else words["meets" if met else "short"]


def _cells(say: Wording, leaf: Leaf) -> tuple[Text, ...]:
    said = first_capital(result_words(say, leaf))
    is_told = meets_national(leaf) is not None
    return (
        leaf.leaf,
        leaf.title,
        say.layout.measures[leaf.goal.measure],
        national_target(say, leaf),
        say.table_target(leaf.goal),
        first_capital(against_words(say, leaf)),
        say.bare_value(leaf, leaf.standing, say.facts.province_code),
        say.own_part(leaf, said, "national") if is_told else said,
    )
