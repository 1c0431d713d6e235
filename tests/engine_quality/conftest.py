"""The shipped catalogue, and a way to write one check and to judge few figures by it."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.load import load_catalog
from mangnon.engine.quality.check import Check
from mangnon.engine.quality.find import find
from mangnon.engine.quality.finding import Figure, Judged

OLD = date(1997, 1, 1)
PROVINCE, DISTRICT, COMMUNE = ("70", OLD), ("688", OLD), ("25216", OLD)
LEVELS = {PROVINCE: "province", DISTRICT: "district", COMMUNE: "commune"}


@pytest.fixture(scope="session")
def catalog():
    return load_catalog(CATALOG)


def a_check(kind, **fields):
    common = {
        "name": "some_check", "title": {"vi": "Kiểm tra", "en": "Check"}, "severity": "warning",
        "says": "Sai.", "advice": "Sửa.", "valid_from": date(2021, 1, 1), "source": "thử",
        "certainty": "low",
    }  # fmt: skip
    return Check.model_validate(common | {"kind": kind} | fields)


@pytest.fixture
def judge(catalog):
    """Return the findings of one check over figures given as {(unit, leaf): figure or value}."""

    def findings(check, figures, *, as_of=date(2025, 12, 31), **more):
        known = {
            key: figure if isinstance(figure, Figure) else Figure(figure)
            for key, figure in figures.items()
        }
        judged = Judged(as_of=as_of, catalog=catalog, levels=LEVELS, figures=known, **more)
        return find([check], judged)

    return findings
