"""What leaves for the mail server, byte by byte, when, and to whom."""

import datetime
from email import message_from_bytes, policy

import pytest

from mangnon.accounts.digests.sending import drop_old, is_working_time, send_digests
from mangnon.accounts.models import MOST_ATTEMPTS, Delivery, DigestChoice
from mangnon.core import registries
from tests.digests.conftest import DAY, HOUR, MONDAY, SECRET, SITE, ZONE


def log_of(person):
    rows = Delivery.objects.filter(person=person).order_by("day")
    return [(row.state, row.items, row.attempts) for row in rows]


def test_nothing_is_sent_where_no_server_no_sender_or_no_address_is_named(
    server, source, worker, subscribe, settings
):
    subscribe(worker, "a@treem.example.vn")
    for name in ("EMAIL_HOST", "DEFAULT_FROM_EMAIL", "SITE_ADDRESS"):
        kept = getattr(settings, name)
        setattr(settings, name, "")
        assert send_digests(MONDAY) == 0
        setattr(settings, name, kept)
    assert (server.kept, Delivery.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("moment", "is_time"),
    [
        (datetime.datetime(2025, 6, 2, 6, 59, tzinfo=ZONE), False),
        (datetime.datetime(2025, 6, 2, 7, 0, tzinfo=ZONE), True),
        (datetime.datetime(2025, 6, 2, 16, 59, tzinfo=ZONE), True),
        (datetime.datetime(2025, 6, 2, 17, 0, tzinfo=ZONE), False),
        (datetime.datetime(2025, 6, 1, 9, 0, tzinfo=ZONE), False),  # a Sunday
        (datetime.datetime(2025, 9, 2, 9, 0, tzinfo=ZONE), False),  # Quốc khánh, a Tuesday
    ],
)
def test_e_mails_leave_in_working_hours_of_working_days(moment, is_time):
    assert is_working_time(moment) is is_time


def test_the_bytes_hold_counts_and_a_link_and_nothing_about_anybody(
    server, source, worker, subscribe
):
    subscribe(worker, "a@treem.example.vn")
    assert send_digests(MONDAY) == 1
    ((sender, receiver, data),) = server.kept
    assert (sender, receiver) == ("nhacviec@treem.example.vn", "a@treem.example.vn")
    mail = message_from_bytes(data, policy=policy.default)
    assert mail["Subject"].strip() == "Măng Non: 2 việc đang chờ, 1 việc quá hạn"
    assert (mail["From"], mail["To"]) == ("nhacviec@treem.example.vn", "a@treem.example.vn")
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_content()
    assert body.splitlines() == [
        "Việc đang chờ anh/chị ngày 02/06/2025",
        "",
        "Quá hạn: 1",
        "- Vụ việc bảo vệ trẻ em: 1",
        "Sắp đến hạn: 0",
        "Chờ tôi: 1",
        "- Vụ việc bảo vệ trẻ em: 1",
        "",
        f"Xem và xử lý tại: {SITE}/mine/",
        f"Đổi hoặc ngừng nhận thư này: {SITE}/account/digest/",
    ]
    for personal in (SECRET, "Bố đánh", "70-2025", "/cases/7", worker.full_name, worker.username):
        assert personal not in body + str(mail.items())
        assert personal.encode() not in data
    assert log_of(worker) == [("sent", 2, 1)]


def test_it_is_sent_once_a_day_and_on_the_first_working_day_of_a_week(
    server, source, worker, officer, subscribe
):
    subscribe(worker, "moi-ngay@treem.example.vn")
    subscribe(officer, "moi-tuan@treem.example.vn", "weekly")
    tuesday, friday, next_week = MONDAY + DAY, MONDAY + 4 * DAY, MONDAY + 7 * DAY
    for moment in (MONDAY, MONDAY + HOUR, tuesday, friday, friday + HOUR, next_week):
        send_digests(moment)
    assert [receiver.split("@")[0] for _s, receiver, _d in server.kept] == [
        "moi-ngay", "moi-tuan", "moi-ngay", "moi-ngay", "moi-ngay", "moi-tuan",
    ]  # fmt: skip


def test_a_week_that_begins_with_a_holiday_is_told_on_its_first_working_day(
    server, source, officer, subscribe
):
    subscribe(officer, "a@treem.example.vn", "weekly")
    monday = datetime.datetime(2026, 2, 16, 9, 0, tzinfo=ZONE)  # the week of Tết
    for number in range(8):
        send_digests(monday + number * DAY)
    assert [row.day for row in Delivery.objects.all()] == [datetime.date(2026, 2, 23)]


