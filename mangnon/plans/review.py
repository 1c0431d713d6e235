"""What the review page shows: sections of blocks, each a main item with what hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from mangnon.plans.kinds import KINDS, SECTIONS, Kind, kind_of
from mangnon.plans.models import ItemState, Plan


@dataclass(frozen=True)
class Line:
    """One line of the document; `mark` is the anchor of the first thing read from it, or empty."""

    label: str
    text: str
    mark: str


@dataclass(frozen=True)
class Row:
    """One item as the page shows it."""

    item: Any
    kind: Kind

    @property
    def anchor(self) -> str:
        return f"{self.kind.slug}-{self.item.pk}"

    @property
    def is_confirmed(self) -> bool:
        return bool(self.item.state == ItemState.CONFIRMED)


@dataclass(frozen=True)
class Block:
    """A main item and the rows that hang on it; the page swaps a block as a whole."""

    head: Row
    rows: tuple[Row, ...]
    addable: tuple[Kind, ...]

    @property
    def anchor(self) -> str:
        return f"block-{self.head.anchor}"


@dataclass(frozen=True)
class Section:
    slug: str
    title: str | Promise
    blocks: tuple[Block, ...]
    main: Kind

    @property
    def proposed(self) -> int:
        rows = (row for block in self.blocks for row in (block.head, *block.rows))
        return sum(row.item.state == ItemState.PROPOSED for row in rows)


@dataclass(frozen=True)
class Progress:
    """How far the review is: of all items, how many are confirmed and how many rejected."""

    total: int
    confirmed: int
    rejected: int

    @property
    def decided(self) -> int:
        return self.confirmed + self.rejected


def sections_of(plan: Plan) -> list[Section]:
    """Return all that was understood of a plan, in the order of review; a query a kind."""
    return [_section(plan, slug) for slug in SECTIONS]


def block_of(item: Any) -> Block:
    """Return the block in which an item stands."""
    kind = kind_of(item)
    main = getattr(item, kind.parent_field) if kind.parent else item
    return _block(kind_of(main), kind_of(main).model.objects.get(pk=main.pk))


def progress_of(plan: Plan) -> Progress:
    """Count the items of a plan by their state, in one query."""
    first, *others = (
        kind.model.objects.of(plan).order_by().values("state") for kind in KINDS.values()
    )
    counts = Counter(row["state"] for row in first.union(*others, all=True))
    return Progress(sum(counts.values()), counts[ItemState.CONFIRMED], counts[ItemState.REJECTED])


def plan_replaced_by(draft: Plan) -> Plan | None:
    """Return the plan in force that the approval of the draft would supersede."""
    if not draft.is_draft or draft.year is None:
        return None
    return draft.unit.plans.in_force(draft.year, draft.unit)


def lines_of(plan: Plan, sections: Iterable[Section]) -> list[Line]:
    """Return the document's lines, each with the anchor of the first thing read from it."""
    marks: dict[str, str] = {}
    for section in sections:
        for block in section.blocks:
            for row in (block.head, *block.rows):
                marks.setdefault(row.item.line, row.anchor)
    return [Line(line.label, line.text, marks.get(line.label, "")) for line in plan.lines.all()]


def register_of(plan: Plan) -> dict[str, Any]:
    """Return what an approved plan holds: confirmed items only, with what hangs on them."""
    return {
        section.slug.replace("-", "_"): [
            (block.head.item, [row for row in block.rows if row.is_confirmed])
            for block in section.blocks
            if block.head.is_confirmed
        ]
        for section in sections_of(plan)
    }


def _section(plan: Plan, slug: str) -> Section:
    main = next(kind for kind in KINDS.values() if kind.section == slug and not kind.parent)
    items = main.model.objects.of(plan).prefetch_related(*main.children)
    blocks = tuple(_block(main, item) for item in items)
    return Section(slug, SECTIONS[slug], blocks, main)


def _block(main: Kind, item: Any) -> Block:
    return Block(Row(item, main), tuple(_rows(main, item)), _addable(main))


def _rows(main: Kind, item: Any) -> Iterator[Row]:
    for children in main.children:
        for child in getattr(item, children).all():
            yield Row(child, kind_of(child))


def _addable(main: Kind) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS.values() if kind.parent == main.slug)
