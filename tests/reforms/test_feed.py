"""The change feed keeps no reform from its undo."""

import pytest

from mangnon.accounts.sessions import end_all_sessions
from mangnon.core.models import Change, Refused, Unit
from mangnon.core.reforms.undoing import undo_reform
from tests.reforms.conftest import tables
from tests.reforms.test_applying import MERGE, MERGED


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
