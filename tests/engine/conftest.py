"""Golden files, and the catalogue that the engine's tests share."""

from pathlib import Path

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.load import load_catalog

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser):
    try:
        parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")
    except ValueError:  # another conftest.py defines the same option
        return


@pytest.fixture
def golden(request):
    """Compare a text with the file that was reviewed; with --update-golden, rewrite the file."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update-golden", default=False):
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{file} is missing; run `make golden` and review it"
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def catalog():
    return load_catalog(CATALOG)
