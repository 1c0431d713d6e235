"""Some units are extracted by the statements of a whole province, and give the same rows."""

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.units.province import RESULTS_ON
from mangnon.engine.load import load_catalog
from mangnon.snapshots.registers import extract
from tests.live.conftest import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_commune_alone_has_its_rows_of_the_whole_in_every_table(filled, communes):
    tables = [table for table in load_catalog(CATALOG).tables.values() if table.unit_columns]
    asked = {"as_of": TODAY, "key": "k" * 32, "units_on": RESULTS_ON}
    whole = extract(tables, **asked)
    alone = extract(tables, **asked, units={communes[0].pk})
    here = (communes[0].code, communes[0].valid_from)
    for table in tables:
        code, day = table.unit_columns
        rows = [row for row in whole[table.name].to_pylist() if (row[code], row[day]) == here]
        assert alone[table.name].to_pylist() == rows, table.name
    assert len(alone["children"]) > 0
    assert len(alone["records"]) == len(alone["children"]) < len(whole["records"])
