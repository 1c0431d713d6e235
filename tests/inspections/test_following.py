"""Remedies that are tasks, penalties, recommendations and replies; and who is told of them."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mangnon.activities.inspections.carrying_out import reopen
from mangnon.activities.inspections.following import (
    Demanded,
    add_penalty,
    demand_remedy,
    withdraw_penalty,
)
from mangnon.activities.inspections.passing import PASSING
from mangnon.activities.inspections.recommending import ask_again, recommend, reply
from mangnon.activities.inspections.summary import by_kind
from mangnon.activities.inspections.waiting import inspections_waiting_for
from mangnon.activities.models import InspectionPenalty, Recommendation, Remedy
from mangnon.core.models import Refused
from mangnon.plans.models import Assignment
from mangnon.plans.work.reporting import Report, report
from tests.conftest import placed
from tests.inspections.conftest import NOW, TODAY, fresh

SOON = datetime.date(2025, 6, 30)

pytestmark = pytest.mark.usefixtures("in_english")


def remedied(one, by, body=None, due_on=SOON, key=None):
    finding = one.findings.get()
    return demand_remedy(
        finding.pk, key or uuid4(), Demanded("Dựng lại rào", due_on, body), by=by, now=NOW
    )


def fine(**told):
    return {
        "kind": "fine", "amount": 2_500_000, "decision_number": "7/QĐ-XPHC",
        "decision_on": datetime.date(2025, 6, 12), "issuer": "UBND phường", "reason": "Không rào",
    } | told  # fmt: skip


def test_a_remedy_is_a_task_of_the_commune_and_closed_by_its_proof(done, inspector):
    one, key = done(), uuid4()
    remedy = remedied(one, inspector, key=key)
    assert remedied(one, inspector, key=key) == remedy
    task = Assignment.objects.get()
    assert (task.unit, task.organisation, task.due_on) == (one.unit, None, SOON)
    assert task.title == "Put right at Trường Tiểu học Thác Mơ: Dựng lại rào"
    assert task.needs_evidence
    assert Remedy.objects.open().count() == 1
    with pytest.raises(Refused, match="Proof is asked for"):
        report(task, Report("done", "Xong"), by=inspector, now=NOW)
    proof = SimpleUploadedFile("rào.txt", "Đã dựng".encode())
    report(task, Report("done", "Xong", files=[proof]), by=inspector, now=NOW)
    assert Remedy.objects.open().count() == 0
    with pytest.raises(Refused, match="followed from this inspection"):
        reopen(one.pk, seen_at=fresh(one).changed_at, by=inspector)


def test_an_agency_demands_of_a_commune_or_of_another_agency_and_follows_the_task(
    done, health_clerk, health, labour, clerk, inspector
):
    one = done(by=health_clerk, organisation=health)
    of_commune = remedied(one, health_clerk).assignment
    of_labour = remedied(one, health_clerk, labour).assignment
    seen = {
        person.username: set(Assignment.objects.visible_to(person))
        for person in (health_clerk, clerk, inspector)
    }
    assert seen[health_clerk.username] == {of_commune, of_labour}  # it takes part in both
    assert seen[clerk.username] == {of_labour}
    assert of_commune in seen[inspector.username]
    with pytest.raises(Refused, match="another organisation or commune"):
        remedied(one, inspector)


def test_a_remedy_is_demanded_of_a_closed_inspection_until_a_day_to_come(done, planned, inspector):
    with pytest.raises(Refused, match="has passed"):
        remedied(done(), inspector, due_on=TODAY - datetime.timedelta(days=1))
    assert not Assignment.objects.exists()


def test_a_penalty_has_a_decision_and_a_fine_its_amount(done, inspector):
    one, key = done(), uuid4()
    wrong = [
        (fine(amount=None), "has an amount"),
        (fine(kind="warning"), "Only a fine"),
        (fine(kind="beating", amount=None), "kinds of penalties"),
        (fine(decision_on=datetime.date(2025, 6, 9)), "before the inspection"),
        (fine(decision_on=datetime.date(2025, 6, 17)), "has not come"),
    ]
    for values, sentence in wrong:
        with pytest.raises(Refused, match=sentence):
            add_penalty(one.pk, uuid4(), values, by=inspector, now=NOW)
    made = add_penalty(one.pk, key, fine(), by=inspector, now=NOW)
    assert add_penalty(one.pk, key, fine(), by=inspector, now=NOW) == made
    with pytest.raises(Refused, match="entered with the inspection already"):
        add_penalty(one.pk, uuid4(), fine(), by=inspector, now=NOW)
    with pytest.raises(Refused, match="Say why"):
        withdraw_penalty(made.pk, " ", by=inspector)
    withdraw_penalty(made.pk, "Nhập nhầm", by=inspector)
    add_penalty(one.pk, uuid4(), fine(amount=3_000_000), by=inspector, now=NOW)
    assert InspectionPenalty.objects.filter(withdrawn_because="").get().amount == 3_000_000


def test_the_summary_counts_by_kind_as_worked_by_hand(done, planned, inspector, leader):
    done(on=datetime.date(2025, 3, 3), not_met=("fence", "water"))
    again = done(on=datetime.date(2025, 6, 10))
    planned(on=datetime.date(2025, 6, 29))
    remedied(again, inspector)
    late = remedied(again, inspector).assignment
    late.due_on = datetime.date(2025, 6, 5)
    late.save()
    add_penalty(again.pk, uuid4(), fine(), by=inspector, now=NOW)
    line = {one.kind: one for one in by_kind(leader, 2025, None, TODAY)}["school"]
    # 9 items twice: 7 and 8 are met, 2 and 1 not.
    assert (line.planned, line.done, line.met, line.not_met) == (3, 2, 15, 3)
    assert line.share_met == pytest.approx(83.333, abs=0.001)
    assert (line.repeated, line.open_remedies, line.late_remedies) == (1, 2, 1)
    assert (line.penalties, line.fines) == (1, 2_500_000)
    empty = {one.kind: one for one in by_kind(leader, 2024, None, TODAY)}["school"]
    assert (empty.planned, empty.share_met) == (0, None)


@pytest.fixture
def recommended(supervisor, ward):
    def make(body=None, due=SOON, **told):
        values = {
            "supervisor": "front", "supervisor_words": "Ủy ban MTTQ tỉnh", "unit": ward,
            "organisation": body, "text": "Rào lại hồ nước", "reply_due_on": due,
        }  # fmt: skip
        return recommend(uuid4(), values | told, by=supervisor, now=NOW)

    return make


def test_the_supervisor_recommends_the_addressee_replies_and_is_asked_again(
    recommended, supervisor, inspector, health_clerk, labour, make_user, ward
):
    one = recommended()
    for person in (health_clerk, supervisor):
        with pytest.raises((Refused, PermissionDenied)):
            reply(one.pk, uuid4(), "Đã rào", by=person, now=NOW)
    with pytest.raises(Refused, match="waits for its reply"):
        ask_again(one.pk, uuid4(), "Chưa đủ", SOON, by=supervisor, now=NOW)
    chair, key = make_user("commune_chair", ward), uuid4()
    assert reply(one.pk, key, "Đã rào", by=chair, now=NOW) == reply(
        one.pk, key, "Đã rào", by=chair, now=NOW
    )
    with pytest.raises(Refused, match="answered already"):
        reply(one.pk, uuid4(), "Đã rào", by=inspector, now=NOW)
    hour = datetime.timedelta(hours=1)
    ask_again(one.pk, uuid4(), "Chưa có ảnh", SOON, by=supervisor, now=NOW + hour)
    reply(one.pk, uuid4(), "Đây là ảnh", by=inspector, now=NOW + 2 * hour)
    assert [step.kind for step in one.steps.all()] == ["reply", "asked_again", "reply"]
    assert not Recommendation.objects.waiting().exists()


def test_another_supervisor_does_not_ask_again(
    recommended, supervisor, inspector, make_user, make_organisation, province, client
):
    one = recommended()
    reply(one.pk, uuid4(), "Đã rào", by=inspector, now=NOW)
    colleague, other = (make_user("external_supervisor", province, who) for who in ("a", "b"))
    with pytest.raises(Refused, match="Another supervisor"):
        ask_again(one.pk, uuid4(), "Chưa đủ", SOON, by=other, now=NOW)
    client.force_login(other)
    assert "again_form" not in client.get(reverse("recommendation", args=[one.pk])).context
    front = make_organisation("Ủy ban MTTQ", province)
    placed(supervisor, front)
    ask_again(one.pk, uuid4(), "Chưa đủ", SOON, by=placed(colleague, front), now=NOW)
    assert Recommendation.objects.waiting().exists()


def test_only_the_supervisor_recommends_and_of_a_province_names_who_replies(
    recommended, inspector, province, supervisor, elsewhere
):
    with pytest.raises(PermissionDenied):
        recommend(uuid4(), {}, by=inspector, now=NOW)
    with pytest.raises(Refused, match="organisation of the province"):
        recommended(unit=province)
    with pytest.raises(Refused, match="unit that you serve"):
        recommended(unit=elsewhere)
    with pytest.raises(Refused, match="has passed"):
        recommended(due=TODAY - datetime.timedelta(days=1))


def test_everyone_is_told_of_what_waits_for_them_alone(
    done, planned, recommended, inspector, health_clerk, health, leader, supervisor
):
    one = done()
    late = remedied(one, inspector).assignment
    late.due_on = datetime.date(2025, 6, 5)
    late.save()
    planned(on=datetime.date(2025, 6, 12))
    recommended()
    late_one = recommended(health)
    Recommendation.objects.filter(pk=late_one.pk).update(reply_due_on=datetime.date(2025, 6, 9))
    told = {
        person.username: [str(one.why) for one in inspections_waiting_for(person, TODAY)]
        for person in (inspector, health_clerk, leader, supervisor)
    }
    assert told[inspector.username] == [
        "Late", "A remedy that you demanded is late", "A reply is due"
    ]  # fmt: skip
    assert told[health_clerk.username] == ["A reply is late"]
    assert told[leader.username] == []
    assert told[supervisor.username] == ["Your recommendation has no reply, and its day has passed"]


def test_where_nobody_of_a_body_can_reply_the_focal_office_replies_for_it(
    recommended, officer, health, make_user, ward
):
    """Both the department and the ward have no account that could."""
    for one in (recommended(health), recommended()):
        told = [str(waiting.why) for waiting in inspections_waiting_for(officer, TODAY)]
        assert f"Nobody of {one.addressee} can reply: ask them, and enter their reply" in told
    make_user("commune_officer", ward)
    placed(make_user("agency_focal_point", health.unit, "y-te"), health)
    assert inspections_waiting_for(officer, TODAY) == []
    for one in Recommendation.objects.all():
        with pytest.raises(Refused, match="another organisation or commune"):
            reply(one.pk, uuid4(), "Đã rào", by=officer, now=NOW)


def test_what_waits_passes_to_the_successor_of_an_organisation(
    planned, recommended, health_clerk, health, home_affairs
):
    inspection = planned(by=health_clerk, organisation=health)
    asked = recommended(health)
    for kind, one in (("inspection", inspection), ("recommendation", asked)):
        passing = PASSING[f"inspections.{kind}"].passes_on
        assert passing.held_by(health.pk, TODAY) == [str(one.pk)]
        assert passing.words([str(one.pk)]) == {str(one.pk): str(one)}
        passing.move(str(one.pk), health.pk, home_affairs.pk, False)
        with pytest.raises(Refused, match="does not stand"):
            passing.move(str(one.pk), health.pk, home_affairs.pk, False)
