"""Undo restores every table exactly, or says why it cannot."""

import datetime

import pytest

from mangnon.core.models import Handover, Refused, Unit
from mangnon.core.reforms.handing import accept_handover
from mangnon.core.reforms.undoing import undo_reform
from tests.reforms.conftest import DAY, change, new_unit, tables
from tests.reforms.test_applying import MERGE, MERGED, SPLIT


@pytest.fixture
def full(province, unit, make_child, make_user):
    """People and children in every commune that a reform may touch."""
    for code in ("25216", "25217", "25270"):
        make_user("commune_officer", unit(code))
        make_child(code, f"Điểu {code}", "Thôn 1")
        make_child(code, f"Thị {code}", "Thôn 2", is_dated=code == "25217")


def test_undo_restores_every_table_exactly(full, draft, apply, officer):
    before = tables()
    batch = apply(draft(MERGE, MERGED))
    assert tables() != before
    undo_reform(batch.pk, by=officer)
    assert tables() == before


def test_what_was_accepted_later_goes_back_too(full, draft, apply, officer, make_user, unit):
    clerk = make_user("commune_chair", unit("25270"))
    before = tables()
    batch = apply(draft(SPLIT))
    for handover in Handover.objects.filter(to_unit__code="25270", is_moved=False):
        accept_handover(handover.pk, by=clerk)
    assert not Handover.objects.open().filter(is_moved=False).exists()
    undo_reform(batch.pk, by=officer)
    assert tables() == before
    assert not Handover.objects.exists()


def test_a_later_reform_must_be_undone_first(full, draft, apply, officer):
    first = apply(draft(MERGE, MERGED))
    later = datetime.date(2026, 4, 30)
    second = draft(
        [change("rename", "25217", "25217")], [new_unit("25217", "Mới", "688")], on=later
    )
    second = apply(second)
    with pytest.raises(Refused, match=r"30/04/2026.*NQ 1"):
        undo_reform(first.pk, by=officer)
    undo_reform(second.pk, by=officer)
    undo_reform(first.pk, by=officer)


def test_records_that_stand_on_a_new_unit_keep_it(full, draft, apply, officer, make_user, unit):
    batch = apply(draft(MERGE, MERGED))
    make_user("leader", unit("25217"))
    state = tables()
    with pytest.raises(Refused, match="1 bản ghi"):
        undo_reform(batch.pk, by=officer)
    assert tables() == state


def test_a_record_that_moved_on_meanwhile_is_not_taken_back(
    full, draft, apply, officer, unit, make_child
):
    child = make_child("25216", "Điểu Z")
    batch = apply(draft(MERGE, MERGED))
    child.refresh_from_db()
    child.unit = unit("25288")
    child.save()
    with pytest.raises(Refused, match="Trẻ em"):
        undo_reform(batch.pk, by=officer)


def test_only_an_applied_reform_is_undone_and_only_once(draft, apply, officer):
    batch = draft(MERGE, MERGED)
    with pytest.raises(Refused):
        undo_reform(batch.pk, by=officer)
    apply(batch)
    undo_reform(batch.pk, by=officer)
    with pytest.raises(Refused):
        undo_reform(batch.pk, by=officer)
    assert Unit.objects.filter(valid_from=DAY).count() == 0
