"""Reads a plan document: the parts put together."""

from collections.abc import Iterator
from pathlib import Path

from mangnon.documents.reading.agencies import AgencyBlock, is_named_alone, read_agencies
from mangnon.documents.reading.blocks import join_blocks
from mangnon.documents.reading.charge_tables import table_charges
from mangnon.documents.reading.checks import find_warnings
from mangnon.documents.reading.cover import split_cover
from mangnon.documents.reading.deadlines import find_deadlines
from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.files.limits import refuse_long
from mangnon.documents.reading.files.opening import read_lines
from mangnon.documents.reading.heading import Heading, read_heading, split_heading
from mangnon.documents.reading.indicators import DraftIndicator, read_indicators
from mangnon.documents.reading.labels import with_labels
from mangnon.documents.reading.leads import Charge, read_charges
from mangnon.documents.reading.model import (
    Agency,
    Deadline,
    Indicator,
    Item,
    KeyTask,
    PlanDocument,
)
from mangnon.documents.reading.outline import Node, build_outline
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.references import find_references, is_same_number
from mangnon.documents.reading.sections import Section, find_sections, without_situation
from mangnon.documents.reading.signature import read_signature, split_signature
from mangnon.documents.reading.task_tables import (
    assigned,
    is_programme,
    read_task_rows,
    row_deadlines,
)
from mangnon.documents.reading.text import fold
from mangnon.documents.reading.words import phrases


def read_plan(path: Path) -> PlanDocument:
    """Read a plan; a file that is none, or cannot be read, raises PlanError with one sentence."""
    path = Path(path)
    lines = read_lines(path)
    cover, own_lines = split_cover(lines)
    front, rest = split_heading(own_lines)
    body, foot, annex = split_signature(rest)
    heading = read_heading(front)
    if cover is not None:
        heading, foot = cover.completed(heading), foot or cover.foot
    _refuse_other_kinds(path.name, heading)
    paragraphs = join_blocks([*body, *annex])
    labels = {line.line: line.label for line in lines}
    for block in paragraphs:
        refuse_long(path.name, block.passage.text, labels.get(block.passage.line, 1))
    whole, closing = build_outline(paragraphs)
    root = without_situation(whole)
    sections = find_sections(root)
    drafts = read_indicators(root, sections, heading.year)
    blocks = assigned(root, read_agencies(sections))
    indicators = _with_leads(drafts, blocks, list(table_charges(root)), heading.year)
    key_tasks = _key_tasks(sections)
    if not (indicators or blocks or key_tasks):
        raise PlanError(
            f"Tệp {path.name} không phải kế hoạch: không thấy chỉ tiêu, nhiệm vụ hay phân công nào;"
            " hãy chọn tệp kế hoạch."
        )
    signature = read_signature(foot)
    passages = [*_passages(whole), *closing]
    plan = PlanDocument(
        title=heading.title,
        number=heading.number,
        place=heading.place,
        issued_on=heading.issued_on,
        year=heading.year,
        issuer=heading.issuer,
        signer=signature.signer,
        legal_bases=tuple(
            basis
            for basis in (
                *find_references([heading.preamble], "preamble"),
                *find_references(passages, "body"),
            )
            if not is_same_number(basis.number, heading.number)
        ),
        indicators=indicators,
        key_tasks=key_tasks,
        agencies=tuple(_agency(block, indicators) for block in blocks),
        funding=_funding(sections),
        deadlines=(
            *_deadlines(root, blocks, heading.year),
            *find_deadlines([(passage, ()) for passage in closing], year=heading.year),
        ),
        recipients=signature.recipients,
        warnings=(),
        source_lines=tuple(lines),
    )
    plan = find_warnings(plan, heading, sections, [heading.preamble, *passages])
    return with_labels(plan, lines)


def _refuse_other_kinds(name: str, heading: Heading) -> None:
    if heading.kind is None:
        raise PlanError(
            f"Tệp {name} không phải kế hoạch: không thấy dòng tiêu đề KẾ HOẠCH và các mục"
            " đánh số; hãy chọn tệp kế hoạch."
        )
    if heading.kind not in phrases("sections", "plan_kinds"):
        raise PlanError(
            f"Tệp {name} là một {heading.kind}, không phải kế hoạch; hãy chọn tệp kế hoạch."
        )


def _passages(root: Node) -> Iterator[Passage]:
    for node in root.walk():
        yield node.passage
        for table in node.tables:
            yield from (Passage.join([(row.line, row.text)]) for row in table)


