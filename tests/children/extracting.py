"""Runs one statement of `snapshots/extract/` as a snapshot does, values in place of $1 to $6."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from django.db import connection

from mangnon import snapshots
from mangnon.catalog import CATALOG
from mangnon.snapshots import registers

EXTRACT = Path(snapshots.__file__).parent / "extract"
UNITS_ON = date(2025, 6, 30)
AS_OF = date(2025, 10, 31)
DAY_BEFORE = date(2025, 10, 30)
KEY = "a secret of the home"
PLAIN_TYPES = {16: "boolean", 20: "integer", 25: "text", 701: "double", 1043: "text", 1082: "date"}


def run(name, as_of=AS_OF, key=KEY, units_on=UNITS_ON):
    """Return the column names with their plain types, and the rows as dictionaries."""
    text = (EXTRACT / f"{name}.sql").read_text(encoding="utf-8")
    for place, literal in (
        ("$1", f"DATE '{as_of}'"),
        ("$2", f"'{key}'"),
        ("$3", f"DATE '{units_on}'"),
        ("$4", registers.full_doses(registers.load_schedules(CATALOG))),
        ("$5", registers.ALL),
        ("$6", registers.ALL),
    ):
        text = text.replace(place, literal)
    with connection.cursor() as cursor:
        cursor.execute(text)
        columns = {c.name: PLAIN_TYPES[c.type_code] for c in cursor.description}
        return columns, [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def rows(name, **values):
    found = run(name, **values)[1]
    assert not [row for row in found if None in row.values()], "a snapshot holds no nulls"
    return found


def key_of(record_id):
    """Return the key under which a snapshot holds a record."""
    return sha256(f"{KEY}{record_id}".encode()).hexdigest()[:32]


def only(name, **values):
    """Return the one row that the statement gives."""
    found = rows(name, **values)
    assert len(found) == 1
    return found[0]
