"""Two records as a person compares them: answers side by side, facts counted by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise

from mangnon.children.duplicates.answers import QUESTIONS, better_of_second, hidden_or
from mangnon.children.duplicates.merge import Merge, MergeMove
from mangnon.children.duplicates.rows import label_of, move_rows
from mangnon.children.register import Child


@dataclass(frozen=True)
class Compared:
    """One question with the answer of each record; `is_better` where only the second has one."""

    name: str
    label: str | Promise
    kept: str
    second: str
    differs: bool
    is_better: bool


@dataclass(frozen=True)
class RowsOfKind:
    """How many rows of the second record move, and how many stay with it."""

    label: str
    moving: int
    staying: int


def compared(kept: Child, second: Child, rights: Callable[[str], bool]) -> list[Compared]:
    """Return every question with both answers, as far as the person may read them."""
    better = better_of_second(kept, second)
    return [
        Compared(
            name,
            question.label,
            hidden_or(question, kept, rights),
            hidden_or(question, second, rights),
            question.answer(kept) != question.answer(second),
            name in better,
        )
        for name, question in QUESTIONS.items()
    ]


def rows_to_move(kept: Child, second: Child) -> list[RowsOfKind]:
    """Say what a merge would move and what would stay, by doing it and taking it back at once."""
    with transaction.atomic():
        moves = move_rows(second, kept)
        transaction.set_rollback(True)
    return _by_kind(moves)


def rows_told(merge: Merge) -> list[RowsOfKind]:
    return _by_kind(merge.moves.all())


def _by_kind(moves: Iterable[MergeMove]) -> list[RowsOfKind]:
    counts = Counter((move.table, move.is_moved) for move in moves)
    tables = sorted({table for table, _is_moved in counts})
    return [
        RowsOfKind(label_of(table), counts[table, True], counts[table, False]) for table in tables
    ]
