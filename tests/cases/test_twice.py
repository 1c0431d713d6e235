"""The same matter reported or opened twice: who is told so, and how two become one."""

import pytest

from mangnon.cases.file import open_file
from mangnon.cases.models import Case, CaseClock, Participant, Report
from mangnon.cases.receiving.following import Standing, by_follow_up, own_report
from mangnon.cases.receiving.joining import join_cases, join_report
from mangnon.cases.receiving.likely import cases_alike, cases_offered, children_offered
from mangnon.cases.receiving.new_report import ReportedChild
from mangnon.cases.receiving.receiving import receive
from mangnon.children.models import Child
from mangnon.core.models import AuditEntry, Refused
from tests.cases import answers
from tests.cases.conftest import DAY, RECEIVED, at

BE = ReportedChild(name="Điểu Thị Bé", sex="female", age=7)


@pytest.fixture
def again(operator, new_report):
    """Receive a further report, so many hours after the first, as somebody."""

    def receive_again(hours, by=operator, **changes):
        said = {"answers": {"what": f"Lại bị đánh, {hours}"}, "received_at": at(hours)}
        return receive(new_report(**{**said, **changes}), by=by, now=at(hours + 0.1)).case

    return receive_again


def test_whoever_takes_part_in_no_case_is_told_of_none(
    case, take, worker, make_user, commune, other_commune, province, new_report
):
    """Not by an offer and not by what the sending answers: the report opens its own case."""
    take(case, "acknowledge", worker, 0.5)
    strangers = [
        make_user("hotline_operator", province, "other-operator"),
        make_user("school_staff", commune),
        make_user("commune_officer", commune, "colleague-2"),
        make_user("commune_officer", other_commune),
    ]
    assert [cases_offered(new_report(received_at=at(1)), by=one) for one in strangers] == [[]] * 4
    for hours, stranger in enumerate(strangers, start=1):
        new = new_report(received_at=at(hours))
        assert receive(new, by=stranger, now=at(hours)).case != case


def test_who_opens_a_second_case_is_not_told_of_the_first(case, take, again, worker, colleague):
    take(case, "acknowledge", worker, 0.5)
    second = again(1)
    take(second, "acknowledge", colleague, 1.5)
    second.refresh_from_db()
    assert cases_alike(second, by=colleague) == []


def test_who_runs_the_first_case_is_told_of_the_second_and_the_audit_says_so(
    case, take, again, worker, colleague
):
    take(case, "acknowledge", worker, 0.5)
    second = again(1)
    case.refresh_from_db()
    assert [(one.case, one.is_open) for one in cases_alike(case, by=worker)] == [(second, True)]
    take(second, "acknowledge", colleague, 1.5)
    assert [(one.case, one.is_open) for one in cases_alike(case, by=worker)] == [(second, False)]
    assert AuditEntry.objects.filter(action="case.told_of", actor=worker).count() == 1
    assert cases_alike(case, by=colleague) == []


@pytest.mark.parametrize(
    ("child", "is_alike"),
    [
        (BE, True),
        (ReportedChild(name="điểu thị BÉ"), True),  # nothing else known, but the same commune
        (ReportedChild(name="Điểu Thị Bé", sex="female", age=8), True),
        (ReportedChild(name="Điểu Thị Bé", sex="male", age=7), False),
        (ReportedChild(name="Điểu Thị Bé", sex="female", age=12), False),
        (ReportedChild(name="Điểu Thị Bê A"), False),
        (ReportedChild(sex="female", age=7), False),  # the other has a name
    ],
)
def test_which_child_may_be_the_same(case, operator, new_report, child, is_alike):
    assert bool(cases_offered(new_report(children=[child]), by=operator)) is is_alike


def test_a_name_alone_says_nothing_of_another_commune(case, operator, new_report, make_unit):
    far = make_unit("25300", "Lộc An", "commune", "Xã", "692")
    unsure = new_report(unit=far, children=[ReportedChild(name="Điểu Thị Bé")])
    assert cases_offered(unsure, by=operator) == []
    assert cases_offered(new_report(unit=far), by=operator) == [case]


def test_children_without_a_name_are_compared_in_a_few_days_alone(operator, new_report, again):
    nameless = ReportedChild(sex="male", age=4)
    first = again(0, children=[nameless])
    near = new_report(children=[nameless], received_at=at(48))
    late = new_report(children=[nameless], received_at=at(24 * 5))
    assert cases_offered(near, by=operator) == [first]
    assert cases_offered(late, by=operator) == []


def test_children_of_the_register_are_offered_to_who_sees_them_there(
    worker, operator, commune, other_commune
):
    for unit in (commune, other_commune):
        child = Child(birth_date=DAY.replace(year=2018), unit=unit, sex="female")
        child.set_name("Điểu Thị Bé")
        child.save()
    assert [c.unit for c in children_offered(BE, by=worker, today=DAY)] == [commune]
    assert children_offered(BE, by=operator, today=DAY) == []
    older = ReportedChild(name="Điểu Thị Bé", age=12)
    assert children_offered(older, by=worker, today=DAY) == []


