from datetime import date

import pytest

from tests.children.conftest import make_child, township, ward
from tests.children_facts.examples import TODAY

__all__ = ["make_child", "township", "ward"]


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def child(make_child):
    """A girl of 15 and a half: every kind made sense for her at some age."""
    return make_child(date(2010, 3, 8), full_name="Thị H'Lan", sex="female")


@pytest.fixture
def commune_officer(make_user, ward):
    return make_user("commune_officer", ward)


@pytest.fixture
def collaborator(make_user, ward):
    """Who edits children of the commune, and may see neither hardship nor health."""
    return make_user("village_collaborator", ward)
