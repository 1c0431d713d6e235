"""Writes cells: each by itself, with its history; nobody's figure is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused
from mangnon.ui.formats import moment_text
from mangnon.values.grid.cell import EntryCell, EntryChange
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.guarding import converted, falls, question
from mangnon.values.grid.items import Item
from mangnon.values.grid.periods import Period
from mangnon.values.grid.reading import LONGEST, Figure, figure_of, read, written
from mangnon.values.grid.sheet import EntrySheet

MOST_CELLS = 6_000


class Outcome(StrEnum):
    SAVED = "saved"
    CONFLICT = "conflict"  # somebody wrote there since; both figures are told
    ASKED = "asked"  # it can hardly be right: the person says whether it is
    REFUSED = "refused"


@dataclass(frozen=True)
class Typed:
    """What a person wrote into a cell whose version they saw; the key makes it one change.

    `is_sure` answers the question that was asked of the same text before.
    """

    unit_id: int
    item: str
    text: str
    seen: int
    key: UUID
    is_sure: bool = False


@dataclass(frozen=True)
class Answer:
    """What became of it: the cell's text and version now, and why it was not written."""

    typed: Typed
    outcome: Outcome
    text: str = ""
    version: int = 0
    cell_id: int | None = None
    says: str = ""
    offers: Sequence[tuple[str, str]] = field(default_factory=tuple)  # a text, what it means


@dataclass(frozen=True)
class Writing:
    """Where and how a number of cells are written together."""

    desk: Desk
    period: Period
    at: datetime
    how: EntryChange.How = EntryChange.How.TYPED
    source: str = ""
    written_as: str = ""


@transaction.atomic
def save(writing: Writing, typed: Sequence[Typed]) -> list[Answer]:
    """Write what can be written and return what became of each, in the order given.

    What was sent before, by its key, is not written again.
    """
    if len(typed) > MOST_CELLS:
        raise Refused(_("More than %(most)s cells at once.") % {"most": MOST_CELLS})
    desk = writing.desk
    cells = _locked(writing, typed)
    halves = _halves(writing, typed)
    known = set(
        EntryChange.objects.filter(key__in=[each.key for each in typed]).values_list(
            "key", flat=True
        )
    )
    answers, changes = [], []
    for each in typed:
        cell, item = cells.get((each.unit_id, each.item)), desk.by_key.get(each.item)
        if cell is None or item is None:
            says = _("You may not write in this cell.")
            answers.append(Answer(each, Outcome.REFUSED, says=says))
        else:
            half = halves.get((each.unit_id, each.item))
            is_new = each.key not in known
            answer, change = _write(writing, each, cell, item, half, is_new=is_new)
            answers.append(answer)
            if change:
                changes.append(change)
                known.add(each.key)
    if changes:
        _store(writing, changes)
    return answers


def _locked(writing: Writing, typed: Sequence[Typed]) -> dict[tuple[int, str], EntryCell]:
    """Return the cells that the person may write, made where they are not there, and locked."""
    desk = writing.desk
    places = sorted({(t.unit_id, t.item) for t in typed if desk.may_write(t.unit_id, t.item)})
    of = {"year": desk.year, "period": writing.period}
    there = EntryCell.objects.filter(
        **of, unit__in={unit for unit, _item in places}, item__in={item for _unit, item in places}
    )
    known = set(there.values_list("unit_id", "item"))
    EntryCell.objects.bulk_create(
        [
            EntryCell(**of, unit_id=unit, item=item, leaf=desk.by_key[item].leaf)
            for unit, item in places
            if (unit, item) not in known
        ],
        ignore_conflicts=True,
    )
    locked = there.select_for_update(of=("self",)).select_related("entered_by").order_by("pk")
    wanted = set(places)
    found = {(cell.unit_id, cell.item): cell for cell in locked}
    return {place: cell for place, cell in found.items() if place in wanted}


