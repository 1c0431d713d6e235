"""Children with names to look for, in the communes of a small province."""

from datetime import date

import pytest

from tests.children.conftest import make_child, township, village, ward  # noqa: F401

TODAY = date(2025, 10, 31)


@pytest.fixture(autouse=True)
def _fixed_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def keeper(make_user, ward):  # noqa: F811
    """An officer of the ward, who holds every right over its children."""
    return make_user("commune_officer", ward)


@pytest.fixture
def overseer(make_user, province):
    """The same rights over the whole province."""
    return make_user("commune_officer", province)
