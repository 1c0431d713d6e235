"""Somebody waits for a child while somebody else writes about it: a sentence, never an error."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.services import remove_fact
from mangnon.children.models import Child, ChildMove, Fact, Guardian, Guardianship
from mangnon.children.moves.answering import accept_move
from mangnon.children.moves.beginning import offer_move
from mangnon.children.record.carers import remove_carer
from tests.at_once import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)
TODAY, MOVED = date(2025, 6, 20), date(2025, 6, 1)
WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE NOT granted AND pg_stat_activity.datname = current_database()
"""


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def move(make_child, township, keeper):
    child = make_child()
    return offer_move(child.pk, to_unit=township, moved_on=MOVED, by=keeper, today=TODAY)


def until_somebody_waits():
    end = time.monotonic() + PATIENCE_SECONDS
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")


def answer_after(child, waiting, meanwhile):
    """Hold the child until `waiting` waits for it, do the other thing; return its answer."""

    def wait():
        try:
            return waiting()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Child.objects.select_for_update().get(pk=child.pk)
            answer = pool.submit(wait)
            until_somebody_waits()
            meanwhile()
        return answer.result(PATIENCE_SECONDS)


def words(answer):
    return answer.content.decode()


def test_who_accepts_a_move_holds_it_only_after_the_child_as_a_merge_does(
    move, make_user, township
):
    receiver = make_user("commune_officer", township)
    accepted = answer_after(
        move.child,
        lambda: accept_move(move.pk, by=receiver, today=TODAY),
        lambda: ChildMove.objects.filter(pk=move.pk).update(child=move.child),
    )
    assert accepted.state == ChildMove.State.ACCEPTED


def test_who_corrects_a_child_that_moves_away_is_told(client, move, keeper, make_user, township):
    receiver = make_user("commune_officer", township)
    client.force_login(keeper)
    sent = {"full_name": "Điểu Khác", "initial-full_name": move.child.full_name, "birth": "2020"}
    codes = dict.fromkeys(
        ("ethnicity", "sex", "birth_registration", "health_insurance", "lives_near_water",
         "disability"), "unknown",
    )  # fmt: skip
    answer = answer_after(
        move.child,
        lambda: client.post(f"/children/{move.child_id}/edit/", sent | codes),
        lambda: accept_move(move.pk, by=receiver, today=TODAY),
    )
    assert answer.status_code == 422
    assert "không thuộc địa bàn anh/chị phụ trách" in words(answer)
    move.child.refresh_from_db()
    assert (move.child.unit, move.child.full_name) == (township, "Điểu K'Rứt")


@pytest.mark.parametrize("do", ["", "end/", "remove/"])
def test_who_writes_about_a_fact_that_is_removed_is_told(client, make_child, keeper, ward, do):
    child, kind = make_child(), fact_catalog().kinds["support"]
    fact = Fact.objects.create(
        child=child, kind="support", unit=ward, began_on=MOVED, answers={"form": "care"}
    )
    client.force_login(keeper)
    page = f"/children/{child.pk}/facts/support/{fact.pk}/"
    form = client.get(page).context["form"]
    sent = {
        "seen": form["seen"].value(), "began_on": "2025-06-01", "form": "legal",
        "ended_on": "2025-06-10", "reason": "nhầm",
    }  # fmt: skip
    answer = answer_after(
        child,
        lambda: client.post(page + do, sent, follow=True),
        lambda: remove_fact(child.pk, kind, fact.pk, by=keeper, reason="nhầm"),
    )
    assert "vừa xóa mục này" in words(answer)
    assert not Fact.objects.exists()


def test_who_corrects_a_carer_that_is_taken_back_is_told(client, make_child, keeper, ward):
    child = make_child()
    mother = Guardian.objects.create(full_name="Thị Bưi", unit=ward)
    relation = Guardianship.objects.create(
        child=child, guardian=mother, relation="mother", began_on=child.birth_date
    )
    client.force_login(keeper)
    page = f"/children/{child.pk}/carers/{relation.pk}/"
    answer = answer_after(
        child,
        lambda: client.post(page, {"relation": "mother", "full_name": "Thị Khác"}),
        lambda: remove_carer(child.pk, relation.pk, by=keeper),
    )
    assert answer.status_code == 422
    assert "vừa xóa mục này" in words(answer)
    assert Guardian.objects.get().full_name == "Thị Bưi"
