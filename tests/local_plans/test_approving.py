"""Sending, returning and approving: by another, once, and for ever."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from mangnon.core.models import AuditEntry, Refused
from mangnon.core.registries import WAITS
from mangnon.plans.local.approving import approve, new_version, return_, send, withdraw
from mangnon.plans.local.drafting import propose_again
from mangnon.plans.models import LocalPlan, LocalTarget
from tests.at_once import at_once
from tests.local_plans.conftest import NOW, TODAY, as_proposed, fresh, target_of
from tests.local_plans.test_drafting import change


@pytest.fixture
def sent(begin, keeper):
    return send_it(begin(), keeper)


def send_it(local, by):
    return send(local.pk, by=by, now=NOW, seen_at=fresh(local).changed_at)


def approve_it(local, by, number="12/KH-UBND", issued_on=TODAY, seen_at=None):
    return approve(
        local.pk, number=number, issued_on=issued_on, by=by, now=NOW,
        seen_at=seen_at or fresh(local).changed_at,
    )  # fmt: skip


def test_who_drafts_does_not_approve(sent, keeper, officer):
    for person in (keeper, officer):
        with pytest.raises(PermissionDenied):
            approve_it(sent, person)


def test_the_chair_of_another_commune_approves_nothing(sent, make_user, province):
    other = make_user("commune_chair", province.subtree().get(code="25217"))
    with pytest.raises(Refused, match="phạm vi"):
        approve_it(sent, other)
    district = make_user("district_officer", province.subtree().get(code="688"))
    with pytest.raises(Refused, match="người đứng đầu"):
        approve_it(sent, district)


def test_the_chair_puts_the_plan_into_force(sent, chair):
    made = approve_it(sent, chair)
    assert (made.state, made.number, made.decided_by) == ("approved", "12/KH-UBND", chair)
    assert made.is_in_force
    assert AuditEntry.objects.filter(action="local_plan.approve").count() == 1


def test_a_plan_is_approved_with_its_document_alone(sent, chair):
    with pytest.raises(Refused, match="số văn bản"):
        approve_it(sent, chair, number="  ")
    with pytest.raises(Refused, match="chưa tới"):
        approve_it(sent, chair, issued_on=TODAY + datetime.timedelta(days=1))


def test_in_an_agency_another_person_approves(begin, health, clerk_of_health, head_of_health):
    local = send_it(begin(health, by=clerk_of_health), clerk_of_health)
    with pytest.raises(Refused, match="đã tham gia soạn"):
        approve_it(local, clerk_of_health)
    assert approve_it(local, head_of_health).is_in_force


def test_who_proposed_the_targets_anew_does_not_approve_them(
    begin, plan, health, clerk_of_health, head_of_health
):
    local = begin(health, by=clerk_of_health)
    seen = fresh(local).changed_at
    propose_again(local.pk, as_proposed(plan), by=head_of_health, now=NOW, seen_at=seen)
    send_it(local, clerk_of_health)
    with pytest.raises(Refused, match="đã tham gia soạn"):
        approve_it(local, head_of_health)
    assert not fresh(local).is_in_force


def test_who_changed_a_target_does_not_approve_it(begin, health, clerk_of_health, head_of_health):
    local = begin(health, by=clerk_of_health)
    change(target_of(local), "22", "Khó", by=head_of_health)
    local = send_it(local, clerk_of_health)
    with pytest.raises(Refused, match="đã tham gia soạn"):
        approve_it(local, head_of_health)


def test_what_changed_since_it_was_seen_is_not_decided(sent, chair):
    with pytest.raises(Refused, match="mở lại"):
        approve_it(sent, chair, seen_at=NOW - datetime.timedelta(days=1))


def test_a_plan_that_is_no_draft_is_not_sent_and_one_that_is_not_sent_not_decided(
    begin, keeper, chair
):
    local = begin()
    with pytest.raises(Refused, match="không chờ quyết định"):
        approve_it(local, chair)
    send_it(local, keeper)
    with pytest.raises(Refused, match="giữ nguyên"):
        send_it(local, keeper)
    with pytest.raises(Refused, match="giữ nguyên"):
        change(target_of(local), "22", "Khó", by=keeper)
    with pytest.raises(Refused, match="giữ nguyên"):
        withdraw(local.pk, by=keeper, now=NOW)


def test_a_plan_without_targets_is_not_sent(begin, keeper):
    local = begin()
    local.targets.all().delete()
    with pytest.raises(Refused, match="chưa có"):
        send_it(local, keeper)


def test_a_plan_under_one_that_was_replaced_is_not_sent(begin, plan, keeper, officer):
    local = begin()
    later = type(plan).objects.create(
        title="Mới", year=2026, unit=plan.unit, state="approved", file_name="m.docx",
        sha256="1" * 64, stored_as="m", created_by=officer, approved_by=officer, approved_at=NOW,
    )  # fmt: skip
    type(plan).objects.filter(pk=plan.pk).update(superseded_by=later)
    with pytest.raises(Refused, match="đã được thay"):
        send_it(local, keeper)


def test_a_returned_plan_is_changed_and_sent_again(sent, keeper, chair):
    seen = sent.changed_at
    with pytest.raises(Refused, match="lý do"):
        return_(sent.pk, "  ", by=chair, now=NOW, seen_at=seen)
    back = return_(sent.pk, "Nâng chỉ tiêu 5", by=chair, now=NOW, seen_at=seen)
    assert (back.state, back.returned_because) == ("returned", "Nâng chỉ tiêu 5")
    change(target_of(back, "5"), "96", "Theo ý kiến chủ tịch", by=keeper)
    again = send_it(back, keeper)
    assert (again.state, again.returned_because, again.decided_by) == ("sent", "", None)
    assert approve_it(again, chair).is_in_force


def test_a_plan_in_force_never_changes(sent, keeper, chair):
    made = approve_it(sent, chair)
    with pytest.raises(Refused, match="giữ nguyên"):
        change(target_of(made), "22", "Khó", by=keeper)
    target = LocalTarget.objects.filter(local_plan=made)
    for wrong in (
        lambda: LocalPlan.objects.filter(pk=made.pk).update(number="99"),
        lambda: LocalPlan.objects.filter(pk=made.pk).delete(),
        lambda: target.update(reason="x"),
        lambda: target.filter(leaf="1").delete(),
        lambda: LocalTarget.objects.create(
            local_plan=made, target=target[0].target, leaf="99", value=1, proposed=1, method="as_is"
        ),
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            wrong()


def test_a_new_version_takes_the_place_of_the_one_in_force(sent, keeper, chair, begin):
    first = approve_it(sent, chair)
    with pytest.raises(Refused, match="lập bản mới"):
        begin()
    key = uuid.uuid4()
    second = new_version(first.pk, by=keeper, now=NOW, key=key)
    assert new_version(first.pk, by=keeper, now=NOW, key=key) == second
    assert (second.version, second.state, second.targets.count()) == (2, "draft", 7)
    with pytest.raises(Refused, match="đang được soạn"):
        new_version(first.pk, by=keeper, now=NOW, key=uuid.uuid4())
    change(target_of(second), "18", "Phấn đấu", by=keeper)
    assert fresh(first).is_in_force
    second = approve_it(send_it(second, keeper), chair)
    assert (second.is_in_force, fresh(first).superseded_by) == (True, second)
    assert target_of(fresh(first)).value == 20
    assert LocalPlan.objects.in_force().get() == second
    with pytest.raises(Refused, match="có hiệu lực"):
        new_version(first.pk, by=keeper, now=NOW, key=uuid.uuid4())


def test_what_waits_is_told_to_who_can_do_it(sent, keeper, chair, officer):
    def waiting(person):
        return [str(one.why) for one in WAITS["local_plans"](person, TODAY)]

    assert (waiting(chair), waiting(keeper), waiting(officer)) == (["Chờ anh/chị duyệt"], [], [])
    return_(sent.pk, "Sửa", by=chair, now=NOW, seen_at=sent.changed_at)
    assert (waiting(chair), waiting(keeper)) == ([], ["Được trả lại để sửa"])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_is_too_late(sent, chair, make_user, commune):
    deputy = make_user("commune_chair", commune, "pho-chu-tich")
    seen = sent.changed_at
    answers = at_once(*(lambda by=by: approve_it(sent, by, seen_at=seen) for by in (chair, deputy)))
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert LocalPlan.objects.in_force().count() == 1
    with connection.cursor() as cursor:  # an approved plan is not deleted row by row
        cursor.execute("TRUNCATE plans_localplan CASCADE")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_one_is_refused(begin, keeper, make_user, commune):
    other = make_user("commune_officer", commune, "can-bo-2")
    answers = at_once(lambda: begin(by=keeper), lambda: begin(by=other))
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert LocalPlan.objects.count() == 1
