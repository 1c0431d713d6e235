"""Answers know nobody: no person, no moment, no address, no code; and few are shown."""

import datetime
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, models

from mangnon.activities.models import Consultation, FreeText, SessionCode, VoiceAnswer, WrongCode
from mangnon.activities.voice.answering import Said, take_answer
from mangnon.activities.voice.catalog import tells_of_abuse
from mangnon.activities.voice.coding import end_code, make_code
from mangnon.activities.voice.holding import close_consultation
from mangnon.activities.voice.results import results_of
from mangnon.activities.voice.tries import MOST_WRONG, WINDOW, are_too_many, forget_old, note_wrong
from mangnon.core.models import AuditEntry, Change, Refused
from tests.at_once import at_once
from tests.voice.conftest import NOW

pytestmark = pytest.mark.usefixtures("in_english")

LINKS = {"VoiceAnswer": {"consultation"}, "FreeText": {"question", "attended_by", "decided_by"}}


@pytest.mark.parametrize("model", [VoiceAnswer, FreeText], ids=lambda one: one.__name__)
def test_the_row_of_an_answer_has_no_column_that_could_tell_of_a_child(model):
    fields = model._meta.get_fields()
    linked = {one.name for one in fields if one.is_relation and one.concrete}
    assert linked == LINKS[model.__name__]
    moments = (models.DateField, models.TimeField, models.GenericIPAddressField)
    assert not [one.name for one in fields if isinstance(one, moments)]
    # Nothing numbers the rows in the order in which they came.
    assert isinstance(model._meta.pk, models.UUIDField)


def test_answering_writes_no_audit_no_change_no_session_and_no_address(client, opened, code):
    before = AuditEntry.objects.count(), Change.objects.count()
    faces, choice, free = opened.questions.values_list("pk", flat=True)
    page = f"/voice/{code.code}/"
    assert client.get(page, REMOTE_ADDR="203.0.113.7").status_code == 200
    told = {
        "key": uuid4(), f"question-{faces}": "5", f"question-{choice}": "2",
        f"question-{free}": "Thêm đèn đường", "age": "7_10", "sex": "male",
    }  # fmt: skip
    assert client.post(page, told, REMOTE_ADDR="203.0.113.7").status_code == 200
    kept = VoiceAnswer.objects.get()
    assert (kept.age, kept.sex, kept.said) == ("7_10", "male", {str(faces): 5, str(choice): 2})
    assert FreeText.objects.get().text == "Thêm đèn đường"
    assert (AuditEntry.objects.count(), Change.objects.count()) == before
    assert not Session.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s',
                           ["%203.0.113.7%"])  # fmt: skip
            assert cursor.fetchone() == (0,), table


def test_a_text_is_sealed_in_the_database(say):
    say(text="Bạn Hoa hay khóc")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM activities_freetext t")
        assert "Hoa" not in cursor.fetchone()[0]


def test_the_same_page_sent_again_is_one_answer_and_an_empty_one_none(say, opened, code):
    key = uuid4()
    say(key=key)
    say(key=key)
    assert (VoiceAnswer.objects.count(), SessionCode.objects.get().used) == (1, 1)
    with pytest.raises(Refused, match="one question at least"):
        take_answer(code, uuid4(), Said())
    assert SessionCode.objects.get().used == 1


def test_answers_that_were_not_offered_and_groups_that_were_not_asked_are_left_out(
    opened, code, draft
):
    faces, choice, free = opened.questions.values_list("pk", flat=True)
    opened.asks_age = opened.asks_sex = False
    opened.save()
    said = Said({faces: 9, choice: 3, free: 1, 999: 1}, {choice: "x", 999: "y"}, "7_10", "male")
    take_answer(code, uuid4(), said)
    kept = VoiceAnswer.objects.get()
    assert (kept.said, kept.age, kept.sex) == ({str(choice): 3}, "", "")
    assert not FreeText.objects.exists()


def test_a_code_takes_as_many_answers_as_places_and_none_when_closed(opened, holder, say):
    small = make_code(opened.pk, "Lớp 3", 2, by=holder, now=NOW)
    other = make_code(opened.pk, "Lớp 2", 2, by=holder, now=NOW)
    say(by=small)
    say(by=small)
    with pytest.raises(Refused, match="No more answers"):
        say(by=small)
    end_code(other.pk, by=holder)
    with pytest.raises(Refused, match="No more answers"):
        say(by=other)
    opened.refresh_from_db()
    close_consultation(opened.pk, seen_at=opened.changed_at, by=holder)
    with pytest.raises(Refused, match="No more answers"):
        say()
    assert VoiceAnswer.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_answer_than_there_are_places(opened, holder, say):
    small = make_code(opened.pk, "Lớp 3", 2, by=holder, now=NOW)
    said = at_once(*[lambda: say(by=small) for _n in range(4)])
    assert sum(isinstance(one, Refused) for one in said) == 2
    assert VoiceAnswer.objects.count() == 2


