"""A reform in the middle of a child's move: the move goes along, and comes back with the undo."""

import datetime

import pytest

from mangnon.children.models import ChildMove, ResidenceSpell
from mangnon.children.moves.answering import accept_move
from mangnon.children.moves.beginning import offer_move
from mangnon.children.record.homes import change_home
from mangnon.core.models import Refused
from mangnon.core.reforms.undoing import undo_reform
from tests.reforms.conftest import DAY, tables
from tests.reforms.test_applying import MERGE, MERGED

MOVED = datetime.date(2025, 6, 1)
AFTER = datetime.date(2025, 7, 5)


@pytest.fixture
def offered(unit, make_child, make_user):
    """Return a function that offers a child of one commune to another."""

    def offer(source, target, hamlet="Thôn 1"):
        child = make_child(source, f"Điểu {source}", hamlet)
        sender = make_user("commune_officer", unit(source))
        return offer_move(child.pk, to_unit=unit(target), moved_on=MOVED, by=sender, today=DAY)

    return offer


def ends_of(move):
    move.refresh_from_db()
    return [(u.code, u.valid_from) for u in (move.from_unit, move.to_unit)]


def test_an_open_move_goes_to_the_successors_of_both_communes(offered, draft, apply, unit):
    leaving, arriving = offered("25216", "25270"), offered("25288", "25217")
    apply(draft(MERGE, MERGED))
    old = datetime.date(1997, 1, 1)
    assert ends_of(leaving)[1] == ("25270", old)
    new_from, new_to = ends_of(leaving)[0], ends_of(arriving)[1]
    assert new_from == new_to
    assert new_from[1] == DAY
    assert ends_of(arriving)[0] == ("25288", old)


def test_it_is_accepted_after_the_reform_with_the_whole_history(
    offered, draft, apply, unit, make_user
):
    move = offered("25216", "25270")
    apply(draft(MERGE, MERGED))
    receiver = make_user("commune_officer", unit("25270"))
    accept_move(move.pk, by=receiver, today=AFTER)
    spells = ResidenceSpell.objects.filter(child=move.child).order_by("began_on")
    assert list(spells.values_list("unit__code", "began_on", "ended_on")) == [
        ("25216", datetime.date(2018, 3, 1), DAY),
        (ends_of(move)[0][0], DAY, AFTER),
        ("25270", AFTER, None),
    ]


def test_both_communes_become_one_and_the_move_can_still_be_accepted(
    offered, draft, apply, unit, make_user
):
    move = offered("25216", "25217")
    apply(draft(MERGE, MERGED))
    (source, target) = ends_of(move)
    assert source == target
    move = accept_move(move.pk, by=make_user("commune_officer", move.to_unit), today=AFTER)
    assert move.state == "accepted"


def test_an_undo_takes_the_open_move_back_exactly(offered, draft, apply, officer):
    offered("25216", "25217")
    offered("25288", "25270")
    before = tables()
    batch = apply(draft(MERGE, MERGED))
    assert tables() != before
    undo_reform(batch.pk, by=officer)
    assert tables() == before


def test_an_undo_is_refused_when_the_child_has_moved_on(
    offered, draft, apply, officer, unit, make_user
):
    move = offered("25216", "25270")
    batch = apply(draft(MERGE, MERGED))
    accept_move(move.pk, by=make_user("commune_officer", unit("25270")), today=AFTER)
    with pytest.raises(Refused, match="hoàn tác"):
        undo_reform(batch.pk, by=officer)
    assert ChildMove.objects.get().state == "accepted"


def test_an_undo_is_refused_when_the_child_has_a_later_home(
    draft, apply, officer, unit, make_child, make_user
):
    child = make_child("25216", "Điểu A", "Thôn 1")
    batch = apply(draft(MERGE, MERGED))
    change_home(
        child.pk, hamlet="Thôn 9", household="", since=AFTER, today=AFTER,
        by=make_user("commune_officer", unit("25217")),
    )  # fmt: skip
    with pytest.raises(Refused, match="hoàn tác"):
        undo_reform(batch.pk, by=officer)
    assert child.residences.count() == 3
