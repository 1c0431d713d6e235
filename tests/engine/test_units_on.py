"""Figures on the units of another day: a small reform worked by hand, and what must always hold.

Before: district 10 (communes A, B), district 20 (C, D, E) in province P. After: A and B are N,
C is parted over X (1/4) and Y (3/4) by population, D gives 1/5 to E by area; all of it is Q.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.catalog import CATALOG
from mangnon.engine.attainment import Target
from mangnon.engine.crosswalk import Change, Registry, UnitSpan
from mangnon.engine.load import load_catalog
from mangnon.engine.territory import Place, territories
from mangnon.engine.units_on import Mover

OLD, DAY, LATER = date(2000, 1, 1), date(2025, 7, 1), date(2026, 5, 1)
AS_OF = date(2025, 10, 31)
BEFORE = {"P": "", "10": "P", "20": "P", "A": "10", "B": "10", "C": "20", "D": "20", "E": "20"}
AFTER = {"Q": "", "N": "Q", "X": "Q", "Y": "Q", "D": "Q", "E": "Q"}
CHANGES = [
    Change(DAY, "P", "Q", "merge", Fraction(1)),
    Change(DAY, "10", "Q", "abolish_level", Fraction(1)),
    Change(DAY, "20", "Q", "abolish_level", Fraction(1)),
    Change(DAY, "A", "N", "merge", Fraction(1)),
    Change(DAY, "B", "N", "merge", Fraction(1)),
    Change(DAY, "C", "X", "split", Fraction(1, 4), "population"),
    Change(DAY, "C", "Y", "split", Fraction(3, 4), "population"),
    Change(DAY, "D", "E", "part_transfer", Fraction(1, 5), "area"),
]
ENDING = {"P", "10", "20", "A", "B", "C"}
CATALOGUE = load_catalog(CATALOG)


def level(code, parents):
    if not parents[code]:
        return "province"
    return "district" if code.isdigit() else "commune"


def key(code, parents):
    return code, OLD if parents is BEFORE or code in "DE" else DAY


def places(parents):
    return [
        Place(key(c, parents), level(c, parents), key(up, parents) if up else None)
        for c, up in parents.items()
    ]


def registry():
    old = [UnitSpan(c, OLD, DAY if c in ENDING else None, level(c, BEFORE)) for c in BEFORE]
    new = [UnitSpan(c, DAY, None, level(c, AFTER)) for c in AFTER if c not in "DE"]
    return Registry([*old, *new], CHANGES)


def forward():
    shares = registry().crosswalk(OLD, DAY)
    return {t.unit[0]: t for t in territories(shares, places(BEFORE), places(AFTER))}


def figure(n, d, value=None, attainment=None, flags=(), basis="provisional"):
    if value is None and d:
        value = n / d
    return SimpleNamespace(
        numerator=n, denominator=d, value=value, low=None, high=None, attainment=attainment,
        basis=basis, flags=list(flags),
    )  # fmt: skip


COUNTS = {"A": (10, 20), "B": (1, 10), "C": (7, 8), "D": (3, 10), "E": (4, 5)}


def figures(counts=None, **others):
    found = {code: figure(*pair) for code, pair in (counts or COUNTS).items()} | others
    return {(code, OLD): value for code, value in found.items()}


def move(leaf, found, target=None, codes=None):
    made = forward()
    asked = [made[code] for code in codes or AFTER]
    mover = Mover(CATALOGUE.indicators[leaf], CATALOGUE, target, AS_OF)
    return dict(zip(codes or AFTER, mover.move(asked, found), strict=True))


def counts(moved):
    return {code: (m.numerator, m.denominator) for code, m in moved.items()}


def test_counts_follow_the_shares_and_the_province_is_whole():
    moved = move("14", figures(P=figure(25, 53)))
    assert counts(moved) == {
        "Q": (25, 53),
        "N": (11, 30),
        "X": (Fraction(7, 4), 2),
        "Y": (Fraction(21, 4), 6),
        "D": (Fraction(12, 5), 8),
        "E": (Fraction(23, 5), 7),
    }
    assert all(isinstance(n, int) for code in "QN" for n in counts(moved)[code])


def test_a_rate_is_made_of_the_sums_and_never_of_rates():
    merged = move("14", figures())["N"]
    assert merged.value == 100 * 11 / 30  # not the mean of 50% and 10%
    assert 0 < merged.low < merged.value < merged.high


def test_an_estimate_says_so_with_its_basis_and_claims_no_interval():
    moved = move("14", figures())
    assert [f for f in moved["X"].flags if f.startswith("est")] == [
        "estimated", "estimated_by_population",
    ]  # fmt: skip
    assert "estimated_by_area" in moved["D"].flags
    assert "estimated_by_area" in moved["E"].flags
    assert (moved["X"].low, moved["X"].high) == (None, None)
    assert "estimated" not in moved["N"].flags + moved["Q"].flags


def test_a_province_whose_own_figure_is_absent_is_the_sum_of_its_communes():
    mover = Mover(CATALOGUE.indicators["14"], CATALOGUE, None, AS_OF)
    asked = [t for t in territories(*_regrouped()) if t.level == "province"]
    (moved,) = mover.move(asked, figures())
    assert (moved.numerator, moved.denominator) == (25, 53)
    assert "estimated" not in moved.flags  # parts that meet again are whole again


def _regrouped():
    """The same reform, but the province is made of two: it is no longer one whole unit."""
    shares = [s for s in registry().crosswalk(OLD, DAY) if s.source[0] not in {"P", "10", "20"}]
    return shares, places(BEFORE), places(AFTER)


def test_what_a_figure_is_judged_by_is_the_moved_value():
    target = Target(">=", Decimal(36), None, "percent", "")
    moved = move("14", figures(), target)
    assert moved["N"].attainment == "met"  # 36,7%
    assert moved["D"].attainment == "off_track"  # 30%


def test_a_condition_of_the_unit_itself_is_neither_split_nor_summed():
    target = Target(">=", Decimal(50), None, "percent", "")
    states = figures(
        {"A": (1, 1), "B": (1, 1), "C": (1, 1), "D": (0, 1), "E": (1, 1)}, P=figure(4, 5)
    )
    moved = move("21", states, target)
    for code in "NXYDE":
        assert (moved[code].value, moved[code].numerator) == (None, None)
        assert moved[code].attainment == "no_data"
        assert "not_comparable" in moved[code].flags
    assert (moved["Q"].numerator, moved["Q"].denominator) == (4, 5)
    assert moved["Q"].flags == ("units_as_reported",)


def test_schools_move_with_their_whole_commune_but_no_school_is_in_two_parts():
    moved = move("19", figures())
    assert counts(moved)["N"] == (11, 30)
    assert moved["X"].value is None
    assert "not_comparable" in moved["X"].flags


def test_a_reported_rate_is_kept_by_a_unit_that_is_one_other_and_by_no_merged_one():
    stated = figure(None, None, 4.1, "met", basis="estimated")
    nothing = {code: figure(None, None, None, "no_data") for code in COUNTS}
    moved = move("10", {(c, OLD): f for c, f in nothing.items()} | {("P", OLD): stated})
    assert (moved["Q"].value, moved["Q"].attainment, moved["Q"].basis) == (4.1, "met", "estimated")
    assert moved["N"].value is None
    assert "not_comparable" not in moved["N"].flags  # nothing was known: no data, as before
    told = move("10", figures(A=figure(None, None, 4.1), B=figure(None, None, 5.0)))
    assert told["N"].value is None
    assert "not_comparable" in told["N"].flags


def test_a_missing_part_is_named_and_is_no_zero():
    found = figures()
    del found["B", OLD]
    merged = move("14", found)["N"]
    assert merged.value is None
    assert "missing:B" in merged.flags
    all_gone = move("14", {}, Target(">=", Decimal(1), None, "percent", ""))["N"]
    assert (all_gone.value, all_gone.attainment, all_gone.flags) == (None, "no_data", ())


def test_zero_nothing_to_count_and_suppressed_stay_three_things():
    target = Target(">=", Decimal(50), None, "percent", "")
    zero = move("14", figures(A=figure(0, 20), B=figure(0, 10)), target)["N"]
    assert (zero.numerator, zero.value) == (0, 0.0)
    nobody = move("14", figures(A=figure(0, 0), B=figure(0, 0)), target)["N"]
    assert (nobody.value, nobody.attainment) == (None, "not_applicable")
    hidden = move("14", figures(A=figure(None, None, flags=["suppressed"])), target)["N"]
    assert (hidden.numerator, hidden.denominator, hidden.value) == (None, None, None)
    assert "suppressed" in hidden.flags
    beside = move("14", figures(A=figure(0, 0)), target)["N"]
    assert (beside.numerator, beside.denominator, beside.value) == (1, 10, 10.0)


def test_what_an_annual_leaf_has_not_counted_yet_is_missing():
    merged = move("17a", figures(A=figure(0, 20)))["N"]
    assert merged.value is None
    assert "missing:A" in merged.flags


def test_distinct_people_are_added_with_a_warning():
    merged = move("11a", figures())["N"]
    assert merged.numerator == 11
    assert "distinct_summed" in merged.flags


def test_an_old_unit_is_rebuilt_from_the_new_as_an_estimate():
    weights = {"children": {("A", OLD): 30, ("B", OLD): 10}}
    shares = registry().crosswalk(DAY, OLD, weights)
    found = {("N", DAY): figure(8, 20)}
    back = {t.unit[0]: t for t in territories(shares, places(AFTER), places(BEFORE))}
    mover = Mover(CATALOGUE.indicators["14"], CATALOGUE, None, AS_OF)
    a, b, district = mover.move([back["A"], back["B"], back["10"]], found)
    assert [(m.numerator, m.denominator) for m in (a, b, district)] == [(6, 15), (2, 5), (8, 20)]
    assert "estimated_by_children" in a.flags
    assert "estimated" not in district.flags  # both its communes came from N alone


@given(st.dictionaries(st.sampled_from("ABCDE"), st.tuples(st.integers(0, 9), st.integers(9, 99))))
def test_no_count_is_lost_or_made(pairs):
    found = figures(dict.fromkeys("ABCDE", (0, 1)) | pairs)
    moved = move("14", found, codes=["N", "X", "Y", "D", "E"]).values()
    for name in ("numerator", "denominator"):
        before = sum(getattr(f, name) for f in found.values())
        assert sum(getattr(m, name) for m in moved) == before


@given(st.lists(st.integers(0, 1000), min_size=5, max_size=5))
def test_two_steps_give_what_one_step_gives(tops):
    renamed = [Change(LATER, "N", "M", "rename", Fraction(1))]
    units = [*registry().units, UnitSpan("M", LATER, None, "commune")]
    units = [
        UnitSpan("N", DAY, LATER, "commune") if (u.code, u.valid_from) == ("N", DAY) else u
        for u in units
    ]
    both = Registry(units, [*CHANGES, *renamed])
    last = {**AFTER, "M": "Q"}
    del last["N"]
    end = [
        Place(("M", LATER), "commune", ("Q", DAY)) if p.key[0] == "M" else p for p in places(last)
    ]
    direct = territories(both.crosswalk(OLD, LATER), places(BEFORE), end)
    first = territories(both.crosswalk(OLD, DAY), places(BEFORE), places(AFTER))
    second = territories(both.crosswalk(DAY, LATER), places(AFTER), end)
    mover = Mover(CATALOGUE.indicators["14"], CATALOGUE, None, AS_OF)
    found = figures({code: (top, 1000) for code, top in zip("ABCDE", tops, strict=True)})
    between = {
        t.unit: SimpleNamespace(**vars(m))
        for t, m in zip(first, mover.move(first, found), strict=True)
    }
    once, twice = mover.move(direct, found), mover.move(second, between)
    assert [(m.numerator, m.denominator, m.value) for m in once] == [
        (m.numerator, m.denominator, m.value) for m in twice
    ]


@pytest.mark.parametrize("leaf", sorted(CATALOGUE.indicators))
def test_on_its_own_units_every_figure_stays_as_it_is(leaf):
    shares = registry().crosswalk(OLD, OLD)
    own = territories(shares, places(BEFORE), places(BEFORE))
    found = figures(P=figure(25, 53), **{"10": figure(11, 30), "20": figure(14, 23)})
    mover = Mover(CATALOGUE.indicators[leaf], CATALOGUE, None, AS_OF)
    for territory, moved in zip(own, mover.move(own, found), strict=True):
        was = found[territory.unit]
        assert (moved.numerator, moved.denominator, moved.value, moved.flags) == (
            was.numerator, was.denominator, was.value, tuple(was.flags),
        )  # fmt: skip