def _deadlines(root: Node, blocks: list[AgencyBlock], year: int | None) -> Iterator[Deadline]:
    """Yield the deadlines of each passage, which bind the bodies of the block it stands in."""
    starts = {block.line: block.bodies for block in blocks}

    def below(node: Node, outer: tuple[str, ...]) -> Iterator[Deadline]:
        bodies = starts.get(node.line, outer)
        is_block = node.line in starts and is_named_alone(node)
        passages = [node.head, *node.body] if is_block else node.paragraphs
        yield from find_deadlines([(passage, bodies) for passage in passages], year=year)
        for table in node.tables:
            yield from _table_deadlines(table, bodies, year)
        for child in node.children:
            yield from below(child, bodies)

    yield from below(root, ())


def _table_deadlines(
    table: tuple[SourceLine, ...], bodies: tuple[str, ...], year: int | None
) -> Iterator[Deadline]:
    rows = read_task_rows(table)
    for row in rows:
        yield from row_deadlines(row, year=year)
    if not rows and not is_programme(table):
        passages = [Passage.join([(line.line, line.text)]) for line in table]
        yield from find_deadlines([(passage, bodies) for passage in passages], year=year)


def _with_leads(
    drafts: list[DraftIndicator],
    blocks: list[AgencyBlock],
    charges: list[Charge],
    year: int | None,
) -> tuple[Indicator, ...]:
    leads = {draft.number: list(draft.leads) for draft in drafts}
    partners = {draft.number: list(draft.partners) for draft in drafts}
    told = [
        (charge, charge.bodies or block.bodies)
        for block in blocks
        for task in block.tasks
        for charge in read_charges(task.text)
    ]
    for charge, bodies in [*told, *((charge, charge.bodies) for charge in charges)]:
        for number in _meant(charge, drafts):
            (leads if charge.is_lead else partners)[number] += bodies
            partners[number] += charge.partners
    return tuple(
        Indicator(
            number=draft.number,
            text=draft.text,
            leads=(own := _unlike(leads[draft.number])),
            partners=_unlike(partners[draft.number], own),
            line=draft.line,
            targets=draft.targets(year),
        )
        for draft in drafts
    )


def _meant(charge: Charge, drafts: list[DraftIndicator]) -> list[str]:
    """Return the numbers of the indicators of a charge.

    "mục tiêu 1" means all of 1.1, 1.2 and so on; "chỉ tiêu a" the only one lettered a.
    """
    letters = [draft.letter for draft in drafts]
    return [
        draft.number
        for number in charge.numbers
        for draft in drafts
        if draft.number == number
        or draft.number.startswith(f"{number}.")
        or (draft.letter == number and letters.count(number) == 1)
    ]


def _unlike(names: list[str], taken: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the names once each, compared without regard to tone placement or case."""
    seen = {fold(name) for name in taken}
    kept = {fold(name): name for name in reversed(names) if fold(name) not in seen}
    return tuple(reversed(kept.values()))


def _agency(block: AgencyBlock, indicators: tuple[Indicator, ...]) -> Agency:
    own = {fold(name) for name in (block.name, *block.bodies)}
    led = tuple(i.number for i in indicators if own & {fold(lead) for lead in i.leads})
    return Agency(
        block.name,
        block.bodies,
        block.requested,
        block.line,
        block.tasks,
        led,
        unsure=block.unsure,
    )


def _key_tasks(sections: list[Section]) -> tuple[KeyTask, ...]:
    tasks: list[KeyTask] = []
    for section in sections:
        if section.kind != "key_tasks":
            continue
        for count, node in enumerate(section.items, start=1):
            items = tuple(
                Item(below.passage.text, below.line)
                for child in node.children
                for below in child.walk()
            )
            number = node.number or str(count)
            tasks.append(KeyTask(number, node.passage.text, node.line, items))
        rows = [row for table in section.node.tables for row in read_task_rows(table)]
        for count, row in enumerate(rows, start=len(section.items) + 1):
            tasks.append(KeyTask(row.number or str(count), row.text, row.line, ()))
    return tuple(tasks)


def _funding(sections: list[Section]) -> tuple[Item, ...]:
    items: list[Item] = []
    for section in sections:
        if section.kind != "funding":
            continue
        head, colon, rest = section.node.head.text.partition(":")
        if colon and rest.strip():
            items.append(Item(section.node.head.cut(len(head) + 1).text, section.node.line))
        items += [Item(passage.text, passage.line) for passage in section.node.body]
        for node in section.items:
            items += [Item(n.passage.text, n.line) for n in node.walk()]
    return tuple(items)
