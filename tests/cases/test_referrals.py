"""A referral shares what is named, with whom is asked, for as long as it runs, and no more."""

import datetime

import pytest
from django.db import connection

from mangnon.cases.models import Case, Referral
from mangnon.cases.referrals.answering import answer, revoke
from mangnon.cases.referrals.partners import places_for
from mangnon.cases.referrals.reading import read_as_partner, read_as_sender
from mangnon.cases.referrals.sending import NewReferral, send
from mangnon.core.models import AuditEntry, OrganisationName, Refused
from tests.cases.conftest import DAY, at


def texts(read):
    return None if read.shared is None else {one.title: one.text for one in read.shared}


def sees(user):
    return Referral.to_partner.visible_to(user).exists()


def test_the_partner_reads_what_was_ticked_and_nothing_else(referral, partner):
    read = read_as_partner(referral, by=partner)
    assert texts(read) == {"Họ tên": "Điểu Thị Bé", "Nhu cầu cần hỗ trợ": "Cháu sợ người lạ"}
    entry = AuditEntry.objects.get(action="referral.read")
    assert (entry.actor, entry.details["fields"]) == (partner, ["name", "need"])


def test_what_was_shared_stays_as_it_was_when_the_case_learns_more(referral, partner):
    child = referral.about
    child.name = "Điểu Thị Bê"
    child.save()
    assert texts(read_as_partner(referral, by=partner))["Họ tên"] == "Điểu Thị Bé"


def test_the_partner_sees_no_case_and_no_stranger_sees_the_referral(
    referral, partner, make_user, commune, other_commune, worker, colleague
):
    assert sees(partner)
    assert not Case.objects.visible_to(partner).exists()
    strangers = [make_user("case_partner", other_commune, "stranger"), worker, colleague]
    assert not any(sees(person) for person in strangers)
    assert Referral.objects.visible_to(worker).exists()
    assert not Referral.objects.visible_to(colleague).exists()
    assert not Referral.objects.visible_to(partner).exists()


def test_a_referral_to_one_person_is_theirs_alone(
    taken, new_referral, worker, partner, make_user, commune, body
):
    other = make_user("health_station_staff", commune, "other")
    other.organisation = body
    other.save()
    send(taken.pk, new_referral(person=partner), by=worker, now=at(1))
    assert sees(partner)
    assert not sees(other)
    send(taken.pk, new_referral(), by=worker, now=at(1))
    assert sees(other)


def test_accepted_done_and_then_nothing_is_shared_any_more(referral, partner, worker):
    answer(referral.pk, state="accepted", by=partner, now=at(2))
    answer(referral.pk, state="accepted", by=partner, now=at(2))
    with pytest.raises(Refused, match="kết quả"):
        answer(referral.pk, state="done", by=partner, now=at(3))
    done = answer(referral.pk, state="done", text="Đã tham vấn", by=partner, now=at(3))
    assert texts(read_as_partner(done, by=partner)) is None
    events = read_as_sender(done, by=worker).events
    assert [(event.state, event.text) for event in events] == [
        ("sent", ""), ("accepted", ""), ("done", "Đã tham vấn"),
    ]  # fmt: skip


def test_a_refusal_needs_its_reason_and_is_the_last_word(referral, partner):
    with pytest.raises(Refused, match="từ chối"):
        answer(referral.pk, state="refused", by=partner, now=at(2))
    answer(referral.pk, state="refused", text="Hết chỗ", by=partner, now=at(2))
    with pytest.raises(Refused, match="trả lời"):
        answer(referral.pk, state="accepted", by=partner, now=at(3))


@pytest.mark.parametrize("state", ["sent", "accepted", "done"])
def test_a_revoked_referral_is_gone_for_the_partner_and_its_history_stays(
    referral, partner, worker, state
):
    if state != "sent":
        answer(referral.pk, state="accepted", by=partner, now=at(2))
    if state == "done":
        answer(referral.pk, state="done", text="Xong", by=partner, now=at(3))
    with pytest.raises(Refused, match="thu hồi"):
        revoke(referral.pk, reason=" ", by=worker, now=at(4))
    gone = revoke(referral.pk, reason="Gia đình rút đồng ý", by=worker, now=at(4))
    assert not sees(partner)
    with pytest.raises(Refused, match="không còn"):
        answer(referral.pk, state="done", text="Xong", by=partner, now=at(5))
    read = read_as_sender(gone, by=worker)
    assert read.events[-1].text == "Gia đình rút đồng ý"
    assert texts(read)["Họ tên"] == "Điểu Thị Bé"


def test_who_does_not_work_on_the_case_neither_sends_nor_revokes(
    referral, new_referral, taken, colleague, partner
):
    with pytest.raises(Refused, match="không tham gia"):
        send(taken.pk, new_referral(), by=colleague, now=at(1))
    with pytest.raises(Refused, match="không tham gia"):
        revoke(referral.pk, reason="Nhầm", by=colleague, now=at(2))


