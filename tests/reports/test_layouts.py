"""The layout file of the catalogue: whole, dated, and refused when a sentence is wrong."""

from datetime import date

import pytest
import yaml
from pydantic import ValidationError

from mangnon.documents.writing.model import Figure
from mangnon.reports.layouts import FOLDER, SLOTS, Layout, fill, joined, listed, load_layout, slots


def raw() -> dict:
    (file,) = FOLDER.glob("consolidated@2025-01-01.yaml")
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_a_misspelt_field_is_an_error():
    with pytest.raises(ValidationError, match="Extra inputs"):
        Layout(**raw(), kinds="Báo cáo")


def test_a_missing_sentence_is_an_error_that_names_it():
    broken = raw()
    del broken["sentences"]["opening"]
    with pytest.raises(ValidationError, match="sentences are missing: opening"):
        Layout(**broken)


def test_a_sentence_that_no_report_says_is_an_error():
    broken = raw()
    broken["sentences"]["greeting"] = "Chào"
    with pytest.raises(ValidationError, match="no report says the sentence 'greeting'"):
        Layout(**broken)


def test_a_slot_that_nobody_fills_is_an_error_that_names_sentence_and_slot():
    broken = raw()
    broken["sentences"]["leaf"] = "Chỉ tiêu {nummer}"
    with pytest.raises(ValidationError, match="'leaf' has unknown slots: nummer"):
        Layout(**broken)


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(1999, 1, 1)])
def test_before_the_first_layout_there_is_none(day):
    with pytest.raises(LookupError, match="no layout"):
        load_layout(Layout, "consolidated", day)


def test_a_kind_without_a_layout_is_an_error():
    with pytest.raises(LookupError, match="no layout for the report 'weekly'"):
        load_layout(Layout, "weekly", date(2025, 10, 31))


def test_the_newest_layout_in_force_on_the_day_is_taken(tmp_path):
    for since, until, kind in (
        ("2025-01-01", "2026-01-01", "Cũ"),
        ("2026-01-01", None, "Mới"),
    ):
        content = raw() | {"valid_from": since, "valid_to": until, "kind": kind}
        (tmp_path / f"consolidated@{since}.yaml").write_text(
            yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
        )
    assert load_layout(Layout, "consolidated", date(2025, 12, 31), tmp_path).kind == "Cũ"
    assert load_layout(Layout, "consolidated", date(2026, 1, 1), tmp_path).kind == "Mới"


def test_the_layout_says_where_it_comes_from_and_how_certain_it_is(layout):
    assert "30/2020/NĐ-CP" in layout.source
    assert layout.certainty["layout"] == "verified"


def test_every_slot_that_a_sentence_may_have_is_used_by_the_catalogue(layout):
    later = load_layout(Layout, "consolidated", date(2025, 7, 1))
    used = {name: slots(layout.sentences[name]) | slots(later.sentences[name]) for name in SLOTS}
    assert used == SLOTS


def test_a_filled_sentence_keeps_its_figures_and_joins_its_words():
    share = Figure("76,9%", "1_70")
    assert fill("đạt {value} ({n})", value=(share,), n=3) == ("đạt ", share, " (3)")
    assert fill("{a}{b}", a="một ", b="hai") == "một hai"
    assert fill("không có chỗ trống") == "không có chỗ trống"


def test_a_slot_without_a_value_is_a_mistake_of_the_program():
    with pytest.raises(KeyError, match="value"):
        fill("{value}", other="1")


def test_items_are_listed_with_a_sign_between_them():
    share = Figure("1", "1_70")
    assert listed(["một", "hai"]) == "một, hai"
    assert listed([(share, " một"), "hai"], "; ") == (share, " một; hai")
    assert listed([]) == ""


def test_empty_pieces_vanish():
    assert joined(("", "một", "")) == "một"
    assert joined(()) == ""
