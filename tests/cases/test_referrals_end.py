"""No referral is forgotten: who runs the case is told of its end, and of a partner that is gone."""

import datetime

import pytest

from mangnon.cases.models import Notice, Referral
from mangnon.cases.referrals.answering import answer, revoke
from mangnon.cases.referrals.due import unsettled_of
from mangnon.core.models import Organisation, OrganisationHandover, Refused, User
from mangnon.core.organisations.changing import apply_change, undo_change
from mangnon.core.organisations.editing import Naming, store_name
from mangnon.core.organisations.events import Choices, Event, preview
from mangnon.core.organisations.handing_over import accept, words_of
from tests.cases.conftest import DAY, at

NEXT = DAY + datetime.timedelta(days=1)


@pytest.fixture
def told():
    """Return what the list of a person says of referrals on a day."""

    def _told(person, day=DAY):
        return [str(one.why) for one in unsettled_of(person, day) if one.why]

    return _told


@pytest.fixture
def successor(commune):
    made = Organisation.objects.create(name="Trung tâm Trợ giúp xã hội", unit=commune)
    store_name(made, Naming(made.name))
    return made


@pytest.fixture
def office(make_user, province):
    return make_user("focal_office", province, "office")


def test_the_manager_is_reminded_seven_days_before_the_end_and_not_earlier(
    referral, worker, colleague, told
):
    before = referral.remind_on - datetime.timedelta(days=1)
    assert told(worker, before) == []
    assert told(worker, referral.remind_on) == ["sắp hết hạn"]
    assert told(colleague, referral.remind_on) == []


def test_what_ran_out_unanswered_stands_overdue_until_it_is_seen_to(
    referral, worker, partner, told
):
    after = referral.expires_on + datetime.timedelta(days=1)
    assert told(worker, referral.expires_on) == ["sắp hết hạn"]
    assert told(worker, after) == ["hết hạn mà chưa được trả lời"]
    answer(referral.pk, state="accepted", by=partner, now=at(2))
    assert told(worker, after) == ["hết hạn mà chưa làm xong"]
    revoke(referral.pk, reason="Gửi nơi khác", by=worker, now=at(3))
    assert told(worker, after) == []


def test_what_was_answered_reminds_nobody(referral, worker, partner, told):
    answer(referral.pk, state="refused", text="Hết chỗ", by=partner, now=at(2))
    assert told(worker, referral.remind_on) == []


@pytest.mark.parametrize("is_for_one", [True, False])
def test_a_referral_that_nobody_can_answer_stands_with_the_manager(
    referral, worker, partner, told, make_user, commune, body, is_for_one
):
    if is_for_one:
        other = make_user("case_partner", commune, "other")
        User.objects.filter(pk=other.pk).update(organisation=body)
        Referral.objects.update(person=partner)
    assert told(worker) == []
    User.objects.filter(pk=partner.pk).update(is_active=False)
    (why,) = told(worker)
    assert "không còn" in why


def test_the_pages_show_it_to_both(client, referral, worker, partner, settings):
    settings.TODAY = referral.remind_on
    client.force_login(worker)
    for address in ("/mine/", "/cases/referrals/"):
        assert "sắp hết hạn" in client.get(address).content.decode()
    client.force_login(partner)
    for address in ("/referrals/", f"/referrals/{referral.pk}/"):
        assert "sắp hết hạn" in client.get(address).content.decode()
    settings.TODAY = referral.expires_on + datetime.timedelta(days=1)
    client.force_login(worker)
    assert "chưa được trả lời" in client.get("/cases/referrals/").content.decode()


def test_referrals_pass_to_the_organisation_that_takes_over_and_back(
    referral, body, successor, office, worker, partner, told, settings
):
    event = Event("merge", NEXT, "NQ 1/NQ-HĐND", (body,), (successor,))
    (shown,) = [one for one in preview(event).records if one.what.kind == "cases.referral"]
    assert "10/06/2025" in shown.what.words
    assert not any(word in shown.what.words for word in ("Bé", "2025-", "An Lộc"))
    change = apply_change(event, by=office)
    settings.TODAY = NEXT
    assert "không còn" in told(worker, NEXT)[0]
    offered = OrganisationHandover.objects.open()
    assert set(words_of(offered)) == {one.pk for one in offered}
    accept(offered, by=office, today=NEXT)
    partner.refresh_from_db()
    assert partner.organisation == successor
    assert Referral.to_partner.visible_to(partner).get().organisation == successor
    assert told(worker, NEXT) == []
    assert Notice.objects.get(kind="passed_on").user == worker
    undo_change(change, by=office)
    assert Referral.objects.get().organisation == body


def test_without_a_successor_it_stands_with_the_manager_and_ends_no_later(
    referral, body, office, worker, partner, told, settings
):
    event = Event("dissolve", NEXT, "NQ 2/NQ-HĐND", (body,))
    with pytest.raises(Refused, match="partner"):  # the account needs a place
        apply_change(event, by=office)
    User.objects.filter(pk=partner.pk).update(is_active=False)
    apply_change(event, by=office, choices=Choices())
    settings.TODAY = NEXT
    assert Referral.objects.get().organisation == body
    (why,) = told(worker, NEXT)
    assert "cơ quan không còn" in why
