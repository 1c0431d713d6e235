"""A figure explained to a person who did not compute it."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from mangnon.engine.attainment import RULES, Target, level_words
from mangnon.engine.explanation import explain, judge
from mangnon.engine.words import day_text, measured, needs_words, number, target_words

from .world import AS_OF


@dataclass(frozen=True)
class Row:
    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    attainment: str | None = None
    basis: str = "provisional"
    flags: tuple[str, ...] = ()


FRIENDLY = Row(84, 111, 8400 / 111, attainment="on_track")
GOAL = Target(">=", Decimal("76.9"))


@pytest.fixture
def explained(catalog):
    return explain(catalog, "1", FRIENDLY, unit_name="Tỉnh Bình Phước", as_of=AS_OF, target=GOAL)


def test_a_share_is_explained_from_its_formula_to_what_it_needs(explained):
    assert explained.sentences[:8] == (
        "Chỉ tiêu 1: Tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em.",
        "Tỉnh Bình Phước, số liệu đến ngày 31/10/2025; kỳ từ 01/01/2025 đến 31/10/2025.",
        "Công thức: Số xã, phường, thị trấn được công nhận phù hợp với trẻ em ÷ tổng số xã, "
        "phường, thị trấn × 100.",
        "Tử số: 84 (số xã, phường, thị trấn được công nhận phù hợp với trẻ em).",
        "Mẫu số: 111 (tổng số xã, phường, thị trấn).",
        "Kết quả: 75,7% (tạm tính).",
        "Mục tiêu: từ 76,9% trở lên.",
        "Cần ít nhất 86 trên 111, còn thiếu 2 xã.",
    )
    assert explained.sentences[8] == f"Mức độ: Đúng tiến độ. {RULES['building']}"
    assert explained.needs == 86
    assert [(t.role, t.count) for t in explained.terms] == [("numerator", 84), ("denominator", 111)]


def test_an_explanation_is_ready_for_json(explained):
    written = json.loads(json.dumps(explained.as_dict(), ensure_ascii=False))
    assert written["as_of"] == "2025-10-31"
    assert written["period_start"] == "2025-01-01"
    assert written["text"] == explained.text
    assert written["terms"][0]["where"] == "is_child_friendly = 'yes'"
    assert written["attainment"] == "on_track"
    assert written["rule"] == "building"


def test_a_leaf_is_found_by_its_code_too(catalog, explained):
    by_code = explain(
        catalog, "child_friendly_communes", FRIENDLY,
        unit_name="Tỉnh Bình Phước", as_of=AS_OF, target=GOAL,
    )  # fmt: skip
    assert by_code == explained
    with pytest.raises(KeyError):
        explain(catalog, "99", FRIENDLY, unit_name="", as_of=AS_OF)


def test_a_reported_figure_has_no_counts_to_explain(catalog):
    figure = Row(value=0.018, attainment="on_track", flags=("definition_unsettled",))
    found = explain(
        catalog, "9", figure, unit_name="Tỉnh", as_of=AS_OF, target=Target("<=", Decimal(4))
    )
    assert (found.terms, found.needs, found.rule) == ((), None, "ceiling_kept")
    assert "Kết quả: 0,02% (tạm tính)." in found.sentences
    assert "Định nghĩa của chỉ tiêu chưa thống nhất." in found.sentences
    assert found.sentences[-1].startswith("Lưu ý: Mẫu số chưa thống nhất")


@pytest.mark.parametrize(
    ("leaf", "figure", "said", "rule"),
    [
        ("5", Row(0, 0), "Kết quả: không phát sinh.", "no_cases"),
        ("11a", Row(1, 0, attainment="no_data"), "Kết quả: chưa có số liệu.", "no_data"),
        ("11a", Row(1, 0), "Kết quả: chưa có số liệu.", "no_data"),
        ("12", Row(attainment="not_applicable"), "Kết quả: không phát sinh.", "no_cases"),
        ("10", Row(attainment="no_data"), "Kết quả: chưa có số liệu.", "annual_unmeasured"),
    ],
)
def test_no_figure_is_explained_in_words(catalog, leaf, figure, said, rule):
    goal = Target(">=", Decimal(95))
    found = explain(catalog, leaf, figure, unit_name="Tỉnh", as_of=AS_OF, target=goal)
    assert said in found.sentences
    assert found.rule == rule


def test_a_count_that_has_not_begun_is_explained_without_a_figure_or_a_gap(catalog):
    waiting = Row(0, 40, attainment="no_data")
    goal = Target(">=", Decimal(99))
    found = explain(catalog, "17a", waiting, unit_name="Tỉnh", as_of=date(2025, 5, 30), target=goal)
    assert (found.value, found.attainment, found.rule) == (None, "no_data", "annual_unmeasured")
    assert "Kết quả: chưa có số liệu." in found.sentences
    assert not any("còn thiếu" in sentence for sentence in found.sentences)


def test_a_change_is_explained_without_a_whole_number_to_reach(catalog):
    figure = Row(20, 200, 10.0)
    fall = Target("reduce_by", Decimal(2))
    found = explain(catalog, "5", figure, unit_name="Tỉnh", as_of=AS_OF, target=fall)
    assert (found.needs, found.attainment, found.rule) == (None, "on_track", "change_kept")
    assert "Mục tiêu: giảm ít nhất 2%." in found.sentences
    assert "" not in found.sentences


def test_an_interval_is_said_with_the_figure(catalog):
    figure = Row(200, 1000, 20.0, 17.6, 22.6)
    found = explain(catalog, "4b", figure, unit_name="Tỉnh", as_of=AS_OF)
    assert "Kết quả: 20,0% (tạm tính, khoảng tin cậy 95% từ 17,6 đến 22,6%)." in found.sentences


def test_a_figure_without_a_target_is_not_judged(catalog):
    found = explain(catalog, "1", FRIENDLY, unit_name="Tỉnh", as_of=AS_OF)
    assert (found.target, found.needs, found.attainment, found.rule) == (
        None, None, None, "no_target",
    )  # fmt: skip
    assert not any("Mục tiêu" in sentence for sentence in found.sentences)


def test_a_stored_figure_is_judged_again_from_its_counts_not_its_rounded_value(catalog):
    close = Row(85, 111, 76.9, basis="final")
    definition = catalog.indicators["1"]
    assert judge(definition, close, target=GOAL, as_of=AS_OF).status == "missed"
    before = judge(
        catalog.indicators["14"], Row(80, 100, 80.0), target=Target(">=", Decimal(85)),
        as_of=date(2025, 7, 2), baseline=70.0,
    )  # fmt: skip
    assert before.rule == "improving"


@pytest.mark.parametrize(
    ("target", "counts", "words"),
    [
        (GOAL, (84, 111, 100), "Cần ít nhất 86 trên 111, còn thiếu 2."),
        (GOAL, (90, 111, 100), "Cần ít nhất 86 trên 111."),
        (Target("<", Decimal(9)), (20, 200, 100), "Cần nhiều nhất 17 trên 200, đang vượt 3."),
        (Target("<", Decimal(0)), (20, 200, 100), "Không có số nguyên nào đạt mục tiêu này."),
        (GOAL, (0, 0, 100), ""),
        # what a change needs hangs on last year's count, not on this year's denominator
        (Target("reduce_by", Decimal(2)), (20, 200, 100), ""),
        (Target("increase_by", Decimal(2)), (20, 200, 100), ""),
        (
            Target("<=", Decimal(550), unit="per_100000"), (100, 280_000, 100_000),
            "Cần nhiều nhất 1.540 trên 280.000.",
        ),
    ],
)  # fmt: skip
def test_what_a_target_needs_is_said_in_whole_cases(target, counts, words):
    assert needs_words(target, *counts) == words


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (GOAL, "từ 76,9% trở lên"),
        (Target("<", Decimal("9.5"), unit="per_1000"), "dưới 9,5/1.000"),
        (Target("<=", Decimal("550"), unit="per_100000"), "không quá 550/100.000"),
        (Target("reduce_by", Decimal(2), Decimal(3)), "giảm từ 2% đến 3%"),
        (Target("reduce_by", Decimal(2)), "giảm ít nhất 2%"),
        (Target(">=", Decimal(100)), "từ 100% trở lên"),
    ],
)
def test_a_target_is_said_in_vietnamese(target, words):
    assert target_words(target) == words


def test_numbers_are_written_the_vietnamese_way():
    assert number(1234567.891, 2) == "1.234.567,89"
    assert number(0.125, 2) == "0,13"  # halves go up, not to the even digit
    assert number(Decimal("1E+2")) == "100"
    assert measured(13, "per_100000") == "13/100.000"
    assert day_text(date(2025, 3, 1)) == "01/03/2025"


def test_a_reason_that_begins_with_the_level_is_not_said_twice():
    assert level_words("Chưa có số liệu", RULES["no_data"]) == "Chưa có số liệu."
    assert level_words("Đạt", RULES["reached"]) == "Đạt. Số cộng dồn đã đến mục tiêu."
