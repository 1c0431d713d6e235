"""The crosswalk on the loaded register: both reforms, parts with their basis, what is refused."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.children.models import Child
from mangnon.core.models import Refused, Unit, UnitChange
from mangnon.core.units.crosswalk import crosswalk
from mangnon.core.units.loading import load_units

JUNE, JULY, MAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 5, 1)
UNITS = CATALOG / "units" / "units.csv"
CHANGES = CATALOG / "units" / "unit_changes.csv"

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(db):
    load_units(UNITS, CHANGES, by=None)


@pytest.mark.usefixtures("units")
def test_a_day_of_which_no_unit_is_known_is_refused():
    with pytest.raises(Refused, match="31/12/1990"):
        crosswalk(date(1990, 12, 31), JULY)


@pytest.mark.usefixtures("units")
def test_over_both_reforms_every_old_commune_lies_whole_in_one_of_40():
    shares = [s for s in crosswalk(JUNE, MAY) if s.source[0] not in {"70"} and len(s.source[0]) > 3]
    assert len(shares) == 111
    assert {float(s.share) for s in shares} == {1.0}
    assert len({s.target for s in shares}) == 40


@pytest.mark.usefixtures("units")
def test_back_from_the_new_units_children_weigh_and_every_share_is_an_estimate():
    places = {code: Unit.objects.get(code=code, valid_to=JULY) for code in ("25246", "25240")}
    for code, many in (("25246", 3), ("25240", 1)):
        for n in range(many):
            child = Child(full_name=f"Bé {n}", birth_date=date(2020, 1, 1), unit=places[code])
            child.set_name_key()
            child.save()
    shares = {s.target[0]: s for s in crosswalk(JULY, JUNE) if s.source == ("25246", JULY)}
    # Nobody is known in the third old commune, so the children cannot weigh all three.
    assert {s.basis for s in shares.values()} == {"equal_parts"}
    place = Unit.objects.get(code="25243", valid_to=JULY)
    child = Child(full_name="Bé", birth_date=date(2020, 1, 1), unit=place)
    child.set_name_key()
    child.save()
    shares = {s.target[0]: s for s in crosswalk(JULY, JUNE) if s.source == ("25246", JULY)}
    assert {code: float(s.share) for code, s in shares.items()} == {
        "25246": 0.6, "25240": 0.2, "25243": 0.2,
    }  # fmt: skip
    assert all(s.is_estimated and s.basis == "children" for s in shares.values())


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("25240,2025-07-01,25246,merge,1,", "25240,2025-07-01,25246,merge,0.5,", "share_basis"),
        ("25240,2025-07-01,25246,merge,1,", "25240,2025-07-01,99999,merge,1,", "99999"),
        ("25240,2025-07-01,25246,merge,1,", "25241,2025-07-01,25246,merge,1,", "25241"),
    ],
)
def test_changes_that_lose_a_unit_are_refused_and_nothing_is_loaded(tmp_path, old, new, sentence):
    text = CHANGES.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "changes.csv"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Refused, match=sentence):
        load_units(UNITS, file, by=None)
    assert not Unit.objects.exists()
    assert not UnitChange.objects.exists()
