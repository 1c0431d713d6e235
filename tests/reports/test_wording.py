"""Sentences of the report against sentences written by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mangnon.documents.writing.model import Figure, plain
from mangnon.reports.facts import Citation, Goal, Standing
from mangnon.reports.wording import Wording

from .samples import (
    ABUSED,
    ASKED,
    DEATHS,
    DISASTER,
    EARLY,
    FACTS,
    FRIENDLY,
    HIV,
    LEAVES,
    LEFT_SCHOOL,
    STUNTED,
    counted,
)


@pytest.mark.parametrize(
    ("leaf", "sentence"),
    [
        (
            FRIENDLY,  # 84 / 111 = 75,675...%
            "Chỉ tiêu 1. Tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em: 75,7%"
            " (84/111 xã, phường, thị trấn); kế hoạch từ 76,9% trở lên. Đánh giá: chậm tiến độ.",
        ),
        (
            DEATHS,  # 31 / 4.012 x 1.000 = 7,726...
            "Chỉ tiêu 3a. Tỷ suất tử vong trẻ sơ sinh trên 1.000 trẻ đẻ sống: 7,7/1.000 (31/4.012"
            " trẻ đẻ sống); kế hoạch dưới 9,5/1.000. Đánh giá: đúng tiến độ.",
        ),
        (
            EARLY,
            "Chỉ tiêu 13. Mức giảm số cuộc tảo hôn so với năm trước: 2,6% (theo số liệu cơ quan"
            " chủ trì báo cáo); kế hoạch giảm từ 2% đến 3%. Đánh giá: đạt.",
        ),
        (
            LEFT_SCHOOL,  # 23 / 21.970 = 0,1046...%, shown with two decimals
            "Chỉ tiêu 17b. Tỷ lệ trẻ em bỏ học cấp tiểu học: 0,10% (23/21.970 học sinh); kế"
            " hoạch dưới 0,12%. Đánh giá: đạt.",
        ),
    ],
    ids=lambda value: getattr(value, "leaf", None),
)
def test_a_result_says_value_parts_plan_and_attainment_in_vietnamese_numbers(say, leaf, sentence):
    assert plain(say.result(leaf)) == sentence


def test_zero_no_data_and_no_events_are_three_different_sentences(say):
    zero, absent, none = (
        plain(say.result(HIV)),
        plain(say.result(ABUSED)),
        plain(say.result(DISASTER)),
    )
    assert zero == (
        "Chỉ tiêu 6. Tỷ lệ lây truyền HIV từ mẹ sang con: 0,0% (ước cả năm 2025, theo số liệu"
        " cơ quan chủ trì báo cáo); kế hoạch không quá 2%. Đánh giá: đạt."
    )
    assert absent == (
        "Chỉ tiêu 9. Tỷ lệ trẻ em bị xâm hại trên tổng số trẻ em: chưa có số liệu; kế hoạch không"
        " quá 4%."
    )
    assert none == (
        "Chỉ tiêu 12. Tỷ lệ trẻ em gặp thiên tai, thảm họa được cứu trợ kịp thời: không phát sinh"
        " trong kỳ; kế hoạch 100%."
    )


def test_a_count_of_zero_is_printed_with_what_it_was_counted_from(say):
    nobody = replace(LEFT_SCHOOL, standing=counted(0, 21970, 100, "met"))
    assert ": 0,00% (0/21.970 học sinh)" in plain(say.result(nobody))


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("final", ": 31,3% (kết quả năm 2025, theo"),
        ("provisional", ": 31,3% (theo"),
        ("estimated", ": 31,3% (ước cả năm 2025, theo"),
    ],
)
def test_how_final_a_figure_is_stands_after_it_unless_it_is_of_the_day(say, basis, words):
    leaf = replace(ASKED, standing=Standing("met", basis, 31.25))
    assert words in plain(say.result(leaf))


@pytest.mark.parametrize(
    ("relation", "value", "value_max", "measure", "words"),
    [
        (">=", "76.9", None, "percent", "từ 76,9% trở lên"),
        (">=", "100", None, "percent", "100%"),
        (">=", "100", None, "count", "từ 100 trở lên"),
        (">", "40", None, "percent", "trên 40%"),
        ("<=", "550", None, "per_100000", "không quá 550/100.000"),
        ("<", "18.8", None, "per_1000", "dưới 18,8/1.000"),
        ("reduce_by", "5", None, "percent", "giảm ít nhất 5%"),
        ("reduce_by", "2", "3", "percent", "giảm từ 2% đến 3%"),
        ("increase_by", "2", "3", "percent", "tăng từ 2% đến 3%"),
    ],
)
def test_a_target_is_said_in_words(say, relation, value, value_max, measure, words):
    goal = Goal(relation, Decimal(value), measure, Decimal(value_max) if value_max else None)
    assert say.target(goal) == words


@pytest.mark.parametrize(
    ("relation", "value", "value_max", "words"),
    [
        (">=", "76.9", None, "≥ 76,9"),
        (">=", "100", None, "100"),
        ("<", "0.12", None, "< 0,12"),
        ("<=", "550", None, "≤ 550"),
        ("reduce_by", "2", "3", "giảm 2–3"),
        ("increase_by", "5", None, "tăng 5"),
    ],
)
def test_a_target_in_a_table_is_a_sign_and_a_number(say, relation, value, value_max, words):
    goal = Goal(relation, Decimal(value), "percent", Decimal(value_max) if value_max else None)
    assert say.table_target(goal) == words


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        (
            Citation("Công văn", "hướng dẫn", "12/BYT", date(2025, 3, 4), "Bộ Y tế"),
            "Công văn số 12/BYT ngày 04 tháng 3 năm 2025 của Bộ Y tế về việc hướng dẫn",
        ),
        (
            Citation("Nghị quyết", "Thông qua Đề án", "26/NQ", date(2021, 12, 7), "HĐND tỉnh"),
            "Nghị quyết số 26/NQ ngày 07 tháng 12 năm 2021 của Hội đồng nhân dân tỉnh Bình Phước"
            " thông qua Đề án",
        ),
        (
            Citation("Nghị quyết", "Công tác trẻ em", "26/NQ", date(2021, 12, 7), "HĐND tỉnh"),
            "Nghị quyết số 26/NQ ngày 07 tháng 12 năm 2021 của Hội đồng nhân dân tỉnh Bình Phước"
            " về công tác trẻ em",
        ),
        (
            Citation("Công văn", "nhiệm vụ năm 2025", "12/BYT", date(2025, 3, 4), "Bộ Y tế"),
            "Công văn số 12/BYT ngày 04 tháng 3 năm 2025 của Bộ Y tế về nhiệm vụ năm 2025",
        ),
        (
            Citation("Kế hoạch", "Thực hiện", issuer="UBND tỉnh"),
            "Kế hoạch thực hiện của Ủy ban nhân dân tỉnh Bình Phước",
        ),
        (Citation("Luật", "Trẻ em", "102/2016/QH13", date(2016, 4, 5), "Quốc hội"), "Luật Trẻ em"),
        (
            Citation("Kế hoạch", "Thực hiện", issuer="ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC"),
            "Kế hoạch thực hiện của Ủy ban nhân dân tỉnh Bình Phước",
        ),
        (Citation("Quyết định", number="06/QĐ-TTg"), "Quyết định số 06/QĐ-TTg"),
        (Citation("Kế hoạch", "Thực hiện", on=date(2025, 5, 9)), "Kế hoạch thực hiện"),
    ],
)
def test_a_document_is_cited_by_what_is_known_of_it(say, cited, words):
    assert say.citation(cited) == words


def test_a_document_that_was_cited_once_is_named_by_kind_and_number(say):
    plan = Citation("Kế hoạch", "Thực hiện", "128/KH-UBND", date(2025, 5, 20), "UBND tỉnh")
    assert say.cited_again(plan) == "Kế hoạch số 128/KH-UBND"
    unnumbered = replace(plan, number="")
    assert say.cited_again(unnumbered) == say.citation(unnumbered)


def test_a_share_of_communes_says_how_many_are_still_needed(say):
    # 76,9% of 111 is 85,36, so 86; 84 are there.
    assert plain(say.behind(FRIENDLY)) == (
        "Chỉ tiêu 1. Tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em: 75,7%, kế"
        " hoạch từ 76,9% trở lên (chậm tiến độ). Để đạt kế hoạch cần ít nhất 86/111 xã, phường,"
        " thị trấn, hiện có 84, cần thêm 2 xã. Địa bàn cách xa kế hoạch nhất: Huyện Bù Gia Mập"
        " (62,5%), Huyện Bù Đăng (68,8%)."
    )


def test_where_fewer_is_better_the_sentence_says_how_many_are_too_many(say):
    # 20% of 10.000 allows 2.000; 2.100 are 100 too many. Only Bù Gia Mập is above 20%.
    assert plain(say.behind(STUNTED)).endswith(
        "(không đạt). Để đạt kế hoạch được phép nhiều nhất 2.000 trường hợp trên 10.000 trẻ em"
        " được cân, đo, hiện có 2.100, vượt 100 trường hợp. Địa bàn cách xa kế hoạch nhất:"
        " Huyện Bù Gia Mập (29,0%)."
    )


def test_nothing_is_said_to_be_needed_where_nothing_is_counted(say):
    leaf = replace(ASKED, standing=Standing("missed", "provisional", 20.0))
    said = plain(say.behind(leaf))
    assert said.endswith(": 20,0%, kế hoạch từ 30% trở lên (không đạt).")


def test_a_late_leaf_that_already_meets_its_number_needs_nothing_more():
    assert replace(FRIENDLY, standing=counted(86, 111, 100, "met")).missing is None
    assert replace(FRIENDLY, standing=counted(85, 111, 100, "missed")).missing == 1
    assert replace(STUNTED, standing=counted(2000, 10000, 100, "met")).missing is None


def test_districts_are_not_compared_on_a_rate_of_few_events(layout):
    late = replace(DEATHS, standing=counted(60, 4012, 1000, "missed"))
    places = tuple(
        replace(place, standings={"3a": counted(9, 400, 1000, "missed")})
        for place in FACTS.districts
    )
    said = plain(Wording(replace(FACTS, districts=places), layout).behind(late))
    assert "vượt 22 trường hợp" in said
    assert "Địa bàn" not in said


@pytest.mark.parametrize(
    ("leaf", "table", "is_named"),
    [(STUNTED, "measurements", False), (FRIENDLY, "communes", True)],
)
def test_a_share_of_few_children_is_not_ranked_but_one_of_all_communes_is(
    layout, leaf, table, is_named
):
    few = replace(place_standing(leaf), flags=("small_numbers",))
    place = replace(FACTS.districts[1], standings={leaf.leaf: few})
    assert leaf.counted == table
    said = plain(Wording(replace(FACTS, districts=(place,)), layout).behind(leaf))
    assert ("Địa bàn" in said) is is_named


def place_standing(leaf):
    """Return the figure of Bù Gia Mập, which is behind on both leaves."""
    return FACTS.districts[1].standings[leaf.leaf]


def test_districts_at_the_target_are_not_named(layout):
    at_target = {"691": counted(200, 1000, 100, "met")}
    places = tuple(
        replace(place, standings={"4b": at_target.get(place.code, place.standings["4b"])})
        for place in FACTS.districts
    )
    said = plain(Wording(replace(FACTS, districts=places), layout).behind(STUNTED))
    assert "Địa bàn" not in said


def test_counts_name_only_what_there_is_in_the_order_of_the_scoreboard(say):
    assert plain(say.counts(LEAVES, "all")) == (
        "4 đạt (chiếm 44,4%); 1 đúng tiến độ; 1 chậm tiến độ; 1 không đạt; 1 chưa có số liệu;"
        " 1 không phát sinh"
    )
    assert plain(say.counts((FRIENDLY,), "f1")) == "1 chậm tiến độ"


def test_every_number_about_a_leaf_is_a_figure_with_the_key_of_its_receipt(say):
    figures = [piece for piece in say.behind(FRIENDLY) if isinstance(piece, Figure)]
    assert figures == [
        Figure("75,7%", "1_70"),
        Figure("86", "1_70", "needed"),
        Figure("2", "1_70", "missing"),
        Figure("62,5%", "1_691"),
        Figure("68,8%", "1_696"),
    ]


def test_a_table_shows_signs_where_there_is_no_number(say):
    assert say.bare_value(ABUSED, ABUSED.standing, "70") == "…"
    assert say.bare_value(DISASTER, DISASTER.standing, "70") == "-"
    assert plain(say.bare_value(HIV, HIV.standing, "70")) == "0,0"


def test_no_sentence_ever_holds_a_point_for_a_decimal_or_a_nan(say):
    for leaf in LEAVES:
        said = plain(say.result(leaf)) + plain(say.behind(leaf))
        assert "nan" not in said.lower()
        assert "None" not in said
        assert "  " not in said
        assert ".." not in said
