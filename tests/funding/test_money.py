"""Amounts are whole đồng, read and shown the Vietnamese way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.core.models import Refused
from mangnon.plans.funding.money import MOST, dong, read_dong, require_amount


@pytest.mark.parametrize(
    "typed", ["1250000", "1.250.000", "1 250 000", " 1.250.000 đồng ", "1.250.000đ", "1250000 VNĐ"]
)
def test_an_amount_is_read_however_people_write_it(typed):
    assert read_dong(typed) == 1_250_000


@pytest.mark.parametrize(
    "typed",
    ["", "12,5", "1.250.000,5", "1,250,000", "12.5", "1.25.000", "-5", "0", "một triệu",
     "1.250 000", "9" * 40],
)  # fmt: skip
def test_what_is_no_whole_amount_is_refused(typed):
    with pytest.raises(Refused):
        read_dong(typed)


@pytest.mark.parametrize("amount", [0, -1, MOST + 1, 1.0, 2.5, True, "1"])
def test_a_service_takes_whole_numbers_alone(amount):
    with pytest.raises(Refused):
        require_amount(amount)


@given(st.integers(1, MOST))
def test_what_is_shown_is_read_back(amount):
    assert read_dong(dong(amount)) == amount
