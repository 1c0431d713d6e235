"""What parts come to, worked by hand and by brute force."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mangnon.indicators.cascade.reckoning import Goal, Part, levelled, whole_of


def goal(relation, value, unit="percent"):
    return Goal(relation, Fraction(value), unit)


def part(weight, amount, *, strict=False):
    return Part(Fraction(weight), None if amount is None else Fraction(amount), strict)


def at(value, weight, per=100, *, strict=False):
    """A unit of this weight at its own target."""
    return part(weight, Fraction(str(value)) * weight / per, strict=strict)


def test_a_rate_is_weighed_by_what_it_is_out_of():
    # 600 children at 80 %, 200 at 70 %, 200 at 66 %: 480 + 140 + 132 = 752 of 1,000
    parts = [at(80, 600), at(70, 200), at(66, 200)]
    whole = whole_of(goal(">=", "76.9"), parts)
    assert (whole.value, whole.amount, whole.weight) == (Fraction("75.2"), 752, 1000)
    assert (whole.is_met, whole.needed, whole.gap) == (False, 769, 17)
    # the third comes up to 66 + 8.5 points, which passes the second: both to 72 % + 2.25 points
    level = levelled(goal(">=", "76.9"), parts)
    assert level.value == Fraction("72.25")
    assert level.takes == (0, Fraction("4.5"), Fraction("12.5"))


def test_a_mean_of_the_targets_would_be_another_answer():
    whole = whole_of(goal(">=", "76.9"), [at(90, 100), at(60, 900)])
    assert whole.value == 63  # not 75


def test_a_rate_of_deaths_is_weighed_by_births_and_better_when_lower():
    # per 1,000: 10 of 3,000 births is 30, 20 of 1,000 is 20: 50 of 4,000 is 12.5
    parts = [at(10, 3000, 1000), at(20, 1000, 1000)]
    whole = whole_of(goal("<=", "12", "per_1000"), parts)
    assert (whole.value, whole.is_met, whole.gap) == (Fraction("12.5"), False, 2)
    level = levelled(goal("<=", "12", "per_1000"), parts)
    assert (level.value, level.takes) == (18, (0, 2))


def test_a_rate_in_a_hundred_thousand():
    # 600 of 50,000 is 300; 500 of 150,000 is 750: 1,050 of 200,000 is 525
    whole = whole_of(
        goal("<=", "550", "per_100000"), [at(600, 50_000, 100_000), at(500, 150_000, 100_000)]
    )
    assert (whole.value, whole.is_met) == (525, True)


def test_whole_numbers_are_added_up():
    # "down to 4,500": 3,000 + 1,700 is 200 too many; the second has more in 1,000 children
    parts = [part(30_000, 3000), part(10_000, 1700)]
    whole = whole_of(goal("<=", "4500", "count"), parts)
    assert (whole.value, whole.is_met, whole.gap) == (4700, False, 200)
    level = levelled(goal("<=", "4500", "count"), parts)
    assert (level.takes, level.value) == ((0, 200), Fraction(3, 20))


def test_a_fall_is_weighed_by_last_years_number():
    # 400 cases fall by 1 %, 100 by 10 %: 4 + 10 of 500 is 2.8 %
    parts = [at(1, 400), at(10, 100)]
    assert whole_of(goal("reduce_by", "2"), parts).is_met
    assert whole_of(goal("reduce_by", "2"), parts).value == Fraction("2.8")
    assert not whole_of(goal("reduce_by", "3"), parts).is_met


def test_below_a_bound_is_met_where_somebody_is_below_their_own():
    assert not whole_of(goal("<", 9), [at(9, 10), at(9, 10)]).is_met
    assert whole_of(goal("<", 9), [at(9, 10), at(9, 10, strict=True)]).is_met
    assert whole_of(goal("<=", 9), [at(9, 10)]).is_met


def test_what_is_not_known_counts_nowhere():
    whole = whole_of(goal(">=", 50), [at(60, 10), part(90, None)])
    assert (whole.value, whole.weight) == (60, 10)
    assert whole_of(goal(">=", 50), [part(90, None)]) is None
    assert whole_of(goal(">=", 50), [part(0, 0)]) is None


def test_nobody_takes_anything_where_the_goal_is_met():
    assert levelled(goal(">=", 50), [at(60, 10)]) is None


counted = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8).map(
    lambda pairs: [(max(pair), min(pair)) for pair in pairs]
)
percents = st.integers(0, 1000).map(lambda tenths: Fraction(tenths, 10))
relations = st.sampled_from([">=", ">", "<=", "<", "reduce_by"])
# Slow is the machine that does other work too, never the drawing of eight pairs.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(counted, percents, relations)
def test_the_check_is_what_counting_every_child_gives(units, percent, relation):
    """Each unit's children one by one, as 1 and 0, put into one list."""
    children = [1 if n < hits else 0 for total, hits in units for n in range(total)]
    asked = goal(relation, percent)
    whole = whole_of(asked, [part(total, hits) for total, hits in units])
    if not children:
        assert whole is None
        return
    share = Fraction(100 * sum(children), len(children))
    assert whole.value == share
    bound = Fraction(percent)
    is_met = {">=": share >= bound, ">": share > bound, "<=": share <= bound, "<": share < bound}
    assert whole.is_met == is_met.get(relation, share >= bound)


@patient
@given(counted, percents, relations)
def test_what_the_weakest_take_is_just_enough(units, percent, relation):
    asked = goal(relation, percent)
    parts = [part(total, hits) for total, hits in units]
    level = levelled(asked, parts)
    if level is None:
        whole = whole_of(asked, parts)
        assert whole is None or not whole.gap
        return
    sign = -1 if asked.is_lower_better else 1
    moved = [
        part(p.weight, p.amount + sign * take)
        for p, take in zip(parts, level.takes, strict=True)
    ]  # fmt: skip
    whole = whole_of(asked, moved)
    assert whole.amount == whole.needed
    for before, after, take in zip(parts, moved, level.takes, strict=True):
        assert take >= 0
        if take:
            assert after.amount * 100 == level.value * after.weight
            assert sign * level.value <= sign * asked.value
        elif before.weight:
            assert sign * before.amount * 100 >= sign * level.value * before.weight
