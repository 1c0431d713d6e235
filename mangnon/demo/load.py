"""Loading a synthetic province into the database in bulk: Arrow to COPY, no ORM."""

import time
from datetime import date
from urllib.parse import urlencode

import pyarrow as pa
from adbc_driver_postgresql import dbapi
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from mangnon.children.models import NameWord
from mangnon.core.encryption.fields import encrypted_fields
from mangnon.core.encryption.keyring import keyring
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.organisations.editing import Naming, store_name
from mangnon.core.organisations.naming import known_as
from mangnon.core.set_aside import keys_set_aside
from mangnon.core.units.loading import local_administrator
from mangnon.core.units.province import RESULTS_ON
from mangnon.demo.province import Progress
from mangnon.demo.tables import ORGANISATION, UNIT


def load(
    tables: dict[str, pa.Table],
    url: str | None = None,
    *,
    by: User | None = None,
    units_on: date = RESULTS_ON,
    progress: Progress | None = None,
) -> dict[str, float]:
    """Append the tables, all or none, and return the seconds that each took.

    `url` is Django's own database by default; `by` is who entered the reported figures, by default
    the local administrator. Raises Refused when a table holds rows already: a synthetic province
    is never mixed with real records.
    """
    _require_empty(tables)
    by = by or local_administrator()
    units = dict(Unit.objects.on(units_on).values_list("code", "pk"))
    organisations = _organisations(tables)
    seconds = {}
    with dbapi.connect(url or _url()) as target, target.cursor() as cursor:
        with keys_set_aside(cursor, list(tables)):
            for done, (name, table) in enumerate(tables.items()):
                if progress:
                    progress(name, done, len(tables))
                started = time.monotonic()
                keyed = _sealed(name, _with_keys(table, units, organisations, by))
                cursor.adbc_ingest(name, keyed, mode="append")
                seconds[name] = round(time.monotonic() - started, 3)
        _analyse(cursor, tables)
        target.commit()
    if progress:
        progress("", len(tables), len(tables))
    return seconds


def _analyse(cursor: dbapi.Cursor, tables: dict[str, pa.Table]) -> None:
    """Tell the planner what is in the tables now: its own round comes a minute late."""
    filled = (*tables, NameWord._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in filled)
    cursor.execute(f"ANALYZE {names}")


def _require_empty(tables: dict[str, pa.Table]) -> None:
    with connection.cursor() as cursor:
        for name in tables:
            table = connection.ops.quote_name(name)
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608 - our own name
            if cursor.fetchone()[0]:
                raise Refused(
                    _(
                        "The table %(table)s holds records already; a synthetic province is only "
                        "loaded into an empty home. Set MANGNON_HOME to another folder."
                    )
                    % {"table": name}
                )


def _organisations(tables: dict[str, pa.Table]) -> dict[str, int]:
    """Return the keys of the organisations that the tables name, making those not known."""
    named = {
        name
        for table in tables.values()
        if ORGANISATION in table.column_names
        for name in table[ORGANISATION].unique().to_pylist()
    }
    province = Unit.objects.on(RESULTS_ON).filter(level=Unit.Level.PROVINCE).first()
    known = known_as(named, unit=province, day=RESULTS_ON) if province else {}
    for name in sorted(named - known.keys()):
        known[name] = Organisation.objects.create(name=name, unit=province)
        store_name(known[name], Naming(name))
    return {name: organisation.pk for name, organisation in known.items()}


def _with_keys(
    table: pa.Table, units: dict[str, int], organisations: dict[str, int], by: User
) -> pa.Table:
    """Put database keys in place of unit codes, organisation names and the person."""
    for column, keys in ((UNIT, units), (ORGANISATION, organisations)):
        if column in table.column_names:
            table = _keyed(table, column, keys)
    if "entered_at" in table.column_names:
        table = table.append_column("entered_by_id", pa.array([by.pk] * len(table), pa.int64()))
    return table


def _sealed(name: str, table: pa.Table) -> pa.Table:
    """Put sealed values in place of plain ones in the columns that the database keeps sealed."""
    ring = keyring(settings.KEYRING)
    for field in encrypted_fields():
        if field.place.table == name and field.column in table.column_names:
            place = table.column_names.index(field.column)
            sealed = field.place.seal_all(
                table[field.column].to_pylist(), table["id"].to_pylist(), ring
            )
            table = table.set_column(place, field.column, pa.array(sealed, pa.binary()))
    return table


def _keyed(table: pa.Table, column: str, keys: dict[str, int]) -> pa.Table:
    coded = table[column].combine_chunks().dictionary_encode()
    found = [keys.get(code) for code in coded.dictionary.to_pylist()]
    if None in found:
        missing = coded.dictionary[found.index(None)].as_py()
        raise Refused(
            _("There is no unit %(code)s in the register; load the units first.")
            % {"code": missing}
        )
    values = pa.array(found, pa.int64()).take(coded.indices)
    return table.drop_columns([column]).append_column(f"{column}_id", values)


def _url() -> str:
    """Return the address of the database that Django is connected to, also of a test's copy."""
    known = connection.settings_dict
    parts = {
        "dbname": known["NAME"],
        "user": known["USER"],
        "password": known["PASSWORD"],
        "host": known["HOST"],
        "port": known["PORT"],
    }
    query = urlencode({key: str(value) for key, value in parts.items() if value})
    return f"postgresql:///?{query}"
