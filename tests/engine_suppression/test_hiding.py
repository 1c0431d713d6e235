"""Small tables against a reader who knows that counts are whole numbers, and forgets nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from mangnon.engine.suppression.folding import fold
from mangnon.engine.suppression.following import following
from mangnon.engine.suppression.hiding import hide
from mangnon.engine.suppression.layers import Layers, Place, Sum

BELOW = 5
SUMS = [Sum("district", ("a", "b", "c")), Sum("new", ("a", "b"))]


def layers_of(whole, part):
    """Return the layers of units x members: what is counted, and the part of it that has it."""
    layers = Layers(SUMS)
    for unit, rows in {
        "a": [0], "b": [1], "c": [2], "district": [0, 1, 2], "new": [0, 1],
    }.items():  # fmt: skip
        for member in ("total", *range(whole.shape[1])):
            columns = list(range(whole.shape[1])) if member == "total" else [member]
            place = Place(unit, "total" if member == "total" else "sex", str(member))
            bottom = layers.add("whole", place, int(whole[np.ix_(rows, columns)].sum()), BELOW)
            top = layers.add("part", place, int(part[np.ix_(rows, columns)].sum()), BELOW)
            layers.within[top] = bottom
    return layers


def pinned_down(cells, hidden):
    """Return the hidden cells that whole numbers leave fewer than BELOW between least and most."""
    size = len(cells)
    lines = [
        cells.lines.cells[a:b]
        for a, b in zip(cells.lines.start[:-1], cells.lines.start[1:], strict=True)
    ]
    sums = np.zeros((len(lines), size))
    for number, line in enumerate(lines):
        sums[number, line[0]], sums[number, line[1:]] = -1, 1
    parts = np.flatnonzero(cells.within >= 0)
    less = np.zeros((len(parts), size))
    less[np.arange(len(parts)), parts] = 1
    less[np.arange(len(parts)), cells.within[parts]] = -1
    low = np.where(hidden, 0, cells.count)
    high = np.where(hidden, 200, cells.count)
    rules = [LinearConstraint(sums, 0, 0), LinearConstraint(less, -np.inf, 0)]
    found = []
    for cell in np.flatnonzero(hidden):
        aim = np.zeros(size)
        aim[cell] = 1
        ends = [
            milp(sign * aim, constraints=rules, bounds=Bounds(low, high), integrality=np.ones(size))
            for sign in (1, -1)
        ]
        if round(ends[1].x[cell]) - round(ends[0].x[cell]) < BELOW:
            found.append(int(cell))
    return found


counts = st.lists(st.integers(0, 30), min_size=9, max_size=9)


@settings(max_examples=25, deadline=None)
@given(counts, st.lists(st.floats(0, 1), min_size=9, max_size=9))
def test_no_hidden_count_of_a_small_table_is_pinned_down(wholes, shares):
    whole = np.array(wholes).reshape(3, 3)
    part = (whole * np.array(shares).reshape(3, 3)).astype(int)
    cells = layers_of(whole, part).cells()
    hidden = hide(cells).mask
    assert hidden[cells.is_small].all()
    assert pinned_down(cells, hidden) == []


def test_a_lone_small_count_takes_the_smallest_rectangle_with_it():
    whole = np.array([[3, 40], [20, 50], [30, 60]])
    layers = Layers([Sum("district", ("a", "b", "c"))])
    for unit, rows in {"a": [0], "b": [1], "c": [2], "district": [0, 1, 2]}.items():
        layers.add("n", Place(unit, "total", "total"), int(whole[rows].sum()), BELOW)
        for member in (0, 1):
            place = Place(unit, "sex", str(member))
            layers.add("n", place, int(whole[rows, member].sum()), BELOW)
    hidden = hide(layers.cells()).mask
    shown = [(place.unit, place.member) for (_n, place), cell in layers.at.items() if hidden[cell]]
    assert sorted(shown) == [("a", "0"), ("a", "1"), ("b", "0"), ("b", "1")]


@pytest.mark.parametrize(
    ("count", "whole", "is_small"),
    [(0, 20, False), (1, 20, True), (4, 20, True), (5, 20, False), (16, 20, True), (20, 20, False)],
)
def test_few_who_have_it_and_few_who_have_it_not_are_small_and_nobody_is_not(
    count, whole, is_small
):
    layers = Layers()
    bottom = layers.add("whole", Place("a", "total", "total"), whole, BELOW)
    top = layers.add("part", Place("a", "total", "total"), count, BELOW)
    layers.within[top] = bottom
    assert layers.cells().is_small.tolist() == [False, is_small]


def test_hiding_twice_gives_the_same_cells():
    chance = np.random.default_rng(3)
    whole = chance.integers(0, 30, (3, 3))
    cells = layers_of(whole, whole // 2).cells()
    assert hide(cells).mask.tolist() == hide(cells).mask.tolist()


def test_nothing_is_hidden_where_no_count_is_small():
    whole = np.full((3, 3), 40)
    assert not hide(layers_of(whole, whole // 2).cells()).mask.any()


def test_what_two_sums_give_together_follows_and_nothing_else():
    whole = np.full((3, 1), 40)
    layers = layers_of(whole, whole // 2)
    cells = layers.cells()
    at = {
        unit: layers.at["whole", Place(unit, "total", "total")]
        for unit in ("a", "b", "district", "new")
    }
    hidden = np.zeros(len(cells), np.bool_)
    hidden[[at["a"], at["b"], at["district"]]] = True
    # district = a + b + c and new = a + b, of which c and new are shown.
    folded, of_cell = fold(cells)
    mask = np.zeros(len(folded), np.bool_)
    mask[of_cell[hidden]] = True
    assert np.flatnonzero(following(folded, mask)).tolist() == [of_cell[at["district"]]]


@pytest.mark.parametrize("told", ["district", "nobody"])
def test_where_a_told_total_leaves_nobody_out_no_part_of_it_does(told):
    whole = np.array([[0, 3], [7, 9], [20, 30]])
    layers = layers_of(whole, whole)
    layers.always_told = frozenset([told])
    _folded, of_cell = fold(layers.cells())
    place = Place("c", "total", "total")
    part, all_of_it = layers.at["part", place], layers.at["whole", place]
    assert (of_cell[part] == of_cell[all_of_it]) == (told == "district")
