"""From the registers to typed tables: one SELECT a table, in `extract/<table>.sql`.

The statements run by COPY on the caller's own connection, so that every table is read at the same
moment of one transaction. They name four values: $1 the as-of date, $2 the pseudonym key, $3 the
day whose units the figures stand on, $4 the doses that make a child fully immunised. What is large
is narrowed by $5, the condition on a unit, and $6, the one on a child, that its rows are asked for.
"""

import io
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from django.db import connection, transaction
from django.utils.translation import gettext as _

from mangnon.catalog import CATALOG
from mangnon.core.models import Refused, Unit
from mangnon.engine.definitions import Catalog, Table
from mangnon.engine.load import load_catalog
from mangnon.engine.vaccines import Schedule, load_schedules
from mangnon.snapshots.pseudonyms import KEY, set_key

STATEMENTS = Path(__file__).parent / "extract"
# True of every row: neither column is ever null. The planner drops the condition.
ALL = "IS NOT NULL"
# All who live, have lived or were measured there.
CHILDREN_OF = """
SELECT id::text FROM children_child WHERE unit_id = ANY (%(units)s)
UNION SELECT child_id::text FROM children_residencespell WHERE unit_id = ANY (%(units)s)
UNION SELECT child_id::text FROM children_measurement WHERE unit_id = ANY (%(units)s)
"""
ARROW_TYPES = {
    "text": pa.string(),
    "code": pa.string(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "double": pa.float64(),
}


def schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a snapshot table; no column may be null."""
    return pa.schema(
        [
            pa.field(column.name, ARROW_TYPES[column.type], nullable=False)
            for column in table.columns
        ]
    )


def require_filled(catalog: Catalog) -> None:
    """Raise Refused for a catalogue with a table or column that this software does not fill.

    The catalogue in force may be older than the software, or written for another version of it.
    """
    known = load_catalog(CATALOG).tables
    for name, table in catalog.tables.items():
        filled = known[name].by_name if name in known else {}
        for column in table.columns:
            there = filled.get(column.name)
            if there is None or (there.type, there.list) != (column.type, column.list):
                raise Refused(
                    _(
                        "The catalogue in force has a column %(table)s.%(column)s that this"
                        " version does not fill; see `mangnon catalog diff`."
                    )
                    % {"table": name, "column": column.name}
                )


def extract(
    tables: list[Table],
    *,
    as_of: date,
    key: str,
    units_on: date,
    units: Collection[int] | None = None,
) -> dict[str, pa.Table]:
    """Read every table of the registers at one moment: REPEATABLE READ, unless already inside a
    transaction of the caller's.

    With `units` only the rows of these units are read; None reads all there are.
    """
    values = {
        "$1": _day(as_of),
        "$2": f"current_setting('{KEY}')",
        "$3": _day(units_on),
        "$4": full_doses(load_schedules(CATALOG)),
        "$5": ALL if units is None else _among(units, "bigint"),
    }
    alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        set_key(cursor, key)
        values["$6"] = ALL if units is None else _among(_children_of(cursor, units), "uuid")
        found = {table.name: _copy(cursor, table, values) for table in tables}
    return found if units is None else _only_of(units, found, tables)


def _children_of(cursor: Any, units: Collection[int]) -> list[str]:
    """Return the children by number: the planner knows then how few they are, and walks indexes."""
    cursor.execute(CHILDREN_OF, {"units": sorted(units)})
    return [child for (child,) in cursor.fetchall()]


def _only_of(
    units: Collection[int], found: dict[str, pa.Table], tables: Sequence[Table]
) -> dict[str, pa.Table]:
    """Leave out the rows of other units, which a statement need not have left out itself."""
    rows = Unit.objects.filter(pk__in=units).values_list("code", "valid_from")
    asked = pa.array([f"{code} {day}" for code, day in rows], pa.string())
    for table in tables:
        if table.unit_columns is not None:
            code, day = (found[table.name][name] for name in table.unit_columns)
            named = pc.binary_join_element_wise(code, day.cast(pa.string()), " ")
            found[table.name] = found[table.name].filter(pc.is_in(named, value_set=asked))
    return found


def _among(keys: Collection[int | str], kind: str) -> str:
    return f"= ANY ('{{{','.join(map(str, keys))}}}'::{kind}[])"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def full_doses(schedules: Sequence[Schedule]) -> str:
    """Return rows of antigen, dose, how many such doses, and the span of births they are for."""
    ends = [*(schedule.valid_from for schedule in schedules[1:]), date.max]
    rows = []
    for place, (schedule, end) in enumerate(zip(schedules, ends, strict=True)):
        start = schedule.valid_from if place else date.min
        doses = schedule.full_doses
        rows += [
            f"('{antigen}', {dose}, {len(doses)}, {_day(start)}, {_day(end)})"
            for antigen, dose in doses.items()
        ]
    return "(VALUES " + ", ".join(rows) + ")"


def _copy(cursor: Any, table: Table, values: dict[str, str]) -> pa.Table:
    statement = (STATEMENTS / f"{table.name}.sql").read_text(encoding="utf-8")
    for name, value in values.items():
        statement = statement.replace(name, value)
    buffer = io.BytesIO()
    with cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv, HEADER true)") as copy:
        for block in copy:
            buffer.write(block)
    buffer.seek(0)
    wanted = schema(table)
    read = pa_csv.read_csv(
        buffer,
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=wanted,
            include_columns=wanted.names,
            null_values=[],
            strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    return read.cast(wanted)
