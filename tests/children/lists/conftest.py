"""Children of one ward, born so many years ago, whose records are otherwise complete."""

from datetime import date

import pytest

from mangnon.children.models import Guardian, Guardianship, Household, ResidenceSpell

TODAY = date(2025, 10, 31)


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY
    return TODAY


@pytest.fixture
def keeper(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def aged(make_child):
    """Return a child of so many years, months and days on the day of these tests."""

    def make(years=0, months=0, days=0, **fields):
        month = TODAY.month - months
        year = TODAY.year - years + (month - 1) // 12
        whole = date(year, (month - 1) % 12 + 1, 28 if months else TODAY.day)
        born = date.fromordinal(whole.toordinal() - days)
        return make_child(born, **{"sex": "female", "ethnicity": "01"} | fields)

    return make


@pytest.fixture
def give_mother():
    def give(child, phone=None):
        guardian = Guardian.objects.create(full_name="Thị Mẹ", phone=phone, unit=child.unit)
        Guardianship.objects.create(
            child=child, guardian=guardian, relation="mother", began_on=child.birth_date
        )

    return give


@pytest.fixture
def house():
    def put(child, hamlet="Thôn 1", code=""):
        home = (
            code
            and Household.objects.get_or_create(
                unit=child.unit, code=code, defaults={"hamlet": hamlet}
            )[0]
        )
        ResidenceSpell.objects.create(
            child=child,
            unit=child.unit,
            hamlet=hamlet,
            household=home or None,
            began_on=child.birth_date,
        )
        return child

    return put
