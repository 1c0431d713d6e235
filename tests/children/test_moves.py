"""A child moves between communes: offered or asked for, answered once, and until then it stays."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mangnon.children.models import Child, ChildMove, Household, ResidenceSpell
from mangnon.children.moves.answering import accept_move, refuse_move, withdraw_move
from mangnon.children.moves.beginning import Asked, ask_for_child, offer_move
from mangnon.children.record.closing import close_record
from mangnon.core.models import AuditEntry, Refused, Unit
from tests.children.refusing import refuse

TODAY = date(2025, 6, 20)
BORN, MOVED = date(2020, 5, 17), date(2025, 6, 1)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def sender(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def receiver(make_user, township):
    return make_user("commune_officer", township)


@pytest.fixture
def child(make_child, ward):
    child = make_child(identity_number="070220123456")
    ResidenceSpell.objects.create(child=child, unit=ward, hamlet="Thôn 1", began_on=BORN)
    return child


def offer(child, to_unit, by, moved_on=MOVED):
    return offer_move(child.pk, to_unit=to_unit, moved_on=moved_on, by=by, today=TODAY)


def asked(from_unit, to_unit, **more):
    told = {"full_name": "điểu krứt", "birth_date": BORN, "moved_on": MOVED, "hamlet": "Ấp 2"}
    return Asked(from_unit=from_unit, to_unit=to_unit, **told | more)


def ask(from_unit, to_unit, by, **more):
    return ask_for_child(asked(from_unit, to_unit, **more), by=by, today=TODAY)


def homes(child):
    rows = ResidenceSpell.objects.filter(child=child).order_by("began_on")
    return list(rows.values_list("unit__code", "hamlet", "began_on", "ended_on"))


def test_who_may_not_move_children_begins_and_answers_nothing(
    client, child, ward, township, sender, make_user
):
    for role, unit in (("village_collaborator", ward), ("commune_chair", township)):
        person = make_user(role, unit)
        with pytest.raises(PermissionDenied):
            offer(child, township, person)
        with pytest.raises(PermissionDenied):
            ask(ward, township, person)
        client.force_login(person)
        assert client.get("/children/moves/").status_code == 403
    move = offer(child, township, sender)
    with pytest.raises(PermissionDenied):
        accept_move(move.pk, by=make_user("village_collaborator", township), today=TODAY)


def test_a_third_commune_neither_sees_nor_answers(client, child, township, sender, make_user):
    move = offer(child, township, sender)
    third = make_user("commune_officer", Unit.objects.get(code="25217"))
    with pytest.raises(Refused):
        accept_move(move.pk, by=third, today=TODAY)
    client.force_login(third)
    assert client.get(f"/children/moves/{move.pk}/").status_code == 404
    assert client.post(f"/children/moves/{move.pk}/answer/", {"do": "accept"}).status_code == 404
    assert child.full_name not in client.get("/children/moves/").content.decode()


def test_the_one_who_offers_cannot_accept_and_the_receiver_cannot_withdraw(
    child, township, sender, receiver
):
    move = offer(child, township, sender)
    with pytest.raises(Refused, match="xã kia"):
        accept_move(move.pk, by=sender, today=TODAY)
    with pytest.raises(Refused, match="xã kia"):
        withdraw_move(move.pk, by=receiver)
    child.refresh_from_db()
    assert child.unit != township


def test_until_the_answer_the_child_stays_and_the_receiver_sees_only_what_it_needs(
    client, child, township, sender, receiver
):
    move = offer(child, township, sender)
    assert homes(child) == [("25216", "Thôn 1", BORN, None)]
    client.force_login(receiver)
    assert client.get(f"/children/{child.pk}/").status_code == 404
    page = client.get(f"/children/moves/{move.pk}/").content.decode()
    for told in ("Điểu K&#x27;Rứt", "17/05/2020", "Phường Thác Mơ"):
        assert told in page
    for kept in ("070220123456", "Thôn 1", str(child.pk)):
        assert kept not in page
    assert AuditEntry.objects.filter(action="child.read_move", actor=receiver).exists()


def test_acceptance_ends_the_home_here_and_begins_the_one_there(child, township, sender, receiver):
    move = offer(child, township, sender)
    accept_move(move.pk, by=receiver, today=TODAY, hamlet="Ấp 2", household="H9")
    child.refresh_from_db()
    assert child.unit == township
    assert homes(child) == [
        ("25216", "Thôn 1", BORN, MOVED),
        ("25270", "Ấp 2", MOVED, None),
    ]
    assert Household.objects.get().unit == township
    assert not Child.objects.visible_to(sender).exists()
    assert Child.objects.visible_to(receiver).get() == child


def test_a_request_names_the_child_and_the_other_commune_lets_it_go(
    child, ward, township, sender, receiver
):
    move = ask(ward, township, receiver)
    with pytest.raises(Refused, match="xã kia"):
        accept_move(move.pk, by=receiver, today=TODAY)
    accept_move(move.pk, by=sender, today=TODAY)
    assert homes(child)[-1] == ("25270", "Ấp 2", MOVED, None)


@pytest.mark.parametrize(
    "more", [{"full_name": "Điểu"}, {"birth_date": date(2020, 5, 18)}, {"full_name": "Rứt K"}]
)
def test_a_request_for_a_child_that_is_not_there_learns_nothing(
    child, ward, township, receiver, more
):
    with pytest.raises(Refused, match="đúng một trẻ"):
        ask(ward, township, receiver, **more)
    assert not ChildMove.objects.exists()


def test_a_request_that_fits_two_children_takes_neither(
    child, make_child, ward, township, receiver
):
    make_child()
    with pytest.raises(Refused, match="đúng một trẻ"):
        ask(ward, township, receiver)


def test_nobody_asks_for_another_commune(child, ward, township, sender):
    with pytest.raises(Refused, match="địa bàn"):
        ask(ward, township, sender)


def test_a_refusal_says_why_and_the_child_may_be_offered_again(child, township, sender, receiver):
    move = offer(child, township, sender)
    with pytest.raises(Refused, match="lý do"):
        refuse_move(move.pk, by=receiver, reason="  ")
    refused = refuse_move(move.pk, by=receiver, reason="Không ở đây")
    assert (refused.state, refused.refusal) == ("refused", "Không ở đây")
    withdraw_move(offer(child, township, sender).pk, by=sender)
    assert homes(child) == [("25216", "Thôn 1", BORN, None)]


def test_a_move_is_answered_once(child, township, sender, receiver):
    move = offer(child, township, sender)
    accept_move(move.pk, by=receiver, today=TODAY)
    for again in (
        lambda: accept_move(move.pk, by=receiver, today=TODAY),
        lambda: refuse_move(move.pk, by=receiver, reason="Không"),
        lambda: withdraw_move(move.pk, by=sender),
    ):
        with pytest.raises(Refused, match="đã được trả lời"):
            again()


def test_what_cannot_move_is_refused(child, make_child, ward, township, sender):
    with pytest.raises(Refused, match="Đổi nơi ở"):
        offer(child, ward, sender)
    for moved_on in (date(2020, 5, 16), date(2025, 6, 21)):
        with pytest.raises(Refused, match="từ khi trẻ sinh"):
            offer(child, township, sender, moved_on)
    offer(child, township, sender)
    with pytest.raises(Refused, match="đang chờ"):
        offer(child, township, sender)
    with pytest.raises(Refused, match="đang chờ"):
        close_record(child.pk, reason="left_country", on=TODAY, by=sender, today=TODAY)
    gone = make_child(closed_on=TODAY, closed_reason="left_country")
    with pytest.raises(Refused, match="đã đóng"):
        offer(gone, township, sender)


def test_who_turned_16_meanwhile_stays_where_the_record_is(child, township, sender, receiver):
    move = offer(child, township, sender)
    Child.objects.filter(pk=child.pk).update(birth_date=date(2009, 6, 20))
    with pytest.raises(Refused, match="đủ 16 tuổi"):
        accept_move(move.pk, by=receiver, today=TODAY)
    refuse_move(move.pk, by=receiver, reason="Đã đủ 16 tuổi")
    with pytest.raises(Refused, match="đủ 16 tuổi"):
        offer(child, township, sender)
    Child.objects.filter(pk=child.pk).update(birth_date=date(2009, 6, 21))
    accept_move(offer(child, township, sender).pk, by=receiver, today=TODAY)
    assert Child.objects.get(pk=child.pk).unit == township


def test_the_home_after_a_later_home_begins_on_the_day_of_the_answer(
    child, ward, township, sender, receiver
):
    """As when a reform began a new home between the move and its answer."""
    move = offer(child, township, sender)
    ResidenceSpell.objects.filter(child=child).update(ended_on=date(2025, 6, 10))
    ResidenceSpell.objects.create(child=child, unit=ward, began_on=date(2025, 6, 10))
    accept_move(move.pk, by=receiver, today=TODAY)
    assert [(code, began) for code, _hamlet, began, _end in homes(child)] == [
        ("25216", BORN), ("25216", date(2025, 6, 10)), ("25270", TODAY),
    ]  # fmt: skip


def test_the_database_keeps_one_open_move_of_a_child(child, ward, township, sender):
    move = offer(child, township, sender)
    with refuse("child_moves_once_at_a_time"):
        ChildMove.objects.create(
            child=child, from_unit=ward, to_unit=township, kind="offer", moved_on=MOVED,
            begun_by=sender, begun_at=move.begun_at,
        )  # fmt: skip
    move.state = "refused"
    with refuse("child_move"):
        move.save()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_answer_at_once_one_is_told_so(
    child, township, sender, receiver, make_user
):
    move = offer(child, township, sender)
    other = make_user("commune_officer", township, "another")
    gate, found = threading.Barrier(2), []

    def accept(by, hamlet):
        try:
            gate.wait()
            accept_move(move.pk, by=by, today=TODAY, hamlet=hamlet)
            found.append("accepted")
        except Refused as refusal:
            found.append(str(refusal))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=accept, args=args) for args in ((receiver, "A"), (other, "B"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["Lần chuyển này đã được trả lời: Đã tiếp nhận.", "accepted"]
    assert len(homes(child)) == 2


def test_the_pages_offer_list_and_accept_without_scripts(client, child, township, sender, receiver):
    client.force_login(sender)
    page = f"/children/{child.pk}/move/"
    assert client.post(page, {"to_unit": township.pk}).status_code == 422
    sent = {"to_unit": township.pk, "moved_on": "2025-06-01"}
    assert client.post(page, sent).status_code == 302
    assert "Đang chờ xã khác" in client.get(f"/children/{child.pk}/").content.decode()
    move = ChildMove.objects.get()
    client.force_login(receiver)
    assert "Chờ anh/chị trả lời" in client.get("/children/moves/").content.decode()
    answer = f"/children/moves/{move.pk}/answer/"
    assert client.post(answer).status_code == 422
    assert client.post(answer, {"do": "withdraw"}).status_code == 422
    assert client.post(answer, {"do": "accept", "hamlet": "Ấp 2"}).status_code == 302
    assert client.get(f"/children/{child.pk}/").status_code == 200


def test_where_the_own_commune_ended_its_neighbours_of_then_are_offered(
    client, child, ward, township, sender
):
    ended = TODAY - timedelta(days=1)
    Unit.objects.filter(pk__in=[ward.pk, township.pk]).update(valid_to=ended)
    client.force_login(sender)
    form = client.get(f"/children/{child.pk}/move/").context["form"]
    assert township in form.fields["to_unit"].queryset


def test_the_page_asks_for_a_child(client, child, ward, township, receiver):
    client.force_login(receiver)
    sent = {
        "full_name": "Điểu K'Rứt", "birth_date": "2020-05-17", "from_unit": ward.pk,
        "to_unit": township.pk, "moved_on": "2025-06-01",
    }  # fmt: skip
    assert client.post("/children/moves/ask/", sent | {"full_name": "Bưi"}).status_code == 422
    assert client.post("/children/moves/ask/", sent).status_code == 302
    assert ChildMove.objects.get().kind == "request"
