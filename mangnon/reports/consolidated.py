"""The consolidated report as a document: which sections, in which order, with which tables.

It is the yearly report: the half-year's and the five years' reports share its sections.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mangnon.documents.writing.model import (
    Align,
    Annex,
    Block,
    Bullet,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
)
from mangnon.reports.annexes import charts_annex, districts_annex, targets_annex, years_annex
from mangnon.reports.difficulties import difficulties_part
from mangnon.reports.facts import Facts, Leaf
from mangnon.reports.frame import annex_names, framed
from mangnon.reports.layouts import Layout, listed
from mangnon.reports.periods.national.words import national_annex, national_sentence
from mangnon.reports.pictures import NO_PICTURES, Pictures
from mangnon.reports.wording import ATTAINMENTS, Wording, first_capital, first_small
from mangnon.ui import formats

KIND = "consolidated"
GROUPS = ("Các ", "Những ")


def consolidated_report(
    facts: Facts, layout: Layout, pictures: Pictures = NO_PICTURES, *, kind: str = KIND
) -> Document:
    """Return the consolidated report on the facts, its figures carrying their receipts."""
    say = Wording(facts, layout)
    annexes = _annexes(say, pictures)
    names = annex_names(annexes)
    blocks = (
        *situation(say, pictures.overview),
        *_results(say, names),
        *_tasks(say),
        *gaps(say, names),
        *next_steps(say),
    )
    return framed(say, blocks, annexes, kind=kind)


def _annexes(say: Wording, pictures: Pictures) -> dict[str, Annex]:
    """Return the annexes in their order, by what they hold."""
    annexes = {"targets": targets_annex(say), "districts": districts_annex(say)}
    if say.facts.years:
        annexes["years"] = years_annex(say)
    return annexes | last_annexes(say, pictures)


def last_annexes(say: Wording, pictures: Pictures) -> dict[str, Annex]:
    """Return the annexes that stand last in every report: the national targets, the charts."""
    annexes = {"national": national_annex(say)} if say.facts.milestone else {}
    if pictures.behind:
        annexes["charts"] = charts_annex(say, pictures.behind)
    return annexes


def situation(say: Wording, overview: Picture | None) -> list[Block]:
    facts, layout = say.facts, say.layout
    computed = sum(leaf.is_computed for leaf in facts.leaves)
    return [
        Heading(1, layout.headings["situation"]),
        Paragraph(
            layout.say(
                "scope",
                plan=say.cited_again(facts.plan),
                indicators=facts.indicators,
                leaves=len(facts.leaves),
                tasks=facts.tasks,
                agencies=len(facts.duties),
            )
        ),
        Paragraph(
            layout.say(
                "coverage",
                as_of=formats.date_text(facts.as_of),
                districts=len(facts.districts),
                communes=facts.communes,
                units_on=formats.date_text(facts.units_on),
                computed=computed,
                reported=len(facts.leaves) - computed,
            )
        ),
        Paragraph(
            layout.say("counts", leaves=len(facts.leaves), counts=say.counts(facts.leaves, "all"))
        ),
        _table_by_field(say),
        *([overview] if overview else []),
    ]


def _table_by_field(say: Wording) -> Table:
    """Count the leaves of each field by attainment; attainments nobody has get no column."""
    facts, columns = say.facts, say.layout.columns
    present = [name for name in ATTAINMENTS if facts.with_attainment(name)]
    width = 107 / (len(present) + 1)
    rows = []
    for field, title in facts.fields.items():
        if leaves := facts.of_field(field):
            rows.append(
                Row((title, str(len(leaves)), *_numbers(leaves, present, facts.scope_of(field))))
            )
    total = (columns["total"], str(len(facts.leaves)), *_numbers(facts.leaves, present, "all"))
    heads = [first_capital(formats.attainment_text(name)) for name in present]
    return Table(
        caption=str(say.layout.say("table_by_field", number=1)),
        columns=(
            Column(columns["field"], 58),
            *(Column(head, width, Align.CENTER) for head in (columns["total"], *heads)),
        ),
        rows=(*rows, Row(total, bold=True)),
        size_pt=11,
    )


def _numbers(leaves: Sequence[Leaf], present: list[str], scope: str) -> list[Text]:
    cells: list[Text] = []
    for name in present:
        number = sum(leaf.standing.attainment == name for leaf in leaves)
        cells.append((Figure(formats.number(number), f"{scope}_{name}", "count"),))
    return cells


def _results(say: Wording, annexes: Mapping[str, str]) -> list[Block]:
    facts, layout = say.facts, say.layout
    blocks: list[Block] = [
        Heading(1, layout.headings["results"]),
        Paragraph(
            layout.say("annexes", targets=annexes["targets"], districts=annexes["districts"])
        ),
    ]
    if "years" in annexes:
        blocks.append(Paragraph(layout.say("annex_of_years", years=annexes["years"])))
    if "national" in annexes:
        blocks.append(national_sentence(say, annexes["national"]))
    for field, title in facts.fields.items():
        if not (leaves := facts.of_field(field)):
            continue
        blocks.append(Heading(2, title))
        if len(leaves) > 1:
            counts = say.counts(leaves, facts.scope_of(field))
            blocks.append(Paragraph(layout.say("field_counts", leaves=len(leaves), counts=counts)))
        blocks.extend(Bullet(say.result(leaf)) for leaf in leaves)
    return blocks


def _tasks(say: Wording) -> list[Block]:
    facts, layout = say.facts, say.layout
    columns = layout.columns
    rows = [
        Row((str(order), say.duty_name(duty), formats.number(duty.tasks), ", ".join(duty.leads)))
        for order, duty in enumerate(facts.duties, start=1)
    ]
    total = Row(("", columns["total"], formats.number(facts.tasks), ""), bold=True)
    return [
        Heading(1, layout.headings["tasks"]),
        Paragraph(
            layout.say(
                "tasks_given",
                tasks=facts.tasks,
                agencies=len(facts.duties),
                table=2,
            )
        ),
        Table(
            caption=str(layout.say("table_by_agency", number=2)),
            columns=(
                Column(columns["order"], 11, Align.CENTER),
                Column(columns["agency"], 77),
                Column(columns["tasks"], 27, Align.CENTER),
                Column(columns["leads_indicators"], 50),
            ),
            rows=(*rows, total),
            size_pt=12,
        ),
        Paragraph(layout.say("tasks_without_progress")),
    ]


def gaps(say: Wording, annexes: Mapping[str, str]) -> list[Block]:
    facts, layout = say.facts, say.layout
    behind = [leaf for leaf in facts.leaves if leaf.is_behind]
    blocks: list[Block] = [
        Heading(1, layout.headings["gaps"]),
        Heading(2, layout.headings["behind"]),
    ]
    if not behind:
        as_of = formats.date_text(facts.as_of)
        blocks.append(Paragraph(layout.say("nothing_behind", as_of=as_of)))
    blocks.extend(Bullet(say.behind(leaf)) for leaf in behind)
    if "charts" in annexes:
        blocks.append(Paragraph(layout.say("annex_of_charts", charts=annexes["charts"])))
    blocks.append(Heading(2, layout.headings["without_data"]))
    without = facts.with_attainment("no_data")
    if not without:
        blocks.append(Paragraph(layout.say("nothing_without_data")))
    for leaf in without:
        leads = ", ".join(leaf.leads)
        named = layout.say("leaf_with_leads", leaf=say.leaf_name(leaf), leads=leads)
        blocks.append(Bullet(listed([named, "."], "")))
    if absent := facts.with_attainment("not_applicable"):
        names = listed([say.leaf_name(leaf) for leaf in absent], "; ")
        blocks.append(Paragraph(layout.say("not_applicable_list", leaves=names)))
    return [*blocks, *difficulties_part(facts.difficulties, layout)]


def next_steps(say: Wording) -> list[Block]:
    facts, layout = say.facts, say.layout
    own = facts.own_due()
    blocks: list[Block] = [Heading(1, layout.headings["next"])]
    for due in sorted(facts.dues, key=lambda due: due.on):
        if due.on <= facts.as_of:
            continue
        names = due.recipients if due is not own else tuple(map(say.address, due.recipients))
        blocks.append(
            Bullet(
                layout.say(
                    "deadline",
                    **say.deadline_day(due.on, is_inclusive=due.is_inclusive),
                    reporters=", ".join(
                        _within_sentence(say.renamed(name)) for name in due.reporters
                    ),
                    recipients=" và ".join(names),
                    via=layout.say("via", via=due.via) if due.via else "",
                )
            )
        )
    behind = [leaf for leaf in facts.leaves if leaf.is_behind]
    for sentence, leaves in (
        ("lead_behind", behind),
        ("lead_without_data", facts.with_attainment("no_data")),
    ):
        for lead, led in _by_lead(leaves).items():
            blocks.append(Bullet(layout.say(sentence, lead=lead, leaves=say.names_of(led))))
    return blocks


def _within_sentence(name: str) -> str:
    """Return "các sở" for "Các sở": a group of bodies is no name of its own."""
    return first_small(name) if name.startswith(GROUPS) else name


def _by_lead(leaves: Sequence[Leaf]) -> dict[str, list[Leaf]]:
    found: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        for lead in leaf.leads:
            found.setdefault(lead, []).append(leaf)
    return found
