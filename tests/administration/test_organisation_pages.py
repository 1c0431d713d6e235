"""The pages of organisations by their addresses: looked at, changed, handed over, undone."""

import datetime
import re

import pytest

from mangnon.core.models import Organisation, OrganisationChange, OrganisationHandover
from mangnon.core.organisations.changing import apply_change
from mangnon.core.organisations.events import Event

LIST = "/administration/organisations/"
MARCH, TODAY = datetime.date(2025, 3, 1), datetime.date(2025, 6, 1)


@pytest.fixture(autouse=True)
def day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def site(client, officer):
    client.force_login(officer)
    return client


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def change(kind, *successors, **more):
    return {
        "kind": kind, "on": "2025-03-01", "legal_basis": "NQ 1/NQ-HĐND", "certainty": "unsure",
        "successors": [body.pk for body in successors], **more,
    }  # fmt: skip


def merged(labour, home_affairs, officer):
    apply_change(Event("merge", MARCH, "NQ 1", (labour,), (home_affairs,)), by=officer)
    return OrganisationHandover.objects.get()


def test_the_list_shows_who_existed_on_the_day_under_the_name_of_that_day(site, labour, officer):
    site.post(
        f"{LIST}{labour.pk}/name/",
        {"name": "Sở Việc làm", "valid_from": "2025-03-01", "legal_basis": "QĐ 9",
         "certainty": "verified"},
    )  # fmt: skip
    before = words(site.get(LIST, {"on": "2025-02-28"}))
    assert "Sở Lao động" in before
    assert "Sở Việc làm" not in before
    assert "Sở Việc làm" in words(site.get(LIST, {"on": "2025-03-01", "kind": "department"}))
    assert "Sở Việc làm" not in words(site.get(LIST, {"kind": "court"}))


def test_a_new_organisation_gets_its_page_and_what_it_answers_for(site, province):
    sent = {"kind": "union", "unit": province.pk, "name": "Tỉnh đoàn", "legal_basis": "QĐ 1",
            "certainty": "unsure"}  # fmt: skip
    answer = site.post(f"{LIST}new/", sent)
    made = Organisation.objects.get()
    assert answer.headers["Location"] == f"{LIST}{made.pk}/"
    power = {"power": "budget", "legal_basis": "QĐ 2", "certainty": "unsure"}
    assert site.post(f"{LIST}{made.pk}/power/", power).status_code == 302
    assert "Dự toán và kinh phí" in words(site.get(f"{LIST}{made.pk}/"))


@pytest.mark.parametrize(
    ("step", "sent", "told"),
    [
        ("name", {"name": "A", "valid_from": "0001-01-01"}, "từ 1900 đến 2100"),
        ("name", {"name": "A", "valid_from": "hôm qua"}, "không phải là ngày"),
        ("power", {"power": "child_affairs", "legal_basis": "Q",
                   "certainty": "unsure"}, "cơ quan khác"),
        ("change", {"kind": "merge", "on": "2025-03-01", "legal_basis": "Q",
                    "certainty": "unsure"}, "kế thừa"),
    ],
)  # fmt: skip
def test_bad_input_is_told_in_a_sentence_and_nothing_is_done(
    site, labour, health, step, sent, told
):
    answer = site.post(f"{LIST}{health.pk}/{step}/", sent)
    assert answer.status_code == 422
    assert told in words(answer)
    assert 'role="alert"' in answer.content.decode()
    assert not OrganisationChange.objects.exists()


