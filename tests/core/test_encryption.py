"""A sealed value opens at its own place with its own key, and nowhere else."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mangnon.core.encryption.keyring import Key, Keyring, KeysRefused
from mangnon.core.encryption.values import BLOCK, Place, Sealed, digits_only

RING = Keyring.new()
ROW, OTHER_ROW = uuid.uuid4(), uuid.uuid4()
NUMBERS = Place("children_child", "identity_number", digits_only)
PHONES = Place("children_guardian", "phone")


@given(st.text(min_size=1), st.uuids(), st.sampled_from([NUMBERS, PHONES]))
def test_what_is_sealed_opens_as_the_same_text(text, row, place):
    assert place.open(place.seal(text, row, RING), row, RING) == text


@pytest.mark.parametrize(
    ("place", "row"),
    [
        (NUMBERS, OTHER_ROW),
        (Place("children_child", "other_number", digits_only), ROW),
        (Place("children_other", "identity_number", digits_only), ROW),
    ],
)
def test_a_value_that_was_moved_to_another_place_does_not_open(place, row):
    sealed = NUMBERS.seal("070301012345", ROW, RING)
    with pytest.raises(KeysRefused):
        place.open(sealed, row, RING)


@given(st.data())
def test_a_value_of_which_one_bit_was_altered_does_not_open(data):
    sealed = bytearray(NUMBERS.seal("070301012345", ROW, RING))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(KeysRefused):
        NUMBERS.open(bytes(sealed), ROW, RING)


@given(st.integers(0, 200))
def test_a_value_that_was_cut_off_does_not_open(length):
    sealed = NUMBERS.seal("070301012345", ROW, RING)
    with pytest.raises(KeysRefused):
        NUMBERS.open(sealed[: min(length, len(sealed) - 1)], ROW, RING)


def test_another_ring_does_not_open_it_and_says_which_key_is_missing():
    sealed = PHONES.seal("0100123456", ROW, RING)
    with pytest.raises(KeysRefused, match=RING.values[-1].id):
        PHONES.open(sealed, ROW, Keyring.new())
    impostor = Key(RING.values[-1].id, "ab" * 32, "")
    with pytest.raises(KeysRefused, match=str(ROW)):
        PHONES.open(sealed, ROW, RING.with_keys("values", (impostor,)))


def test_the_same_text_is_sealed_differently_each_time():
    assert PHONES.seal("0100123456", ROW, RING) != PHONES.seal("0100123456", ROW, RING)


def test_the_length_of_a_short_answer_tells_nothing():
    lengths = {len(PHONES.seal(text, ROW, RING)) for text in ("yes", "no", "unknown", "x" * 31)}
    assert len(lengths) == 1
    assert len(PHONES.seal("x" * 32, ROW, RING)) == lengths.pop() + BLOCK


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("070 301 012345", "070301012345"),
        ("070.301.012345", "070301012345"),
        ("０７０３０１０１２３４５", "070301012345"),
        ("07O301012345", "07301012345"),  # the letter O is no digit: another number
        ("70301012345", "70301012345"),  # a lost zero is not put back
        ("không có", ""),
    ],
)
def test_identity_numbers_are_compared_by_their_digits(written, compared):
    assert digits_only(written) == compared


def test_a_mark_is_the_same_for_equal_numbers_only_and_never_for_none():
    ring = RING.with_keys("index", (*RING.index, Key.new()))
    marks = NUMBERS.marks("070 301 012345", ring)
    assert marks == NUMBERS.marks("070301012345", ring)
    assert len(set(marks)) == 2
    assert not set(marks) & set(NUMBERS.marks("070301012346", ring))
    elsewhere = Place("cases_case", "identity_number", digits_only)
    assert not set(marks) & set(elsewhere.marks("070301012345", ring))
    assert NUMBERS.marks("không có", ring) == []


def test_nothing_shows_a_value_or_a_secret():
    sealed = PHONES.seal("0100123456", ROW, RING)
    for shown in (repr(sealed), str(sealed), f"{sealed}", repr([sealed]), repr(RING)):
        assert RING.values[0].secret not in shown
        assert "0100123456" not in shown
    assert repr(Sealed(b"0100123456")) == "<sealed>"
