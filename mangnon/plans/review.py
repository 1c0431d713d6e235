"""What the review page shows: sections of blocks, each a main item with what hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import Any, Self

from django.db.models import F, Prefetch, Value
from django.urls import reverse
from django.utils.functional import Promise

from mangnon.plans.attention import Attention, Reading, Reason
from mangnon.plans.comparing import Difference, differences
from mangnon.plans.kinds import KINDS, SECTIONS, Kind, kind_of
from mangnon.plans.models import Comparison, ItemState, Plan, ReadingWarning
from mangnon.plans.siblings import next_of

# What the page may be narrowed to: what comes first, or all that still waits.
FIRST, WAITING = "first", "waiting"


@dataclass(frozen=True)
class Line:
    """One line of the document; `mark` is the anchor of the first thing read from it, or empty."""

    label: str
    text: str
    mark: str


@dataclass(frozen=True)
class Row:
    """One item as the page shows it; `following` is the next of its kind, to be merged with.

    Numbers are texts here: three hundred rows make every look-up of a template count.
    """

    item: Any
    kind: Kind
    base: str
    reasons: tuple[Reason, ...] = ()
    differences: tuple[Difference, ...] = ()
    following: str = ""

    @property
    def anchor(self) -> str:
        return f"{self.kind.slug}-{self.item.pk}"

    @property
    def address(self) -> str:
        return f"{self.base}{self.kind.slug}/{self.item.pk}/"

    @property
    def version(self) -> str:
        return str(self.item.version)

    @property
    def lines(self) -> str:
        return " ".join(self.item.lines)

    @cached_property
    def state(self) -> str:
        return str(self.item.get_state_display())

    @cached_property
    def is_confirmed(self) -> bool:
        return bool(self.item.state == ItemState.CONFIRMED)

    @cached_property
    def is_rejected(self) -> bool:
        return bool(self.item.state == ItemState.REJECTED)

    @cached_property
    def waits(self) -> bool:
        return bool(self.item.state == ItemState.PROPOSED)

    @property
    def comes_first(self) -> bool:
        """Whether it waits and there is a reason to look at it before the others."""
        return self.waits and bool(self.reasons)


@dataclass(frozen=True)
class Block:
    """A main item and the rows that hang on it; the page swaps a block as a whole."""

    head: Row
    rows: tuple[Row, ...]
    addable: tuple[Kind, ...]

    @property
    def anchor(self) -> str:
        return f"block-{self.head.anchor}"

    @property
    def all_rows(self) -> tuple[Row, ...]:
        return (self.head, *self.rows)


@dataclass(frozen=True)
class Section:
    """A part of the plan: `proposed` of its items wait, `sure` of those without a reason."""

    slug: str
    title: str | Promise
    blocks: tuple[Block, ...]
    main: Kind
    proposed: int
    sure: int

    @property
    def rows(self) -> list[Row]:
        return [row for block in self.blocks for row in block.all_rows]

    def only(self, show: str) -> Section:
        """Return the section with the blocks that hold something of what is asked for.

        It counts on what it holds in all: that is what its buttons act on.
        """
        if show == FIRST:
            blocks = [b for b in self.blocks if any(row.comes_first for row in b.all_rows)]
        elif show == WAITING:
            blocks = [b for b in self.blocks if any(row.waits for row in b.all_rows)]
        else:
            return self
        return replace(self, blocks=tuple(blocks))


@dataclass(frozen=True)
class Progress:
    """How far the review is: how many items are decided, and how many wait and why."""

    total: int
    confirmed: int
    rejected: int
    first: int
    same: int

    @property
    def decided(self) -> int:
        return self.confirmed + self.rejected

    @property
    def waiting(self) -> int:
        return self.total - self.decided


def sections_of(plan: Plan, warnings: Iterable[ReadingWarning] = ()) -> list[Section]:
    """Return all that was understood of a plan, in the order of review; a query a kind."""
    page = _Page.of(plan, warnings)
    return [_section(page, slug) for slug in SECTIONS]


def blocks_of(plan: Plan, items: Iterable[Any], warnings: Iterable[ReadingWarning]) -> list[Block]:
    """Return the blocks in which these items stand, each once, without those withdrawn."""
    page = _Page.of(plan, warnings)
    mains = {(main.model, pk): main for main, pk in (_main_of(item) for item in items)}
    blocks = []
    for (_model, pk), main in mains.items():
        if (item := _items(main, plan).filter(pk=pk).first()) is not None:
            blocks.append(_block(page, main, item, next_of(item)))
    return blocks


def anchor_of(item: Any) -> str:
    """Return the anchor of the block in which an item stands, or stood."""
    main, pk = _main_of(item)
    return f"block-{main.slug}-{pk}"


def progress_of(plan: Plan, warnings: Iterable[ReadingWarning] | None = None) -> Progress:
    """Count the items of a plan by where their review stands, in one query."""
    attention = Attention.on(plan.warnings.all() if warnings is None else warnings)
    first, *others = (
        kind.model.objects.of(plan)
        .shown()
        .order_by()
        .annotate(slug=Value(kind.slug), at=F(kind.line_field))
        .values_list("state", "slug", "at", "more_lines", "is_unsure", "comparison")
        for kind in KINDS.values()
    )
    states: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for state, slug, at, more, is_unsure, comparison in first.union(*others, all=True):
        states[state] += 1
        if state == ItemState.PROPOSED:
            reading = Reading(slug, (at, *more), is_unsure, comparison)
            counts["first"] += bool(attention.reasons(reading))
            counts["same"] += attention.is_same(reading)
    confirmed, rejected = states[ItemState.CONFIRMED], states[ItemState.REJECTED]
    return Progress(states.total(), confirmed, rejected, counts["first"], counts["same"])


def plan_replaced_by(draft: Plan) -> Plan | None:
    """Return the plan in force that the approval of the draft would supersede."""
    if not draft.is_draft or draft.year is None:
        return None
    return draft.unit.plans.in_force(draft.year, draft.unit)


def lines_of(
    plan: Plan, sections: Iterable[Section], warnings: Iterable[ReadingWarning] = ()
) -> list[Line]:
    """Return the document's lines, each with the anchor of the first thing read from it."""
    marks: dict[str, str] = {}
    for section in sections:
        for row in section.rows:
            for line in row.item.lines:
                marks.setdefault(line, row.anchor)
    for warning in warnings:
        marks.setdefault(warning.line, f"warning-{warning.pk}")
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


