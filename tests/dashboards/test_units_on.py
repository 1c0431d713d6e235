"""The choice of a day's units on the overview and on the page of an indicator."""

import pytest

from mangnon.core.models import Unit
from mangnon.dashboards.units_on import day_of
from tests.small_reform import MERGED, reform, unit

DAY = "units_on=2025-07-01"
PAGES = ("/", "/indicators/4b/", "/indicators/4b/years.json")


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def reformed(run, plan):
    reform()
    return run


def test_the_overview_on_the_new_units_has_the_same_figures(client, reformed, leader):
    client.force_login(leader)
    page = words(client.get(f"/?{DAY}"))
    assert "Địa bàn Bình Phước cũ: kế hoạch" in page
    assert "18,0%" in page
    assert "theo các xã ngày 30/06/2025" in page  # leaf 1 counts communes
    assert "/indicators/4b/?units_on=2025-07-01" in page


def test_the_page_has_the_units_of_the_day_and_says_why_the_years_compare(client, reformed, leader):
    client.force_login(leader)
    page = words(client.get(f"/indicators/4b/?{DAY}"))
    assert "Phường Phước Long" in page
    assert "Phường Thác Mơ" not in page
    assert "Thị xã Phước Long" not in page  # the district of the same name is gone
    assert "NQ 1662/NQ-UBTVQH15" in words(client.get(f"/indicators/4b/?{DAY}&unit=25217"))


def test_what_cannot_be_compared_says_so_in_table_and_chart(client, reformed, leader):
    client.force_login(leader)
    assert "chưa so sánh được, chờ đánh giá lại" in words(client.get(f"/indicators/1/?{DAY}"))
    chart = client.get(f"/indicators/1/chart.json?level=commune&{DAY}").json()
    rows = next(rows for rows in chart["datasets"].values() if "note" in rows[0])
    notes = {row["name"]: row["note"] for row in rows}
    assert notes["Phường Phước Long"] == "chưa so sánh được, chờ đánh giá lại"
    (kept,) = (note for name, note in notes.items() if name.startswith("Xã Lộc Ninh"))
    assert "so sánh được" not in kept


def test_there_are_no_districts_to_draw_any_more(client, reformed, leader):
    client.force_login(leader)
    assert client.get(f"/indicators/4b/chart.json?level=district&{DAY}").status_code == 404


@pytest.mark.parametrize("address", PAGES[1:])
def test_an_officer_of_a_merged_commune_does_not_see_the_merged_one(
    client, reformed, make_user, address
):
    client.force_login(make_user("commune_officer", Unit.objects.get(code="25216")))
    assert client.get(f"{address}?{DAY}&unit=25217").status_code == 404


def test_the_years_of_a_merged_commune_are_not_drawn_for_its_officer(client, reformed, make_user):
    client.force_login(make_user("commune_officer", Unit.objects.get(code="25216")))
    assert client.get(f"/indicators/4b/years.json?{DAY}").status_code == 404


def test_the_button_of_the_day_leads_such_an_officer_to_the_reason(client, reformed, make_user):
    client.force_login(make_user("commune_officer", Unit.objects.get(code="25216")))
    answer = client.get(f"/indicators/4b/?{DAY}")
    assert (answer.status_code, answer.url) == (302, f"/?{DAY}")


def test_the_overview_tells_such_an_officer_what_to_do(client, reformed, make_user):
    client.force_login(make_user("commune_officer", Unit.objects.get(code="25216")))
    page = words(client.get(f"/?{DAY}"))
    assert "Hãy chọn “Như đã báo cáo”" in page
    assert "15,0%" not in page


def test_an_officer_of_the_new_commune_starts_on_its_first_day(client, reformed, make_user):
    client.force_login(make_user("commune_officer", unit("25217")))
    page = words(client.get("/"))
    assert "Phường Phước Long: kế hoạch" in page
    assert client.get("/indicators/4b/?unit=25270").status_code == 404


def test_a_day_without_units_is_said_and_the_figures_stay_as_reported(client, reformed, leader):
    client.force_login(leader)
    page = words(client.get("/?units_on=1980-01-01"))
    assert "Không có đơn vị nào vào ngày 01/01/1980" in page
    assert "Tỉnh Bình Phước: kế hoạch" in page


@pytest.mark.parametrize("text", ["2025-07-01", "01/07/2025", "1/7/2025"])
def test_a_day_is_read_as_people_write_it(text):
    assert day_of({"units_on": text}) == MERGED


@pytest.mark.parametrize("text", ["", "31/02/2025", "ngày mai", "2025"])
def test_what_is_no_day_is_not_chosen(text):
    assert day_of({"units_on": text}) is None
