"""A referral that rests on consent names one that holds, and ends when that is withdrawn."""

import datetime
import uuid

import pytest

from mangnon.cases.consents.consenting import NewConsent, give_consent
from mangnon.cases.consents.withdrawing import withdraw
from mangnon.cases.models import Consent, Referral
from mangnon.cases.receiving.new_report import ReportedChild
from mangnon.cases.receiving.receiving import add_children
from mangnon.cases.referrals.answering import answer
from mangnon.cases.referrals.sending import send
from mangnon.core.models import AuditEntry, Refused
from tests.cases.conftest import at


@pytest.fixture
def give(taken, worker):
    def make(**about):
        fields = {
            "child": taken.people.get(age=7).pk, "purpose": "referral",
            "is_by_child": True, "relation": "mother", "representative": "Điểu Thị Mẹ",
            "given_at": at(0.6),
        }  # fmt: skip
        return give_consent(taken.pk, NewConsent(**{**fields, **about}), by=worker, now=at(3))

    return make


@pytest.fixture
def refer(taken, new_referral, worker, partner):
    def make(consent=None, hours=4, **changes):
        new = new_referral(basis="consent", consent=consent and consent.pk, **changes)
        return send(taken.pk, new, by=worker, now=at(hours))

    return make


def test_without_a_consent_of_the_child_that_holds_nothing_is_shared(taken, give, refer, worker):
    add_children(taken, [ReportedChild(name="Điểu Văn Em", sex="male", age=9)])
    sibling = taken.people.get(age=9)
    withdrawn = give()
    withdraw(taken.pk, withdrawn.pk, at=at(3.5), by=worker, now=at(3.6))
    not_yet = give(given_at=at(2))
    for bad, hours in (
        (None, 4), (give(purpose="photo"), 4), (give(child=sibling.pk), 4), (withdrawn, 4),
        (not_yet, 1.5),
    ):  # fmt: skip
        with pytest.raises(Refused, match="sự đồng ý"):
            refer(bad, hours)
    assert not Referral.objects.exists()
    good = give()
    assert refer(good).consent == good


def test_a_consent_stands_with_no_other_basis(taken, give, new_referral, worker, partner):
    with pytest.raises(Refused, match="Có sự đồng ý"):
        send(taken.pk, new_referral(consent=give().pk), by=worker, now=at(4))


def test_about_a_carer_the_consent_of_a_child_is_no_basis(taken, give, refer):
    carer = taken.people.create(role="carer", name="Điểu Văn Bố", details="{}")
    with pytest.raises(Refused, match="trẻ em"):
        refer(give(), about=carer.pk, shares=["name"])


def test_a_withdrawal_revokes_at_once_what_rests_on_it_and_nothing_else(
    taken, give, refer, new_referral, worker, partner
):
    consent, other = give(), give(relation="father")
    waiting, accepted, done = refer(consent), refer(consent), refer(consent)
    answer(accepted.pk, state="accepted", by=partner, now=at(5))
    answer(done.pk, state="accepted", by=partner, now=at(5))
    answer(done.pk, state="done", text="Xong", by=partner, now=at(6))
    refer(other)
    send(taken.pk, new_referral(), by=worker, now=at(4))
    withdraw(taken.pk, consent.pk, at=at(6.5), by=worker, now=at(7))
    states = Referral.objects.order_by("sent_at", "pk").values_list("pk", "state")
    assert {key for key, state in states if state == "revoked"} == {waiting.pk, accepted.pk}
    assert not Referral.to_partner.visible_to(partner).filter(state="revoked").exists()
    event = waiting.events.get(state="revoked")
    assert (event.at, event.by) == (at(7), worker)
    assert event.text == "Sự đồng ý làm căn cứ đã được rút lại lúc 10/06/2025 14:30."
    told = AuditEntry.objects.filter(action="referral.answer", details__state="revoked")
    assert told.count() == 2


def test_a_withdrawal_that_is_refused_revokes_nothing(taken, give, refer, worker):
    consent = give()
    referral = refer(consent)
    with pytest.raises(Refused, match="chưa tới"):
        withdraw(taken.pk, consent.pk, at=at(9), by=worker, now=at(8))
    referral.refresh_from_db()
    assert referral.state == "sent"


def test_the_form_offers_what_holds_or_says_that_nothing_does(
    client, taken, give, worker, partner, counselling
):
    client.force_login(worker)
    address = f"/cases/{taken.pk}/referrals/new/?service=psychology&to=place:{counselling.pk}"
    page = client.get(address).content.decode()
    assert f'/cases/{taken.pk}/consents/"' in page
    assert "Chưa có sự đồng ý chia sẻ nào còn hiệu lực" in page
    Consent.objects.filter(pk=give().pk).update(given_at=at(-9), entered_at=at(0))
    page = client.get(address).content.decode()
    assert "Mẹ, và trẻ em" in page
    assert "Điểu Thị Mẹ" not in page
    form = {
        "key": str(uuid.uuid4()), "purpose": "Tham vấn", "urgency": "routine", "share_name": "on",
        "expires_on": "20/06/2025", "basis": "consent", "consent": "",
    }  # fmt: skip
    assert "Chọn sự đồng ý" in client.post(address, form).content.decode()
    client.post(address, {**form, "consent": str(Consent.objects.get().pk)})
    assert Referral.objects.get().consent == Consent.objects.get()


def test_the_page_of_a_withdrawal_says_beforehand_what_it_revokes(
    client, taken, give, refer, worker
):
    consent = give()
    client.force_login(worker)
    address = f"/cases/{taken.pk}/consents/{consent.pk}/withdraw/"
    assert "Phòng tham vấn" not in client.get(address).content.decode()
    refer(consent, expires_on=datetime.date(2025, 6, 30))
    page = client.get(address).content.decode()
    assert "Phòng tham vấn" in page
    assert "30/06/2025" in page
