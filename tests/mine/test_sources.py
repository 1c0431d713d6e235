"""What each app says waits for whom: first to whom it says nothing."""

import datetime
import uuid

import pytest

from mangnon.activities.models import Activity, SummerList
from mangnon.children.models import ChildMove, DuplicatePair
from mangnon.children.register import Child
from mangnon.core.models import (
    Handover,
    Organisation,
    OrganisationChange,
    OrganisationHandover,
    ReformBatch,
    Unit,
)
from mangnon.core.registries import WAITS
from mangnon.intake.models import Batch
from mangnon.places.models import Place
from mangnon.plans.models import BudgetLine, Fund, Grant, Plan
from tests.mine.conftest import NOW, TODAY

NAME = "Điểu Thị Bé"


def told(kind, person, day=TODAY):
    return [(one.title, str(one.why)) for one in WAITS[kind](person, day)]


def whys(kind, person, day=TODAY):
    return [why for _title, why in told(kind, person, day)]


@pytest.fixture
def elsewhere_officer(make_user):
    return make_user("commune_officer", Unit.objects.get(code="25217"))


@pytest.fixture
def second(make_user, province):
    return make_user("focal_office", province, "second")


def new_plan(by, **more):
    return Plan.objects.create(
        unit=by.unit, title="Kế hoạch 2026", file_name="a.docx", sha256="0" * 64, stored_as="a",
        created_by=by, **more,
    )  # fmt: skip


def test_a_draft_of_a_plan_waits_for_those_who_review(officer, stranger, leader, worker):
    new_plan(officer)
    for person in (stranger, leader, worker):
        assert told("plan_drafts", person) == []
    assert told("plan_drafts", officer) == [("Kế hoạch 2026", "Dự thảo cần rà soát, phê duyệt")]


def new_line(by, **more):
    return BudgetLine.objects.create(
        unit=by.unit, year=2025, stage="estimate", source="local", amount=1_000_000, on=TODAY,
        purpose="Dạy bơi", document_number="1", document_on=TODAY, issuer="UBND", drafted_by=by,
        drafted_at=NOW, changed_at=NOW, **more,
    )  # fmt: skip


def test_money_waits_for_another_person_and_comes_back_to_who_entered_it(
    officer, second, worker, elsewhere_officer, leader
):
    new_line(worker)
    new_line(officer)
    new_line(worker, state="returned", decided_by=officer, decided_at=NOW, returned_because="Sai")
    for person in (elsewhere_officer, leader):
        assert told("money", person) == []
    assert whys("money", officer) == ["Dòng kinh phí chờ duyệt"]
    assert whys("money", second) == ["Dòng kinh phí chờ duyệt"] * 2
    assert whys("money", worker) == ["Bị trả lại: hãy sửa hoặc rút"]


def test_a_grant_waits_for_who_keeps_the_fund_and_did_not_propose_it(officer, second, worker):
    fund = Fund.objects.create(unit=officer.unit, opened_by=officer, opened_at=NOW)
    Grant.objects.create(
        fund=fund, unit=worker.unit, kind="project", project="Sân chơi", purpose="play", amount=3,
        need="Cần", proposed_by=officer, proposed_at=NOW,
    )  # fmt: skip
    assert told("grants", worker) == told("grants", officer) == []
    assert whys("grants", second) == ["Chờ duyệt"]


def new_child(unit):
    return Child.objects.create(
        unit=unit, full_name=NAME, sex="female", birth_date=datetime.date(2018, 1, 1)
    )


def test_a_move_waits_for_the_commune_that_is_asked_and_names_no_child(
    worker, elsewhere_officer, officer
):
    there = elsewhere_officer.unit
    ChildMove.objects.create(
        child=new_child(worker.unit), from_unit=worker.unit, to_unit=there, kind="offer",
        moved_on=TODAY, begun_by=worker, begun_at=NOW,
    )  # fmt: skip
    assert told("moves", worker) == told("moves", officer) == []
    ((title, why),) = told("moves", elsewhere_officer)
    assert (NAME in title, why) == (False, "Trả lời xã kia")
    assert "Thác Mơ" in title


def test_a_possible_duplicate_waits_for_the_commune_of_either_record(
    worker, elsewhere_officer, officer
):
    first, other = sorted((new_child(worker.unit), new_child(worker.unit)), key=lambda c: c.pk)
    made = DuplicatePair.objects.create(first=first, second=other, score=3, levels={})
    assert told("duplicates", elsewhere_officer) == told("duplicates", officer) == []
    assert [title for title, _why in told("duplicates", worker)] == [f"Cặp hồ sơ số {made.pk}"]
    made.state, made.decided_by, made.decided_at = "different", worker, NOW
    made.save()
    assert told("duplicates", worker) == []


