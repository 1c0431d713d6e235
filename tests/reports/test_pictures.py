"""The chart of the report: which leaf it shows, and that the same figures give the same picture."""

from dataclasses import replace

import pytest

from mangnon.reports.facts import Standing
from mangnon.reports.pictures import district_picture, is_charted
from mangnon.reports.wording import Wording

from .samples import ABUSED, ASKED, DEATHS, FACTS, FRIENDLY, STUNTED, counted


@pytest.fixture(scope="module")
def picture(layout):
    return district_picture(Wording(FACTS, layout))


def test_without_a_leaf_that_is_behind_there_is_no_chart(layout):
    good = replace(FRIENDLY, standing=counted(86, 111, 100, "met"))
    assert district_picture(Wording(replace(FACTS, leaves=(good,)), layout)) is None


def test_one_district_alone_is_not_compared():
    alone = replace(FACTS, districts=FACTS.districts[:1])
    assert is_charted(FACTS, FRIENDLY)
    assert not is_charted(alone, FRIENDLY)


RATE = replace(DEATHS, standing=counted(60, 4012, 1000, "missed"))
REPORTED = replace(ASKED, standing=Standing("missed", "final", 1.0))


@pytest.mark.parametrize("leaf", [ABUSED, REPORTED, RATE])
def test_what_districts_do_not_have_and_rates_of_few_events_are_not_charted(leaf):
    assert not is_charted(FACTS, leaf)


def test_the_first_leaf_that_is_behind_is_shown(picture):
    assert picture.caption == (
        "Biểu đồ 1. Chỉ tiêu 1. Tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em, chia"
        " theo huyện, thị xã, thành phố (đường đứt nét: kế hoạch)"
    )


def test_who_cannot_see_the_chart_hears_the_figures_best_first(picture):
    assert picture.alternative.endswith(
        ": Thị xã Phước Long 100,0%; Huyện Bù Đăng 68,8%; Huyện Bù Gia Mập 62,5%"
    )


def test_where_fewer_is_better_the_smallest_comes_first_and_gaps_are_left_out(layout):
    picture = district_picture(Wording(replace(FACTS, leaves=(STUNTED,)), layout))
    assert picture.alternative.endswith(": Thị xã Phước Long 15,0%; Huyện Bù Gia Mập 29,0%")


def test_the_picture_is_a_png_and_the_same_every_time(picture, layout):
    assert picture.png.startswith(b"\x89PNG")
    assert district_picture(Wording(FACTS, layout)).png == picture.png
