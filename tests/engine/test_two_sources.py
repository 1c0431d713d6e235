"""Two sources of one figure: both kept, one official, the difference shown."""

import pytest

from mangnon.engine.issues import EngineError
from mangnon.engine.pipeline import run
from mangnon.engine.reported import read_reported
from mangnon.engine.two_sources import sentences, told_by_each

from .world import AS_OF, OLD, arrow, only, reported, write

PROVINCE = ("70", OLD)


@pytest.fixture
def told(catalog):
    def tell(*rows):
        definition = catalog.indicators["9"]
        figures = read_reported(arrow("reported_values", list(rows)), catalog.indicators)
        return told_by_each(definition, figures, PROVINCE, 2025)

    return tell


def test_the_official_source_gives_the_figure(tmp_path, catalog):
    rows = [reported("9", 0.021, series="health"), reported("9", 0.018, series="police")]
    data = write(tmp_path, {"reported_values": rows})
    found = run(data, only(catalog, "9"), as_of=AS_OF).results.to_pylist()
    assert [r["value"] for r in found if r["unit"] == "70"] == [0.018]


def test_another_source_alone_is_no_official_figure(tmp_path, catalog):
    data = write(tmp_path, {"reported_values": [reported("9", 0.021, series="health")]})
    found = run(data, only(catalog, "9"), as_of=AS_OF).results.to_pylist()
    assert [r["value"] for r in found if r["unit"] == "70"] == [None]


def test_one_source_is_not_heard_twice(catalog):
    rows = [
        reported("9", 0.021, series="police"),
        reported("9", 0.018),
    ]  # unnamed: the official one
    with pytest.raises(EngineError, match="có hai số cho chỉ tiêu 9"):
        read_reported(arrow("reported_values", rows), catalog.indicators)


def test_both_stand_side_by_side_with_their_difference(catalog, told):
    found = told(reported("9", 0.021, series="health"), reported("9", 0.018, series="police"))
    assert [(one.reporter.code, one.is_official, one.difference) for one in found] == [
        ("police", True, 0.0),
        ("health", False, pytest.approx(0.003)),
    ]
    assert sentences(catalog.indicators["9"], found)[0] == (
        "2 nguồn: Công an 0,018%; Ngành y tế (cơ quan đầu mối về trẻ em) 0,021% (cao hơn 0,003)."
    )
    assert sentences(catalog.indicators["9"], found)[1].startswith("Số chính thức là của Công an: ")


def test_a_source_that_is_silent_is_said_to_be(catalog, told):
    said = sentences(catalog.indicators["9"], told(reported("9", 0.018, series="police")))
    assert said[0].endswith("Ngành y tế (cơ quan đầu mối về trẻ em) chưa có số.")


def test_sources_that_agree_are_said_to(catalog, told):
    rows = [reported("9", 0.018, series="health"), reported("9", 0.018, series="police")]
    assert "0,018% (khớp)" in sentences(catalog.indicators["9"], told(*rows))[0]


def test_a_leaf_with_one_source_says_nothing_of_sources(catalog):
    figures = read_reported(arrow("reported_values", [reported("10", 5.0)]), catalog.indicators)
    definition = catalog.indicators["10"]
    assert sentences(definition, told_by_each(definition, figures, PROVINCE, 2025)) == []
