"""What happens where the register already has a fault, or an app that moved records is gone."""

import pytest

from mangnon.core.models import Handover, Refused, Unit
from mangnon.core.reforms.handing import accept_handover
from mangnon.core.reforms.outcome import outcome_of
from mangnon.core.reforms.undoing import undo_reform
from mangnon.core.registries import UNIT_MOVERS
from tests.reforms.conftest import DAY, change, new_unit, tables
from tests.reforms.test_applying import MERGE, MERGED, SPLIT


@pytest.fixture
def lost(make_unit):
    """A commune that ended on the day of the reform, and nobody knows into what."""
    return make_unit("25999", "Đã Mất", "commune", "Xã", "688", valid_to=DAY)


def test_a_unit_lost_before_does_not_stop_a_reform_of_others(lost, draft, apply, unit):
    apply(draft(MERGE, MERGED))
    assert unit("25217").valid_from == DAY


def test_a_unit_lost_before_does_not_stop_the_end_of_its_district(lost, draft, apply, unit):
    apply(draft([change("abolish_level", code, "70") for code in ("688", "692")]))
    assert unit("25216").parent_code == "70"


def test_what_the_draft_itself_loses_is_still_refused(lost, draft, officer):
    batch = draft([change("merge", "25217", "25288")], [new_unit("25216", "A", "688")])
    (sentence,) = outcome_of(batch, officer).problems
    assert "25216" in sentence


def test_a_later_change_that_the_draft_leaves_without_its_unit_is_refused(draft, apply, officer):
    later = DAY.replace(year=2026)
    rename = [change("rename", "25216", "25216")], [new_unit("25216", "Thác Bạc", "688")]
    apply(draft(*rename, on=later))
    problems = outcome_of(draft([change("merge", "25216", "25217")]), officer).problems
    assert "25216" in " ".join(problems)


@pytest.fixture
def forget(monkeypatch):
    """Return a function that takes an app's records out of the registry, as its removal would."""
    return lambda name: monkeypatch.delitem(UNIT_MOVERS, name)


def test_an_app_that_is_gone_at_undo_is_named(draft, apply, officer, make_child, forget):
    make_child("25216", "Điểu A")
    batch = apply(draft(MERGE, MERGED))
    state = tables()
    forget("children")
    with pytest.raises(Refused, match="children"):
        undo_reform(batch.pk, by=officer)
    assert tables() == state


def test_an_app_that_is_gone_at_acceptance_is_named(
    client, draft, apply, make_child, make_user, unit, forget
):
    make_child("25216", "Điểu A")
    apply(draft(SPLIT))
    clerk = make_user("commune_chair", unit("25270"))
    handover = Handover.objects.get(to_unit=unit("25270"), is_moved=False)
    forget("children")
    with pytest.raises(Refused, match="children"):
        accept_handover(handover.pk, by=clerk)
    client.force_login(clerk)
    page = client.get(f"/administration/units/{unit('25270').pk}/")
    assert page.status_code == 200
    assert Unit.objects.filter(code="25216", valid_to=DAY).exists()
