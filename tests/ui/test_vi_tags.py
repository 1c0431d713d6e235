import datetime

import pytest
from django.template import Context, Template

from mangnon.ui.formats import ATTAINMENTS


def drawn(text, **values):
    return " ".join(Template("{% load vi %}" + text).render(Context(values)).split())


def test_numbers_and_dates_follow_the_vietnamese_way():
    assert drawn("{{ x|number_vi:1 }}", x=1234.56) == "1.234,6"
    assert drawn("{{ x|number_vi }}", x=None) == "—"
    assert drawn("{{ x|date_vi }}", x=datetime.date(2025, 10, 31)) == "31/10/2025"


def test_moments_are_told_in_the_time_of_the_province():
    late = datetime.datetime(2025, 10, 31, 20, 30, tzinfo=datetime.UTC)
    assert drawn("{{ x|moment_vi }}", x=late) == "01/11/2025 03:30"
    assert drawn("{{ x|moment_vi }}", x=None) == "—"


def test_days_left_count_from_the_day_of_the_page():
    on, today = datetime.date(2025, 11, 20), datetime.date(2025, 10, 31)
    assert drawn("{{ on|days_left:today }}", on=on, today=today) == "còn 20 ngày"


@pytest.mark.parametrize("attainment", ATTAINMENTS)
def test_a_status_says_its_word_beside_colour_and_shape(attainment):
    text = drawn("{% status x %}", x=attainment)
    assert ATTAINMENTS[attainment] in text
    assert f"mn-status-{attainment}" in text
    assert text.count("<svg") == 1
    assert 'aria-hidden="true"' in text


def test_every_status_has_a_shape_of_its_own():
    shapes = {drawn("{% status x %}", x=a).split("<svg")[1].split(">", 1)[1] for a in ATTAINMENTS}
    assert len({shape.split("</svg>")[0] for shape in shapes}) == len(ATTAINMENTS)


def test_no_judgement_is_a_dash_without_a_colour():
    text = drawn("{% status x %}", x="")
    assert "—" in text
    assert "mn-status-" not in text
