"""The rows behind a figure tie to it, for every leaf and every unit; small cases by hand."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.behind.asking import Asked
from mangnon.engine.behind.left_out import chain_sentences, chains
from mangnon.engine.behind.missing import count_missing, missing, why_no_list
from mangnon.engine.issues import EngineError
from mangnon.engine.load import load_catalog
from mangnon.engine.pipeline import run

from .world import AS_OF, OLD, PARENT, people, write

LEAVES = load_catalog(CATALOG).in_force(AS_OF)
COUNTED = [leaf for leaf, definition in LEAVES.items() if not why_no_list(definition)]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write(tmp_path_factory.mktemp("data"), people(seed=66, size=500))


@pytest.fixture(scope="module")
def figures(data, catalog):
    rows = run(data, catalog, as_of=AS_OF).results.to_pylist()
    return {(r["leaf"], r["unit"]): r for r in rows if r["dimension"] == "total"}


@pytest.fixture
def ask(data, catalog):
    def asked(leaf, *codes, of=data):
        return Asked(of, catalog, LEAVES[leaf], {(code, OLD) for code in codes}, AS_OF)

    return asked


@pytest.mark.parametrize("unit", PARENT)
@pytest.mark.parametrize("leaf", [leaf for leaf in LEAVES if LEAVES[leaf].terms])
def test_rows_left_out_and_counted_tie_to_the_figure(leaf, unit, ask, figures):
    counted = dict(figures[leaf, unit])
    if LEAVES[leaf].is_change:  # its numerator is the fall
        counted["numerator"] = counted["denominator"] - counted["numerator"]
    for chain in chains(ask(leaf, unit)):
        left_out = sum(step.left_out for step in chain.steps)
        assert chain.start - left_out - chain.repeated == chain.count
        assert chain.count == counted[chain.role]
        for step in chain.steps:
            assert not step.parts or sum(count for _, count in step.parts) == step.left_out


@pytest.mark.parametrize("unit", PARENT)
@pytest.mark.parametrize("leaf", COUNTED)
def test_the_list_is_as_long_as_the_gap_of_the_figure(leaf, unit, ask, figures):
    figure, found = figures[leaf, unit], missing(ask(leaf, unit))
    numerator, denominator = figure["numerator"], figure["denominator"]
    gap = numerator
    if LEAVES[leaf].kind != "events_per_population" and LEAVES[leaf].better == "higher":
        gap = denominator - numerator
    assert len(found) == gap == count_missing(LEAVES[leaf], numerator, denominator)
    for row in found.rows.to_pylist():
        assert unit in _above(row["unit_code"])
        assert found.why(row) or not found.reasons


@pytest.mark.parametrize("leaf", COUNTED)
def test_two_units_together_have_the_rows_of_both(leaf, ask):
    if LEAVES[leaf].terms["numerator"].distinct:
        pytest.skip("a child may be counted in both")
    alone = [len(missing(ask(leaf, code))) for code in ("25216", "25273")]
    assert len(missing(ask(leaf, "25216", "25273"))) == sum(alone)


@pytest.mark.parametrize("leaf", [leaf for leaf in LEAVES if leaf not in COUNTED])
def test_a_leaf_without_rows_says_why_there_is_no_list(leaf, ask):
    assert "nên không có danh sách" in why_no_list(LEAVES[leaf])
    assert bool(chains(ask(leaf, "70"))) == bool(LEAVES[leaf].terms)
    assert count_missing(LEAVES[leaf], None, None) is None
    with pytest.raises(EngineError, match="nên không có danh sách"):
        missing(ask(leaf, "70"))


def test_every_leaf_has_a_list_or_says_why_not():
    assert len(COUNTED) + sum(bool(why_no_list(d)) for d in LEAVES.values()) == len(LEAVES) == 34


def _above(code):
    return [code, PARENT[code], PARENT.get(PARENT[code], "")]


def _child(key, born, registration):
    return {
        "unit_code": "25216", "unit_valid_from": OLD, "area": "urban", "sex": "male",
        "ethnic_group": "kinh", "ethnicity": "01", "disability": "no", "poverty": "not_poor",
        "child_key": key, "birth_date": born, "age_band": "1_to_4",
        "birth_registration": registration, "is_fully_immunised": True,
        "is_special_circumstances": False, "special_circumstances": "no", "is_supported": False,
        "attends_preschool": False,
    }  # fmt: skip


@pytest.fixture
def six_children(tmp_path):
    born = date(2023, 5, 1)
    old = [_child("old1", date(2020, 10, 31), "no"), _child("old2", date(2012, 1, 1), "yes")]
    young = [_child(key, born, said) for key, said in
             [("a", "yes"), ("b", "no"), ("c", "no"), ("d", "unknown")]]  # fmt: skip
    return write(tmp_path, {"children": old + young})


def test_births_not_registered_are_told_step_by_step(ask, six_children):
    asked = ask("14", "25216", of=six_children)
    assert chain_sentences(LEAVES["14"], chains(asked)) == [
        "Cách đếm mẫu số: 6 trẻ em trong sổ; 2 không tính: sinh từ 31/10/2020 trở về trước; còn 4.",
        "Cách đếm tử số: 4 trẻ em trong mẫu số; 3 chưa đạt: chưa đăng ký khai sinh "
        "(2 không, 1 không rõ); còn 1.",
    ]
    found = missing(asked)
    assert sorted(found.keys) == ["b", "c", "d"]
    assert found.why(found.of(["d"])["d"]) == "đăng ký khai sinh: không rõ"


def _injury(number, child, day):
    return {
        "unit_code": "25216", "unit_valid_from": OLD, "area": "urban", "sex": "male",
        "ethnic_group": "kinh", "injury_key": f"i{number}", "child_key": child,
        "injured_on": day, "is_fatal": False, "cause": "fall", "age_band": "1_to_4",
    }  # fmt: skip


def test_a_child_hurt_twice_is_one_line_with_the_latest_day(ask, tmp_path):
    rows = [
        _injury(1, "c1", date(2025, 1, 1)),
        _injury(2, "c1", date(2025, 3, 9)),
        _injury(3, "c2", date(2024, 12, 31)),
    ]
    asked = ask("11a", "25216", of=write(tmp_path, {"injuries": rows}))
    _, events = chains(asked)
    assert (events.start, events.steps[0].left_out, events.repeated, events.count) == (3, 1, 1, 1)
    assert chain_sentences(LEAVES["11a"], [events]) == [
        "Cách đếm tử số: 3 ca trong sổ; 1 không tính: bị tai nạn, thương tích ngoài khoảng từ "
        "01/01/2025 đến 31/10/2025; 1 dòng lặp lại, mỗi trường hợp chỉ đếm một lần; còn 1."
    ]
    found = missing(asked)
    assert found.keys == ["c1"]
    assert found.why(found.of(["c1"])["c1"]) == "bị tai nạn, thương tích 09/03/2025"


def test_a_unit_that_is_not_there_has_no_rows(ask):
    assert len(missing(ask("14", "99999"))) == 0
    assert [chain.start for chain in chains(ask("14", "99999"))] == [0, 0]
