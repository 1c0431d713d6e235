"""The list of findings: who sees what, how it is narrowed, and how a warning is explained."""

import datetime

import pytest

from mangnon.core.models import Unit
from mangnon.dashboards.quality import listing
from mangnon.indicators.models import Explanation, Finding

REASON = "Xã vừa rà soát toàn bộ sổ trong tháng 9."


@pytest.fixture
def findings(run, province):
    """An error of the province, a warning about one of its communes, and one of the province."""
    commune = Unit.objects.get(code="25216")
    return [
        Finding.objects.create(
            run=run, unit=unit, check_name=name, severity=severity, leaf=leaf, value=1.0,
            figure=f"{leaf} 1", says=says, advice="Xem lại sổ gốc.",
            begins_on=datetime.date(2025, 1, 1),
        )
        for unit, name, severity, leaf, says in (
            (province, "same_births", "error", "3a", "Số trẻ đẻ sống không bằng nhau."),
            (province, "jump", "warning", "4b", "Chỉ tiêu 4b tăng 60%."),
            (commune, "complete", "warning", "", "Có 1 trong 2 chỉ tiêu."),
        )
    ]  # fmt: skip


def words(response):
    return " ".join(response.content.decode().split())


def test_every_finding_has_its_unit_its_advice_and_a_way_to_the_indicator(
    client, findings, officer
):
    client.force_login(officer)
    text = words(client.get("/data/quality/"))
    assert text.index("không bằng nhau") < text.index("tăng 60%") < text.index("1 trong 2")
    assert "còn 1 lỗi và 2 cảnh báo, 0 cảnh báo đã giải trình" in text
    assert "/indicators/4b/?unit=70" in text
    assert text.count("Xem lại sổ gốc.") == 3
    assert text.count("Giải trình cảnh báo") == 2  # an error has no such button


def test_who_may_not_explain_sees_no_button_and_is_refused(client, findings, leader):
    client.force_login(leader)
    assert "Giải trình cảnh báo" not in words(client.get("/data/quality/"))
    address = f"/data/quality/{findings[1].pk}/explain/"
    assert client.post(address, {"reason": REASON}).status_code == 403
    assert not Explanation.objects.exists()


def test_a_stranger_sees_nothing_and_finds_nothing(client, findings, stranger):
    client.force_login(stranger)
    assert "Chưa tính chỉ tiêu nào" in words(client.get("/data/quality/"))
    assert client.get(f"/data/quality/{findings[1].pk}/explain/").status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("severity=error", ["3a"]),
        ("severity=warning", ["4b", ""]),
        ("unit=25216", [""]),
        ("leaf=4b", ["4b"]),
        ("check=complete", [""]),
        ("state=explained", []),
        ("severity=odd&state=odd&after=odd&unit=", ["3a", "4b", ""]),
    ],
)
def test_the_list_is_narrowed_by_what_was_chosen(client, findings, officer, query, shown):
    client.force_login(officer)
    page = client.get(f"/data/quality/?{query}").context["page"]
    assert [line.finding.leaf for line in page.lines] == shown


def test_a_long_list_goes_on_where_it_stopped(client, findings, officer, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    client.force_login(officer)
    page = client.get("/data/quality/").context["page"]
    assert len(page.lines) == 2
    more = client.get(f"/data/quality/?{page.next.query}").context["page"]
    assert ([line.finding for line in more.lines], more.next) == ([findings[2]], None)


def test_a_warning_is_explained_seen_and_taken_back(client, findings, officer):
    client.force_login(officer)
    warning = findings[1]
    address = f"/data/quality/{warning.pk}/explain/?severity=warning"
    refused = client.post(address, {"reason": "ok"})
    assert refused.status_code == 422
    assert "câu trọn vẹn" in words(refused)
    done = client.post(address, {"reason": REASON}, follow=True)
    assert done.redirect_chain[0][0] == "/data/quality/?severity=warning"
    assert "tăng 60%" not in words(done)
    explained = words(client.get("/data/quality/?state=explained"))
    assert REASON in explained
    assert officer.full_name in explained
    made = Explanation.objects.get()
    client.post(f"/data/quality/explanations/{made.pk}/take-back/")
    assert "tăng 60%" in words(client.get("/data/quality/"))
    again = client.post(f"/data/quality/explanations/{made.pk}/take-back/", follow=True)
    assert "đã được rút lại rồi" in words(again)


def test_an_indicator_page_tells_what_is_odd_about_its_figure(client, findings, plan, leader):
    client.force_login(leader)
    text = words(client.get("/indicators/4b/"))
    assert "Chỉ tiêu 4b tăng 60%." in text
    assert "tăng 60%" not in words(client.get("/indicators/4b/?unit=25217"))
