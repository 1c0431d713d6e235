"""The forecast against figures worked by hand, scipy's own, and what must always hold."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom, theilslopes

from mangnon.engine.forecast import (
    BackTest,
    Forecast,
    NoForecast,
    Now,
    Past,
    at_pace,
    back_test,
    drift,
    forecast,
    theil_sen,
)
from mangnon.engine.intervals import wilson

AUTUMN = date(2025, 10, 31)  # 304 of 365 days have passed
HALF = date(2025, 7, 2)  # 183 of 365
BY_YEAR = [Past(2021, 24.0), Past(2022, 23.0), Past(2023, 22.4), Past(2024, 21.5)]


@pytest.fixture
def leaf(catalog):
    return catalog.indicators.__getitem__


def reason(found):
    assert isinstance(found, NoForecast)
    return found.reason


# What cannot be forecast.


def test_a_period_that_is_over_leaves_nothing_to_forecast(leaf):
    new_year = Now(date(2025, 12, 31), 18.0, 180, 1000)
    assert reason(forecast(leaf("4b"), new_year, BY_YEAR)) == "period_over"
    school = Now(AUTUMN, 0.1, 1, 1000, "final")
    assert reason(forecast(leaf("17b"), school, BY_YEAR)) == "period_over"


def test_a_measure_taken_once_a_year_is_not_forecast_once_it_is_taken(leaf):
    assert reason(forecast(leaf("10"), Now(AUTUMN, 4.1), BY_YEAR)) == "measured"


def test_an_agencys_own_estimate_of_the_year_is_not_forecast_over(leaf):
    stated = Now(AUTUMN, 24.0, basis="estimated")
    assert reason(forecast(leaf("12"), stated, BY_YEAR)) == "estimated"


def test_a_change_on_last_year_has_no_path_of_its_own(leaf):
    found = forecast(leaf("13"), Now(AUTUMN, None), BY_YEAR, is_change=True)
    assert reason(found) == "change"


def test_a_state_without_a_figure_today_has_nowhere_to_go_on_from(leaf):
    assert reason(forecast(leaf("14"), Now(AUTUMN, None), BY_YEAR)) == "no_data"


@pytest.mark.parametrize(
    ("number", "numerator", "denominator", "is_small"),
    [("4b", 20, 29, True), ("4b", 20, 30, False), ("11a", 4, 900, True), ("11a", 5, 900, False)],
)
def test_few_children_or_few_events_are_not_forecast(
    leaf, number, numerator, denominator, is_small
):
    definition = leaf(number)
    value = numerator * definition.per / denominator
    found = forecast(definition, Now(AUTUMN, value, numerator, denominator), BY_YEAR)
    assert isinstance(found, NoForecast) == is_small
    if is_small:
        assert reason(found) == "small_numbers"


def test_two_years_make_no_line_and_three_do(leaf):
    now = Now(AUTUMN, 20.0, 200, 1000)
    assert reason(forecast(leaf("4b"), now, BY_YEAR[-1:])) == "too_few_years"
    found = forecast(leaf("4b"), now, BY_YEAR[-2:])
    assert found.years == (2023, 2024, 2025)


# The pace of what adds up.


def test_counts_keep_the_pace_they_had(leaf):
    # 152 injured in 304 of 365 days: 182,5 by the year's end, on 50.000 children 365 per 100.000
    found = forecast(leaf("11a"), Now(AUTUMN, 304.0, 152, 50_000), [])
    assert found.model == "pace"
    assert found.years == ()
    assert found.value == pytest.approx(365.0)
    assert found.low < 365 < found.high


def test_deaths_over_births_keep_their_rate_and_chance_moves_it(leaf):
    # 12 deaths on 1.432 births in 304 of 365 days: by the year's end 1.719,3 births at that pace.
    # The rest of the year is between no death and 6 (negative binomial, 12,5 and 304 ÷ 365).
    past = [Past(2023, 9.6), Past(2024, 9.0, so_far=8.6)]
    now = Now(AUTUMN, 12_000 / 1432, 12, 1432)
    found = forecast(leaf("3a"), now, past)
    births = 1432 * 365 / 304
    assert (found.model, found.value) == ("pace", pytest.approx(12_000 / 1432))
    assert (found.low, found.high) == (
        pytest.approx(12_000 / births),
        pytest.approx(18_000 / births),
    )
    assert back_test(leaf("3a"), now, past) == BackTest(2024, pytest.approx(-0.4), False)


def test_communes_cannot_become_more_than_there_are(leaf):
    found = forecast(leaf("1"), Now(HALF, 80.0, 80, 100), [])
    assert (found.value, found.high) == (100.0, 100.0)  # 80 × 365 ÷ 183 would be 159,6


def test_two_years_that_were_seen_on_this_day_set_the_pace(leaf):
    past = [Past(2022, 400.0, 200.0), Past(2023, 500.0, 300.0), Past(2024, 450.0)]
    found = forecast(leaf("11a"), Now(AUTUMN, 330.0, 165, 50_000), past)
    # usually (0,5 + 0,6) ÷ 2 = 0,55 of the year's cases are known by now: 330 ÷ 0,55 = 600
    assert (found.model, found.years) == ("season", (2022, 2023))
    assert found.value == pytest.approx(600.0)


def test_years_that_were_over_by_this_day_do_not_make_the_rest_of_this_one_certain(leaf):
    past = [Past(2023, 75.0, 75.0), Past(2024, 80.0, 80.0)]
    found = forecast(leaf("1"), Now(AUTUMN, 80.0, 80, 100), past)
    assert found.value == pytest.approx(80 * 162 / 161)  # half a commune of 81 is kept open
    assert (found.low, found.high) == (80.0, 82.0)


def test_one_year_that_was_seen_on_this_day_is_no_season(leaf):
    past = [Past(2023, 500.0, 300.0), Past(2024, 450.0)]
    assert forecast(leaf("11a"), Now(AUTUMN, 330.0, 165, 50_000), past).model == "pace"


@given(st.integers(0, 3000), st.fractions(Fraction(1, 365), 1))
def test_the_interval_of_the_rest_of_the_year_is_scipys(count, share):
    middle, low, high = at_pace(count, share)
    rest = nbinom(count + 0.5, float(share))
    assert (low, high) == (count + rest.ppf(0.025), count + rest.ppf(0.975))
    assert count <= low <= middle <= high


@given(st.integers(0, 500), st.integers(0, 500), st.fractions(Fraction(1, 365), 1))
def test_a_share_never_passes_its_whole_and_never_falls_below_what_is_there(a, b, share):
    count, most = min(a, b), max(a, b, 1)
    middle, low, high = at_pace(count, share, most)
    assert count <= low <= middle <= high <= most


@given(st.integers(0, 400), st.fractions(Fraction(1, 365), 1))
def test_more_today_is_more_at_the_years_end(count, share):
    assert all(
        a <= b for a, b in zip(at_pace(count, share), at_pace(count + 1, share), strict=True)
    )


def test_the_whole_year_seen_is_the_year():
    assert at_pace(7, Fraction(1)) == (7, 7, 7)


# The line of what does not add up.


def test_the_median_slope_by_hand():
    # slopes: −1; −0,8; −0,8333…; −0,6; −0,75; −0,9; the middle two are −0,8 and −0,8333…
    points = [(p.year + 1.0, p.value) for p in BY_YEAR]
    assert theil_sen(points) == pytest.approx(-(0.8 + 2.5 / 3) / 2)


def test_one_odd_year_does_not_turn_the_slope():
    points = [(0, 10.0), (1, 11.0), (2, 60.0), (3, 13.0), (4, 14.0)]
    assert theil_sen(points) == pytest.approx(1.0, abs=0.34)


distinct = st.lists(
    st.tuples(st.integers(0, 40), st.floats(-1e4, 1e4)),
    min_size=3,
    max_size=8,
    unique_by=lambda p: p[0],
).map(sorted)


@given(distinct)
def test_the_slope_is_scipys(points):
    times, values = zip(*points, strict=True)
    assert theil_sen(points) == pytest.approx(theilslopes(values, times).slope, abs=1e-9)


def test_a_line_is_followed_by_hand():
    # Steps of +2, +1, +3, slope 2 (the slopes are 2; 1,5; 2; 1; 2; 3). Strays 0, −1, 1: s² = 2 ÷ 2.
    # One year ahead of three: t(2; 0,975) = 4,302653 × √(1 × (1 + 1/3)) = 4,968276.
    middle, low, high = drift([(1, 10.0), (2, 12.0), (3, 13.0), (4, 16.0)], 5)
    assert middle == pytest.approx(18.0)
    assert (low, high) == (pytest.approx(13.031724, abs=1e-5), pytest.approx(22.968276, abs=1e-5))


def test_the_less_time_is_left_the_less_can_change():
    points = [(1, 10.0), (2, 12.0), (3, 13.0), (4, 16.0)]
    widths = [high - low for _m, low, high in (drift(points, at) for at in (4, 4.1, 4.5, 5, 6))]
    assert widths[0] == 0
    assert widths == sorted(widths)
    assert drift(points, 4)[0] == 16.0


def test_a_state_goes_on_from_today_not_from_the_line(leaf):
    found = forecast(leaf("4b"), Now(AUTUMN, 15.0, 150, 1000), BY_YEAR)
    ahead = 61 / 365
    slope = theil_sen([(p.year + 1.0, p.value) for p in BY_YEAR] + [(2025 + 304 / 365, 15.0)])
    assert found.value == pytest.approx(15.0 + slope * ahead)
    assert found.years == (2021, 2022, 2023, 2024, 2025)
    assert found.low < found.value < found.high


def test_the_year_ahead_is_never_surer_than_today(leaf):
    # 20% of 1.000, 95% interval 17,6 to 22,6; the years alone stray by 0,15 a year
    bare = forecast(leaf("4b"), Now(AUTUMN, 20.0, 200, 1000), BY_YEAR)
    now = Now(AUTUMN, 20.0, 200, 1000, low=17.6, high=22.6)
    found = forecast(leaf("4b"), now, BY_YEAR)
    assert found.value == bare.value
    assert found.value - found.low == pytest.approx(((bare.value - bare.low) ** 2 + 2.4**2) ** 0.5)
    assert found.high - found.value == pytest.approx(
        ((bare.high - bare.value) ** 2 + 2.6**2) ** 0.5
    )


def test_what_adds_up_without_counts_goes_on_from_last_year_but_not_below_today(leaf):
    past = [Past(2021, 10.0), Past(2022, 12.0), Past(2023, 13.0), Past(2024, 16.0)]
    found = forecast(leaf("22"), Now(AUTUMN, 17.0), past)
    assert (found.model, found.years) == ("drift", (2021, 2022, 2023, 2024))
    assert (found.value, found.low) == (pytest.approx(18.0), 17.0)


def test_what_is_already_beyond_the_line_is_not_said_to_stand_still(leaf):
    past = [Past(2021, 10.0), Past(2022, 12.0), Past(2023, 13.0), Past(2024, 16.0)]
    assert reason(forecast(leaf("22"), Now(AUTUMN, 18.1), past)) == "overtaken"


def test_a_yearly_measure_not_taken_yet_goes_on_from_last_year(leaf):
    past = [Past(2021, 10.0), Past(2022, 12.0), Past(2023, 13.0), Past(2024, 16.0)]
    assert forecast(leaf("10"), Now(AUTUMN, None), past).value == pytest.approx(18.0)


def test_a_line_that_leads_below_zero_ends_there(leaf):
    past = [Past(2023, 1.0), Past(2024, 0.0)]
    found = forecast(leaf("14"), Now(AUTUMN, 0.0, 0, 1000), past)
    assert (found.value, found.low) == (0.0, 0.0)


shares = st.floats(0, 100)


@given(
    st.lists(shares, min_size=2, max_size=4), shares, st.dates(date(2025, 1, 1), date(2025, 12, 30))
)
def test_a_share_stays_between_nothing_and_all(catalog, values, today, day):
    past = [Past(2021 + year, value) for year, value in enumerate(values)]
    found = forecast(catalog.indicators["14"], Now(day, today, 500, 1000), past)
    assert isinstance(found, Forecast)
    assert 0 <= found.low <= found.value <= found.high <= 100
    assert all(np.isfinite((found.low, found.high)))


def test_the_interval_of_a_share_holds_the_years_end_in_about_95_of_100(leaf):
    draw = np.random.default_rng(2025)
    times = np.array([0, 1, 2, 3, 3 + 304 / 365, 4])
    held = 0
    for counts in draw.binomial(200, 0.20 - 0.009 * times, size=(400, 6)):
        *past, today, end = (counts / 2).tolist()
        low, high = wilson(counts[4:5], np.array([200]))
        now = Now(AUTUMN, today, int(counts[4]), 200, "provisional", 100 * low[0], 100 * high[0])
        found = forecast(
            leaf("4b"), now, [Past(2021 + year, value) for year, value in enumerate(past)]
        )
        held += found.low <= end <= found.high
    assert 0.91 <= held / 400 <= 0.98


# The model tried on the last year.


def test_the_last_year_is_forecast_from_those_before_it(leaf):
    # 2021 to 2023 fall by 1 and by 0,6, the median slope is −0,8: 21,6 forecast, 21,5 came.
    tried = back_test(leaf("4b"), Now(AUTUMN, 20.0, 200, 1000), BY_YEAR)
    assert tried == BackTest(2024, pytest.approx(0.1), is_year_ahead=True)


def test_a_state_known_on_this_day_of_last_year_is_tried_from_there(leaf):
    past = [*BY_YEAR[:3], Past(2024, 21.5, so_far=21.5)]
    tried = back_test(leaf("4b"), Now(AUTUMN, 20.0, 200, 1000), past)
    points = [(p.year + 1.0, p.value) for p in BY_YEAR[:3]] + [(2024 + 304 / 365, 21.5)]
    assert tried == BackTest(2024, pytest.approx(theil_sen(points) * 61 / 365), is_year_ahead=False)


def test_a_pace_is_tried_on_what_was_known_on_this_day_of_last_year(leaf):
    past = [Past(2023, 500.0), Past(2024, 450.0, so_far=380.0)]
    tried = back_test(leaf("11a"), Now(AUTUMN, 304.0, 152, 50_000), past)
    assert tried == BackTest(2024, pytest.approx(380 * 365 / 304 - 450), is_year_ahead=False)


def test_what_was_not_known_cannot_be_tried(leaf):
    counted = Now(AUTUMN, 304.0, 152, 50_000)
    assert back_test(leaf("11a"), counted, [Past(2024, 450.0)]) is None
    assert back_test(leaf("4b"), Now(AUTUMN, 20.0, 200, 1000), BY_YEAR[-3:]) is None
    assert back_test(leaf("4b"), Now(AUTUMN, 20.0, 200, 1000), []) is None
