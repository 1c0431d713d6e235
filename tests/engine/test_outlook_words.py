"""The forecast and the monthly need as an officer reads them."""

from datetime import date

import pytest

from mangnon.engine.forecast import BackTest, Forecast, NoForecast
from mangnon.engine.monthly import Monthly
from mangnon.engine.outlook_words import (
    REASONS,
    back_test_words,
    forecast_words,
    model_words,
    monthly_words,
)

AUTUMN = date(2025, 10, 31)
LINE = Forecast("drift", 20.34, 18.9, 21.6, (2021, 2022, 2023, 2024, 2025))
PACE = Forecast("pace", 365.0, 320.0, 412.04, ())


@pytest.fixture
def leaf(catalog):
    return catalog.indicators.__getitem__


def test_a_forecast_never_stands_without_its_interval(leaf):
    assert forecast_words(leaf("4b"), LINE) == "20,3% (khoảng dự báo 95% từ 18,9 đến 21,6%)"
    assert forecast_words(leaf("11a"), PACE) == (
        "365,0/100.000 (khoảng dự báo 95% từ 320,0 đến 412,0/100.000)"
    )


@pytest.mark.parametrize("reason", REASONS)
def test_no_forecast_says_why(leaf, reason):
    assert forecast_words(leaf("4b"), NoForecast(reason)).endswith(".")


def test_the_model_is_told_in_words(leaf):
    line = model_words(leaf("4b"), LINE, AUTUMN)
    assert "đường xu hướng trung vị (Theil-Sen) qua 5 năm (2021–2025)" in line
    assert "phần thời gian đã qua (83,3%)" in model_words(leaf("11a"), PACE, AUTUMN)
    assert "cả tử số và mẫu số chia cho" in model_words(leaf("3a"), PACE, AUTUMN)
    season = Forecast("season", 600.0, 500.0, 700.0, (2022, 2023))
    assert "vào ngày này ở các năm 2022, 2023" in model_words(leaf("11a"), season, AUTUMN)


def test_the_trial_says_on_which_year_and_by_how_much(leaf):
    tried = BackTest(2024, -0.56, is_year_ahead=True)
    assert back_test_words(leaf("4b"), tried) == (
        "Sai số khi thử lại trên năm 2024 (chỉ dùng số các năm trước đó): 0,6 điểm phần trăm."
    )
    known = BackTest(2024, 12.0, is_year_ahead=False)
    assert back_test_words(leaf("11a"), known).endswith("(dùng số có vào ngày này): 12,0/100.000.")
    assert back_test_words(leaf("4b"), None).startswith("Chưa đủ")


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (Monthly("met", 2), "đã đủ số cần cho mục tiêu"),
        (Monthly("more", 2, 7, 4), "cần thêm 4 xã mỗi tháng trong 2 tháng còn lại"),
        (Monthly("fewer", 2, 1250, 625), "cần bớt 625 xã mỗi tháng trong 2 tháng còn lại"),
        (Monthly("at_most", 2, 25, 12), "không quá 12 xã mỗi tháng trong 2 tháng còn lại"),
        (Monthly("at_most", 2, 1, 0), "không quá 1 xã trong 2 tháng còn lại"),
        (Monthly("at_most", 2, 0, 0), "không được thêm xã nào trong 2 tháng còn lại"),
        (Monthly("exceeded", 2, 3), "đã vượt mức mục tiêu cho phép 3 xã"),
        (
            Monthly("at_most", 2, 4, 2, 1719),
            "không quá 2 xã mỗi tháng trong 2 tháng còn lại (với mẫu số cả năm ước 1.719)",
        ),
        (Monthly("unreachable", 2), "không số nguyên nào đạt được mục tiêu này"),
        (Monthly("no_months", 0, 1200), "không còn tháng nào trong kỳ, còn cách mục tiêu 1.200 xã"),
    ],
)
def test_what_each_month_must_bring_is_a_whole_number_of_something(need, words):
    assert monthly_words(need, "xã") == words


def test_a_leaf_counts_something_with_a_name(catalog):
    named = {leaf: catalog.noun_of(d) for leaf, d in catalog.indicators.items()}
    assert (named["1"], named["3a"], named["7"], named["14"], named["17a"]) == (
        "xã", "ca tử vong", "trường", "trẻ em", "học sinh",
    )  # fmt: skip
    assert named["9"] == "trường hợp"
