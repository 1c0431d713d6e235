"""A right document has no departures: ours of every kind, and those that others type."""

import pytest

from mangnon.documents.checking import check_document
from tests.documents_writing.kinds import KINDS

from .changes import written
from .typists import RIGHT, by_shapes, by_table, twice_bold


@pytest.mark.parametrize("kind", KINDS)
def test_what_we_write_keeps_the_decree(kind):
    assert check_document("a.docx", written(kind)) == []


@pytest.mark.parametrize("way", RIGHT)
def test_what_others_type_rightly_keeps_the_decree(way):
    assert check_document("a.docx", RIGHT[way]()) == []


def test_a_line_drawn_as_a_shape_is_measured():
    (departure,) = check_document("a.docx", by_shapes(motto_mm=30))
    assert departure.rule == "motto.rule_length"
    assert departure.found == "đường kẻ dài 30 mm, dòng chữ dài 56,1 mm"
    dashed = '<a:prstDash val="dash"/>'
    (departure,) = check_document("a.docx", by_shapes(dash=dashed))
    assert departure.rule == "motto.rule_style"


def test_the_style_behind_a_style_is_looked_at():
    content = by_table(lambda word: setattr(word.styles["Normal"].font, "name", "Arial"))
    rules = {departure.rule for departure in check_document("a.docx", content)}
    assert rules == {"letters.font"}


def test_bold_of_two_styles_that_meet_is_not_bold():
    """Word turns bold off where the style of the letters says bold within a bold paragraph."""
    found = [d.rule for d in check_document("a.docx", by_table(twice_bold))]
    assert found == ["section.bold"]