def test_the_results_are_counted_as_by_hand_once_it_is_closed(opened, say, end):
    for way, face in [(1, 1), (1, 5), (1, 5), (2, 3), (3, 5)]:
        say(way, face=face)
    assert results_of(opened) == []  # nobody reads along
    faces, ways = results_of(end())
    assert [one.count for one in ways.choices] == [3, 1, 1]
    assert [round(one.percent) for one in ways.choices] == [60, 20, 20]
    assert [one.count for one in faces.choices] == [1, 0, 1, 0, 3]
    assert ways.answered == 5


def test_of_few_children_there_are_no_results(say, end):
    for _n in range(4):
        say()
    assert results_of(end()) == []


def test_of_small_groups_no_number_is_shown_and_none_can_be_reckoned(say, end):
    for sex in ("male",) * 7 + ("female",) * 2:
        say(1, sex=sex)
    for sex in ("male",) * 6 + ("female",) * 8:
        say(2, sex=sex)
    _faces, ways = results_of(end())
    by_label = {one.label: one for one in ways.choices}
    age, sex = slice(0, 2), slice(2, 4)
    # Of nine children who walk two are girls: neither they nor the boys, from whom they follow.
    assert list(by_label["Đi bộ"].groups[sex]) == [None, None]
    # Nor the cyclists: who knows how many girls the class has would reckon from them.
    assert list(by_label["Xe đạp"].groups[sex]) == [None, None]
    assert list(by_label["Xe đạp"].groups[age]) == [14, 0]
    assert by_label["Đi bộ"].count == 9


def test_no_hidden_number_follows_from_the_shown_ones(opened, say, end):
    """However the children split, one hidden group never stands alone beside a told whole."""
    groups = [("male", "7_10"), ("female", "7_10"), ("", "7_10")]
    for counts in ((1, 1, 4), (1, 4, 4), (1, 5, 5), (4, 4, 5), (5, 5, 1), (6, 1, 0)):
        VoiceAnswer.objects.all().delete()
        Consultation.objects.update(state="open")
        for count, (sex, age) in zip(counts, groups, strict=True):
            for _n in range(count):
                say(1, sex=sex, age=age)
        walk = results_of(end())[1].choices[0]
        girls, boys = walk.groups[2:4]
        hidden = (girls, boys).count(None) + (counts[2] < 5 and counts[2] > 0)
        assert hidden != 1, counts


@pytest.mark.parametrize(
    "text",
    [
        "Bố hay đánh em", "bo em hay danh em", "EM BỊ ĐÁNH", "chú sờ vào người em",
        "em muon chet", "bạn bị nhốt", "có người bắt em giữ bí mật",
    ],
)  # fmt: skip
def test_words_that_may_tell_of_abuse_are_found(text):
    assert tells_of_abuse(text)


@pytest.mark.parametrize(
    "text", ["Em muốn thêm sân bóng", "danh sách lớp", "Em thích đánh cầu lông", "Đường nhiều bùn"]
)
def test_everyday_words_raise_no_alarm(text):
    assert not tells_of_abuse(text)


@pytest.mark.django_db
def test_wrong_codes_are_counted_by_address_for_ten_minutes():
    second = datetime.timedelta(seconds=1)
    for n in range(MOST_WRONG):
        assert not are_too_many("203.0.113.9", NOW + n * second)
        note_wrong("203.0.113.9", NOW + n * second)
    assert are_too_many("203.0.113.9", NOW + MOST_WRONG * second)
    assert not are_too_many("203.0.113.8", NOW + MOST_WRONG * second)
    assert not are_too_many("203.0.113.9", NOW + WINDOW)
    assert "203.0.113" not in str(WrongCode.objects.values())
    note_wrong("203.0.113.8", NOW + WINDOW)
    assert WrongCode.objects.count() == MOST_WRONG
    forget_old(NOW + 2 * WINDOW)
    assert not WrongCode.objects.exists()


def test_whoever_guesses_codes_is_stopped(client, code):
    for _n in range(MOST_WRONG):
        assert client.get("/voice/AAAAAAAA/").status_code == 404
    assert client.get(f"/voice/{code.code}/").status_code == 429
    assert client.get(f"/voice/{code.code}/", REMOTE_ADDR="198.51.100.1").status_code == 200


def test_time_is_only_that_of_the_consultation(say, opened):
    say()
    assert isinstance(opened.entered_at, datetime.datetime)
    assert {field.name for field in VoiceAnswer._meta.concrete_fields} == {
        "id", "consultation", "age", "sex", "said"
    }  # fmt: skip
