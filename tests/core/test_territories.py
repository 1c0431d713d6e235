"""The reform of 2025 and 2026 as the catalogue has it: what each unit of a day is made of."""

import csv
from collections import Counter
from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import Unit
from mangnon.core.units.loading import load_catalog_units
from mangnon.core.units.territories import heir_of, reshape

BEFORE, MERGED, RETYPED = date(2025, 6, 30), date(2025, 7, 1), date(2026, 4, 30)


@pytest.fixture
def units(db):
    load_catalog_units(CATALOG / "units")


def written_parts():
    """Return the communes that each new commune took in, as the list of changes says."""
    with (CATALOG / "units" / "unit_changes.csv").open(encoding="utf-8", newline="") as rows:
        merges = [r for r in csv.DictReader(rows) if r["on"] == "2025-07-01"]
    found = {}
    for row in merges:
        if row["kind"] == "merge" and len(row["from_code"]) == 5:
            found.setdefault(row["to_code"], set()).add(row["from_code"])
    return found


def communes(made):
    return {t.unit: t for t in made.territories.values() if t.level == "commune"}


def test_each_new_commune_is_made_of_those_that_the_resolution_names(units):
    made = communes(reshape(BEFORE, MERGED))
    assert len(made) == 40
    assert {key[0]: {part.unit[0] for part in t.parts} for key, t in made.items()} == (
        written_parts()
    )
    assert sum(len(t.parts) for t in made.values()) == 111
    assert all(part.is_whole for t in made.values() for part in t.parts)


def test_a_code_that_was_given_again_under_another_name_is_another_unit(units):
    made = communes(reshape(BEFORE, MERGED))
    names = [
        dict(Unit.objects.on(day).filter(level="commune").values_list("code", "name"))
        for day in (BEFORE, MERGED)
    ]
    renamed = [key for key in made if names[0].get(key[0]) not in {None, names[1][key[0]]}]
    assert len(renamed) == 21  # 20 have another name, one another spelling of it
    for code, since in renamed:
        assert since == MERGED
        assert {part.unit for part in made[code, since].parts} == {
            (part, Unit.objects.on(BEFORE).get(code=part).valid_from)
            for part in written_parts()[code]
        }


def test_a_name_that_two_communes_bear_leads_each_to_its_own_successor(units):
    made = communes(reshape(BEFORE, MERGED))
    before = list(Unit.objects.on(BEFORE).filter(level="commune"))
    doubled = [name for name, count in Counter(u.name for u in before).items() if count > 1]
    assert len(doubled) == 7
    went_to = {part.unit[0]: key[0] for key, t in made.items() for part in t.parts}
    into = {old: new for new, olds in written_parts().items() for old in olds}
    for unit in before:
        if unit.name in doubled:
            assert went_to[unit.code] == into[unit.code]


def test_a_retyped_commune_is_the_same_territory(units):
    made = communes(reshape(MERGED, RETYPED))
    assert all(t.same is not None for t in made.values())
    assert sum(t.same != t.unit for t in made.values()) == 3


def test_the_province_is_one_unit_and_its_districts_are_in_it(units):
    (province,) = [t for t in reshape(BEFORE, RETYPED).territories.values() if t.level != "commune"]
    assert (province.unit[0], province.same[0], len(province.parts)) == ("75", "70", 111)
    assert province.is_regrouped


def test_the_heir_of_a_unit_is_that_of_its_own_level_or_nobody(units):
    province, district = (Unit.objects.on(BEFORE).get(code=code) for code in ("70", "688"))
    assert heir_of(province, RETYPED) == Unit.objects.on(RETYPED).get(code="75")
    assert heir_of(Unit.objects.on(RETYPED).get(code="75"), BEFORE) == province
    assert heir_of(district, BEFORE) == district
    assert heir_of(district, MERGED) is None
