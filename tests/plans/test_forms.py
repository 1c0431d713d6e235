"""What office users type: a decimal comma, days as dd/mm/yyyy, one name on a line."""

import datetime
from decimal import Decimal

import pytest

from mangnon.plans.forms import LinesField, VietnameseDecimalField, item_form
from mangnon.plans.kinds import KINDS


@pytest.mark.parametrize("typed", ["", "năm", "1,2,3", "--"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Exception, match=r".") as refusal:
        VietnameseDecimalField().clean(typed)
    assert refusal.type.__name__ == "ValidationError"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("76,9", "76.9"),
        ("76.9", "76.9"),
        ("0,12", "0.12"),
        ("1.234,5", "1234.5"),
        ("13.000", "13000"),
        (" 550 ", "550"),
    ],
)
def test_a_number_is_read_as_vietnamese_offices_write_it(typed, meant):
    assert VietnameseDecimalField().clean(typed) == Decimal(meant)


def test_a_number_is_shown_with_a_decimal_comma_and_no_idle_zeros():
    field = VietnameseDecimalField()
    assert field.prepare_value(Decimal("76.900000")) == "76,9"
    assert field.prepare_value(Decimal("550.000000")) == "550"
    assert field.prepare_value("typed 7,") == "typed 7,"


def test_a_number_that_is_shown_reads_back_as_itself():
    field = VietnameseDecimalField()
    for value in (Decimal("0.12"), Decimal("76.9"), Decimal(100), Decimal(123456), Decimal("9.5")):
        assert field.clean(field.prepare_value(value)) == value


def test_names_stand_one_on_a_line_because_they_hold_commas():
    field = LinesField(required=False)
    assert field.clean("UBND các huyện, thị xã, thành phố\n\n Sở Y tế ") == [
        "UBND các huyện, thị xã, thành phố",
        "Sở Y tế",
    ]
    assert field.clean("") == []
    assert field.prepare_value(["Sở Y tế", "Công an tỉnh"]) == "Sở Y tế\nCông an tỉnh"


def test_a_day_that_does_not_exist_is_refused():
    form = item_form(KINDS["deadline"])({"on": "30/02/2025", "text": "…"})
    assert "on" in form.errors


def test_a_day_is_read_day_first():
    form = item_form(KINDS["deadline"])({"on": "10/11/2025", "text": "Báo cáo"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == datetime.date(2025, 11, 10)


@pytest.mark.parametrize("slug", KINDS)
def test_every_kind_has_a_form_with_a_label_on_every_field(slug):
    form = item_form(KINDS[slug])()
    assert list(form.fields) == list(KINDS[slug].fields)
    assert all(str(field.label) for field in form.fields.values())
    assert all("class" in field.widget.attrs for field in form.fields.values())
