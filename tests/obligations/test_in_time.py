"""Asked by itself, taken back, reminded of by working days, passed up, counted."""

import datetime
import io
import uuid

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from mangnon.core.models import Refused, Unit
from mangnon.core.registries import WAITS
from mangnon.documents.checking import check_file
from mangnon.reports.models import Obligation, ObligationReminder
from mangnon.reports.obligations import counting
from mangnon.reports.obligations.asking import Asked, ask, withdraw
from mangnon.reports.obligations.bodies import Body
from mangnon.reports.obligations.counting_file import completeness_workbook
from mangnon.reports.obligations.letter import letter_to_late
from mangnon.reports.obligations.reminding import remind
from mangnon.reports.obligations.states import Line
from tests.obligations.conftest import NOW, TODAY, begin, day, send

KEY = uuid.UUID(int=7)


def asked(*bodies, **other):
    told = {"period": "ad_hoc", "period_from": day(1, 1), "period_to": day(30, 4),
            "due_on": day(6, 6)} | other  # fmt: skip
    return Asked("Báo cáo phòng, chống đuối nước", bodies=bodies, **told)


@pytest.fixture
def owed(officer, unit):
    """A commune owes a report until Friday 6/6/2025."""
    (made,) = ask(KEY, asked(Body(unit("25216"))), by=officer, now=NOW)
    return made


def test_only_who_may_asks_and_what_makes_no_sense_is_refused(officer, ward_officer, unit):
    body = Body(unit("25216"))
    with pytest.raises(PermissionDenied):
        ask(KEY, asked(body), by=ward_officer, now=NOW)
    for wrong, why in (
        (asked(), "choose at least one"),
        (asked(body, period_from=day(1, 5)), "ends before it begins"),
        (asked(body, due_on=day(4, 5)), "passed already"),
    ):
        with pytest.raises(Refused, match=why):
            ask(KEY, wrong, by=officer, now=NOW)
    assert not Obligation.objects.exists()


def test_nobody_is_asked_after_their_end(officer, unit):
    body = Body(unit("25216"))
    Unit.objects.filter(pk=body.unit.pk).update(valid_to=TODAY)
    body.unit.refresh_from_db()
    with pytest.raises(Refused, match="was abolished on 05/05/2025"):
        ask(KEY, asked(body), by=officer, now=NOW)


def test_a_form_sent_twice_asks_once_and_another_person_cannot_use_it(
    officer, unit, province, make_user, health
):
    told = asked(Body(unit("25216")), Body(province, health))
    first = ask(KEY, told, by=officer, now=NOW)
    assert {one.pk for one in ask(KEY, told, by=officer, now=NOW)} == {one.pk for one in first}
    with pytest.raises(Refused, match="used already"):
        ask(KEY, told, by=make_user("focal_office", province, "khac"), now=NOW)
    assert Obligation.objects.count() == 2


def test_a_last_day_off_lasts_until_the_next_working_day(officer, unit):
    (one,) = ask(KEY, asked(Body(unit("25216")), due_on=day(7, 6)), by=officer, now=NOW)
    assert (one.due_on, one.counted_until) == (day(7, 6), day(9, 6))


def test_what_was_asked_is_taken_back_with_a_reason_unless_the_report_has_come(
    officer, unit, ward_officer, stranger
):
    bodies = [Body(unit(code)) for code in ("25216", "25217", "25270")]
    made = ask(KEY, asked(*bodies), by=officer, now=NOW)
    send(made[0], officer, TODAY)
    with pytest.raises(PermissionDenied):
        withdraw(made[1], reason="Nhầm", of_everybody=False, by=ward_officer, now=NOW)
    for one, reason, by in ((made[0], "Nhầm", officer), (made[1], " ", officer),
                            (made[1], "Nhầm", stranger)):  # fmt: skip
        with pytest.raises(Refused):
            withdraw(one, reason=reason, of_everybody=False, by=by, now=NOW)
    assert withdraw(made[1], reason="Nhầm", of_everybody=True, by=officer, now=NOW) == 2
    assert [one.pk for one in Obligation.objects.standing()] == [made[0].pk]


def told(on):
    remind(on)
    return list(ObligationReminder.objects.order_by("pk").values_list("step", "to"))


def test_reminders_come_by_working_days_before_and_after_each_once(owed):
    assert told(day(18, 5)) == []  # a Sunday
    assert told(day(16, 5)) == []  # 15 working days are left
    steps = [("before_14", "writer")]
    assert told(day(19, 5)) == told(day(20, 5)) == steps
    steps.append(("before_7", "writer"))
    assert told(day(28, 5)) == steps
    steps.append(("before_3", "writer"))
    assert told(day(3, 6)) == steps
    steps.append(("before_1", "writer"))
    assert told(day(5, 6)) == told(day(6, 6)) == steps
    steps.append(("late_1", "signer"))
    assert told(day(9, 6)) == told(day(10, 6)) == steps
    steps.append(("late_3", "office"))
    assert told(day(11, 6)) == steps
    steps.append(("late_7", "office"))
    assert told(day(17, 6)) == told(day(30, 6)) == steps


def test_one_that_is_asked_late_is_reminded_of_with_the_days_that_are_left(owed):
    assert told(day(2, 6)) == [("before_7", "writer")]


def test_a_report_that_came_reminds_of_nothing_and_a_new_day_reminds_anew(owed, officer):
    assert told(day(5, 6)) == [("before_1", "writer")]
    Obligation.objects.filter(pk=owed.pk).update(due_on=day(20, 6), counted_until=day(20, 6))
    assert told(day(19, 6))[1:] == [("before_1", "writer")]
    send(Obligation.objects.get(), officer, day(20, 6))
    assert len(told(day(30, 6))) == 2