def test_who_wants_none_or_may_nothing_any_more_gets_none(
    server, source, worker, officer, leader, stranger, subscribe, settings
):
    for number, person in enumerate((worker, officer, leader)):
        subscribe(person, f"a{number}@treem.example.vn")
    subscribe(worker, "a@treem.example.vn", "never")
    officer.is_active = False
    officer.save()
    leader.role = "district_officer"  # a role that has ended
    leader.save()
    subscribe(stranger, "b@treem.example.vn")
    settings.TODAY = datetime.date(2025, 7, 1)
    send_digests(MONDAY.replace(month=7, day=1))
    assert [receiver for _s, receiver, _d in server.kept] == ["b@treem.example.vn"]


def test_where_nothing_waits_nothing_is_sent_and_the_log_says_so(server, source, worker, subscribe):
    source.clear()
    subscribe(worker, "a@treem.example.vn")
    assert send_digests(MONDAY) == send_digests(MONDAY + HOUR) == 0
    assert (server.kept, log_of(worker)) == ([], [("nothing", 0, 1)])


def test_one_refused_address_stops_nobody_and_is_tried_again_so_often(
    server, source, worker, officer, leader, subscribe
):
    subscribe(worker, "sai@treem.example.vn")
    subscribe(officer, "dung@treem.example.vn")
    server.refused["sai@treem.example.vn"] = True
    assert send_digests(MONDAY) == 1
    row = Delivery.objects.get(person=worker)
    assert (row.state, row.attempts, row.is_tried_again) == ("failed", 1, True)
    assert row.reason == "550 no such box …"  # the address stands in no log
    for number in range(1, 6):
        assert send_digests(MONDAY + number * HOUR) == 0
    assert log_of(worker) == [("failed", 2, MOST_ATTEMPTS)]
    server.refused.clear()
    assert send_digests(MONDAY + DAY) == 2
    assert log_of(worker)[1:] == [("sent", 2, 1)]


def test_one_that_failed_is_sent_the_next_hour(server, source, worker, subscribe):
    subscribe(worker, "a@treem.example.vn")
    server.refused["a@treem.example.vn"] = True
    send_digests(MONDAY)
    server.refused.clear()
    assert send_digests(MONDAY + HOUR) == 1
    assert log_of(worker) == [("sent", 2, 2)]
    assert Delivery.objects.get().reason == ""


def test_a_server_that_is_away_is_asked_once_and_everybody_is_told_why(
    server, source, worker, officer, subscribe, monkeypatch
):
    tried = []

    def refuse(*_where, **_how):
        tried.append(1)
        raise ConnectionRefusedError(111, "no")

    monkeypatch.setattr("smtplib.SMTP.connect", refuse)
    for person in (worker, officer):
        subscribe(person, f"{person.username}@treem.example.vn")
    assert send_digests(MONDAY) == 0
    assert len(tried) == 1
    reasons = set(Delivery.objects.values_list("state", "reason"))
    assert reasons == {("failed", "ConnectionRefusedError: no")}


def test_a_fault_in_one_persons_work_stops_nobody(
    server, source, worker, officer, subscribe, monkeypatch
):
    subscribe(worker, "a@treem.example.vn")
    subscribe(officer, "b@treem.example.vn")

    def breaks(user, _day):
        if user == worker:
            raise KeyError(SECRET)
        return source

    monkeypatch.setitem(registries.WAITS, "cases", breaks)
    assert send_digests(MONDAY) == 1
    assert Delivery.objects.get(person=worker).reason == "KeyError"


def test_what_a_worker_left_half_done_is_not_sent_twice(server, source, worker, subscribe):
    subscribe(worker, "a@treem.example.vn")
    Delivery.objects.create(
        person=worker, day=MONDAY.date(), state="sending", attempts=1, tried_at=MONDAY
    )
    assert send_digests(MONDAY + HOUR) == send_digests(MONDAY + 2 * HOUR) == 0
    assert server.kept == []
    assert "không rõ thư đã đi hay chưa" in Delivery.objects.get().reason


def test_the_log_is_kept_for_so_long(worker):
    for days in (399, 401):
        Delivery.objects.create(person=worker, day=(MONDAY - days * DAY).date(), state="sent")
    drop_old(MONDAY.date())
    assert Delivery.objects.count() == 1


def test_all_e_mails_of_a_run_go_by_one_connection(server, source, worker, officer, subscribe):
    subscribe(worker, "a@treem.example.vn")
    subscribe(officer, "b@treem.example.vn")
    assert send_digests(MONDAY) == 2
    assert (len(server.kept), server.connections) == (2, 1)
    assert DigestChoice.objects.count() == 2
