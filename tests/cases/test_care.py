"""Alternative care: who may be chosen, four eyes, the limits, the six-monthly check."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.cases.care.listing import NewNeed, enter_need, register_carer, strike_carer
from mangnon.cases.care.placing import check, decide_on, end, hand_over, propose
from mangnon.cases.care.quarter import quarter_before
from mangnon.cases.catalog import code_list
from mangnon.cases.models import CareCheck, CareNeed, Carer, Placement
from mangnon.cases.steps.answers import NotAccepted
from mangnon.core.models import Refused
from tests.cases.conftest import DAY, at

CONSENT = {
    "guardian": "given", "parents": "given", "wish": "agrees", "why_suitable": "Là bà ngoại",
}  # fmt: skip
CHECK = {"is_safe": "yes", "state": "Cháu khỏe, đi học đều"}


@pytest.fixture
def need(worker):
    return enter_need(new_need(), by=worker, now=at(1))


def new_need(**changes):
    fields = {
        "name": "Điểu Thị Bé", "sex": "female", "reason": "orphaned",
        "birth_date": datetime.date(2015, 1, 1), "answers": {"family": "Cha mẹ đã mất"},
    }  # fmt: skip
    return NewNeed(**{**fields, **changes})


@pytest.fixture
def carer(worker):
    return register(worker)


def register(worker, without=()):
    conditions = [code for code in code_list("care_condition").by_code if code not in without]
    answers = {"address": "Thôn 1", "home": "Có nhà", "conditions": conditions}
    return register_carer("Thị Bà", "relatives", answers, by=worker, now=at(1))


@pytest.fixture
def placed(need, carer, worker, chair):
    placement = propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))
    decide_on(placement.pk, agrees=True, number="12/QĐ-UBND", by=chair, now=at(2))
    return hand_over(placement.pk, on=DAY, by=worker, now=at(3))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"guardian": "refused"}, "đồng ý bằng văn bản"),
        ({"parents": "not_needed"}, "vì sao không cần"),
        ({"wish": "disagrees"}, "Trẻ không đồng ý"),
        ({"wish": "not_asked"}, "đến tuổi phải hỏi"),
    ],
)
def test_without_consent_nobody_is_proposed(need, carer, worker, changes, words):
    with pytest.raises(Refused, match=words):
        propose(need.pk, carer.pk, CONSENT | changes, by=worker, now=at(1))
    assert not Placement.objects.exists()


def test_the_child_is_asked_from_the_seventh_birthday(worker, carer):
    unasked = CONSENT | {"wish": "not_asked"}
    six, seven = (
        enter_need(new_need(birth_date=day), by=worker, now=at(1))
        for day in (datetime.date(2018, 6, 11), datetime.date(2018, 6, 10))
    )
    assert propose(six.pk, carer.pk, unasked, by=worker, now=at(1)).state == "proposed"
    with pytest.raises(Refused, match="đến tuổi phải hỏi"):
        propose(seven.pk, carer.pk, unasked, by=worker, now=at(1))


def test_a_carer_who_lacks_a_condition_is_not_proposed(need, worker):
    convicted = register(worker, without=["no_conviction"])
    with pytest.raises(Refused, match="không bị kết án"):
        propose(need.pk, convicted.pk, CONSENT, by=worker, now=at(1))


def test_what_is_not_answered_is_named(need, carer, worker):
    with pytest.raises(NotAccepted) as refusal:
        propose(need.pk, carer.pk, {"guardian": "given"}, by=worker, now=at(1))
    assert {name for name, _ in refusal.value.problems} == {"parents", "wish", "why_suitable"}


def test_the_limits_count_working_days(need, carer, worker):
    # 10/06/2025 is a Tuesday: 15 working days end on 01/07, 25 on 15/07.
    placement = propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))
    assert placement.due_on == datetime.date(2025, 7, 1)
    facility = new_need(from_facility=True, answers={"family": "Không rõ", "facility": "Trung tâm"})
    other = enter_need(facility, by=worker, now=at(1))
    placement = propose(other.pk, carer.pk, CONSENT, by=worker, now=at(1))
    assert placement.due_on == datetime.date(2025, 7, 15)


def test_one_is_proposed_at_a_time_and_another_decides(need, carer, worker, chair):
    placement = propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))
    with pytest.raises(Refused, match="đã có người"):
        propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))
    with pytest.raises(PermissionDenied):
        decide_on(placement.pk, agrees=True, number="1", by=worker, now=at(2))
    with pytest.raises(Refused, match="số quyết định"):
        decide_on(placement.pk, agrees=True, by=chair, now=at(2))
    with pytest.raises(Refused, match="mở lại trang"):
        hand_over(placement.pk, on=DAY, by=worker, now=at(2))


def test_a_returned_proposal_leaves_the_child_on_the_list(need, carer, worker, chair):
    placement = propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))
    decide_on(placement.pk, agrees=False, answer="Nhà quá xa", by=chair, now=at(2))
    assert propose(need.pk, carer.pk, CONSENT, by=worker, now=at(3)).pk != placement.pk


def test_a_check_is_due_six_months_after_the_last(placed, worker):
    assert placed.check_due_on == datetime.date(2025, 12, 10)
    later = at(24 * 30)
    check(placed.pk, CHECK, on=later.date(), by=worker, now=later)
    check(placed.pk, CHECK, on=DAY, by=worker, now=later)  # an older one that is entered late
    placed.refresh_from_db()
    assert placed.check_due_on == datetime.date(2026, 1, 10)  # a Saturday worked for 02/01
    with pytest.raises(Refused, match="Ngày theo dõi"):
        check(placed.pk, CHECK, on=DAY - datetime.timedelta(days=1), by=worker, now=later)


def test_care_that_ends_at_home_takes_the_child_off_the_list(placed, worker):
    with pytest.raises(Refused, match="Ngày chấm dứt"):
        end(placed.pk, on=DAY - datetime.timedelta(days=1), reason="home", by=worker, now=at(4))
    end(placed.pk, on=DAY, reason="home", by=worker, now=at(4))
    assert not CareNeed.objects.open().exists()
    assert Placement.objects.get().check_due_on is None


def test_a_carer_with_a_child_stays_on_the_list(placed, worker):
    with pytest.raises(Refused, match="đang chăm sóc"):
        strike_carer(placed.carer_id, by=worker, now=at(4))
    end(placed.pk, on=DAY, reason="other", by=worker, now=at(4))
    strike_carer(placed.carer_id, by=worker, now=at(5))
    assert not Carer.objects.registered().exists()


def test_the_page_says_why_a_carer_stays_and_takes_another_off(placed, worker, client):
    client.force_login(worker)
    page = f"/cases/care/carers/{placed.carer_id}/strike/"
    assert "đang chăm sóc" in client.post(page, follow=True).content.decode()
    end(placed.pk, on=DAY, reason="other", by=worker, now=at(4))
    assert "không còn trong danh sách" in client.post(page, follow=True).content.decode()
    assert client.post(page).status_code == 404


def test_the_list_asks_the_same_number_of_questions_however_many_children(
    placed, worker, client, django_assert_num_queries
):
    client.force_login(worker)
    client.get("/cases/care/")  # what is asked once a process is asked here
    with CaptureQueriesContext(connection) as one:
        client.get("/cases/care/")
    for _time in range(4):
        enter_need(new_need(), by=worker, now=at(1))
    with django_assert_num_queries(len(one)):
        client.get("/cases/care/")


def test_the_quarter_is_counted_of_the_one_before(placed, worker):
    quarter = quarter_before(datetime.date(2025, 7, 5), worker)
    assert (quarter.number, quarter.first) == (2, datetime.date(2025, 4, 1))
    assert (quarter.carers, quarter.needs, quarter.handed_over, quarter.ended) == (1, 1, 1, 0)


def test_a_child_from_a_case_is_seen_by_who_takes_part_in_it(
    case, take, worker, colleague, make_user, other_commune
):
    with pytest.raises(Refused, match="không tham gia"):
        enter_need(new_need(case_number="2025-999999"), by=worker, now=at(1))
    take(case, "acknowledge", worker, 0.5)
    enter_need(new_need(case_number=case.number), by=worker, now=at(1))
    with pytest.raises(Refused, match="không tham gia"):
        enter_need(new_need(case_number=case.number), by=colleague, now=at(1))
    assert CareNeed.objects.visible_to(worker).exists()
    assert not CareNeed.objects.visible_to(colleague).exists()
    assert not CareNeed.objects.visible_to(make_user("commune_officer", other_commune)).exists()


def test_the_chair_sees_a_child_while_a_proposal_waits(need, carer, worker, chair):
    assert not CareNeed.objects.visible_to(chair).exists()
    placement = propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))
    assert CareNeed.objects.visible_to(chair).get() == need
    decide_on(placement.pk, agrees=True, number="1", by=chair, now=at(2))
    assert not CareNeed.objects.visible_to(chair).exists()


def test_the_pages_lead_from_the_list_to_the_child_and_on(need, carer, worker, client):
    client.force_login(worker)
    assert "Điểu Thị Bé" in client.get("/cases/care/").content.decode()
    page = client.get(f"/cases/care/{need.pk}/").content.decode()
    assert "Đề nghị người chăm sóc" in page
    sent = {**CONSENT, "carer": str(carer.pk)}
    answer = client.post(f"/cases/care/{need.pk}/propose/", sent | {"wish": "disagrees"})
    assert answer.status_code == 422
    assert "Trẻ không đồng ý" in answer.content.decode()
    assert client.post(f"/cases/care/{need.pk}/propose/", sent).status_code == 302
    again = client.post(f"/cases/care/{need.pk}/propose/", sent, follow=True)
    assert again.redirect_chain == [(f"/cases/care/{need.pk}/", 302)]
    assert "Việc này đã làm rồi" in again.content.decode()
    assert Placement.objects.count() == 1


def test_a_child_whose_name_nobody_knows_is_reached_from_the_list(worker, client):
    need = enter_need(new_need(name=""), by=worker, now=at(1))
    client.force_login(worker)
    page = client.get("/cases/care/").content.decode()
    assert f'<a href="/cases/care/{need.pk}/">Chưa biết tên</a>' in page
    assert "<h1>Chưa biết tên</h1>" in client.get(f"/cases/care/{need.pk}/").content.decode()


def test_each_form_of_care_sent_twice_makes_one_record(worker, placed):
    new = new_need(name="Thị Mai")
    assert enter_need(new, by=worker, now=at(4)) == enter_need(new, by=worker, now=at(4))
    key = uuid4()
    first, again = (
        check(placed.pk, CHECK, on=DAY, by=worker, now=at(5), key=key) for _time in range(2)
    )
    assert first == again
    key = uuid4()
    answers = {"address": "Thôn 2", "home": "Có nhà", "conditions": ["healthy"]}
    first, again = (
        register_carer("Thị Hai", "relatives", answers, by=worker, now=at(5), key=key)
        for _time in range(2)
    )
    assert first == again
    assert (CareNeed.objects.count(), CareCheck.objects.count()) == (2, 1)


def test_a_second_account_of_the_same_name_does_not_decide(need, carer, worker, make_user):
    placement = propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))
    twin = make_user("commune_chair", worker.unit, "twin")
    worker.full_name, twin.full_name = "Nguyễn Thị An", "nguyen thi  an"
    worker.save()
    twin.save()
    with pytest.raises(Refused, match="cùng họ tên"):
        decide_on(placement.pk, agrees=True, number="12", by=twin, now=at(2))
    placement.refresh_from_db()
    assert placement.state == "proposed"


def test_an_act_that_is_sent_again_leads_to_where_the_child_stands(
    client, need, carer, worker, chair, colleague
):
    placement = propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))
    decide = f"/cases/care/{need.pk}/decide/"
    client.force_login(chair)
    for _time in range(2):
        answer = client.post(decide, {"agrees": "yes", "number": "12/QĐ-UBND"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/cases/care/")
    client.force_login(worker)
    for _time in range(2):
        answer = client.post(f"/cases/care/{need.pk}/hand-over/", {"on": "10/06/2025"})
        assert answer.status_code == 302
    assert answer.headers["Location"] == f"/cases/care/{need.pk}/"
    placement.refresh_from_db()
    assert placement.handed_over_on == DAY
