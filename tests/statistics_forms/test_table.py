"""A form says what was counted, and of what is not known that it is not known."""

import pytest
from django.http import Http404

from mangnon.catalog import CATALOG
from mangnon.core.models import Unit
from mangnon.engine.statistics.load import load_statistics
from mangnon.indicators.models import Result
from mangnon.reports.statistics.asking import Question, ask
from mangnon.reports.statistics.column import Figures
from mangnon.reports.statistics.table import table_of, years_before, years_of_form
from tests.frozen import seal


@pytest.fixture
def fill(runs, officer):
    def fill(code, by=officer, **question):
        asked = ask(Question(**{"year": 2025, **question}), by=by)
        day = asked.run.snapshot.as_of
        form = next(f for f in load_statistics(CATALOG).forms_on(day) if f.code == code)
        return table_of(form, Figures(asked))

    return fill


def before(table):
    found = years_before(Question(2025), table.asked)
    return [Figures(asked, is_whole=True) if asked else None for asked in found]


def words(row):
    return [cell.words for cell in row.cells]


def rows_of(table, title):
    section = next(section for section in table.sections if section.title == title)
    return {row.label: words(row) for row in section.rows}


def test_counts_and_rates_are_as_by_hand(fill):
    table = fill("stunting")
    assert words(table.total) == ["45", "450", "10,0"]
    assert rows_of(table, "Giới tính") == {"Nam": ["25", "225", "11,1"], "Nữ": ["20", "225", "8,9"]}
    assert rows_of(table, "Theo đơn vị") == {
        "Huyện Lộc Ninh": ["15", "150", "10,0"], "Thị xã Phước Long": ["30", "300", "10,0"],
    }  # fmt: skip


def test_zero_is_a_number(fill):
    rows = rows_of(fill("stunting", unit="688"), "Theo đơn vị")
    assert rows["Phường Long Thủy"] == ["0", "100", "0,0"]


def test_boys_are_told_to_a_hundred_girls(fill):
    table = fill("sex_ratio_at_birth")
    assert words(table.total) == ["133", "117", "113,7"]


def test_the_population_is_what_was_published(fill):
    table = fill("child_population")
    assert words(table.total) == ["2.050"]
    assert rows_of(table, "Khu vực") == {"Nông thôn": ["490"], "Thành thị": ["1.560"]}
    assert table.sources == [
        ("Số trẻ em dưới 16 tuổi (người)", "Số liệu báo cáo: Dân số trung bình 2025")
    ]


def test_of_children_alone_nobody_makes_all_people(fill):
    table = fill("crude_birth_rate")
    assert words(table.total) == ["250", "chưa có số liệu", "chưa có số liệu"]


def test_reported_counts_add_up_where_all_have_reported(fill):
    table = fill("villages_with_culture_facilities")
    assert words(table.total) == ["11", "30", "36,7"]
    part = fill("nursery")  # one commune has not reported, and of all children nobody has
    assert words(part.total) == ["chưa có số liệu"] * 3
    assert rows_of(part, "Theo đơn vị")["Thị xã Phước Long"][0] == "60"


def test_what_the_province_alone_reported_is_the_provinces(fill):
    table = fill("safe_online_knowledge")
    assert words(table.total) == ["1.025", "2.050", "50,0"]
    assert rows_of(table, "Theo đơn vị")["Huyện Lộc Ninh"][0] == "chưa có số liệu"


def test_a_stated_value_has_no_counts(fill):
    assert words(fill("participation_models").total) == ["31,5"]
    assert words(fill("consulted_from_seven").total) == ["chưa có số liệu"]


def test_what_did_not_occur_is_not_what_is_not_known(fill, runs):
    Result.objects.filter(leaf="4b", unit__code="25217").update(
        numerator=0, denominator=0, value=None, attainment="not_applicable"
    )
    rows = rows_of(fill("stunting", unit="688"), "Theo đơn vị")
    assert rows["Phường Long Thủy"] == ["0", "0", "không phát sinh"]


def test_five_years_stand_side_by_side(fill, runs):
    table = fill("stunting")
    years = years_of_form(table, before(table))
    assert [year.year for year in years] == [2021, 2022, 2023, 2024, 2025]
    assert [words(year.row) if year.row else None for year in years] == [
        None, None, None, ["60", "450", "13,3"], ["45", "450", "10,0"],
    ]  # fmt: skip


def test_another_definition_is_marked(fill, runs, folders):
    file = runs[0].snapshot.folder / "catalog/indicators/4b@2021-01-01.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("where: is_stunted", "where: is_underweight"), encoding="utf-8")
    seal(runs[0].snapshot)
    table = fill("stunting")
    years = years_of_form(table, before(table))
    assert [year.is_redefined for year in years][-2:] == [True, False]


def test_figures_move_to_the_units_of_another_day(fill, officer, runs, make_unit):
    table = fill("stunting", unit="70")
    assert table.asked.shelf.day is None
    for code in ("70", "688", "25216"):
        assert fill("stunting", unit=code).asked.unit == Unit.objects.get(code=code)


def test_another_provinces_person_sees_nothing(runs, make_user, elsewhere, fill):
    stranger = make_user("focal_office", elsewhere)
    assert ask(Question(2025), by=stranger) is None


def test_a_commune_does_not_ask_for_its_province(runs, make_user):
    own = make_user("commune_officer", Unit.objects.get(code="25216"))
    assert ask(Question(2025), by=own).unit.code == "25216"
    with pytest.raises(Http404):
        ask(Question(2025, unit="25217"), by=own)
    with pytest.raises(Http404):
        ask(Question(2025, unit="70"), by=own)


def test_more_units_ask_no_more_of_the_database(fill, django_assert_max_num_queries, officer):
    with django_assert_max_num_queries(20):
        fill("stunting")
