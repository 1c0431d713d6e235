"""Orders of figures, worked by hand: who is ranked, who stands apart, who is no different."""

from dataclasses import dataclass

from mangnon.engine.ranking import rank


@dataclass(frozen=True)
class Figure:
    value: float | None
    low: float | None = None
    high: float | None = None
    denominator: int | None = 100
    flags: tuple[str, ...] = ()


def few(value):
    return Figure(value, flags=("small_numbers",))


def test_the_best_comes_first_whichever_way_is_better():
    figures = [Figure(20.0), Figure(80.0), Figure(50.0)]
    assert rank(figures, "higher").ranked == (1, 2, 0)
    assert rank(figures, "lower").ranked == (0, 2, 1)


def test_equal_figures_keep_the_order_they_came_in():
    assert rank([Figure(5.0), Figure(5.0), Figure(9.0)], "lower").ranked == (0, 1, 2)


def test_few_cases_are_never_ranked_however_good_they_look():
    found = rank([few(100.0), Figure(80.0), few(0.0), Figure(None)], "higher")
    assert (found.ranked, found.too_few, found.unknown) == ((1,), {0, 2}, {3})


def test_estimates_stand_apart_though_they_are_many():
    estimate = Figure(99.0, flags=("estimated", "estimated_by_children"))
    waiting = Figure(98.0, flags=("not_comparable",))
    found = rank([estimate, Figure(80.0), waiting], "higher")
    assert (found.ranked, found.estimated) == ((1,), {0, 2})


def test_of_units_counted_whole_five_are_enough_and_four_are_too_few():
    four = Figure(75.0, denominator=4, flags=("small_numbers",))
    five = Figure(80.0, denominator=5, flags=("small_numbers",))
    found = rank([four, five], "higher", counts_whole=True)
    assert (found.ranked, found.too_few) == ((1,), {0})


def test_who_overlaps_with_the_best_is_no_different_from_it():
    # Wilson by hand: 90/100 is 82,6 to 94,5; 80/100 71,1 to 86,7; 60/100 50,2 to 69,1.
    best, near, far = Figure(90.0, 82.6, 94.5), Figure(80.0, 71.1, 86.7), Figure(60.0, 50.2, 69.1)
    found = rank([far, near, best], "higher")
    assert (found.ranked, found.like_best) == ((2, 1, 0), {1})


def test_the_best_is_the_lowest_where_lower_is_better():
    best, near, far = Figure(10.0, 5.5, 17.4), Figure(15.0, 9.3, 23.3), Figure(40.0, 30.9, 49.8)
    assert rank([best, near, far], "lower").like_best == {1}


def test_a_figure_of_few_with_a_wide_interval_blurs_nobody():
    wide = Figure(100.0, 20.7, 100.0, flags=("small_numbers",))
    found = rank([wide, Figure(90.0, 82.6, 94.5), Figure(60.0, 50.2, 69.1)], "higher")
    assert found.like_best == frozenset()


def test_without_intervals_only_equal_figures_are_no_different():
    found = rank([Figure(75.0), Figure(75.0), Figure(74.0)], "higher")
    assert found.like_best == {1}


def test_a_target_within_the_interval_is_neither_met_nor_missed_beyond_chance():
    figures = [Figure(80.0, 71.1, 86.7), Figure(60.0, 50.2, 69.1), Figure(75.0)]
    assert rank(figures, "higher", target=85.0).like_target == {0}
    assert rank(figures, "higher").like_target == frozenset()


def test_nobody_is_ranked_of_nothing():
    assert rank([], "higher").ranked == ()
