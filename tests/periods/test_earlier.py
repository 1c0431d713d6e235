"""A year that was frozen on other units is read on those of the report, worked out by hand.

Under five on 31/12/2024, and registered at birth: of 25216 born 1/2024 yes, 6/2023 yes, 3/2022 no,
10/2020 no; of 25217 born 11/2020 yes; of 25270 nobody. That is 3 of 5 in the province, 60 %.
"""

from datetime import date

import pytest

from mangnon.children.models import Child
from mangnon.core.models import Unit
from mangnon.engine.continuity import COMPARABLE
from mangnon.engine.issues import CatalogError
from mangnon.reports.asked import Asked
from mangnon.reports.periods import earlier
from mangnon.reports.periods.earlier import earlier_on, province_shown
from tests import small_province
from tests.conftest import make_unit_row
from tests.small_reform import MERGED, RETYPED, reform, unit

from .conftest import LAST_END, MID

pytestmark = pytest.mark.django_db
LEAF = "14"
EVE = date(2025, 6, 30)  # the last day of the units that the snapshot stands on


@pytest.fixture
def asked(freeze_day, officer):
    """Ask for the report of 2025, on the units of a day or on those that reported."""
    run = freeze_day(small_province.TODAY)
    return lambda units_on=None: Asked(2025, run, officer, units_on)


def counted(found):
    standing = found.standings[LEAF]
    return standing.numerator, standing.denominator, standing.value


def test_of_a_day_that_was_not_frozen_nothing_is_known(asked, freeze_day, province):
    freeze_day(MID)
    assert earlier_on(asked(), province, LAST_END) is None


def test_on_the_units_that_reported_it_is_as_it_was(asked, freeze_day, province):
    run = freeze_day(LAST_END)
    found = earlier_on(asked(), province, LAST_END)
    assert counted(found) == (3, 5, 60.0)
    assert (found.day, found.units_on, found.continuity) == (LAST_END, EVE, COMPARABLE)
    assert (found.snapshot, found.redefined) == (run.snapshot.code, frozenset())


@pytest.mark.parametrize("day", [MERGED, RETYPED])
def test_after_a_reform_the_old_units_are_added_up_whole(asked, freeze_day, day):
    freeze_day(LAST_END)
    reform()
    shelf, province = province_shown(asked(day))
    assert province == unit("75", day)
    found = earlier_on(asked(day), province, LAST_END)
    assert counted(found) == (3, 5, 60.0)
    assert found.units_on == EVE
    assert found.continuity != COMPARABLE
    assert found.continuity == shelf.continuity(province, ())


def test_what_was_frozen_again_is_read_as_it_was_computed_last(asked, freeze_day, province):
    freeze_day(LAST_END)
    child = Child.objects.get(birth_date="2022-03-09")
    child.birth_registration = "yes"
    child.save()
    freeze_day(LAST_END)
    assert counted(earlier_on(asked(), province, LAST_END)) == (4, 5, 80.0)


def test_a_unit_that_those_units_did_not_become_has_no_earlier_figure(asked, freeze_day):
    freeze_day(LAST_END)
    reform()
    make_unit_row("99", "Tỉnh khác", "province", "Tỉnh", valid_from=MERGED, valid_to=None)
    stranger = Unit.objects.get(code="99")
    assert earlier_on(asked(MERGED), stranger, LAST_END) is None


def test_what_measured_another_thing_or_cannot_be_read_is_marked(
    asked, freeze_day, province, monkeypatch
):
    run, now, read = freeze_day(LAST_END), asked(), earlier.definitions_of

    def other(snapshot):
        known = dict(read(snapshot))
        if snapshot == run.snapshot:
            known[LEAF] = known["1"]
        return known

    def unreadable(snapshot):
        if snapshot == run.snapshot:
            raise CatalogError([])
        return read(snapshot)

    monkeypatch.setattr(earlier, "definitions_of", other)
    assert earlier_on(now, province, LAST_END).redefined == {LEAF}
    monkeypatch.setattr(earlier, "definitions_of", unreadable)
    assert earlier_on(now, province, LAST_END).redefined == set(read(run.snapshot))
