"""What a reform tells the change feed, and that the feed itself keeps no reform from its undo."""

import pytest

from mangnon.accounts.sessions import end_all_sessions
from mangnon.core.models import Change, Handover, Refused, Unit
from mangnon.core.reforms.handing import accept_handover
from mangnon.core.reforms.undoing import undo_reform
from tests.reforms.conftest import tables
from tests.reforms.test_applying import MERGE, MERGED, SPLIT


def told(table="children_child"):
    """Return the units that the feed names for a table, each as often as it does."""
    return sorted(Change.objects.filter(table=table).values_list("unit", flat=True))


def test_a_merge_tells_of_each_unit_once_whatever_the_number_of_children(
    draft, apply, make_child, unit
):
    for number in range(5):
        make_child("25216", f"Điểu {number}", f"Thôn {number}")
    old = unit("25216").pk
    apply(draft(MERGE, MERGED))
    assert told() == [old, unit("25217").pk]


def test_what_waits_for_acceptance_is_told_when_it_moves(draft, apply, make_child, make_user, unit):
    make_child("25216", "Điểu A", "Thôn 1")
    old, heir = unit("25216").pk, unit("25270")
    apply(draft(SPLIT))
    assert told() == []
    handover = Handover.objects.get(to_unit=heir, mover="children")
    accept_handover(handover.pk, by=make_user("commune_chair", heir))
    assert told() == sorted([old, heir.pk])


def test_undo_tells_of_the_same_units_again(draft, apply, make_child, officer, unit):
    make_child("25216", "Điểu A")
    batch = apply(draft(MERGE, MERGED))
    before = told()
    undo_reform(batch.pk, by=officer)
    assert told() == sorted(before * 2)


def test_a_line_of_the_feed_on_a_new_unit_does_not_stop_undo(
    draft, apply, make_user, officer, unit
):
    clerk = make_user("commune_officer", unit("25216"))
    administrator = make_user("technical_admin", unit("70"))
    before = tables()
    batch = apply(draft(MERGE, MERGED))
    clerk.refresh_from_db()
    end_all_sessions(clerk, by=administrator)
    new = unit("25217").pk
    assert Change.objects.filter(table="core_user", record_id=clerk.pk, unit=new).exists()
    undo_reform(batch.pk, by=officer)
    assert tables() == before
    assert not Unit.objects.filter(pk=new).exists()
    assert Change.objects.filter(record_id=clerk.pk, unit=new).exists()


def test_a_real_record_on_a_new_unit_still_stops_undo(draft, apply, make_child, officer):
    batch = apply(draft(MERGE, MERGED))
    make_child("25217", "Điểu B", is_dated=False)
    with pytest.raises(Refused, match="1 bản ghi"):
        undo_reform(batch.pk, by=officer)
