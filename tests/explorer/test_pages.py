"""The explorer's page and its files: the same figures in each, and four kinds of nothing."""

import csv
import io
import json

import openpyxl
import pytest
import shapely

from mangnon.core.models import Unit, UnitBoundary
from mangnon.indicators.models import Result
from mangnon.indicators.services import results_as_rows
from tests.explorer.conftest import by_hand

WORDS = {"suppressed": "không nêu", "not_applicable": "không phát sinh"}


def words(response):
    return " ".join(response.content.decode().split())


def as_csv(client, query):
    text = client.get(f"/explorer/figures.csv?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def as_sheet(client, query):
    content = client.get(f"/explorer/figures.xlsx?{query}").content
    headings, *rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values
    return [dict(zip(headings, row, strict=True)) for row in rows]


def as_json(client, query):
    return client.get(f"/explorer/figures.json?{query}").json()["rows"]


def charted(client, address):
    spec = client.get(address).json()
    return [row for rows in spec["datasets"].values() for row in rows]


@pytest.fixture
def looking(client, run, leader):
    client.force_login(leader)
    return client


def test_nothing_computed_leads_to_the_overview(client, province, leader):
    client.force_login(leader)
    assert client.get("/explorer/").headers["Location"] == "/"
    assert client.get("/explorer/figures.csv").status_code == 404


def test_the_page_shows_the_unit_and_those_below_as_a_table(looking):
    page = words(looking.get("/explorer/?leaf=14&by=sex"))
    assert "Tỉnh Bình Phước" in page
    assert "Huyện Lộc Ninh" in page
    assert "Khám phá số liệu" in page
    registered, total = by_hand("692", "male")
    assert f"{registered} trên {total}" in page


def test_an_officer_of_a_commune_sees_every_count_of_it(client, run, make_user):
    client.force_login(make_user("commune_officer", Unit.objects.get(code="25217")))
    rows = as_json(client, "leaf=14&by=sex")
    female = next(row for row in rows if row["members"] == ["female"])
    assert (female["numerator"], female["denominator"], female["state"]) == (3, 5, "value")
    assert client.get("/explorer/?leaf=14&unit=25216").status_code == 404


def test_a_chair_who_sees_only_what_they_take_part_in_sees_no_small_count(client, run, make_user):
    client.force_login(make_user("commune_chair", Unit.objects.get(code="25217")))
    rows = as_json(client, "leaf=14&by=sex")
    female = next(row for row in rows if row["members"] == ["female"])
    assert (female["numerator"], female["value"], female["state"]) == (None, None, "suppressed")


@pytest.mark.parametrize("query", ["leaf=14", "leaf=14&by=sex", "leaf=14&by=sex&span=communes"])
def test_page_csv_workbook_and_api_agree(client, run, make_user, query):
    officer = make_user("commune_officer", Unit.objects.get(code="25216"))
    client.force_login(officer)
    rows = as_json(client, query)
    page = words(client.get(f"/explorer/?{query}"))
    assert rows
    for row, line, cells in zip(rows, as_csv(client, query), as_sheet(client, query), strict=True):
        dimension = "sex" if row["members"] and row["members"][0] else "total"
        shown = results_as_rows(run, by=officer, unit=row["unit"], dimension=dimension)
        member = row["members"][0] if dimension == "sex" else "total"
        stored = next(r for r in shown if r["leaf"] == "14" and r["member"] == member)
        assert row["numerator"] == stored["numerator"] == cells["Tử số"] == int(line["Tử số"])
        assert row["value"] == stored["value"] == cells["Giá trị"] == float(line["Giá trị"])
        assert isinstance(cells["Giá trị"], int | float)
        assert f"{row['numerator']} trên {row['denominator']}" in page


def test_zero_missing_nothing_to_count_and_hidden_stay_four_things(looking, run):
    own = Result.objects.filter(run=run, leaf="14", dimension="total", unit__code="688")
    own.update(numerator=0, value=0.0)
    Result.objects.filter(run=run, leaf="14", dimension="total", unit__code="692").update(
        numerator=0, denominator=0, value=None
    )
    states = {row["unit"]: row["state"] for row in as_json(looking, "leaf=14")}
    assert (states["688"], states["692"]) == ("zero", "not_applicable")
    for rows in (as_csv(looking, "leaf=14"), as_sheet(looking, "leaf=14")):
        said = {row["Mã đơn vị"]: (row["Giá trị"], row["Trạng thái"]) for row in rows}
        assert said["688"] in {("0.0", "bằng 0"), (0, "bằng 0")}
        assert said["692"] in {("", "không phát sinh"), (None, "không phát sinh")}
    missing = as_csv(looking, "leaf=10&span=one")[0]
    assert (missing["Giá trị"], missing["Trạng thái"]) == ("", "chưa có số liệu")
    rows = as_sheet(looking, "leaf=14&by=sex&span=communes")
    hidden = next(r for r in rows if (r["Mã đơn vị"], r["Giới tính"]) == ("25217", "Nữ"))
    assert (hidden["Giá trị"], hidden["Tử số"]) == (None, None)
    assert hidden["Trạng thái"] == "không nêu vì số quá nhỏ"


def test_chart_and_map_mark_the_absences_and_the_legend_has_all_four(looking):
    bars = charted(looking, "/explorer/chart.json?leaf=14&by=sex&span=communes")
    hidden = next(bar for bar in bars if bar["name"] == "Phường Long Thủy · Nữ")
    assert (hidden["value"], hidden["label"]) == (None, "không nêu")
    spec = looking.get("/explorer/map.json?leaf=14&by=sex&span=communes&panel=2").json()
    shapes = next(part for part in spec["layer"] if part["mark"]["type"] == "geoshape")
    drawn = [row["properties"] for row in spec["datasets"][shapes["data"]["name"]]]
    assert "không nêu vì số quá nhỏ" in {about["entry"] for about in drawn}
    legend = shapes["encoding"]["color"]
    entries = legend["scale"]["domain"]
    absences = ["bằng 0", "chưa có số liệu", "không phát sinh", "không nêu vì số quá nhỏ"]
    assert entries[-4:] == absences
    assert len(set(legend["scale"]["range"])) == len(entries)


def test_what_the_parts_leave_of_the_total_is_a_row_of_its_own(client, run, make_user):
    officer = make_user("commune_officer", Unit.objects.get(code="25216"))
    Result.objects.filter(run=run, leaf="14", unit__code="25216", member="female").delete()
    client.force_login(officer)
    rest = next(row for row in as_json(client, "leaf=14&by=sex") if row["is_rest"])
    assert (rest["numerator"], rest["denominator"]) == (42, 58)
    assert "Không rõ" in words(client.get("/explorer/?leaf=14&by=sex"))


def test_nobody_reckons_a_hidden_part_from_the_rest(looking):
    rows = as_json(looking, "leaf=14&by=sex&span=communes")
    assert not any(row["is_rest"] for row in rows)


def test_what_cannot_be_crossed_says_why(looking):
    reported = words(looking.get("/explorer/?leaf=10&by=sex&also_by=area"))
    assert "là một số do cơ quan báo cáo nên không phân tổ được" in reported
    over_years = words(looking.get("/explorer/?leaf=14&by=sex&also_by=area&time=years"))
    assert "Chỉ kết hợp hai phân tổ cho một thời điểm" in over_years
    assert looking.get("/explorer/?leaf=13&by=area_class").status_code == 200


def test_a_leaf_or_unit_that_is_not_there_is_not_found(looking):
    for query in ("leaf=99", "leaf=14&unit=99999", "leaf=%27--"):
        assert looking.get(f"/explorer/?{query}").status_code == 404, query
    assert looking.get("/explorer/figures.pdf").status_code == 404
    assert looking.get("/explorer/map.json?leaf=14&panel=7").status_code == 404
    assert looking.get("/explorer/?by=no-such&time=%F0&span=x&units_on=ngày").status_code == 200


def test_the_years_stand_side_by_side(looking):
    rows = as_json(looking, "leaf=14&by=sex&time=years&span=one")
    assert {row["when"] for row in rows} == {"2021", "2022", "2023", "2024", "31/10/2025"}
    assert sum(row["state"] == "value" for row in rows) == 3
    drawn = charted(looking, "/explorer/chart.json?leaf=14&by=sex&time=years&span=one")
    assert {row["name"] for row in drawn if "name" in row} == {"tổng số", "Nam", "Nữ"}


def test_nothing_of_a_child_stands_in_the_address_or_the_answer(looking):
    answer = json.dumps(as_json(looking, "leaf=14&by=sex&span=communes"))
    assert "Điểu" not in answer


def test_boundaries_are_drawn_once_every_unit_has_one(looking):
    assert "Bản đồ sơ đồ" in words(looking.get("/explorer/?leaf=14&span=communes"))
    units = Unit.objects.filter(level="commune")
    points = shapely.MultiPoint([(106.6 + place / 5, 11.5) for place in range(len(units))])
    cells = shapely.voronoi_polygons(points, extend_to=shapely.box(106, 11, 108, 12), ordered=True)
    for unit, cell in zip(units, cells.geoms, strict=True):
        geometry = json.loads(shapely.to_geojson(cell))
        UnitBoundary.objects.create(unit=unit, geometry=geometry, source_sha256="0" * 64)
    assert "Bản đồ sơ đồ" not in words(looking.get("/explorer/?leaf=14&span=communes"))
    spec = looking.get("/explorer/map.json?leaf=14&span=communes").json()
    assert spec["projection"]["type"] == "mercator"
    rows = [row for rows in spec["datasets"].values() for row in rows]
    assert {row["properties"]["name"] for row in rows} == {str(unit) for unit in units}
    assert words(looking.get("/explorer/?leaf=14")).count("Bản đồ sơ đồ") == 1  # no districts'


def test_a_map_of_a_crossing_marks_the_units_whose_table_is_not_shown(looking):
    query = "leaf=14&by=sex&also_by=ethnic_group&span=communes"
    spec = looking.get(f"/explorer/map.json?{query}&panel=1").json()
    shapes = next(part for part in spec["layer"] if part["mark"]["type"] == "geoshape")
    drawn = [row["properties"]["entry"] for row in spec["datasets"][shapes["data"]["name"]]]
    assert drawn == ["không nêu vì số quá nhỏ"] * 3
    districts = looking.get("/explorer/map.json?leaf=14&by=sex&also_by=ethnic_group&panel=1").json()
    assert len(next(iter(districts["datasets"].values()))) == 2
