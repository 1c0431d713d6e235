"""Identity numbers: kept when they can be, compared with the record, never in the way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.children.identity_number import clean_identity_number, disagreements, fault_of

BORN = date(2020, 5, 17)
# Worked by hand: Bình Phước 070, a girl of the 2000s is 3, born in 2020, six digits at random.
GIRL = "070320123456"


def test_a_number_that_agrees_says_nothing():
    assert disagreements(GIRL, BORN, "female") == []
    assert disagreements("070220123456", BORN, "male") == []
    assert disagreements("075199000001", date(1999, 1, 1), "female") == []
    assert disagreements(GIRL, BORN, "unknown") == []
    assert disagreements("", BORN, "male") == []


@pytest.mark.parametrize(
    ("number", "sex", "word"),
    [
        (GIRL, "male", "Nam"),
        ("070321123456", "female", "2021"),
        ("070120123456", "female", "1920"),
        ("003320123456", "female", "003"),
        ("70320123456", "female", "11"),
    ],
)
def test_a_disagreement_says_what_disagrees(number, sex, word):
    (sentence,) = disagreements(number, BORN, sex)
    assert word in sentence


def test_everything_can_disagree_at_once():
    assert len(disagreements("999199123456", BORN, "male")) == 3


@pytest.mark.parametrize("text", ["070 320 123 456", "070.320.123456", "070-320-123456", GIRL])
def test_spaces_and_dots_are_tolerated(text):
    assert clean_identity_number(text) == GIRL
    assert fault_of(clean_identity_number(text)) == ""


@pytest.mark.parametrize("number", ["07032012345A", "0703201234567", "٠٧٠٣٢٠١٢٣٤٥٦", "12²"])
def test_what_is_no_number_or_too_long_is_refused_in_a_sentence(number):
    assert fault_of(number)


@given(
    st.from_regex(r"[0-9]{0,12}", fullmatch=True),
    st.dates(date(1990, 1, 1), date(2026, 1, 1)),
    st.sampled_from(["male", "female", "unknown"]),
)
def test_any_digits_can_be_kept_and_are_compared(number, born, sex):
    assert fault_of(number) == ""
    found = disagreements(number, born, sex)
    assert all(sentence.endswith(".") for sentence in found)
    assert len(found) <= 3


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["male", "female"]),
    st.integers(0, 999_999),
)
def test_a_number_made_by_the_rule_agrees_with_its_child(born, sex, rest):
    century = 2 * (born.year // 100 - 19) + (sex == "female")
    assert disagreements(f"070{century}{born:%y}{rest:06d}", born, sex) == []


@given(st.text(max_size=30))
def test_no_text_breaks_the_check(text):
    number = clean_identity_number(text)
    fault_of(number)
    disagreements(number, BORN, "male")