def waiting(person, on):
    return [(one.title, str(one.why)) for one in WAITS["obligations"](person, on)]


def test_each_is_told_what_waits_for_them(
    owed, officer, ward_officer, ward_chair, health_clerk, leader, stranger
):
    title = owed.title
    everybody = (officer, ward_officer, ward_chair, health_clerk, leader, stranger)
    assert all(waiting(person, day(16, 5)) == [] for person in everybody)
    soon = {person: waiting(person, day(19, 5)) for person in everybody}
    assert soon.pop(ward_officer) == [(title, "The report is due soon")]
    assert not any(soon.values())
    remind(day(9, 6))
    assert waiting(ward_officer, day(9, 6)) == [(title, "The report is late")]
    late = [(title, f"Not sent in time by {owed.unit}")]
    assert waiting(ward_chair, day(9, 6)) == late
    assert waiting(officer, day(9, 6)) == []
    remind(day(11, 6))
    assert waiting(officer, day(11, 6)) == late
    assert waiting(leader, day(11, 6)) == waiting(health_clerk, day(11, 6)) == []
    send(Obligation.objects.get(), officer, day(12, 6))
    assert all(waiting(person, day(12, 6)) == [] for person in everybody)


def test_the_focal_office_is_told_of_deadlines_for_which_nobody_was_asked(
    deadlines, make_all, officer, health_clerk, stranger
):
    assert len(waiting(officer, TODAY)) == 3
    make_all(deadlines[0])
    assert len(waiting(officer, TODAY)) == 2
    assert waiting(health_clerk, TODAY) == waiting(stranger, TODAY) == []


def test_where_a_report_stands_follows_from_what_was_sent(owed, officer):
    def line(on):
        return Line(Obligation.objects.with_first_sent().get(pk=owed.pk), on)

    assert (line(day(6, 6)).state, line(day(6, 6)).is_late) == ("not_begun", False)
    assert line(day(7, 6)).is_late
    report = send(owed, officer, day(6, 6))
    assert (line(day(9, 6)).state, line(day(9, 6)).was_in_time) == ("sent", True)
    report.state = "returned"
    report.save()
    assert line(day(9, 6)).is_late


def test_after_midnight_is_late_by_the_province_s_clock_not_by_greenwich_s(owed, officer):
    send(owed, officer, day(7, 6), at=datetime.time(0, 30))
    found = Obligation.objects.with_first_sent().get(pk=owed.pk)
    assert Line(found, day(9, 6)).was_in_time is False


def test_counts_by_level_report_and_body_are_those_worked_by_hand(
    deadlines, make_all, officer, unit, labour, ward_officer
):
    make_all(deadlines[2])  # four communes, until 15/6, a Sunday: in time until 16/6
    make_all(deadlines[0])  # an agency and two districts, until 10/11
    communes = {code: Obligation.objects.get(unit=unit(code)) for code in ("25216", "25217")}
    send(communes["25216"], officer, day(16, 6))
    send(communes["25217"], officer, day(17, 6), "accepted")
    begin(Obligation.objects.get(unit=unit("25270")), officer)
    rows = {
        line.name: (line.owed, line.in_time, line.late, line.missing, line.overdue, line.accepted)
        for line in counting.by_level(officer, "", day(20, 6))
    }
    assert rows == {"Agencies": (1, 0, 0, 1, 0, 0), "District": (2, 0, 0, 2, 0, 0),
                    "Commune": (4, 1, 1, 2, 2, 1)}  # fmt: skip
    (half,) = counting.by_level(officer, "half_year_on_2025-06-30", day(20, 6))
    assert (half.share_sent, half.share_in_time) == (50, 25)
    reports = counting.by_report(officer, "", day(20, 6))
    assert [(line.owed, line.overdue) for line in reports] == [(3, 0), (4, 2)]
    bodies = counting.by_body(officer, "", day(20, 6))
    assert bodies[0].overdue == 1
    assert len(bodies) == 7
    assert [line.name for line in counting.by_body(ward_officer, "", day(20, 6))] == [
        "UBND xã Thác Mơ"
    ]
    book = completeness_workbook([("Theo cơ quan", bodies)], title="Tình hình", when=NOW)
    sheet = openpyxl.load_workbook(io.BytesIO(book), data_only=True)["Theo cơ quan"]
    assert [cell.value for cell in sheet[4]][1:7] == [1, 0, 0, 1, 1, 0]


def test_the_letter_names_all_who_are_late_and_keeps_the_decree(
    deadlines, make_all, officer, unit, ward_officer, tmp_path
):
    made = make_all(deadlines[2])
    with pytest.raises(Refused, match="Nobody is late"):
        letter_to_late(made[0], by=officer, now=NOW)
    with pytest.raises(PermissionDenied):
        letter_to_late(made[0], by=ward_officer, now=NOW)
    send(Obligation.objects.get(unit=unit("25216")), officer, day(16, 6))
    now = datetime.datetime(2025, 6, 20, 9, tzinfo=NOW.tzinfo)
    file = tmp_path / "cong-van.docx"
    file.write_bytes(letter_to_late(made[0], by=officer, now=now))
    words = "\n".join(text_of(file)).replace("\xa0", " ")
    assert "UBND xã Long Thủy" in words
    assert "UBND xã Thác Mơ" not in words
    assert "Kế hoạch số 35/KH-UBND năm 2025" in words
    assert list(check_file(file)) == []


def text_of(file):
    document = Document(str(file))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [paragraph.text for part in (document, *cells) for paragraph in part.paragraphs]
