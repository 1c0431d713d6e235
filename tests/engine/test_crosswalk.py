"""What becomes of units: by hand, by property, and on the real reform of 2025 and 2026."""

import csv
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.catalog import CATALOG
from mangnon.engine.crosswalk import Change, Registry, UnitSpan
from mangnon.engine.issues import EngineError

D0, D1, D2, D3 = (date(2020 + year, 1, 1) for year in range(4))
HALF = Fraction(1, 2)


def commune(code, start=D0, end=None, level="commune"):
    return UnitSpan(code, start, end, level)


def pairs(shares):
    return {(s.source[0], s.target[0]): s.share for s in shares}


def test_two_units_that_merge_lie_whole_in_the_new_one_though_it_keeps_a_code():
    units = [commune("A", end=D1), commune("B", end=D1), commune("A", D1)]
    changes = [
        Change(D1, "A", "A", "merge", Fraction(1)),
        Change(D1, "B", "A", "merge", Fraction(1)),
    ]
    shares = Registry(units, changes).crosswalk(D0, D1)
    assert [(s.source, s.target, s.share, s.is_estimated, s.basis) for s in shares] == [
        (("A", D0), ("A", D1), 1, False, "whole"),
        (("B", D0), ("A", D1), 1, False, "whole"),
    ]


def test_a_split_is_an_estimate_with_its_basis_and_stays_one_through_later_reforms():
    units = [commune("A", end=D1), commune("B", D1, D2), commune("C", D1), commune("D", D2)]
    changes = [
        Change(D1, "A", "B", "split", Fraction(1, 4), "population"),
        Change(D1, "A", "C", "split", Fraction(3, 4), "population"),
        Change(D2, "B", "D", "rename", Fraction(1)),
    ]
    shares = Registry(units, changes).crosswalk(D0, D2)
    assert pairs(shares) == {("A", "C"): Fraction(3, 4), ("A", "D"): Fraction(1, 4)}
    assert all(s.is_estimated and s.basis == "population" for s in shares)


def test_what_is_not_given_away_in_a_part_transfer_stays():
    units = [commune("A"), commune("B")]
    changes = [Change(D1, "A", "B", "part_transfer", Fraction(1, 5), "area")]
    shares = Registry(units, changes).crosswalk(D0, D1)
    assert pairs(shares) == {
        ("A", "A"): Fraction(4, 5), ("A", "B"): Fraction(1, 5), ("B", "B"): 1,
    }  # fmt: skip
    assert [s.is_estimated for s in shares] == [True, True, False]


def test_a_unit_nothing_happens_to_is_unchanged_and_no_estimate_both_ways():
    registry = Registry([commune("A")], [])
    for start, end in ((D0, D3), (D3, D0)):
        (share,) = registry.crosswalk(start, end)
        assert (share.share, share.is_estimated, share.basis) == (1, False, "unchanged")


def test_backward_a_unit_is_parted_by_the_first_basis_that_weighs_every_part():
    units = [commune("A", end=D1), commune("B", end=D1), commune("C", D1)]
    changes = [Change(D1, code, "C", "merge", Fraction(1)) for code in "AB"]
    registry = Registry(units, changes)
    children, area = {("A", D0): 30, ("B", D0): 10}, {("A", D0): 1.0, ("B", D0): 1.0}
    weights = {"children": children, "area": area}
    shares = registry.crosswalk(D1, D0, weights)
    assert pairs(shares) == {("C", "A"): Fraction(3, 4), ("C", "B"): Fraction(1, 4)}
    assert all(s.is_estimated and s.basis == "children" for s in shares)
    del children["B", D0]
    assert pairs(registry.crosswalk(D1, D0, weights)) == {("C", "A"): HALF, ("C", "B"): HALF}
    assert {s.basis for s in registry.crosswalk(D1, D0)} == {"equal_parts"}


