"""The way of a difficulty: who says what when, and what is owed then."""

import uuid
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.core.models import AuditEntry, Refused
from mangnon.plans.difficulties.answering import Answer, may_say, say
from mangnon.plans.difficulties.waiting import difficulties_waiting_for
from mangnon.plans.models import Difficulty, DifficultyNote
from tests.at_once import at_once
from tests.conftest import placed
from tests.difficulties.conftest import NOW, TODAY, ZONE, fresh

LATER = datetime(2025, 6, 9, 9, tzinfo=ZONE)  # a week later


def test_nobody_but_office_and_raiser_says_anything(raised, told, leader, clerk, labour, officer):
    one = raised()
    with pytest.raises(PermissionDenied):
        told(one, "answered", by=leader)
    assert may_say(one, leader) == ["instructed"]
    assert may_say(one, officer) == ["answered", "asked"]


def test_the_raiser_does_not_answer_and_the_office_does_not_accept(
    raised, told, commune_officer, officer
):
    one = raised()
    with pytest.raises(PermissionDenied):
        told(one, "answered", by=commune_officer)
    told(one, "answered", by=officer)
    with pytest.raises(PermissionDenied):
        told(one, "solved", by=officer)


def test_what_the_office_raised_itself_another_of_it_answers(
    raised, told, officer, make_user, province, health
):
    placed(officer, health)
    one = raised(by=officer)
    assert one.organisation == health
    with pytest.raises(PermissionDenied):
        told(one, "answered", by=officer)
    second = make_user("focal_office", province, "dau-moi-2")
    assert told(one, "answered", by=second).state == "answered"
    assert told(one, "solved", by=officer).state == "solved"


def test_a_colleague_goes_on_where_the_raiser_is_away(raised, told, officer, make_user, commune):
    one = raised()
    told(one, "answered", by=officer)
    chair = make_user("commune_chair", commune)
    assert told(one, "solved", "", by=chair).state == "solved"


def test_the_whole_way_with_its_limits(raised, told, officer, commune_officer):
    one = raised()
    asked = told(one, "asked", by=officer)
    assert (asked.state, asked.answer_by) == ("asked", None)
    replied = told(one, "replied", by=commune_officer, now=LATER)
    # From Monday 9 June the seven working days are 10 to 13, and 16 to 18 June.
    assert (replied.state, replied.answer_by) == ("raised", date(2025, 6, 18))
    assert told(one, "answered", by=officer, now=LATER).answer_by is None
    again = told(one, "not_accepted", by=commune_officer, now=LATER)
    assert (again.state, again.answer_by) == ("raised", date(2025, 6, 18))
    told(one, "answered", "Đã bố trí.", by=officer, now=LATER)
    told(one, "solved", by=commune_officer, now=LATER)
    assert list(one.notes.values_list("kind", flat=True)) == [
        "raised", "asked", "replied", "answered", "not_accepted", "answered", "solved",
    ]  # fmt: skip
    assert AuditEntry.objects.filter(action="difficulty.say").count() == 6


def test_an_answer_may_be_put_right_before_it_is_accepted(raised, told, officer):
    one = raised()
    told(one, "answered", "Sai", by=officer)
    assert told(one, "answered", "Đúng", by=officer).state == "answered"


@pytest.mark.parametrize("kind", ["replied", "solved", "not_accepted"])
def test_what_does_not_fit_the_state_is_refused(raised, told, commune_officer, kind):
    with pytest.raises(Refused, match="chờ trả lời"):
        told(raised(), kind, by=commune_officer)


def test_a_leader_answers_with_an_instruction_that_the_raiser_sees(
    raised, told, leader, officer, health_clerk, commune_officer, make_user, client
):
    one = raised()
    for nobody in (officer, health_clerk, commune_officer):
        with pytest.raises((PermissionDenied, Difficulty.DoesNotExist)):
            told(one, "instructed", by=nobody)
    with pytest.raises(Refused, match="một câu"):
        told(one, "instructed", " ", by=leader)
    assert may_say(one, leader) == ["instructed"]
    one = told(one, "instructed", "Sở Tài chính bố trí kinh phí trước 30/6.", by=leader)
    assert (one.state, one.answer_by) == ("answered", None)
    assert [str(wait.why) for wait in difficulties_waiting_for(commune_officer, TODAY)] == [
        "Đã được trả lời: hãy cho biết đã giải quyết chưa"
    ]
    client.force_login(commune_officer)
    page = client.get(f"/plans/difficulties/{one.pk}/").content.decode()
    assert "Ý kiến chỉ đạo" in page
    assert "Sở Tài chính bố trí kinh phí" in page
    assert may_say(told(one, "not_accepted", by=commune_officer), leader) == ["instructed"]
    told(told(one, "answered", by=officer), "solved", by=commune_officer)
    with pytest.raises(Refused, match="Đã giải quyết"):
        told(one, "instructed", by=leader)


def test_what_is_withdrawn_is_over(raised, told, officer, commune_officer):
    one = raised()
    with pytest.raises(Refused, match="ít nhất một câu"):
        told(one, "withdrawn", " ", by=commune_officer)
    assert told(one, "withdrawn", by=commune_officer).state == "withdrawn"
    with pytest.raises(Refused):
        told(one, "answered", by=officer)


def test_nobody_answers_what_they_have_not_seen(raised, told, officer, commune_officer):
    one = raised()
    told(one, "asked", by=officer, now=LATER)
    with pytest.raises(Refused, match="mở lại trang"):
        say(one, Answer("withdrawn", "Thôi"), seen_at=NOW, by=commune_officer, now=LATER)


def test_the_same_answer_sent_again_is_one_and_has_its_file(raised, officer):
    one, key = raised(), uuid.uuid4()
    file = SimpleUploadedFile("công văn.txt", "Trả lời".encode())
    said = Answer("answered", "Đã bố trí", [file], key)
    for _time in (1, 2):
        note = say(one, said, seen_at=NOW, by=officer, now=LATER)
    assert note.files.get().name == "công văn.txt"
    assert DifficultyNote.objects.filter(kind="answered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_is_taken(raised, officer, make_user, province):
    one, second = raised(), make_user("focal_office", province, "dau-moi-2")

    def by(person, kind):
        return lambda: say(one, Answer(kind, "Vì"), seen_at=NOW, by=person, now=LATER)

    answers = at_once(by(officer, "answered"), by(second, "asked"))
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert fresh(one).notes.count() == 2
