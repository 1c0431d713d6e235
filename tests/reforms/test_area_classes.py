"""Kinds of area at a reform: they go on with one unit, and end with a merged or parted one."""

import datetime

import pytest

from mangnon.core.models import AreaClass, Refused
from mangnon.core.reforms.outcome import outcome_of
from mangnon.core.reforms.preview import preview_of
from mangnon.core.reforms.undoing import undo_reform
from tests.reforms.conftest import DAY, change, new_unit, tables
from tests.reforms.test_applying import MERGE, MERGED, SPLIT

END = datetime.date(2026, 1, 1)
RENAME = [change("rename", "25216", "25216")], [new_unit("25216", "Thác Bạc", "688")]
RETYPE = [change("retype", "25216", "25216")], [new_unit("25216", "Thác Mơ", "688", kind="Phường")]
ABOLISH = [change("abolish_level", code, "70") for code in ("688", "692")], []
WARNED = "Phân loại địa bàn"


@pytest.fixture
def area(unit):
    return AreaClass.objects.create(
        unit=unit("25216"), kind="area_3", family="development", legal_basis="QĐ 861",
        valid_from=datetime.date(2021, 6, 4), valid_to=END, certainty="verified",
    )  # fmt: skip


def warnings(batch, by):
    return " ".join(preview_of(batch, outcome_of(batch, by)).warnings)


@pytest.mark.parametrize("reform", [RENAME, RETYPE, ABOLISH], ids=["rename", "retype", "led along"])
def test_a_class_goes_on_with_a_unit_that_goes_on(area, draft, apply, unit, officer, reform):
    before = tables()
    batch = draft(*reform)
    assert WARNED not in warnings(batch, officer)
    batch = apply(batch)
    area.refresh_from_db()
    assert area.valid_to == DAY
    (further,) = unit("25216").area_classes.all()
    assert (further.kind, further.valid_from, further.valid_to) == ("area_3", DAY, END)
    assert (further.legal_basis, further.certainty) == ("QĐ 861", "verified")
    undo_reform(batch.pk, by=officer)
    assert tables() == before


def test_a_class_that_begins_later_passes_to_the_new_row(area, draft, apply, unit, officer):
    planned = AreaClass.objects.create(
        unit=unit("25216"), kind="area_2", family="development", legal_basis="QĐ", valid_from=END
    )
    before = tables()
    batch = apply(draft(*RENAME))
    planned.refresh_from_db()
    assert (planned.unit, planned.valid_from) == (unit("25216"), END)
    undo_reform(batch.pk, by=officer)
    assert tables() == before


@pytest.mark.parametrize("reform", [(MERGE, MERGED), (SPLIT, [])], ids=["merge", "split"])
def test_a_class_ends_with_a_unit_that_does_not_go_on(area, draft, apply, officer, reform):
    before = tables()
    batch = draft(*reform)
    assert f"{WARNED} của các đơn vị này chấm dứt" in warnings(batch, officer)
    assert "25216" in warnings(batch, officer)
    batch = apply(batch)
    area.refresh_from_db()
    assert area.valid_to == DAY
    assert AreaClass.objects.count() == 1
    undo_reform(batch.pk, by=officer)
    assert tables() == before


def test_a_renamed_unit_that_takes_in_another_is_decided_anew(area, draft, officer):
    changes = [*RENAME[0], change("merge", "25217", "25216")]
    assert WARNED in warnings(draft(changes, RENAME[1]), officer)


def test_a_class_that_was_changed_since_stops_the_undo(area, draft, apply, unit, officer):
    batch = apply(draft(*RENAME))
    unit("25216").area_classes.update(valid_to=None)
    with pytest.raises(Refused, match=WARNED):
        undo_reform(batch.pk, by=officer)
