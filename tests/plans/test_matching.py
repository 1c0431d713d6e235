"""Which entry continues which of last year's plan: every answer here was worked out by hand."""

import pytest

from mangnon.plans.matching import Bits, Entry, match, similarity, words_of
from tests.patience import no_hang


def entry(key, text, label="", parent=None, year=2026):
    return Entry(key, words_of(text, year), label, parent)


def test_words_lose_tones_and_their_own_year():
    words = words_of("Trước ngày 10/11/2026, tỷ lệ đạt 76,9% so với năm 2025", 2026)
    assert words == (
        "truoc", "ngay", "10/11/@0", "ty", "le", "dat", "76,9", "%", "so", "voi", "nam", "@-1",
    )  # fmt: skip


def test_at_least_is_not_above():
    assert words_of(">= 70", None) != words_of("> 70", None)


def test_a_number_that_only_holds_the_year_is_no_year():
    assert words_of("20265 trẻ, 2026 em", 2026) == ("20265", "tre", "@0", "em")


def test_spellings_of_one_word_are_the_same_word():
    assert words_of("Ủy ban, hòa giải", None) == words_of("UỶ BAN: hoà giải", None)


def test_likeness_is_what_two_entries_share_twice_over_all_they_have():
    bits = Bits()

    def likeness(one, other):
        return similarity(bits.of(entry(1, one)), bits.of(entry(2, other)))

    # a b c: 3 words and 2 pairs; a b d: 3 and 2; shared: a, b and (a, b).
    assert likeness("a b c", "a b d") == pytest.approx(2 * 3 / 10)
    assert likeness("a b c", "a b c") == 1
    assert likeness("a b", "b a") == pytest.approx(2 * 2 / 6)
    assert likeness("…", "…") == 0


def test_nothing_is_matched_with_what_says_something_else():
    new = [entry(1, "Tổ chức lớp dạy bơi cho trẻ em")]
    old = [entry(2, "Kiểm tra việc cấp thẻ bảo hiểm y tế")]
    assert match(new, old) == {}


def test_a_new_value_and_a_new_number_are_still_the_same_indicator():
    new = [
        entry(1, "97% tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ 12 loại vắc xin.", "6"),
        entry(2, "Xây dựng 05 sân chơi cho trẻ em.", "5"),
    ]
    old = [
        entry(3, "95% tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ 8 loại vắc xin.", "5", None),
    ]
    assert match(new, old) == {1: 3}


def test_of_two_that_read_alike_the_number_decides():
    new = [entry(1, "tỷ lệ trẻ béo phì", "4d"), entry(2, "tỷ lệ trẻ béo phì", "4c")]
    old = [entry(3, "tỷ lệ trẻ béo phì", "4c"), entry(4, "tỷ lệ trẻ béo phì", "4d")]
    assert match(new, old) == {1: 4, 2: 3}


def test_an_old_entry_is_taken_once_by_the_most_alike():
    new = [entry(1, "Tổ chức truyền thông về bơi"), entry(2, "Tổ chức truyền thông về bơi an toàn")]
    old = [entry(3, "Tổ chức truyền thông về bơi an toàn")]
    assert match(new, old) == {2: 3}


def test_what_hangs_on_the_same_is_matched_first():
    text = "Báo cáo kết quả thực hiện"
    new = [entry(1, text, parent=10), entry(2, text, parent=11)]
    old = [entry(3, text, parent=21), entry(4, text, parent=20)]
    assert match(new, old, {10: 20, 11: 21}) == {1: 4, 2: 3}


def test_a_duty_that_moved_to_another_agency_is_found_only_when_nearly_the_same():
    new = [
        entry(1, "Tổ chức lớp dạy bơi an toàn cho trẻ em", parent=10),
        entry(2, "Tổ chức tập huấn cho cán bộ xã về bảo vệ trẻ em", parent=10),
    ]
    old = [
        entry(3, "Tổ chức lớp dạy bơi an toàn cho trẻ em", parent=20),
        entry(4, "Tổ chức tập huấn cho cán bộ phường về chăm sóc trẻ em", parent=20),
    ]
    assert match(new, old, {}) == {1: 3}
    assert match(new, old, {}, only_within_parent=True) == {}


def test_a_new_main_item_is_not_matched_a_second_time_across_parents():
    assert match([entry(1, "a b c d e")], [entry(2, "a x y z w")]) == {}


def test_three_hundred_items_are_matched_in_a_moment():
    words = [
        "tổ",
        "chức",
        "truyền",
        "thông",
        "bảo",
        "vệ",
        "chăm",
        "sóc",
        "trẻ",
        "em",
        "phòng",
        "chống",
        "đuối",
        "nước",
        "tai",
        "nạn",
    ]
    texts = [
        " ".join(words[(place * step) % len(words)] for step in range(1, 20)) + f" nhóm {place}"
        for place in range(300)
    ]
    old = [entry(1000 + place, text, parent=1) for place, text in enumerate(texts)]
    new = [entry(place, text + " mới", parent=2) for place, text in enumerate(texts)]
    with no_hang():
        found = match(new, old, {2: 1})
    assert all(found[place] == 1000 + place for place in range(300))