def test_the_same_referral_sent_again_is_one(taken, new_referral, worker, partner):
    new = new_referral()
    for _time in range(3):
        send(taken.pk, new, by=worker, now=at(1))
    assert Referral.objects.count() == 1


BAD = [
    ({"basis": ""}, "căn cứ"),
    ({"basis": "curiosity"}, "căn cứ"),
    ({"shares": []}, "ít nhất một"),
    ({"shares": ["address"]}, "Nơi ở"),
    ({"shares": ["events"], "written": {}}, "Việc đã xảy ra"),
    ({"shares": ["offender"]}, "offender"),
    ({"purpose": " "}, "để làm gì"),
    ({"service": "legal_aid"}, "không có dịch vụ này"),
    ({"service": "magic"}, "dịch vụ"),
    ({"place": None}, "cơ quan"),
    ({"expires_on": DAY - datetime.timedelta(days=1)}, "đã qua"),
    ({"expires_on": DAY + datetime.timedelta(days=181)}, "07/12/2025"),
    ({"urgency": "soon"}, "khẩn"),
]


@pytest.mark.parametrize(("changes", "words"), BAD)
def test_what_lacks_something_is_refused_with_the_reason(
    taken, new_referral, worker, partner, changes, words
):
    with pytest.raises(Refused, match=words):
        send(taken.pk, new_referral(**changes), by=worker, now=at(1))
    assert not Referral.objects.exists()


def test_an_organisation_that_is_no_more_is_refused(taken, new_referral, worker, partner, body):
    OrganisationName.objects.filter(organisation=body).update(valid_to=DAY)
    with pytest.raises(Refused, match="không còn"):
        send(taken.pk, new_referral(), by=worker, now=at(1))


def test_a_closed_place_and_an_organisation_without_people_are_refused(
    taken, new_referral, worker, partner, counselling
):
    counselling.closed_on, counselling.closed_reason = DAY, "Giải thể"
    counselling.save()
    with pytest.raises(Refused, match="đóng cửa"):
        send(taken.pk, new_referral(), by=worker, now=at(1))
    partner.is_active = False
    partner.save()
    new = new_referral(place=None, organisation=counselling.organisation)
    with pytest.raises(Refused, match="tài khoản"):
        send(taken.pk, new, by=worker, now=at(1))


def test_a_case_that_nobody_has_taken_is_not_referred(case, worker, partner, counselling):
    new = NewReferral(
        about=case.people.get().pk, service="psychology", purpose="Tham vấn", basis="duty",
        expires_on=DAY, place=counselling, shares=["name"],
    )  # fmt: skip
    with pytest.raises(Refused, match="đã có người nhận"):
        send(case.pk, new, by=worker, now=at(1))


def test_a_referral_ends_with_its_last_day_and_with_the_case(referral, partner, settings):
    settings.TODAY = referral.expires_on
    assert sees(partner)
    assert referral.ends_soon
    settings.TODAY = referral.expires_on + datetime.timedelta(days=1)
    assert not sees(partner)
    assert not referral.is_running
    settings.TODAY = DAY
    assert not referral.ends_soon
    Case.objects.update(closed_at=at(9))
    assert not sees(partner)


def test_both_sides_are_reminded_seven_days_before_the_end(referral, settings):
    assert referral.remind_on == referral.expires_on - datetime.timedelta(days=7)
    settings.TODAY = referral.remind_on - datetime.timedelta(days=1)
    assert not referral.ends_soon
    settings.TODAY = referral.remind_on
    assert referral.ends_soon


@pytest.mark.parametrize("word", ["Điểu Thị Bé", "người lạ", "Tham vấn tâm lý cho"])
def test_no_table_holds_what_was_shared(referral, word):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            assert not [row for (row,) in cursor.fetchall() if word in row], table


def test_the_directory_is_that_of_the_whole_province_and_of_no_other(
    new_referral, worker, partner, counselling, other_commune, make_user, elsewhere
):
    assert list(places_for("psychology", worker, DAY)) == [counselling]
    assert list(places_for("legal_aid", worker, DAY)) == []
    counselling.unit = other_commune
    counselling.save()
    assert list(places_for("psychology", worker, DAY)) == [counselling]
    stranger = make_user("commune_officer", elsewhere, "far")
    assert list(places_for("psychology", stranger, DAY)) == []
    partner.is_active = False
    partner.save()
    assert list(places_for("psychology", worker, DAY)) == []


def test_an_organisation_is_offered_once_at_its_place_or_by_itself(
    taken, partner, counselling, worker, client
):
    client.force_login(worker)
    address = f"/cases/{taken.pk}/referrals/new/"
    for service, offered in (("psychology", f"place:{counselling.pk}"), ("legal_aid", "organ")):
        page = client.get(address, {"service": service}).content.decode()
        assert page.count("Chuyển gửi đến đây") == 1
        assert f"to={offered}" in page
