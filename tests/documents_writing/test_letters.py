"""Widths of letters against print, and lines broken as a typist breaks them."""

import pytest

from mangnon.documents.writing import layout
from mangnon.documents.writing.letters import balanced, width_mm
from mangnon.documents.writing.model import Figure
from mangnon.documents.writing.spaces import bound


@pytest.mark.parametrize(
    ("text", "pt", "bold", "printed_mm"),
    [
        # widths read from a PDF set in Liberation Serif, whose letters are as wide as Times'
        (layout.MOTTO, 13, True, 56.0),
        ("SỞ Y TẾ", 12, True, 16.5),
        ("UBND TỈNH BÌNH PHƯỚC", 12, False, 50.3),
        (layout.NATION, 12, True, 88.5),
    ],
)
def test_a_line_is_as_wide_as_in_print(text, pt, bold, printed_mm):
    assert width_mm(text, pt, bold=bold) == pytest.approx(printed_mm, rel=0.01)


def test_a_letter_and_its_taken_apart_form_are_equally_wide():
    assert width_mm("Ư\u0309ng", 13) == width_mm("\u1eecng", 13)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("SỞ Y TẾ", ("SỞ Y TẾ",)),
        (
            "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
            ("SỞ LAO ĐỘNG - THƯƠNG", "BINH VÀ XÃ HỘI"),
        ),
        ("MỘTTỪDÀIHƠNCẢDÒNGKHÔNGNGẮTĐƯỢC", ("MỘTTỪDÀIHƠNCẢDÒNGKHÔNGNGẮTĐƯỢC",)),
        ("", ("",)),
    ],
)
def test_a_long_name_is_broken_into_lines_of_like_lengths(text, lines):
    assert balanced(text, 66, 12, bold=True) == lines


def test_a_very_long_name_is_broken_at_once():
    assert len(balanced("ỦY BAN " * 500, 66, 12)) > 100


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tính đến ngày 31/10/2025 có mười", "Tính đến ngày~31/10/2025 có~mười"),
        ("nêu tại Phụ lục II, Bảng 1 và Điều 3.", "nêu tại Phụ lục~II, Bảng~1 và Điều~3."),
        ("- Một khoản chi tiêu nhỏ lẻ", "-~Một khoản chi tiêu nhỏ~lẻ"),
        ("kết thúc bằng nghiêng", "kết thúc bằng nghiêng"),  # seven letters may stand alone
        ("một", "một"),
        ("", ""),
    ],
)
def test_a_line_never_ends_before_a_number_after_a_dash_or_before_a_short_last_word(text, shown):
    assert bound(text).replace("\u00a0", "~") == shown


def test_figures_are_left_as_they_are():
    share = Figure("75,7%", "1_70")
    assert bound(("- Đạt ", share, " năm 2025.")) == (
        "-\u00a0Đạt ", share, " năm\u00a02025.",
    )  # fmt: skip
