"""A reform passes children on: the new unit's live figures are those of all it was made of."""

from datetime import date

import pytest

from mangnon.children.models import Injury
from mangnon.core.models import Handover, Unit
from mangnon.core.reforms.handing import accept_handover
from mangnon.core.reforms.undoing import undo_reform
from mangnon.indicators.live.reading import live_figures
from mangnon.indicators.live.refreshing import refresh
from mangnon.indicators.models import LiveUnit
from tests.live.conftest import counted, home
from tests.reforms.conftest import DAY, apply, draft, make_child, province, unit
from tests.reforms.test_applying import MERGE, MERGED, SPLIT

__all__ = ["apply", "draft", "home", "make_child", "province", "unit"]


@pytest.fixture
def children(transactional_db, home, make_child):
    """Two children in one commune and one in another, who were hurt before the reform."""
    made = [
        make_child(code, name, hamlet)
        for code, name, hamlet in (
            ("25216", "Điểu A", "Thôn 1"), ("25216", "Điểu B", "Thôn 2"), ("25217", "Điểu C", "")
        )
    ]  # fmt: skip
    for child in made:
        Injury.objects.create(
            child=child, unit=child.unit, injured_on=date(2025, 3, 1), cause="fall", is_fatal=False
        )
    refresh()
    return made


def hurt(unit, by):
    """Return the children who were hurt, of all who live there: leaf 11a counts each once."""
    figure = live_figures(unit, by=by).figures["11a"]
    return figure.numerator, figure.denominator


@pytest.fixture
def console(make_user, province):
    """Return somebody who sees all children: so few are hidden from everybody else."""
    return make_user("console", province)


def test_the_successor_counts_the_children_and_what_was_reported_before(
    children, draft, apply, unit, console
):
    old = [unit("25216").pk, unit("25217").pk]
    apply(draft(MERGE, MERGED))
    counted()
    new = Unit.objects.get(code="25217", valid_from=DAY)
    assert hurt(new, console) == (3, 3)
    assert hurt(unit("70"), console) == (3, 3)
    assert not live_figures(new, by=console).has_exchanged
    for pk in old:
        assert live_figures(Unit.objects.get(pk=pk), by=console).has_exchanged


def test_an_undone_reform_leaves_the_figures_as_they_were(
    children, draft, apply, unit, officer, console
):
    batch = apply(draft(MERGE, MERGED))
    counted()
    undo_reform(batch.pk, by=officer)
    assert set(counted()) == {"25216", "25217"}
    assert hurt(unit("25216"), console) == (2, 2)
    assert hurt(unit("25217"), console) == (1, 1)
    assert set(LiveUnit.objects.values_list("unit", flat=True)) == set(
        Unit.objects.values_list("pk", flat=True)
    )


def test_a_drafted_reform_has_nothing_counted(children, draft):
    draft(MERGE, MERGED)
    assert counted() == []


def test_of_a_commune_that_was_parted_it_is_said_that_facts_stayed(
    children, draft, apply, unit, console, make_user
):
    apply(draft(SPLIT))
    heir = unit("25270")
    handover = Handover.objects.get(to_unit=heir, mover="children", key="Thôn 1")
    accept_handover(handover.pk, by=make_user("commune_chair", heir))
    counted()
    told = live_figures(heir, by=console)
    assert told.has_exchanged
    assert told.figures["11a"].denominator == 1
    assert told.figures["11a"].numerator == 0
