"""Primary and complementary suppression: hide the small, then what would give them away."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from mangnon.engine.suppression.bounds import narrow_by_sums
from mangnon.engine.suppression.cells import NOTHING, Bools, Cells
from mangnon.engine.suppression.choosing import Chooser
from mangnon.engine.suppression.folding import fold
from mangnon.engine.suppression.following import following
from mangnon.engine.suppression.met import Met
from mangnon.engine.suppression.ranges import narrow_by_all
from mangnon.engine.suppression.unknowns import Unknowns

RULE = 4  # raise it when other cells come to be hidden, so that no answer of old is used
TURNS = 4  # pairs of corners that all groups are tried at in the first round
TURNS_AFTER = 2  # and in each later one: tables met before still count
ONE_BY_ONE = 1  # rounds in which single cells are hidden; then whole shelves are
ROUNDS = 6  # then all that is tied to what is narrow is hidden at once


class Hidden(NamedTuple):
    """Which cells to hide, and of which of them it was not asked whether they are safe.

    That is where all that is tied to a cell is hidden with it, but for what is known or always
    told: nothing more could be done for it.
    """

    mask: Bools
    unasked: Bools


def hide(cells: Cells) -> Hidden:
    """Return which cells to hide, so that none of them can be pinned down from those shown.

    What is known already stays shown: hiding it would protect nobody. So does what follows from
    it, unless it is small: that is not printed once more, but no other cell is spent on it. In the
    end all is shown that follows from what is shown, and is neither small nor was hidden before.
    """
    folded, of_cell = fold(cells)
    mask, unasked = _hide(folded)
    if unasked.any():
        stays = np.bincount(of_cell[cells.is_small | cells.kept], minlength=len(folded)) > 0
        mask = mask & ~(following(folded, mask) & ~stays)
    # A small count that can only be a known one, or was hidden before, is not printed once more.
    again = folded.known[of_cell] & (cells.is_small | cells.kept)
    return Hidden((mask[of_cell] | again) & ~cells.known, unasked[of_cell] & ~cells.known)


def _hide(cells: Cells) -> Hidden:
    known, given = cells.known, _given(cells)
    cells = replace(cells, known=given)
    chooser = Chooser(cells)
    chooser.hide(np.flatnonzero(cells.is_small | cells.kept).tolist())
    while hopeless := chooser.hopeless_shelves():
        chooser.hide_shelves(hopeless)
    unasked = np.zeros(len(cells), np.bool_)
    met, turn = Met.only_the_truth(cells), 0
    while True:
        unknowns = _mended_by_sums(cells, chooser)
        alone = _stands_alone(cells, chooser.mask, unknowns)
        unasked |= alone
        cells = _not_asked(cells, alone)
        unknowns = Unknowns.of(cells, chooser.mask)
        turns = TURNS_AFTER if turn else TURNS
        narrow = np.unique(unknowns.cell[narrow_by_all(unknowns, met, seed=turn, turns=turns)])
        if not narrow.size:
            return Hidden(chooser.mask | (given & ~known & cells.is_small), unasked)
        turn += 1
        for cell in narrow.tolist():
            _widen(chooser, cell, turn)


def _widen(chooser: Chooser, cell: int, turn: int) -> None:
    """Hide more around a narrow cell, the more the later it is."""
    if turn > ROUNDS:
        chooser.hide_all_around(cell)
    elif turn <= ONE_BY_ONE:
        chooser.hide_beside(cell)
    elif not chooser.hide_beside(cell, whole_shelf=True):
        chooser.hide_nearest(cell)


def _stands_alone(cells: Cells, hidden: Bools, unknowns: Unknowns) -> Bools:
    """Say which hidden cells have nothing left to hide around them, however far one looks."""
    lines, free = cells.lines, ~(hidden | cells.known | cells.is_void)
    has_free = np.bincount(lines.line_of[free[lines.cells]], minlength=len(lines)) > 0
    touches = np.zeros(len(cells), np.bool_)
    touches[lines.cells[has_free[lines.line_of]]] = True
    parts = np.flatnonzero(cells.within != NOTHING)
    wholes = cells.within[parts]
    touches[parts[free[wholes]]] = True
    touches[wholes[free[parts] & (cells.count[parts] > 0)]] = True
    alone = np.zeros(len(cells), np.bool_)
    for group in unknowns.apart():
        alone[unknowns.cell[group]] = not touches[unknowns.cell[group]].any()
    return alone


def _not_asked(cells: Cells, alone: Bools) -> Cells:
    """Ask for no width of cells for which nothing more can be done."""
    wide, wide_rest = np.where(alone, 0, cells.wide), np.where(alone, 0, cells.wide_rest)
    return replace(cells, wide=wide, wide_rest=wide_rest)


def _mended_by_sums(cells: Cells, chooser: Chooser) -> Unknowns:
    """Hide one beside each cell that single sums give away, until none is or none is left.

    Once they are mended, fewer others are left.
    """
    while True:
        unknowns = Unknowns.of(cells, chooser.mask)
        narrow = np.unique(unknowns.cell[narrow_by_sums(unknowns)]).tolist()
        mended = [chooser.hide_beside(cell) for cell in narrow]
        if not any(mended):
            return unknowns


def _given(cells: Cells) -> Bools:
    """Return what is known and all that follows from it, and from where nobody can be."""
    given = cells.known
    if not given.any():
        return given
    ones = np.ones_like(cells.wide)
    exactly = replace(cells, wide=ones, wide_rest=ones)
    while True:
        unknowns = Unknowns.of(exactly, ~(given | cells.is_void))
        follows = unknowns.cell[narrow_by_sums(unknowns)]
        if not follows.size:
            return given
        given = given.copy()
        given[follows] = True
