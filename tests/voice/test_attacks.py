"""What somebody tries who wants to know what one child said, or to break the children's page."""

import pytest
from django.db import connection
from django.urls import reverse

from mangnon.activities.attendance.shown import hidden_in_rows
from mangnon.activities.voice.catalog import AskedQuestion
from mangnon.activities.voice.coding import make_code
from mangnon.activities.voice.holding import add_question
from mangnon.activities.voice.results import results_of

from .conftest import NOW


@pytest.mark.parametrize("typed", ["Đường", "²²²", "１２３４", "../.."])
def test_whatever_is_typed_as_a_code_is_answered_in_a_sentence(client, code, typed):
    answer = client.get(reverse("voice-enter"), {"code": typed}, follow=True)
    assert answer.status_code == 404
    assert "Không có mã này" in answer.content.decode()


def test_a_question_that_few_answered_tells_nothing(say, end, client, holder):
    for _n in range(9):
        say(way=0)  # no such answer: they left the second question out
    say(way=3)
    held = end()
    assert [len(result.choices) for result in results_of(held)] == [5, 0]
    client.force_login(holder)
    assert "Ít hơn 5 em" in client.get(reverse("voice", args=[held.pk])).content.decode()


def test_a_small_group_is_not_reckoned_from_the_whole_class(say, end):
    """Twenty girls: 10 and 8 of them told, and two more would be known of the third answer."""
    for way, girls, boys in ((1, 10, 10), (2, 8, 10), (3, 2, 6)):
        for sex, count in (("female", girls), ("male", boys)):
            for _n in range(count):
                say(way=way, sex=sex, age="")
    faces, ways = results_of(end())
    assert [choice.groups[-2:] for choice in faces.choices][2] == [20, 26]
    told = [choice.groups[-2:] for choice in ways.choices]
    assert told[2] == [None, None]
    for of_sex in zip(*told, strict=True):
        assert of_sex.count(None) >= 2


def test_large_groups_are_told_and_a_row_that_gives_one_away_is_not():
    rows = {1: (20, {"sex": {"f": 10, "m": 10}}), 2: (20, {"sex": {"f": 8, "m": 12}})}
    assert not hidden_in_rows(rows)
    few = rows | {3: (8, {"sex": {"f": 2, "m": 6}})}
    assert {(3, "sex", "f"), (3, "sex", "m")} < hidden_in_rows(few)


def test_no_transaction_and_no_order_ties_a_text_to_the_choices_of_its_child(say, end):
    for n in range(6):
        say(way=n % 3 + 1, text=f"Em muốn có sân chơi {n}")
    held = end()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT xmin::text) FROM (SELECT xmin FROM activities_voiceanswer"
            " UNION ALL SELECT xmin FROM activities_freetext) AS rows"
        )
        assert cursor.fetchone() == (1,)
        for table in ("activities_voiceanswer", "activities_freetext"):
            cursor.execute(
                f"SELECT count(*), array_agg(id ORDER BY ctid) = array_agg(id ORDER BY id)"
                f" FROM {table}"
            )
            assert cursor.fetchone() == (6, True)
    texts = {text.text for text in held.questions.get(kind="text").texts.all()}
    assert texts == {f"Em muốn có sân chơi {n}" for n in range(6)}


def test_while_children_answer_nobody_counts_who_writes(opened, say, client, holder, end):
    say(text="Em muốn có sân chơi")
    client.force_login(holder)
    page = reverse("voice", args=[opened.pk])
    assert "Ý kiến tự viết" not in client.get(page).content.decode()
    end()
    assert "Ý kiến tự viết" in client.get(page).content.decode()


def test_a_question_and_a_code_sent_twice_are_one(draft, holder):
    asked = AskedQuestion("choice", "Em thích gì?", ["Bơi", "Đọc"])
    assert add_question(draft.pk, asked, by=holder) == add_question(draft.pk, asked, by=holder)
    codes = [make_code(draft.pk, "Lớp 5A", 30, by=holder, now=NOW) for _n in range(2)]
    assert codes[0] == codes[1]
    assert make_code(draft.pk, "Lớp 5B", 30, by=holder, now=NOW) != codes[0]