def _halves(writing: Writing, typed: Sequence[Typed]) -> Mapping[tuple[int, str], Figure]:
    if writing.period is Period.HALF:
        return {}
    cells = EntryCell.objects.filter(
        year=writing.desk.year, period=Period.HALF, unit__in={t.unit_id for t in typed}
    )
    return {(cell.unit_id, cell.item): cell.figure for cell in cells if cell.state}


def _write(
    writing: Writing,
    typed: Typed,
    cell: EntryCell,
    item: Item,
    half: Figure | None,
    *,
    is_new: bool,
) -> tuple[Answer, EntryChange | None]:
    try:
        plain = read(typed.text, item)
        figure = converted(plain, item, writing.period, half, writing.written_as)
    except Refused as refusal:
        return _told(typed, cell, Outcome.REFUSED, str(refusal)), None
    if figure == cell.figure:
        return _told(typed, cell, Outcome.SAVED), None
    if cell.version != typed.seen or not is_new:
        return _conflict(typed, cell, figure), None
    if half is not None and falls(figure, item, writing.period, half) and not typed.is_sure:
        return _asked(typed, cell, item, figure, half), None
    before, cell.state, cell.value = cell.figure, figure.state, figure.value
    cell.version += 1
    cell.entered_by, cell.entered_at = writing.desk.by, writing.at
    cell.organisation = writing.desk.organisation
    change = EntryChange(
        key=typed.key, cell=cell, by=writing.desk.by, at=writing.at,
        organisation=writing.desk.organisation, version=cell.version,
        before_state=before.state, before_value=before.value,
        after_state=figure.state, after_value=figure.value,
        typed=typed.text.strip()[:LONGEST], how=writing.how, source=writing.source[:200],
    )  # fmt: skip
    return _told(typed, cell, Outcome.SAVED), change


def _told(typed: Typed, cell: EntryCell, outcome: Outcome, says: str = "") -> Answer:
    return Answer(typed, outcome, written(cell.figure), cell.version, cell.pk, says)


def _conflict(typed: Typed, cell: EntryCell, figure: Figure) -> Answer:
    theirs, mine = written(cell.figure), written(figure)
    says = _("%(who)s wrote “%(theirs)s” here at %(at)s; you wrote “%(mine)s”.") % {
        "who": cell.entered_by, "theirs": theirs, "mine": mine,
        "at": moment_text(timezone.localtime(cell.entered_at)) if cell.entered_at else "",
    }  # fmt: skip
    offers = [
        (theirs, _("Keep “%(text)s”") % {"text": theirs}),
        (mine, _("Write “%(text)s”") % {"text": mine}),
    ]
    return Answer(typed, Outcome.CONFLICT, theirs, cell.version, cell.pk, says, offers)


def _asked(typed: Typed, cell: EntryCell, item: Item, figure: Figure, half: Figure) -> Answer:
    mine = written(figure)
    offers = [(mine, _("It is right: write “%(text)s”") % {"text": mine})]
    if item.is_count and figure.number is not None and half.number is not None:
        total = written(figure_of(figure.number + half.number, item))
        offers.insert(0, (total, _("Add up: write “%(text)s”") % {"text": total}))
    return Answer(
        typed, Outcome.ASKED, written(cell.figure), cell.version, cell.pk,
        question(figure, half), offers,
    )  # fmt: skip


def _store(writing: Writing, changes: Sequence[EntryChange]) -> None:
    desk = writing.desk
    EntryCell.objects.bulk_update(
        [change.cell for change in changes],
        ["state", "value", "version", "entered_by", "entered_at", "organisation"],
    )
    EntryChange.objects.bulk_create(changes)
    sheet = sheet_of(desk, writing.period)
    record(desk.by, "value.enter", sheet, unit=desk.unit, cells=len(changes), how=writing.how)


def sheet_of(desk: Desk, period: Period) -> EntrySheet:
    """Return the body's sheet of the period, made where there is none yet."""
    sheet, _made = EntrySheet.objects.get_or_create(
        unit=desk.unit, organisation=desk.organisation, year=desk.year, period=period
    )
    return sheet