def test_a_file_waits_for_who_brought_it_in_until_it_is_applied(worker, make_user):
    other = make_user("commune_officer", worker.unit, "other")
    made = Batch.objects.create(
        kind="child", unit=worker.unit, file_name="tre.xlsx", file_key="k", sha256="0" * 64,
        received_by=worker,
    )  # fmt: skip
    assert told("imports", other) == []
    assert told("imports", worker) == [("tre.xlsx", "Chọn ý nghĩa của các cột")]
    for change, expected in (
        ({"state": "checked"}, ["Đã kiểm tra: áp dụng"]),
        ({"work": "apply"}, []),
        ({"work": "", "state": "applied"}, []),
    ):
        Batch.objects.filter(pk=made.pk).update(**change)
        assert whys("imports", worker) == expected


def test_an_activity_is_told_before_it_is_held_and_after_until_it_is_closed(
    worker, elsewhere_officer, leader
):
    made = Activity(
        kind="swimming", organiser_words="Đoàn xã", unit=worker.unit, entered_by=worker,
        from_day=datetime.date(2025, 6, 9), to_day=datetime.date(2025, 6, 10),
    )  # fmt: skip
    made.set_title("Ngày hội")
    made.save()
    for person in (elsewhere_officer, leader):
        assert told("activities", person) == []
    assert told("activities", worker, datetime.date(2025, 5, 30)) == []
    assert told("activities", worker) == [("Ngày hội", "Sắp tổ chức")]
    after = WAITS["activities"](worker, datetime.date(2025, 6, 12))
    assert [(one.due_on, str(one.why)[:11]) for one in after] == [(made.to_day, "Đã qua ngày")]
    Activity.objects.filter(pk=made.pk).update(state="held")
    uncounted = [("Ngày hội", "Đã tổ chức nhưng chưa có số người tham dự")]
    assert told("activities", worker, datetime.date(2025, 6, 12)) == uncounted
    assert told("activities", worker, datetime.date(2026, 7, 1)) == []  # too long ago


def test_a_summer_list_waits_for_the_commune_and_returned_for_the_school(
    worker, elsewhere_officer, make_user, province
):
    owner = Organisation.objects.create(name="Trường Thác Mơ", unit=province, kind="school")
    teacher = make_user("school_staff", province)
    teacher.organisation = owner
    teacher.save()
    school = Place.objects.create(
        kind="school", name="Trường Thác Mơ", unit=worker.unit, organisation=owner
    )
    made = SummerList.objects.create(
        school=school, unit=worker.unit, year=2025, count=3, offered_by=teacher, offered_at=NOW
    )
    assert told("summer", elsewhere_officer) == told("summer", teacher) == []
    assert whys("summer", worker) == ["Tiếp nhận học sinh, hoặc trả lại danh sách"]
    SummerList.objects.filter(pk=made.pk).update(
        state="returned", returned_because="Thiếu", answered_by=worker, answered_at=NOW
    )
    assert told("summer", worker) == []
    assert whys("summer", teacher) == ["Bị trả lại: gửi danh sách đã sửa"]
    made.pk = uuid.uuid4()
    made.save(force_insert=True)
    assert told("summer", teacher) == []


def test_a_reforms_draft_waits_for_the_office_and_its_hand_over_for_the_unit(
    officer, stranger, worker, elsewhere_officer
):
    batch = ReformBatch.objects.create(
        unit=officer.unit, number="12/NQ", issued_on=TODAY, on=TODAY, created_by=officer
    )
    assert told("reforms", stranger) == told("reforms", worker) == []
    assert told("reforms", officer) == [("12/NQ", "Bản nháp: áp dụng hoặc bỏ")]
    Handover.objects.create(
        batch=batch, mover="children", from_unit=elsewhere_officer.unit, to_unit=worker.unit,
        count=4, is_moved=True,
    )  # fmt: skip
    assert told("unit_handovers", officer) == told("unit_handovers", elsewhere_officer) == []
    assert [why for _title, why in told("unit_handovers", worker)] == [
        "Bàn giao khi sắp xếp đơn vị: tiếp nhận"
    ]


def test_what_an_organisation_is_offered_waits_for_it_and_for_the_office_while_nobody_is_there(
    officer, stranger, clerk, labour, home_affairs, make_user, province
):
    change = OrganisationChange.objects.create(on=TODAY, kind="merge", legal_basis="12/QĐ")
    for number in (1, 2):
        OrganisationHandover.objects.create(
            kind="plans.lead", record_id=str(number), on=TODAY, change=change,
            from_organisation=labour, to_organisation=home_affairs,
        )  # fmt: skip
    kind = "organisation_handovers"
    expected = [("Từ Sở Lao động sang Sở Nội vụ: 2 mục", "Tiếp nhận hoặc từ chối")]
    assert told(kind, stranger) == told(kind, clerk) == []
    assert told(kind, officer) == expected
    receiver = make_user("agency_focal_point", province, "tiep-nhan")
    receiver.organisation = home_affairs
    receiver.save()
    assert (told(kind, receiver), told(kind, officer)) == (expected, [])


def test_an_account_whose_unit_has_ended_waits_for_who_manages_people(
    officer, make_user, province, worker
):
    admin = make_user("technical_admin", province)
    assert told("accounts", officer) == told("accounts", admin) == []
    assert told("accounts", admin, datetime.date(2025, 7, 1)) != []
