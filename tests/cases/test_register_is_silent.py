"""The register says to nobody without the case that a child is known to child protection."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.cases.board import board
from mangnon.cases.models import Case, CasePerson
from mangnon.children.models import Child
from tests.cases.conftest import at

PAGES = (
    "/children/", "/children/to-do/", "/children/new/", "/children/duplicates/",
    "/children/exports/", "/children/moves/",
    *(
        f"/children/{{child}}/{page}"
        for page in (
            "", "edit/", "home/", "poverty/", "move/", "close/", "growth.json", "facts/",
            "stays/",
        )
    ),
)  # fmt: skip
CHANGES_EACH_TIME = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|"X-CSRFToken": ?"[^"]*"'
    r"|X-CSRFToken[^}]*|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
)


@pytest.fixture
def child(commune):
    child = Child(unit=commune, birth_date=datetime.date(2018, 1, 5), sex="female")
    child.set_name("Điểu Thị Bé")
    child.save()
    return child


@pytest.fixture
def taken(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    return case


def seen_by(client, user, child):
    """Return for each page its status and text, and how many questions it asked the database."""
    client.force_login(user)
    found = {}
    for page in PAGES:
        address = page.format(child=child.pk)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        about = CHANGES_EACH_TIME.sub("", text.decode())
        found[page] = (answer.status_code, about, len(asked))
    return found


def test_no_page_of_a_child_changes_when_a_case_is_linked(taken, child, colleague, worker, client):
    for user in (colleague, worker):
        CasePerson.objects.update(child=None)
        before = seen_by(client, user, child)
        assert before["/children/{child}/"][0] == 200
        CasePerson.objects.update(child=child)
        after = seen_by(client, user, child)
        assert [page for page in PAGES if before[page] != after[page]] == []


def test_no_page_of_children_asks_about_cases(taken, child, colleague, client):
    CasePerson.objects.update(child=child)
    client.force_login(colleague)
    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            client.get(page.format(child=child.pk))
        assert not [query for query in asked if '"cases_' in query["sql"]], page


def test_a_duplicate_check_finds_the_child_alike(taken, child, colleague, client):
    client.force_login(colleague)
    typed = {"full_name": "Điểu Thị Bé", "birth_date": "05/01/2018", "sex": "female"}
    found = set()
    for link in (None, child):
        CasePerson.objects.update(child=link)
        answers = (
            client.post("/children/new/", typed),
            client.get(f"/children/{child.pk}/second-record/"),
        )
        texts = (CHANGES_EACH_TIME.sub("", answer.content.decode()) for answer in answers)
        found.add((*(answer.status_code for answer in answers), *texts))
    assert len(found) == 1


def test_lists_counts_and_the_file_agree(taken, worker, colleague, client):
    for user in (worker, colleague):
        listed = {line.case.pk for column in board(user, at(1)) for line in column.lines}
        counted = sum(column.count for column in board(user, at(1)))
        seen = set(Case.objects.visible_to(user).values_list("pk", flat=True))
        client.force_login(user)
        opened = client.get(f"/cases/{taken.pk}/").status_code
        assert listed == seen
        assert counted == len(seen)
        assert opened == (200 if seen else 404)


def test_an_unknown_case_and_one_of_others_answer_alike(taken, colleague, client):
    client.force_login(colleague)
    answers = [
        client.get(f"/cases/{key}/") for key in (taken.pk, "00000000-0000-4000-8000-000000000000")
    ]
    texts = {CHANGES_EACH_TIME.sub("", answer.content.decode()) for answer in answers}
    assert {answer.status_code for answer in answers} == {404}
    assert len(texts) == 1
