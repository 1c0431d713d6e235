"""The catalogue that these tests share."""

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.load import load_catalog


@pytest.fixture(scope="session")
def catalog():
    return load_catalog(CATALOG)