@dataclass(frozen=True)
class _Page:
    """What every row of one page is made with."""

    plan: Plan
    attention: Attention
    base: str

    @classmethod
    def of(cls, plan: Plan, warnings: Iterable[ReadingWarning]) -> Self:
        return cls(plan, Attention.on(warnings), reverse("plans:detail", args=[plan.pk]))

    def row(self, item: Any, kind: Kind, following: Any) -> Row:
        reading = Reading(kind.slug, item.lines, item.is_unsure, item.comparison)
        reasons = tuple(self.attention.reasons(reading))
        is_changed = item.comparison == Comparison.CHANGED
        told = tuple(differences(item, kind, self.plan)) if is_changed else ()
        next_key = str(following.pk) if following and kind.words else ""
        return Row(item, kind, self.base, reasons, told, next_key)


def _section(page: _Page, slug: str) -> Section:
    main = next(kind for kind in KINDS.values() if kind.section == slug and not kind.parent)
    items = list(_items(main, page.plan))
    blocks = tuple(_block(page, main, item, after) for item, after in zip_longest(items, items[1:]))
    waiting = [row for block in blocks for row in block.all_rows if row.waits]
    sure = sum(not row.reasons for row in waiting)
    return Section(slug, SECTIONS[slug], blocks, main, len(waiting), sure)


def _items(main: Kind, plan: Plan) -> Any:
    """Return the main items of a plan that the page shows, with what hangs on them."""
    children = (
        Prefetch(
            name,
            kind.model.objects.shown().select_related(
                "last_year", f"last_year__{kind.parent_field}"
            ),
        )
        for name, kind in zip(main.children, _addable(main), strict=True)
    )
    items = main.model.objects.of(plan).shown().select_related("last_year")
    return items.prefetch_related(*children)


def _block(page: _Page, main: Kind, item: Any, following: Any) -> Block:
    rows = tuple(_rows(page, main, item))
    return Block(page.row(item, main, following), rows, _addable(main))


def _rows(page: _Page, main: Kind, item: Any) -> Iterator[Row]:
    for name, kind in zip(main.children, _addable(main), strict=True):
        children = list(getattr(item, name).all())
        for child, after in zip_longest(children, children[1:]):
            yield page.row(child, kind, after)


def _main_of(item: Any) -> tuple[Kind, int]:
    """Return the kind and the key of the main item of a block, the item's own if it is one."""
    kind = kind_of(item)
    if not kind.parent:
        return kind, item.pk
    return KINDS[kind.parent], getattr(item, f"{kind.parent_field}_id")


def _addable(main: Kind) -> tuple[Kind, ...]:
    """Return the kinds that hang on a main one, in the order of its `children`."""
    return tuple(kind for kind in KINDS.values() if kind.parent == main.slug)