def test_a_merge_is_shown_first_then_applied_then_undone(site, labour, home_affairs, clerk):
    page = f"{LIST}{labour.pk}/"
    preview = words(site.post(f"{page}change/", change("merge", home_affairs)))
    assert "Công tác trẻ em → Sở Nội vụ" in preview
    assert "can-bo" in preview
    assert not OrganisationChange.objects.exists()
    sent = change("merge", home_affairs, apply="1")
    assert site.post(f"{page}change/", sent).status_code == 302
    assert "Sở Nội vụ" in words(site.get(page))
    assert "Sở Lao động" in words(site.get(f"{LIST}{home_affairs.pk}/"))
    assert site.post(f"{page}change/", sent).status_code == 422
    applied = OrganisationChange.objects.get()
    assert site.post(f"{page}changes/{applied.pk}/undo/").status_code == 302
    assert site.post(f"{page}changes/{applied.pk}/undo/").status_code == 422
    assert labour.name_on(MARCH) is not None


def test_a_split_asks_who_takes_what(site, labour, home_affairs, health, clerk):
    address = f"{LIST}{labour.pk}/change/"
    split = change("split", home_affairs, health, apply="1")
    assert site.post(address, split).status_code == 422
    chosen = {"to:child_affairs": health.pk, "rest": home_affairs.pk}
    assert site.post(address, split | chosen).status_code == 302
    assert OrganisationHandover.objects.get().to_organisation == home_affairs
    assert health.powers.get().power == "child_affairs"


def test_when_powers_move_a_person_may_keep_what_does_not(site, labour, health, clerk):
    address = f"{LIST}{labour.pk}/change/"
    assert site.post(address, change("powers", health)).status_code == 422  # which powers?
    sent = change("powers", health, powers=["child_affairs"])
    (field,) = re.findall(r'name="(to:[^"]+)"', site.post(address, sent).content.decode())
    assert site.post(address, sent | {field: "keep", "apply": "1"}).status_code == 302
    assert not OrganisationHandover.objects.exists()


def test_the_successor_takes_over_on_its_page(
    client, labour, home_affairs, clerk, receiver, officer
):
    offered = merged(labour, home_affairs, officer)
    address = f"{LIST}{home_affairs.pk}/"
    client.force_login(clerk)  # of the predecessor: looks, and answers nothing
    assert "Chờ tiếp nhận" not in words(client.get(address))
    assert client.post(f"{address}handovers/", {"handover": offered.pk}).status_code == 404
    client.force_login(receiver)
    assert "Chờ tiếp nhận" in words(client.get(address))
    assert client.post(f"{address}handovers/").status_code == 422
    sent = {"handover": offered.pk, "answer": "refuse", "reason": " "}
    assert client.post(f"{address}handovers/", sent).status_code == 422
    sent = {"handover": offered.pk, "answer": "accept"}
    assert client.post(f"{address}handovers/", sent).status_code == 302
    clerk.refresh_from_db()
    assert clerk.organisation == home_affairs


def test_what_is_refused_is_offered_to_another(
    site, labour, home_affairs, health, clerk, officer, stranger
):
    offered = merged(labour, home_affairs, officer)
    assert "Sở Nội vụ" in words(site.get(f"{LIST}{labour.pk}/"))
    site.post(
        f"{LIST}{home_affairs.pk}/handovers/",
        {"handover": offered.pk, "answer": "refuse", "reason": "Không thuộc chức năng"},
    )
    assert "Không thuộc chức năng" in words(site.get(f"{LIST}{labour.pk}/"))
    again = f"{LIST}handovers/{offered.pk}/again/"
    assert site.post(again, {"to": "x"}).status_code == 422
    assert site.post(again, {"to": health.pk}).status_code == 302
    assert OrganisationHandover.objects.open().get().to_organisation == health
    site.force_login(stranger)
    assert site.post(again, {"to": health.pk}).status_code == 404


@pytest.mark.parametrize("year", ["1989", "abcd", "99999", "-200"])
def test_a_year_without_a_calendar_is_told(site, year):
    answer = site.get("/administration/calendar/", {"year": year})
    assert answer.status_code == 422
    assert "Không có lịch" in words(answer)


def test_the_calendar_says_why_a_day_is_off_and_who_says_so(site):
    said = words(site.get("/administration/calendar/", {"year": "2025"}))
    assert "02/09/2025 thứ Ba nghỉ Quốc khánh thư viện holidays" in said
