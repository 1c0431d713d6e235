"""One small synthetic province for all tests that only look at it."""

from datetime import date
from uuid import UUID

import pytest

from mangnon.demo.province import generate

TODAY = date(2025, 10, 31)
CHILDREN = 4000


def years_old(birth, day):
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@pytest.fixture(scope="session")
def made():
    return generate(CHILDREN, seed=2025, today=TODAY)


@pytest.fixture(scope="session")
def province_tables(made):
    return made.tables


@pytest.fixture(scope="session")
def second_records(made):
    """The identifiers of records that repeat another, with the one that each repeats."""
    pairs = made.duplicates.to_pylist()
    return {UUID(pair["child_id"]).bytes: UUID(pair["same_as"]).bytes for pair in pairs}


@pytest.fixture(scope="session")
def found(province_tables):
    """Every table as a list of dictionaries, facts with their child in `child`."""
    tables = {name: table.to_pylist() for name, table in province_tables.items()}
    children = {child["id"]: child for child in tables["children_child"]}
    for table in tables.values():
        for row in table:
            if "child_id" in row:
                row["child"] = children[row["child_id"]]
    return tables
