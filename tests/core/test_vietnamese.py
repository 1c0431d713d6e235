"""Vietnamese order and search keys."""

import doctest
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mangnon.core import vietnamese
from mangnon.core.vietnamese import fold, sort_key


def test_the_examples_in_the_documentation_hold():
    assert doctest.testmod(vietnamese).failed == 0


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mă"],
        ["An Lộc", "An Phú", "Ân Phú", "Bình Minh", "Bom Bo"],
        ["Long Hà", "Long Hưng", "Long Tân", "Lộc An"],
        ["Đak Nhau", "Đak Ơ", "Đăk Ơ", "Đồng Nai"],
        ["Xã 2", "Xã 10"][::-1],
    ],
)
def test_words_come_in_the_order_of_the_vietnamese_alphabet(ordered):
    assert sorted(ordered, key=sort_key) == ordered


@given(st.text())
@example("\u0323")  # a tone that stands on no letter
def test_a_key_is_ascii_and_the_same_for_both_unicode_forms(text):
    assert sort_key(text).isascii()
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert sort_key(composed) == sort_key(decomposed)


def test_a_key_has_a_character_a_letter_and_a_tone_a_word():
    assert len(sort_key("Nguyễn Văn Bưởi")) == len("Nguyễn Văn Bưởi") + 1 + 3
    assert len(sort_key("Nguyễn An")) == len("Nguyễn An") + 1 + 1
    assert sort_key("Hòa") == sort_key("Hoà") != sort_key("Hoa")


def test_search_finds_without_marks():
    assert fold("Đường Nguyễn Văn Đỗ") == "duong nguyen van do"
    assert fold("hòa") == fold("hoà")
