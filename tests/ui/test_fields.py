"""What is typed into a form the Vietnamese way."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from mangnon.ui.fields import DayField


@pytest.mark.parametrize(
    "typed", ["05/03/2020", "5/3/2020", "05-03-2020", "5.3.2020", "05032020", " 2020-03-05 "]
)
def test_a_day_is_typed_day_first(typed):
    assert DayField().clean(typed) == date(2020, 3, 5)


@pytest.mark.parametrize("typed", ["31/02/2020", "03/15/2020", "532020", "5/3/20", "hôm qua"])
def test_what_is_no_day_is_told_how_a_day_is_written(typed):
    with pytest.raises(ValidationError, match="ngày/tháng/năm, ví dụ 05/03/2020"):
        DayField().clean(typed)


def test_a_day_that_is_known_stands_in_the_field_as_people_write_it():
    class Form(forms.Form):
        on = DayField(initial=date(2020, 3, 5))

    page = str(Form())
    assert 'type="text"' in page
    assert 'value="05/03/2020"' in page
    assert 'placeholder="ngày/tháng/năm"' in page
