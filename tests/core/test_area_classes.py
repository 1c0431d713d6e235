"""What kind of area a unit is in law, dated, one of a family at a time."""

import datetime

import pytest
from django.db import IntegrityError

from mangnon.catalog import CATALOG
from mangnon.core.models import Refused, Unit
from mangnon.core.units.area_class import AreaClass, area_kinds
from mangnon.core.units.loading import load_units

HEAD = "code,kind,valid_from,valid_to,legal_basis,certainty"
DAY = datetime.date(2021, 6, 4)


@pytest.fixture
def load(db, tmp_path):
    def load(*rows):
        file = tmp_path / "areas.csv"
        file.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
        folder = CATALOG / "units"
        return load_units(folder / "units.csv", folder / "unit_changes.csv", file, by=None)

    return load


def test_a_class_belongs_to_the_unit_of_its_first_day(load):
    loaded = load(
        "25222,area_3,2021-06-04,2025-07-01,QĐ 861/QĐ-TTg,unverified",
        "25222,border,2014-06-15,2025-07-01,NĐ 34/2014/NĐ-CP,unverified",
        "25222,border,2025-07-01,,NĐ 34/2014/NĐ-CP,unverified",
    )
    assert loaded.area_classes == 3
    old, new = Unit.objects.filter(code="25222").order_by("valid_from")
    assert sorted(str(area) for area in old.area_classes.all()) == ["Biên giới", "Khu vực III"]
    assert [str(area) for area in new.area_classes.all()] == ["Biên giới"]


def test_the_same_file_again_changes_nothing(load):
    row = "25222,area_3,2021-06-04,2025-07-01,QĐ 861/QĐ-TTg,unverified"
    load(row)
    before = list(AreaClass.objects.values())
    load(row)
    assert list(AreaClass.objects.values()) == before


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["25222,area_9,2021-06-04,,QĐ,"], "areas.csv:2: .*area_9"),
        (["99999,area_3,2021-06-04,,QĐ,"], "areas.csv:2: .*99999"),
        (["25222,area_3,1996-06-04,1996-07-01,QĐ,"], "areas.csv:2: .*04/06/1996"),
        (["25222,area_3,2021-06-04,,QĐ,"], "areas.csv:2: .*01/07/2025"),
        (["25222,area_3,2021-06-04,2021-06-04,QĐ,"], "areas.csv:2"),
        (["25222,area_3,04/06/2021,,QĐ,"], "areas.csv:2: .*04/06/2021"),
        (
            ["25222,area_3,2021-06-04,2025-07-01,QĐ,", "25222,area_2,2022-01-01,2025-07-01,QĐ,"],
            "areas.csv:3: .*Khu vực III",
        ),
        (["25222,area_3,2021-06-04,2025-07-01,QĐ,"] * 2, "areas.csv:3: .*hai lần"),
        (["25222,area_3,2021-06-04,2025-07-01,,"], "areas.csv:2"),
    ],
)
def test_a_bad_class_is_refused_and_not_even_the_units_are_loaded(load, rows, sentence):
    with pytest.raises(Refused, match=sentence):
        load(*rows)
    assert not Unit.objects.exists()


def test_the_database_refuses_two_classes_of_one_family_at_a_time(province):
    unit = Unit.objects.get(code="25216")
    AreaClass.objects.create(unit=unit, kind="area_3", family="development", valid_from=DAY)
    AreaClass.objects.create(unit=unit, kind="border", family="border", valid_from=DAY)
    with pytest.raises(IntegrityError, match="area_class_one_of_a_family"):
        AreaClass.objects.create(
            unit=unit, kind="area_1", family="development", valid_from=DAY.replace(year=2022)
        )


def test_every_kind_of_area_says_where_it_comes_from_and_how_sure_that_is():
    for kind in area_kinds().values():
        assert kind.name
        assert kind.source
        assert kind.certainty in {"verified", "high", "unverified"}
