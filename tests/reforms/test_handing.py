"""What was handed over waits for a person of the receiving unit."""

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Handover, Refused
from mangnon.core.reforms.handing import accept_handover
from tests.reforms.test_applying import MERGE, MERGED, SPLIT


@pytest.fixture
def offered(draft, apply, make_child):
    make_child("25216", "Điểu A", "Thôn 1")
    apply(draft(SPLIT))
    return Handover.objects.get(to_unit__code="25217")


def test_the_people_of_the_successor_accept_and_then_the_records_move(offered, make_user, unit):
    chair = make_user("commune_chair", unit("25217"))
    done = accept_handover(offered.pk, by=chair)
    assert (done.state, done.accepted_by) == ("accepted", chair)
    assert unit("25217").pk == unit_of_the_moved_child(offered)
    other = Handover.objects.get(to_unit__code="25270")
    assert other.state == "elsewhere"


def unit_of_the_moved_child(handover):
    return handover.batch.moves.get(table="children_child").after["unit_id"]


def test_it_is_accepted_once(offered, make_user, unit):
    chairs = [make_user("commune_chair", unit(code)) for code in ("25217", "25270")]
    accept_handover(offered.pk, by=chairs[0])
    other = Handover.objects.get(to_unit__code="25270")
    for handover, chair in ((offered, chairs[0]), (other, chairs[1])):
        with pytest.raises(Refused, match="tiếp nhận rồi"):
            accept_handover(handover.pk, by=chair)


def test_nobody_else_accepts(offered, make_user, unit, leader):
    with pytest.raises(PermissionDenied):
        accept_handover(offered.pk, by=leader)
    with pytest.raises(Handover.DoesNotExist):
        accept_handover(offered.pk, by=make_user("commune_chair", unit("25288")))


def test_what_has_one_successor_moved_at_once_and_waits_to_be_accepted(
    draft, apply, make_child, make_user, unit
):
    child = make_child("25216", "Điểu A")
    chair = make_user("commune_chair", unit("25216"))
    apply(draft(MERGE, MERGED))
    child.refresh_from_db()
    chair.refresh_from_db()
    assert child.unit == unit("25217")
    handover = Handover.objects.get(mover="children", from_unit__code="25216")
    assert (handover.state, handover.is_moved, handover.count) == ("open", True, 1)
    accept_handover(handover.pk, by=chair)
    assert not Handover.objects.open().filter(pk=handover.pk).exists()
