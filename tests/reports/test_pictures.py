"""The charts of the report: what they show, and that the same figures give the same pictures."""

from dataclasses import replace

import pytest

from mangnon.engine.forecast import Forecast
from mangnon.reports.facts import Standing, Year
from mangnon.reports.pictures import draw, has_trend, is_charted
from mangnon.reports.wording import Wording

from .samples import ABUSED, ASKED, DEATHS, EARLY, FACTS, FRIENDLY, counted


@pytest.fixture(scope="module")
def pictures(layout):
    return draw(Wording(FACTS, layout))


def test_without_a_leaf_that_is_behind_only_the_overview_is_drawn(layout):
    good = replace(FRIENDLY, standing=counted(86, 111, 100, "met"))
    pictures = draw(Wording(replace(FACTS, leaves=(good,)), layout))
    assert pictures.overview
    assert pictures.behind == ()


def test_without_a_leaf_nothing_is_drawn(layout):
    assert draw(Wording(replace(FACTS, leaves=()), layout)).overview is None


def test_one_district_alone_is_not_compared():
    alone = replace(FACTS, districts=FACTS.districts[:1])
    assert is_charted(FACTS, FRIENDLY)
    assert not is_charted(alone, FRIENDLY)


RATE = replace(DEATHS, standing=counted(60, 4012, 1000, "missed"))
REPORTED = replace(ASKED, standing=Standing("missed", "final", 1.0))


@pytest.mark.parametrize("leaf", [ABUSED, REPORTED, RATE])
def test_what_districts_do_not_have_and_rates_of_few_events_are_not_charted(leaf):
    assert not is_charted(FACTS, leaf)


def test_the_overview_counts_the_leaves_of_each_field_in_the_order_of_the_scoreboard(pictures):
    assert pictures.overview.alternative == (
        "Biểu đồ 1. Mức độ thực hiện các chỉ tiêu thành phần theo lĩnh vực:"
        " Môi trường sống 1 chậm tiến độ;"
        " Chăm sóc sức khỏe, dinh dưỡng 1 đạt, 1 đúng tiến độ, 1 không đạt;"
        " Bảo vệ trẻ em 1 đạt, 1 chưa có số liệu, 1 không phát sinh;"
        " Giáo dục, văn hóa, vui chơi, giải trí 1 đạt; Quyền tham gia của trẻ em 1 đạt"
    )


def test_every_leaf_that_is_behind_is_shown_by_district_in_the_order_of_the_plan(pictures):
    assert [picture.caption for picture in pictures.behind] == [
        "Biểu đồ 2. Chỉ tiêu 1. Tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ"
        " em, theo địa bàn",
        "Biểu đồ 3. Chỉ tiêu 4b. Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi,"
        " theo địa bàn",
    ]


def test_who_cannot_see_the_chart_hears_the_figures_best_first(pictures):
    friendly, _stunted = pictures.behind
    assert friendly.alternative.endswith(
        ": Thị xã Phước Long 100,0%; Huyện Bù Đăng 68,8%; Huyện Bù Gia Mập 62,5%"
    )


def test_where_fewer_is_better_the_smallest_comes_first_and_gaps_are_left_out(pictures):
    _friendly, stunted = pictures.behind
    assert stunted.alternative.endswith(": Thị xã Phước Long 15,0%; Huyện Bù Gia Mập 29,0%")


def test_the_pictures_are_png_and_the_same_every_time(pictures, layout):
    assert pictures.overview.png.startswith(b"\x89PNG")
    again = draw(Wording(FACTS, layout))
    assert again == pictures


def test_the_years_of_a_leaf_that_is_behind_stand_before_its_districts(layout):
    years = (Year(2022, Standing(None, "final", 60.0)), Year(2023, Standing(None, "final", 99.0),
             is_redefined=True), Year(2024, Standing(None, "final", 72.07)))  # fmt: skip
    leaf = replace(FRIENDLY, years=years, ahead=Forecast("drift", 78.4, 74.1, 81.3, (2022, 2024)))
    trend, districts = draw(Wording(replace(FACTS, leaves=(leaf,)), layout)).behind
    assert trend.alternative.endswith(
        ", qua các năm: 2022 60,0%; 2024 72,1%; 31/10 2025 75,7%; dự báo cả năm 78,4%"
    )
    assert "Huyện Bù Đăng" in districts.alternative


def test_one_year_alone_and_a_change_on_last_year_are_no_trend():
    years = (Year(2023, Standing(None, "final", 60.0)), Year(2024, Standing(None, "final", 61.0)))
    assert has_trend(replace(FRIENDLY, years=years))
    assert not has_trend(replace(FRIENDLY, years=years[:1]))
    late = replace(EARLY, standing=Standing("missed", "final", 1.0), years=years)
    assert not has_trend(late)
