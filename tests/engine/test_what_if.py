"""A figure tried with other counts, each worked by hand."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest

from mangnon.engine.attainment import Target
from mangnon.engine.issues import EngineError
from mangnon.engine.what_if import what_if

from .world import AS_OF


@dataclass(frozen=True)
class Row:
    numerator: int | Fraction | None = None
    denominator: int | Fraction | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    attainment: str | None = None
    basis: str = "provisional"
    flags: tuple[str, ...] = ()


@pytest.fixture
def tried(catalog):
    def of(leaf, figure, more, target=None):
        definition = catalog.indicators[leaf]
        return what_if(catalog, definition, figure, more, as_of=AS_OF, target=target)

    return of


def test_two_more_communes_reach_the_target(tried):
    found = tried("1", Row(84, 111), 2, Target(">=", Decimal("76.9")))
    assert (found.numerator, found.denominator, found.attainment) == (86, 111, "met")
    assert found.text == (
        "Nếu thêm 2 xã trong tử số: 86 trên 111, 77,5%. Mức độ: Đạt. Số cộng dồn đã đến mục tiêu."
    )


def test_fewer_underweight_children_lower_the_share(tried):
    found = tried("4a", Row(12, 100), -3, Target("<", Decimal(9)))
    assert found.value == 9.0
    assert found.attainment == "off_track"  # 9% is not below 9%
    assert found.text.startswith("Nếu bớt 3 trẻ em trong tử số: 9 trên 100, 9,0%.")


def test_nobody_more_is_the_figure_itself(tried):
    assert tried("14", Row(3, 5), 0).value == 60.0


def test_more_marriages_this_year_are_a_smaller_fall(tried):
    found = tried("13", Row(4, 100), 2, Target("reduce_by", Decimal(2), Decimal(3)))
    assert (found.numerator, found.value, found.attainment) == (2, 2.0, "met")
    assert found.text.startswith(
        "Nếu thêm 2 cuộc trong năm nay: 98, năm trước 100, mức giảm 2,0%. Mức độ:"
    )


def test_events_may_be_more_than_one_a_child(tried):
    assert tried("11a", Row(3, 2), 1).numerator == 4


@pytest.mark.parametrize(
    ("leaf", "figure", "more", "why"),
    [
        ("1", Row(84, 111), 28, "Chỉ còn 27 xã chưa ở trong tử số, không thêm được 28"),
        ("4a", Row(12, 100), -13, "Tử số chỉ có 12 trẻ em, không bớt được 13"),
        ("9", Row(value=0.1), 1, "không có tử số và mẫu số"),
        ("14", Row(0, 0), 1, "không có tử số và mẫu số"),
        ("14", Row(Fraction(7, 2), 5), 1, "không có tử số và mẫu số nguyên"),
    ],
)
def test_what_could_not_be_is_refused(tried, leaf, figure, more, why):
    with pytest.raises(EngineError, match=why):
        tried(leaf, figure, more)
