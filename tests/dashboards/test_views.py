"""What each person gets from the overview and from the page of an indicator."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.core.access import GRANTS
from mangnon.core.models import Unit
from mangnon.indicators.models import Result, Run
from mangnon.snapshots.models import Snapshot
from tests.in_force import as_if_written_so

PAGES = (
    "/",
    "/indicators/1/",
    "/indicators/1/live/",
    "/indicators/1/chart.json?level=district",
    "/indicators/1/years.json",
)


def run_of(day, run, officer):
    """Make a run of another day under the same catalogue."""
    snapshot = Snapshot.objects.create(
        code=f"{day}-0001", as_of=day, taken_at=run.snapshot.taken_at, taken_by=officer,
        manifest_sha256="ab" * 32, catalog_sha256=run.snapshot.catalog_sha256,
    )  # fmt: skip
    return Run.objects.create(
        snapshot=snapshot, engine="duckdb", engine_version="2.0.0", software_version="0.1.0",
        catalog_sha256="cd" * 32, results_sha256="ef" * 32, computed_by=officer, seconds=0.1,
    )  # fmt: skip


def words(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_to_the_system_is_sent_to_sign_in(client, run, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/")


@pytest.mark.parametrize("address", PAGES[1:])
def test_a_role_without_the_right_gets_403(client, run, leader, monkeypatch, address):
    monkeypatch.setitem(GRANTS, leader.role, frozenset({"plan.view"}))
    client.force_login(leader)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("rights", [{"plan.view"}, set()])
def test_who_may_see_no_figures_is_sent_to_their_own_work(client, run, leader, monkeypatch, rights):
    monkeypatch.setitem(GRANTS, leader.role, frozenset(rights))
    client.force_login(leader)
    assert client.get("/").url == "/mine/"


@pytest.mark.parametrize("address", PAGES[1:])
def test_figures_of_another_province_do_not_exist(client, run, stranger, address):
    client.force_login(stranger)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/indicators/99/",
        "/indicators/1/?unit=99999",
        "/indicators/1/chart.json?level=province",
        "/indicators/1/chart.json",
        "/indicators/12/chart.json?level=commune",
        "/indicators/99/years.json",
        "/indicators/1/years.json?unit=99999",
    ],
)
def test_what_does_not_exist_gets_404(client, run, plan, officer, address):
    client.force_login(officer)
    assert client.get(address).status_code == 404


def test_a_district_does_not_see_its_neighbour_nor_the_province(client, run, district_officer):
    client.force_login(district_officer)
    assert client.get("/indicators/1/?unit=688").status_code == 404
    assert client.get("/indicators/1/?unit=70").status_code == 404
    assert client.get("/indicators/1/years.json?unit=688").status_code == 404
    assert client.get("/indicators/1/years.json?unit=25270").status_code == 200
    assert client.get("/indicators/1/?unit=25270").status_code == 200
    assert "Thị xã Phước Long" not in words(client.get("/indicators/1/"))


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_only_read(client, officer, run, address):
    client.force_login(officer)
    assert client.post(address).status_code == 405


def test_an_overview_without_figures_says_what_to_do(client, stranger):
    client.force_login(stranger)
    response = client.get("/")
    assert response.status_code == 200
    assert "mangnon indicators compute" in words(response)


def test_a_person_without_a_unit_sees_the_empty_overview(client, run, make_user, officer):
    officer.unit = None
    officer.save()
    client.force_login(officer)
    assert "mangnon indicators compute" in words(client.get("/"))


def test_the_overview_shows_every_leaf_of_the_catalogue(client, run, plan, leader):
    client.force_login(leader)
    text = words(client.get("/"))
    assert text.count('id="leaf-') == 34
    assert "≥ 76,9%" in text
    assert "66,7%" in text
    assert "cần 3 trên 3, còn thiếu 1 xã" in text  # 76,9% of 3 communes is 2,307
    assert "giảm 2–3%" in text


def test_deadlines_come_soonest_first_with_the_days_left(client, run, plan, leader):
    client.force_login(leader)
    text = words(client.get("/"))
    # "Before 10/11": its last day is Sunday the 9th, so that a report on Monday is in time.
    assert text.index("còn 10 ngày") < text.index("còn 19 ngày")
    assert "09/11/2025 là ngày nghỉ" in text
    # From Friday 31/10/2025: 3-7 and 10 November; and 3-7, 10-14, 17-19 November.
    assert "(6 ngày làm việc)" in text
    assert "(13 ngày làm việc)" in text


def test_a_status_filters_the_rows_but_not_the_tallies(client, run, plan, leader):
    client.force_login(leader)
    text = words(client.get("/?status=not_applicable"))
    assert text.count('id="leaf-') == 1
    assert 'id="leaf-12"' in text
    assert text.count("mn-tally-count") == 6


def test_htmx_gets_the_board_alone_and_a_cache_is_told(client, run, plan, leader):
    client.force_login(leader)
    part = client.get("/?by=agency", headers={"HX-Request": "true"})
    assert words(part).startswith('<div id="board"')
    assert "<html" not in words(part)
    assert "HX-Request" in part["Vary"]
    assert "<html" in words(client.get("/?by=agency"))


def test_going_back_in_the_browser_gets_the_whole_page(client, run, plan, leader):
    client.force_login(leader)
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in words(client.get("/", headers=headers))


def test_an_indicator_page_tells_value_target_rule_and_receipt(client, run, plan, leader):
    client.force_login(leader)
    text = words(client.get("/indicators/4b/"))
    for expected in (
        "18,0%",
        "≤ 20%",
        "180 trên 1.000",
        "tối đa 200 trên 1.000",
        "Số liệu hiện đạt mục tiêu.",
        "21,0%",  # last year
        "Hội Liên hiệp Phụ nữ tỉnh",
        "2025-10-31-0001",
        "ab" * 32,
        "cd" * 32,
        "duckdb 2.0.0",
        "SELECT &#x27;đo&#x27; FROM measurements",
        "Nữ",
    ):
        assert expected in text, expected
    assert "FROM births" not in text


def test_units_without_a_figure_are_shown_and_are_not_zero(client, run, plan, leader):
    client.force_login(leader)
    text = words(client.get("/indicators/4b/"))
    row = text.split("Phường Thác Mơ")[1].split("</tr>")[0]
    assert "—" in row
    assert "chưa có số liệu" in row
    assert "0,0%" not in row


def test_a_reported_leaf_says_so_with_source_and_method(client, run, plan, leader):
    client.force_login(leader)
    text = words(client.get("/indicators/9/"))
    assert "Báo cáo quý III của Công an tỉnh" in text
    assert "Cộng số vụ từ các huyện" in text
    assert "Định nghĩa của chỉ tiêu chưa thống nhất." in text


def test_a_leaf_that_nobody_reported_still_has_a_page(client, run, plan, leader):
    client.force_login(leader)
    text = words(client.get("/indicators/10/"))
    assert "chưa có số liệu" in text


def test_a_unit_below_has_its_own_page_and_a_way_back_up(client, run, plan, leader):
    client.force_login(leader)
    text = words(client.get("/indicators/1/?unit=25270"))
    trail = text.split("<ol")[1].split("</ol>")[0]
    assert trail.index("Tỉnh Bình Phước") < trail.index("Huyện Lộc Ninh") < trail.index("Thị trấn")
    assert "chart.json" not in text


def test_the_chart_has_the_rows_of_the_table_in_its_order(client, run, plan, leader):
    client.force_login(leader)
    spec = client.get("/indicators/4b/chart.json?level=commune&sort=-value&unit=70").json()
    bars = next(rows for rows in spec["datasets"].values() if "name" in rows[0])
    assert [bar["name"] for bar in bars] == [
        "Thị trấn Lộc Ninh",
        "Phường Long Thủy",
        "Phường Thác Mơ",  # nothing known
    ]
    assert {"target": 20.0} in [row for rows in spec["datasets"].values() for row in rows]


def test_the_overview_tells_last_year_the_forecast_and_each_month(client, run, plan, leader):
    client.force_login(leader)
    row = words(client.get("/")).split('id="leaf-4b"')[1].split("</tr>")[0]
    assert "21,0%" in row
    assert "giảm, tốt lên;" in row
    assert "Dự báo: 17,8%" in row  # falls by 1 a year at the median, 61 days are left
    assert "<polyline" in row
    row = words(client.get("/")).split('id="leaf-1"')[1].split("</tr>")[0]
    assert "cần thêm 1 xã mỗi tháng trong 2 tháng còn lại" in row
    assert "Dự báo" not in row  # two of three communes are too few to forecast
    assert "<polyline" not in row


def test_an_indicator_page_has_its_years_as_a_table_with_the_forecast(client, run, plan, leader):
    client.force_login(leader)
    section = words(client.get("/indicators/4b/")).split('id="years"')[1].split("</section>")[0]
    for expected in (
        "<table",
        '<th scope="row">2021</th>',
        "chưa có số liệu",
        "21,0%",
        "tạm tính, cơ quan báo cáo",
        '<th scope="row">31/10/2025</th>',
        "tạm tính, sổ đã chốt",
        '<th scope="row">31/12/2025</th>',
        "đường xu hướng trung vị (Theil-Sen) qua 4 năm (2022–2025)",
        "Chưa đủ số liệu các năm trước để thử lại",
        "/indicators/4b/years.json?unit=70",
    ):
        assert expected in section, expected


def test_a_leaf_without_any_year_says_so_without_a_zero(client, run, plan, leader):
    client.force_login(leader)
    section = words(client.get("/indicators/10/")).split('id="years"')[1].split("</section>")[0]
    assert section.count("chưa có số liệu") == 5
    assert "Chưa đủ số liệu của ba năm để dự báo." in section
    assert "data-chart-url" not in section  # nothing to draw


def test_the_chart_of_the_years_has_the_rows_of_their_table(client, run, plan, leader):
    client.force_login(leader)
    spec = client.get("/indicators/4b/years.json?unit=70").json()
    dots = next(rows for rows in spec["datasets"].values() if "name" in rows[0])
    assert [dot["name"] for dot in dots] == ["2022", "2023", "2024", "31/10 2025", "dự báo 31/12"]
    assert {"target": 20.0} in [row for rows in spec["datasets"].values() for row in rows]


def test_sorting_by_an_unknown_word_is_sorting_by_name(client, run, plan, leader):
    client.force_login(leader)
    text = words(client.get("/indicators/1/?sort=;drop"))
    assert (
        text.index("Phường Long Thủy")
        < text.index("Thị trấn Lộc Ninh")
        < text.index("Phường Thác Mơ")
    )


def test_queries_do_not_grow_with_the_units(
    client, run, plan, leader, make_unit, django_assert_max_num_queries
):
    client.force_login(leader)
    for number in range(20):
        make_unit(f"253{number:02d}", f"Xã {number}", "commune", "Xã", "692")
    assert Unit.objects.count() > 20
    with django_assert_max_num_queries(23):
        client.get("/")
    with django_assert_max_num_queries(32):
        client.get("/indicators/1/")


def test_queries_do_not_grow_with_the_years_behind_a_figure(
    client, run, plan, leader, officer, province
):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    client.force_login(leader)
    addresses = ("/", "/indicators/4b/", "/indicators/4b/years.json")
    few = [asked(address) for address in addresses]
    for year in (2021, 2022, 2023, 2024):
        Result.objects.create(
            run=run_of(date(year, 12, 31), run, officer), leaf="4b", unit=province,
            dimension="total", member="total", value=30.0, numerator=300, denominator=1000,
            basis="final",
        )  # fmt: skip
    assert [asked(address) for address in addresses] == few
    assert "30,0%" in words(client.get("/indicators/4b/"))


def test_figures_older_than_the_plan_in_force_say_so(client, run, plan, leader):
    client.force_login(leader)
    words = "được duyệt sau khi số liệu này được chốt"
    assert words not in client.get("/").text
    plan.approved_at = run.snapshot.taken_at + timedelta(minutes=1)
    with as_if_written_so():
        plan.save()
    assert words in client.get("/").text
