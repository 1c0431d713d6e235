"""Choosing on one's own account, and the log that the technical administrator reads."""

import pytest

from mangnon.accounts.models import MOST_ATTEMPTS, Delivery, DigestChoice
from mangnon.core.models import AuditEntry
from mangnon.core.registries import WAITS
from tests.digests.conftest import DAY, MONDAY

PAGE, LOG = "/account/digest/", "/administration/digests/"


@pytest.fixture
def admin(make_user, province):
    return make_user("technical_admin", province)


def choose(client, often, address=""):
    return client.post(PAGE, {"often": often, "address": address})


def test_an_address_is_asked_for_and_must_be_one(client, worker):
    client.force_login(worker)
    for address in ("", "khong-phai", "a@b\r\nBcc: c@d.vn"):
        answer = choose(client, "daily", address)
        assert answer.status_code == 422
    assert choose(client, "hourly", "a@b.vn").status_code == 422
    assert DigestChoice.objects.count() == 0


def test_a_person_chooses_for_themselves_and_the_audit_tells_no_address(client, worker):
    client.force_login(worker)
    assert choose(client, "daily", "a@treem.example.vn").status_code == 302
    assert choose(client, "weekly", "b@treem.example.vn").status_code == 302
    kept = DigestChoice.objects.get()
    assert (kept.person, kept.often, kept.address) == (worker, "weekly", "b@treem.example.vn")
    entries = AuditEntry.objects.filter(action="digest.choose")
    assert [entry.details for entry in entries.order_by("pk")] == [
        {"often": "daily"}, {"often": "weekly"},
    ]  # fmt: skip
    assert 'value="b@treem.example.vn"' in client.get(PAGE).content.decode()
    choose(client, "never", "b@treem.example.vn")
    kept.refresh_from_db()
    assert (kept.often, kept.address) == ("never", "")


def test_the_page_says_when_no_e_mail_is_set_up_and_what_became_of_the_last(
    client, worker, settings, server
):
    Delivery.objects.create(person=worker, day=MONDAY.date(), state="failed", reason="550 sai")
    client.force_login(worker)
    page = client.get(PAGE).content.decode()
    assert "chưa gửi thư" not in page
    assert "ngày 02/06/2025: Không gửi được (550 sai)" in page
    settings.EMAIL_HOST = ""
    assert "chưa gửi thư" in client.get(PAGE).content.decode()


def test_the_log_is_for_the_technical_administrator_of_the_people(
    client, admin, worker, officer, make_user, elsewhere
):
    Delivery.objects.create(
        person=worker, day=MONDAY.date(), state="failed", reason="550 sai", items=7, attempts=1
    )
    for person, status in ((officer, 403), (worker, 403)):
        client.force_login(person)
        assert client.get(LOG).status_code == status
    client.force_login(make_user("technical_admin", elsewhere))
    assert worker.full_name not in client.get(LOG).content.decode()
    client.force_login(admin)
    page = client.get(LOG).content.decode()
    for shown in (worker.full_name, "02/06/2025", "550 sai", "Sẽ gửi lại"):
        assert shown in page
    assert worker.full_name not in client.get(f"{LOG}?state=sent").content.decode()
    assert client.get(f"{LOG}?state=x&after=²").status_code == 200


def test_the_log_goes_on_page_after_page(client, admin, worker, django_assert_max_num_queries):
    Delivery.objects.bulk_create(
        Delivery(person=worker, day=(MONDAY - n * DAY).date(), state="sent") for n in range(60)
    )
    client.force_login(admin)
    with django_assert_max_num_queries(12):
        page = client.get(LOG).content.decode()
    assert page.count("<tr>") == 51
    rest = client.get(f"{LOG}?after={Delivery.objects.order_by('-pk')[49].pk}").content.decode()
    assert rest.count("<tr>") == 11


def test_what_could_not_be_sent_today_waits_for_the_administrator(admin, worker, officer):
    row = Delivery.objects.create(
        person=worker, day=MONDAY.date(), state="failed", reason="550", attempts=1
    )
    assert list(WAITS["mails"](admin, MONDAY.date())) == []
    row.attempts = MOST_ATTEMPTS
    row.save()
    assert list(WAITS["mails"](officer, MONDAY.date())) == []
    (one,) = WAITS["mails"](admin, MONDAY.date())
    assert one.title == "1 thư hôm nay không gửi được"
