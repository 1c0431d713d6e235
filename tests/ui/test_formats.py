"""Every expected text here was written by hand from the house's rules for Vietnamese documents."""

import datetime
from decimal import Decimal

import pytest

from mangnon.ui import formats

DAY = datetime.date(2025, 10, 31)


@pytest.mark.parametrize(
    ("x", "decimals", "text"),
    [
        (0, None, "0"),
        (86, 0, "86"),
        (1234567, None, "1.234.567"),
        (1234.56, 1, "1.234,6"),
        ("76.9", None, "76,9"),
        (Decimal("9.50"), None, "9,50"),
        (77.4774774, 1, "77,5"),
        (0.125, 2, "0,13"),
        (-0.04, 1, "0,0"),
        (-5.55, 1, "−5,6"),
        (1e-7, 2, "0,00"),
        (1e20, 0, "100.000.000.000.000.000.000"),
    ],
)
def test_a_number_has_a_decimal_comma_and_dots_between_thousands(x, decimals, text):
    assert formats.number(x, decimals) == text


def test_a_half_rounds_away_from_zero_as_written_not_as_stored():
    assert formats.number(2.675, 2) == "2,68"  # the double is 2.67499999…
    assert formats.number(0.05, 1) == "0,1"


def test_no_number_is_a_dash_and_never_a_zero():
    assert formats.number(None) == "—"
    assert formats.number(None, 2) == "—"
    assert formats.value_with_unit(None, "percent", 1) == "—"


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("percent", "12,5%"),
        ("per_1000", "12,5/1.000"),
        ("per_100000", "12,5/100.000"),
        ("count", "12,5"),
    ],
)
def test_a_value_carries_its_unit(unit, text):
    assert formats.value_with_unit(12.5, unit, 1) == text


def test_an_unknown_unit_is_a_mistake_and_not_a_bare_number():
    with pytest.raises(KeyError):
        formats.value_with_unit(1, "per_mille")


@pytest.mark.parametrize(
    ("relation", "value", "value_max", "unit", "text"),
    [
        (">=", "76.9", None, "percent", "≥ 76,9%"),
        (">=", "100", None, "percent", "100%"),
        (">=", 100.0, None, "percent", "100%"),
        (">=", "100", None, "count", "≥ 100"),
        ("<=", "100", None, "percent", "≤ 100%"),
        (">", "5", "", "percent", "trên 5%"),
        ("<=", "12.5", None, "per_1000", "≤ 12,5/1.000"),
        ("<=", "550", "", "per_100000", "≤ 550/100.000"),
        ("<", "9", None, "percent", "dưới 9%"),
        ("<", Decimal("0.12"), None, "percent", "dưới 0,12%"),
        ("reduce_by", "2", "3", "percent", "giảm 2–3%"),
        ("reduce_by", "2", None, "percent", "giảm ít nhất 2%"),
        ("reduce_by", "10", "", "count", "giảm ít nhất 10"),
        ("increase_by", "5", None, "percent", "tăng ít nhất 5%"),
        ("increase_by", "5", "7.5", "percent", "tăng 5–7,5%"),
    ],
)
def test_a_target_says_its_relation(relation, value, value_max, unit, text):
    assert formats.target_text(relation, value, value_max, unit) == text


def test_an_unknown_relation_is_a_mistake_and_not_at_least():
    with pytest.raises(KeyError):
        formats.target_text("=", "100")


def test_missing_and_not_applicable_and_zero_are_three_different_texts():
    texts = {
        formats.figure_text(None, "percent", 1, "no_data"),
        formats.figure_text(None, "percent", 1, "not_applicable"),
        formats.figure_text(0, "percent", 1, "met"),
        formats.number(None),
    }
    assert texts == {"chưa có số liệu", "không phát sinh", "0,0%", "—"}


def test_a_figure_without_a_judgement_and_without_a_value_has_no_data():
    assert formats.figure_text(None, "percent", 1) == "chưa có số liệu"


def test_what_is_needed_is_said_in_whole_numbers():
    # 76,9% of 111 communes is 85,36: 86 are needed.
    assert formats.needs_text(86, 80, 111, is_lower_better=False) == "cần 86 trên 111, còn thiếu 6"
    assert formats.needs_text(86, 86, 111, is_lower_better=False) == "cần 86 trên 111"
    named = formats.needs_text(86, 83, 111, is_lower_better=False, noun="xã")
    assert named == "cần 86 trên 111, còn thiếu 3 xã"
    assert formats.needs_text(86, 90, 111, is_lower_better=False) == "cần 86 trên 111"
    assert formats.needs_text(86, None, 111, is_lower_better=False) == "cần 86 trên 111"


def test_when_less_is_better_the_need_is_a_ceiling():
    over = formats.needs_text(1799, 2100, 20000, is_lower_better=True)
    assert over == "tối đa 1.799 trên 20.000, đang vượt 301"
    assert formats.needs_text(0, 0, 12, is_lower_better=True) == "tối đa 0 trên 12"
    assert formats.needs_text(5, 3, 12, is_lower_better=True) == "tối đa 5 trên 12"


def test_an_interval_needs_both_ends():
    assert formats.interval_text(61.94, 94.8, "percent", 1) == "61,9–94,8%"
    assert formats.interval_text(None, 94.8, "percent", 1) == ""
    assert formats.interval_text(61.9, None, "percent", 1) == ""


def test_a_fraction_needs_both_parts():
    assert formats.fraction_text(0, 111) == "0 trên 111"
    assert formats.fraction_text(None, 111) == ""
    assert formats.fraction_text(86, None) == ""


def test_attainment_and_basis_have_words_for_every_code():
    assert formats.attainment_text("on_track") == "đúng tiến độ"
    assert formats.attainment_text("") == formats.attainment_text(None) == "—"
    assert formats.basis_text("provisional") == "tạm tính"
    with pytest.raises(KeyError):
        formats.attainment_text("nearly")


def test_dates_are_day_month_year():
    assert formats.date_text(DAY) == "31/10/2025"
    assert formats.date_text(None) == "—"
    assert formats.moment_text(datetime.datetime(2025, 1, 2, 3, 4, tzinfo=datetime.UTC)) == (
        "02/01/2025 03:04"
    )
    assert formats.moment_text(None) == "—"


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (datetime.date(2025, 11, 10), "còn 10 ngày"),
        (datetime.date(2025, 10, 31), "hôm nay"),
        (datetime.date(2025, 10, 28), "quá hạn 3 ngày"),
    ],
)
def test_a_deadline_says_how_many_days_are_left(on, text):
    assert formats.days_left_text(on, DAY) == text