@pytest.mark.parametrize(
    ("units", "changes", "sentence"),
    [
        ([commune("A", end=D1)], [], "không có thay đổi nào"),
        (
            [commune("A", end=D1), commune("B", D1)],
            [Change(D1, "A", "B", "merge", HALF, "area")],
            "cộng lại bằng 0,5, phải bằng 1",
        ),
        (
            [commune("A", end=D1), commune("B", D1), commune("C", D1)],
            [Change(D1, "A", code, "split", Fraction(1), "area") for code in "BC"],
            "cộng lại bằng 2, phải bằng 1",
        ),
        (
            [commune("A", end=D1)],
            [Change(D1, "A", "X", "merge", Fraction(1))],
            "không có đơn vị X nhận từ A",
        ),
    ],
)
def test_changes_that_do_not_say_what_becomes_of_a_unit_are_refused(units, changes, sentence):
    with pytest.raises(EngineError, match=sentence):
        Registry(units, changes).crosswalk(D0, D1)


@st.composite
def reforms(draw):
    """Communes through three reforms: each is kept, or ends in some of the units born that day."""
    days = [D0, D1, D2, D3]
    present = {f"{n:02d}": D0 for n in range(draw(st.integers(1, 6)))}
    units, changes, fresh = [], [], 50
    for day in days[1:]:
        ending = draw(st.lists(st.sampled_from(sorted(present)), unique=True, min_size=1))
        born = {str(fresh + n): day for n in range(draw(st.integers(1, 3)))}
        fresh += len(born)
        for code in ending:
            units.append(commune(code, present.pop(code), day))
            into = draw(st.lists(st.sampled_from(sorted(born)), unique=True, min_size=1))
            cut = [draw(st.integers(1, 5)) for _ in into]
            for target, part in zip(into, cut, strict=True):
                changes.append(Change(day, code, target, "split", Fraction(part, sum(cut)), "area"))
        present |= born
    units += [commune(code, start) for code, start in present.items()]
    return Registry(units, changes)


@given(reforms())
def test_shares_from_a_unit_add_up_to_one_both_ways(registry):
    for start in (D0, D1, D2, D3):
        for end in (D0, D1, D2, D3):
            totals = {}
            for share in registry.crosswalk(start, end):
                totals[share.source] = totals.get(share.source, 0) + share.share
            assert set(totals.values()) == {1}
            if start <= end:
                assert totals.keys() == {unit.key for unit in registry.on(start)}


@given(reforms())
def test_over_two_reforms_the_composition_equals_the_direct_way(registry):
    first, second = registry.crosswalk(D0, D1), registry.crosswalk(D1, D3)
    composed = {}
    for a in first:
        for b in second:
            if a.target == b.source:
                key = a.source, b.target
                composed[key] = composed.get(key, 0) + a.share * b.share
    direct = registry.crosswalk(D0, D3)
    assert {(s.source, s.target): s.share for s in direct} == composed


def real():
    def rows(name):
        with (CATALOG / "units" / name).open(encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))

    def day(text):
        return date.fromisoformat(text) if text else None

    units = [
        UnitSpan(r["code"], day(r["valid_from"]), day(r["valid_to"]), r["level"])
        for r in rows("units.csv")
    ]
    changes = [
        Change(day(r["on"]), r["from_code"], r["to_code"], r["kind"], Fraction(r["share"]))
        for r in rows("unit_changes.csv")
    ]
    return Registry(units, changes)


def test_the_reform_of_2025_puts_111_communes_into_40_and_districts_into_the_province():
    registry = real()
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    levels = {unit.key: unit.level for unit in registry.units}
    shares = registry.crosswalk(before, after)
    communes = [s for s in shares if levels[s.source] == "commune"]
    assert (len(communes), len({s.target for s in communes})) == (111, 40)
    districts = [s for s in shares if levels[s.source] == "district"]
    assert {(s.target, s.share, s.is_estimated) for s in districts} == {(("75", after), 1, False)}
    assert len(districts) == 11
    assert (("70", date(1997, 1, 1)), ("75", after)) in {(s.source, s.target) for s in shares}
    # Long Hưng lends its code to the new Bình Tân, and three old communes lie in it.
    into = {s.source[0] for s in communes if s.target == ("25246", after)}
    assert into == {"25240", "25243", "25246"}


def test_the_retyping_of_2026_keeps_each_unit_whole():
    shares = real().crosswalk(date(2025, 7, 1), date(2026, 5, 1))
    moved = {s.source[0] for s in shares if s.source != s.target}
    assert moved == {"25270", "25357", "25363", "75"}
    assert {s.share for s in shares} == {1}