def test_a_report_joins_a_case_and_danger_begins_the_hours_anew(
    case, take, agree, worker, chair, new_report
):
    take(case, "acknowledge", worker, 0.5)
    take(case, "assess_initially", worker, 1, {**answers.INITIAL, "is_emergency": "no"})
    new = new_report(received_at=at(30), is_danger=True, children=[BE, ReportedChild("Điểu Em")])
    for _time in range(2):
        report = join_report(case.pk, new, by=worker, now=at(30.1))
    case.refresh_from_db()
    assert (report.case, case.is_emergency, Report.objects.count()) == (case, True, 2)
    assert sorted(one.name for one in case.people.all()) == ["Điểu Em", "Điểu Thị Bé"]
    assert CaseClock.objects.running().get(code="emergency").due_at == at(42)
    found = {"is_emergency": "no", "found": "Cháu đã ở với bà"}
    agree(take(case, "check_again", worker, 31, found), chair, 32)
    assert not CaseClock.objects.running().filter(code="emergency").exists()


def test_who_receives_a_further_report_reads_their_own_alone(
    case, take, worker, operator, colleague, new_report
):
    new = new_report(received_at=at(0.3), answers={"what": "Cháu khóc cả đêm"})
    join_report(case.pk, new, by=colleague, now=at(0.4))
    take(case, "acknowledge", worker, 0.5)
    file = open_file(case, by=operator, now=at(1))
    assert [one.report.received_by for one in file.reports] == [operator]
    assert (file.clocks, file.steps, file.people) == (None, None, None)
    assert len(open_file(case, by=worker, now=at(1)).reports) == 2


def test_no_report_joins_a_case_that_is_closed_or_not_the_persons(
    case, worker, new_report, make_user, other_commune
):
    stranger = make_user("commune_officer", other_commune)
    with pytest.raises(Refused, match="không tham gia"):
        join_report(case.pk, new_report(received_at=at(1)), by=stranger, now=at(1))
    Case.objects.update(closed_at=at(1), stage="closed")
    Participant.objects.create(case=case, user=worker, part="manager", since=RECEIVED)
    with pytest.raises(Refused, match="đã đóng"):
        join_report(case.pk, new_report(received_at=at(2)), by=worker, now=at(2))


def test_two_cases_of_one_manager_become_one(case, take, again, worker, operator):
    take(case, "acknowledge", worker, 0.5)
    take(case, "assess_initially", worker, 1, {**answers.INITIAL, "is_emergency": "no"})
    second = again(2, is_danger=True, children=[BE, ReportedChild("Điểu Em")])
    for _time in range(2):
        join_cases(case.pk, second.pk, by=worker, now=at(3))
    case.refresh_from_db()
    second.refresh_from_db()
    assert (second.stage, second.joined_into, second.closed_at) == ("joined", case, at(3))
    assert case.is_emergency
    assert sorted(one.name for one in case.people.all()) == ["Điểu Em", "Điểu Thị Bé"]
    running = CaseClock.objects.running().values_list("case", "code", "due_at")
    assert (case.pk, "emergency", at(14)) in running
    assert not CaseClock.objects.running().filter(case=second).exists()
    assert len(open_file(case, by=worker, now=at(4)).reports) == 2
    told = own_report(second.reports.get().pk, operator, at(4))
    assert told.standing == Standing.IN_HAND


def test_cases_that_somebody_else_runs_are_not_joined(case, take, again, worker, colleague):
    take(case, "acknowledge", worker, 0.5)
    second = again(1)
    take(second, "acknowledge", colleague, 1.5)
    Participant.objects.create(case=second, user=worker, part="member", since=at(1))
    with pytest.raises(Refused, match="phụ trách cả hai"):
        join_cases(case.pk, second.pk, by=worker, now=at(2))
    with pytest.raises(Refused, match="chính nó"):
        join_cases(case.pk, case.pk, by=worker, now=at(2))


def test_the_follow_up_number_tells_the_stage_and_nothing_else(
    client, case, take, worker, operator, make_user, province
):
    number = case.reports.get().follow_up
    other = make_user("hotline_operator", province, "other-operator")
    client.force_login(other)
    page = client.post("/cases/follow-up/", {"number": f"{number[:5]} {number[5:]}"})
    said = page.content.decode()
    assert "xã chưa nhận" in said
    for secret in ("Điểu Thị Bé", "roi điện", case.number, "hàng xóm"):
        assert secret not in said
    take(case, "acknowledge", worker, 0.5)
    assert by_follow_up(number, by=other, now=at(1)).standing == Standing.IN_HAND
    assert AuditEntry.objects.filter(action="case.follow_up", actor=other).count() == 2
    for wrong in ("0", "0000000000", "abc"):
        assert client.post("/cases/follow-up/", {"number": wrong}).status_code == 422
    assert by_follow_up(number, by=other, now=at(3)).is_late is False
