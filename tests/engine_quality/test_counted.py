"""Parts and wholes counted in the tables of a snapshot, by hand, at every unit above."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.load import load_catalog
from mangnon.engine.quality.counted import count_shares
from mangnon.engine.quality.load import load_checks
from tests.engine.world import AS_OF, OLD, write

CHILDREN = [  # commune, birth date, sex
    ("25216", date(2025, 3, 1), "unknown"),
    ("25216", date(2015, 3, 1), "male"),
    ("25217", date(2025, 10, 31), "female"),
    ("25270", date(2014, 5, 5), "unknown"),
]
BIRTHS = [("25216", date(2024, 10, 31)), ("25216", date(2024, 11, 1)), ("25270", AS_OF)]
PEOPLE = [  # commune, year, age, persons
    ("25216", 2025, 0, 3), ("25216", 2025, 15, 2), ("25216", 2025, 16, 100),
    ("25216", 2024, 0, 100), ("25270", 2025, 3, 4),
]  # fmt: skip
RECORDS = [("25216", date(2025, 8, 1), True), ("25216", date(2025, 7, 31), False)]


@pytest.fixture
def counted(tmp_path):
    tables = {
        "children": [_child(number, *child) for number, child in enumerate(CHILDREN)],
        "births": [
            _in(commune, birth_key=str(number), born_on=born_on, sex="male",
                ethnic_group="kinh", area="urban")
            for number, (commune, born_on) in enumerate(BIRTHS)
        ],
        "population": [
            _in(commune, year=year, age=age, sex="male", area="urban", persons=persons,
                source="thử", published_on=AS_OF)
            for commune, year, age, persons in PEOPLE
        ],
        "records": [
            _in(commune, child_key=str(number), changed_on=changed_on, is_in_open_pair=is_paired)
            for number, (commune, changed_on, is_paired) in enumerate(RECORDS)
        ],
    }  # fmt: skip
    catalog = load_catalog(CATALOG)
    checks = load_checks(CATALOG, catalog)
    return count_shares(write(tmp_path, tables), catalog, checks, AS_OF)


def _in(commune, **columns):
    return {"unit_code": commune, "unit_valid_from": OLD} | columns


def _child(number, commune, birth_date, sex):
    age_band = "under_1" if birth_date.year == 2025 else "5_to_10"
    return _in(
        commune, child_key=str(number), birth_date=birth_date, sex=sex, age_band=age_band,
        ethnicity="01", ethnic_group="kinh", area="urban", disability="no", poverty="none",
        birth_registration="yes", is_fully_immunised=False, is_special_circumstances=False,
        is_supported=False, attends_preschool=False, special_circumstances="no",
    )  # fmt: skip


def of(counted, check):
    return {code: pair for (name, (code, _day)), pair in counted.items() if name == check}


def test_a_part_is_counted_within_its_whole_at_every_unit(counted):
    found = of(counted, "sex_unknown")
    assert (found["25216"], found["25217"], found["25270"]) == ((1, 2), (0, 1), (1, 1))
    assert (found["688"], found["692"], found["70"]) == ((1, 3), (1, 1), (2, 4))


def test_two_tables_are_set_side_by_side(counted):
    # Children born after 31/10/2024 against births after it: the birth on the day itself is out.
    found = of(counted, "infants_against_births")
    assert (found["25216"], found["25217"], found["25270"]) == ((1, 1), (1, 0), (0, 1))


def test_people_are_added_up_not_their_rows(counted):
    found = of(counted, "population_coverage")
    assert (found["25216"], found["25270"], found["70"]) == ((2, 5), (1, 4), (4, 9))


def test_how_records_are_kept_is_counted(counted):
    assert of(counted, "duplicate_pairs")["70"] == (1, 2)
    # Three months before 31/10/2025 is 31/7/2025, which is not after it.
    assert of(counted, "register_is_kept")["70"] == (1, 2)
