"""What the registers count of chỉ tiêu 9, beside what police and health report."""

from datetime import date

import pytest

from mangnon.engine.companions import OWN_COUNT
from mangnon.engine.pipeline import run
from mangnon.engine.two_sources import own_count_words
from tests.engine.world import AS_OF, OLD, only, people, write

HARMS = (
    "violence", "sexual_abuse", "exploitation", "trafficking", "abandonment", "neglect", "at_risk",
    "other",
)  # fmt: skip


def event(child, unit="25216", **about):
    return {
        "unit_code": unit, "unit_valid_from": OLD, "event_key": f"e-{child}", "child_key": child,
        "occurred_on": date(2025, 3, 1), "finding": "upheld", "is_abuse": True,
        **{f"has_{harm}": harm == "violence" for harm in HARMS}, "setting": "family",
        "sex": "female", "age_at_event": "6_to_10", "is_closed": False, **about,
    }  # fmt: skip


@pytest.fixture
def rows():
    return {"children": people(1, size=40)["children"]}


def counted(tmp_path, catalog, rows, events):
    data = write(tmp_path, rows | {"abuse_cases": events})
    companions = run(data, only(catalog, "9"), as_of=AS_OF).companions.to_pylist()
    return [row for row in companions if row["dimension"] == OWN_COUNT]


def test_a_child_of_two_events_in_two_communes_is_counted_once(tmp_path, catalog, rows):
    twice = [event("a"), event("a", "25270", event_key="later"), event("b")]
    (row,) = counted(tmp_path, catalog, rows, twice)
    assert (row["unit"], row["numerator"], row["denominator"]) == ("70", 2, 40)


@pytest.mark.parametrize(
    "about",
    [
        {"finding": "waiting"}, {"finding": "unfounded"}, {"is_abuse": False},
        {"occurred_on": date(2024, 12, 31)},
    ],
)  # fmt: skip
def test_what_is_not_upheld_or_no_abuse_or_of_another_year_is_left_out(
    tmp_path, catalog, rows, about
):
    (row,) = counted(tmp_path, catalog, rows, [event("a", **about)])
    assert row["numerator"] == 0


def test_no_unit_below_the_province_is_told(tmp_path, catalog, rows):
    assert [row["unit"] for row in counted(tmp_path, catalog, rows, [event("a")])] == ["70"]


def test_the_reported_figures_stay_what_they_are(tmp_path, catalog, rows):
    data = write(tmp_path, rows | {"abuse_cases": [event("a")]})
    results = run(data, only(catalog, "9"), as_of=AS_OF).results.to_pylist()
    assert not [row for row in results if row["numerator"] is not None or row["value"]]


def test_it_is_said_to_be_no_official_figure(tmp_path, catalog, rows):
    (row,) = counted(tmp_path, catalog, rows, [event("a")])
    figure = type("Figure", (), row)
    said = own_count_words(catalog.indicators["9"], figure)
    assert "không thay số chính thức" in said
    assert "trong kỳ: 1; tổng số trẻ em trong sổ đăng ký: 40; bằng 2,500%" in said
