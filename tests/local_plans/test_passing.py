"""What is being drafted passes on with its unit or organisation; what is in force stays."""

import pytest

from mangnon.core.models import Refused
from mangnon.core.registries import PASSES_WITH_ORGANISATIONS, UNIT_MOVERS
from tests.local_plans.conftest import TODAY, fresh
from tests.local_plans.test_approving import approve_it, send_it


def test_a_draft_passes_to_the_successor_of_its_unit_and_a_plan_in_force_stays(
    begin, keeper, chair, province, officer
):
    mover = UNIT_MOVERS["local_plans"]
    other = province.subtree().get(code="25217")
    draft, standing = begin(other, by=officer), approve_it(send_it(begin(), keeper), chair)
    heir = province.subtree().get(code="25270")
    moved = [
        m for unit in (draft.unit, standing.unit) for m in mover.move(unit.pk, None, heir.pk, TODAY)
    ]
    assert (fresh(draft).unit, fresh(standing).unit.code) == (heir, "25216")
    mover.undo(moved)
    assert fresh(draft).unit == other


def test_a_draft_passes_to_the_successor_of_its_organisation(
    begin, clerk_of_health, health, home_affairs
):
    local = begin(health, by=clerk_of_health)
    passing = PASSES_WITH_ORGANISATIONS["plans.local_plan"]
    assert passing.held_by(health.pk, TODAY) == [str(local.pk)]
    assert passing.words([str(local.pk)]) == {str(local.pk): "Sở Y tế 2025"}
    assert passing.move(str(local.pk), health.pk, home_affairs.pk, False) is False
    assert fresh(local).organisation == home_affairs
    with pytest.raises(Refused):
        passing.move(str(local.pk), health.pk, home_affairs.pk, False)
