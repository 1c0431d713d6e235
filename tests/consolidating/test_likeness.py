"""Which paragraphs say the same: worked by hand."""

import pytest

from mangnon.reports.consolidating.likeness import Likeness, paragraphs_of

SAID = "Ngày 01/6/2025, phối hợp tổ chức Ngày hội thiếu nhi tại công viên trung tâm cho 250 trẻ em"


def found(text, whose="b"):
    seen = Likeness()
    seen.add(1, SAID, "a")
    return seen.find(text, whose)


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        f"  {SAID.upper()}.",
        SAID.replace("tổ chức", "tổ chức thành công"),
        SAID.replace("tại công viên", "ở công viên"),
    ],
)
def test_the_same_words_or_nearly_so_say_the_same(text):
    assert found(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        SAID.replace("250", "300"),  # another number is another thing
        "Ngày 01/6/2025, tổ chức dạy bơi cho 250 trẻ em",
        "",
        "Không có.",
    ],
)
def test_other_words_or_other_numbers_do_not(text):
    assert found(text) is None


def test_a_body_does_not_repeat_itself():
    assert found(SAID, whose="a") is None


def test_the_first_of_several_that_are_the_same_is_named():
    seen = Likeness()
    for paragraph, whose in ((1, "a"), (2, "b"), (3, "c")):
        seen.add(paragraph, "Không có khó khăn.", whose)
    assert seen.find("Không có khó khăn", "d") == 1
    assert seen.find("Không có khó khăn", "a") == 2


def test_composed_and_decomposed_letters_are_the_same():
    seen = Likeness()
    seen.add(1, "Trẻ em", "a")
    assert seen.find("Tre\u0309 em", "b") == 1


def test_paragraphs_are_lines_with_words():
    assert paragraphs_of("Một.\n\n  Hai \t ba.\r\n") == ["Một.", "Hai ba."]
