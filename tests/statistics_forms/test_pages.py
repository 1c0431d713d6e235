"""The pages of forms: the list by group, one form, its file, the book."""

import pytest

from mangnon.core.models import AuditEntry

LIST, FORM = "/reports/statistics/", "/reports/statistics/stunting/"


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    return client


def test_who_may_not_view_reports_is_refused(client, make_user, province):
    client.force_login(make_user("hotline_operator", province))
    for address in (LIST, FORM, f"{FORM}xlsx", f"{LIST}book.xlsx"):
        assert client.get(address).status_code == 403


def test_the_list_stands_on_the_page_of_reports(browser, runs):
    assert LIST in browser.get("/reports/").content.decode()
    page = browser.get(LIST).content.decode()
    assert page.index("01. Thông tin chung") < page.index("XH. Xâm hại trẻ em")
    assert f'href="{FORM}?' in page


def test_the_form_shows_its_table_its_years_and_its_receipt(browser, runs):
    page = browser.get(f"{FORM}?year=2025&unit=688").content.decode()
    assert "Thị xã Phước Long, năm 2025" in page
    assert "Phường Thác Mơ" in page
    assert runs[1].snapshot.code in page
    assert "Chưa đối chiếu văn bản gốc" in page


def test_a_year_without_figures_says_so(browser, runs):
    page = browser.get(f"{LIST}?year=2023").content.decode()
    assert "chưa có số liệu đã tính" in page
    answer = browser.get(f"{LIST}book.xlsx?year=2023", follow=True)
    assert "chưa có số liệu đã tính" in answer.content.decode()


def test_before_the_circular_no_form_is_listed(browser, runs):
    page = browser.get(f"{LIST}?year=2020").content.decode()
    assert "chưa có chế độ nào yêu cầu thống kê" in page
    assert browser.get(f"{FORM}?year=2020").status_code == 404


@pytest.mark.parametrize("query", ["year=abc", "year=²025", "units_on=31/02/2025", "year=0000"])
def test_nonsense_in_the_address_breaks_nothing(browser, runs, query):
    assert browser.get(f"{FORM}?{query}").status_code == 200


def test_an_unknown_form_or_unit_is_not_found(browser, runs):
    assert browser.get("/reports/statistics/no-such-form/").status_code == 404
    assert browser.get(f"{FORM}?unit=99999").status_code == 404


def test_a_day_before_any_unit_is_refused_in_words(browser, runs):
    answer = browser.get(f"{FORM}?units_on=01/01/1900")
    assert answer.status_code == 200
    assert 'class="alert alert-warning" role="status"' in answer.content.decode()


def test_what_is_taken_stands_in_the_audit(browser, runs):
    answer = browser.get(f"{FORM}xlsx?year=2025")
    assert answer["Content-Disposition"] == 'attachment; filename="stunting-70-2025.xlsx"'
    book = browser.get(f"{LIST}book.xlsx")
    assert book["Content-Disposition"] == 'attachment; filename="nien-giam-70-2025.xlsx"'
    taken = AuditEntry.objects.filter(action="statistics.export")
    assert [entry.details["form"] for entry in taken.order_by("pk")] == ["stunting", "book"]
