"""Figures of the small province on the units of three days, and who may see them there."""

from datetime import date

import pytest

from mangnon.core.models import Refused, Unit, UnitChange
from mangnon.indicators.explain import explain_figure
from mangnon.indicators.series import series_of
from mangnon.indicators.services import results_as_rows
from mangnon.indicators.shelves import shelf_of
from tests.small_reform import LAW, MERGED, RETYPED, reform, unit

OLD_DAY, LAST_DAY = date(2025, 6, 30), date(2026, 5, 1)
DAYS = (OLD_DAY, MERGED, LAST_DAY)
COUNTS = ("leaf", "numerator", "denominator", "value", "attainment")


@pytest.fixture
def reformed(run):
    reform()
    return run


@pytest.fixture
def console(make_user, province):
    """Who sees all children, and so small counts too."""
    return make_user("console", province)


def rows(run, by, day, **asked):
    found = results_as_rows(run, by=by, unit=None, dimension=None, units_on=day)
    return [row for row in found if all(row[name] == wanted for name, wanted in asked.items())]


def test_the_province_has_the_same_figures_on_all_days(reformed, officer):
    reported = results_as_rows(reformed, by=officer, unit="70", dimension=None)
    for day, code in zip(DAYS, ("70", "75", "75"), strict=True):
        moved = rows(reformed, officer, day, unit=code)
        assert [[row[n] for n in COUNTS] for row in moved] == [
            [row[n] for n in COUNTS] for row in reported
        ]


def test_on_the_old_units_nothing_changes(reformed, officer):
    assert rows(reformed, officer, OLD_DAY) == results_as_rows(
        reformed, by=officer, unit=None, dimension=None
    )


def test_communes_that_merge_are_added_up(reformed, console):
    (merged,) = rows(reformed, console, MERGED, leaf="14", unit="25217")
    assert merged["unit_valid_from"] == "2025-07-01"
    assert (merged["numerator"], merged["denominator"], merged["value"]) == (3, 5, 60.0)
    assert isinstance(merged["numerator"], int)
    assert "estimated" not in merged["flags"]


def test_each_unit_is_that_of_its_day_and_no_district_is_left(reformed, officer):
    units = [
        sorted({(row["unit"], row["unit_valid_from"]) for row in rows(reformed, officer, day)})
        for day in DAYS[1:]
    ]
    assert units == [
        [("25217", "2025-07-01"), ("25270", "2025-07-01"), ("75", "2025-07-01")],
        [("25217", "2025-07-01"), ("25270", "2026-04-30"), ("75", "2026-04-30")],
    ]


def test_what_a_merged_commune_was_assessed_as_says_nothing_of_the_new_one(reformed, officer):
    (merged,) = rows(reformed, officer, MERGED, leaf="1", unit="25217")
    assert (merged["numerator"], merged["value"]) == (None, None)
    assert "not_comparable" in merged["flags"]
    (alone,) = rows(reformed, officer, LAST_DAY, leaf="1", unit="25270")
    assert (alone["numerator"], alone["denominator"]) == (0, 1)
    (province,) = rows(reformed, officer, MERGED, leaf="1", unit="75")
    assert (province["numerator"], province["denominator"]) == (2, 3)
    assert "units_as_reported" in province["flags"]


def test_a_breakdown_moves_and_adds_up_too(reformed, console):
    for day, code in zip(DAYS, ("70", "75", "75"), strict=True):
        found = results_as_rows(reformed, by=console, unit=code, dimension="sex", units_on=day)
        of_14 = {
            r["member"]: (r["numerator"], r["denominator"]) for r in found if r["leaf"] == "14"
        }
        assert tuple(map(sum, zip(*of_14.values(), strict=True))) == (3, 5)


def test_a_part_taken_by_population_is_an_estimate(reformed, console):
    UnitChange.objects.filter(from_code="25216").update(share="0.25", share_basis="population")
    UnitChange.objects.create(
        on=MERGED, from_code="25216", to_code="25270", kind="split", share="0.75",
        share_basis="population", legal_basis=LAW,
    )  # fmt: skip
    (part,) = rows(reformed, console, MERGED, leaf="14", unit="25217")
    assert (part["numerator"], part["denominator"]) == (1.5, 2.75)
    assert part["flags"][:2] == ["estimated", "estimated_by_population"]
    explained = explain_figure(reformed, leaf="14", unit_code="25217", by=console, units_on=MERGED)
    assert "Tử số: ≈ 1,5 " in explained["text"]
    assert explained["continuity"]["kind"] == "estimated"
    assert "1 trên 2 đơn vị chia theo dân số" in explained["continuity"]["text"]


def test_the_explanation_says_how_the_series_hangs_together(reformed, officer):
    def note(leaf, code, day):
        found = explain_figure(reformed, leaf=leaf, unit_code=code, by=officer, units_on=day)
        assert found["continuity"]["text"] in found["text"]
        return found["continuity"]["text"]

    assert note("14", "70", None) == "So sánh được."
    merged = note("14", "25217", MERGED)
    assert merged.startswith("So sánh được")
    assert "01/07/2025" in merged
    assert LAW in merged
    broken = note("1", "25217", MERGED)
    assert broken.startswith(f"Gián đoạn từ 01/07/2025 vì sáp nhập ({LAW})")
    assert "chưa so sánh được, chờ đánh giá lại" in broken


def test_the_part_of_the_province_that_is_known_is_named(reformed, officer):
    found = explain_figure(reformed, leaf="14", unit_code=None, by=officer, units_on=MERGED)
    assert (found["unit"], found["unit_name"]) == ("75", "địa bàn Bình Phước cũ")


def test_the_years_move_together(reformed, console):
    shelf = shelf_of(reformed, MERGED, console)
    series = series_of(reformed, unit("25217"), shelf)
    assert (series["14"].now.numerator, series["14"].now.denominator) == (3, 5)


def test_an_officer_of_a_merged_commune_sees_nothing_made_of_its_neighbours(reformed, make_user):
    old = Unit.objects.get(code="25216")
    officer = make_user("commune_officer", old)
    assert {row["unit"] for row in rows(reformed, officer, None)} == {"25216"}
    with pytest.raises(Refused):
        rows(reformed, officer, MERGED)
    with pytest.raises(Refused):
        explain_figure(reformed, leaf="14", unit_code="25217", by=officer, units_on=MERGED)


def test_an_officer_of_the_new_commune_sees_all_of_it_and_no_other(reformed, make_user):
    officer = make_user("commune_officer", unit("25217"))
    assert {row["unit"] for row in rows(reformed, officer, MERGED)} == {"25217"}
    (merged,) = rows(reformed, officer, MERGED, leaf="14")
    assert (merged["numerator"], merged["denominator"]) == (3, 5)


def test_a_stranger_sees_nothing_on_any_day(reformed, stranger):
    Unit.objects.filter(code=stranger.unit.code).update(valid_to=None)  # untouched by the reform
    for day in (*DAYS, RETYPED):
        with pytest.raises(Refused):
            rows(reformed, stranger, day)


def test_a_day_without_units_is_refused(reformed, officer):
    with pytest.raises(Refused, match=r"01/01/1990"):
        rows(reformed, officer, date(1990, 1, 1))
