"""Emptying the tables that a test filled: TRUNCATE makes the files of all two hundred anew."""

import psycopg
from psycopg import sql

KEPT_BY_TRIGGERS = ["children_name_word"]  # words of children, in no table that Django manages
FILLED = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname = ANY(%s) AND pg_relation_size(oid) > 0
"""


def emptied(connection, tables: list[str]) -> bool:
    """Delete every row of the tables; False where we are no superuser, and nothing is done.

    Triggers are off meanwhile: those of entries that nobody may delete, and those of references.
    """
    about = {**connection.get_connection_params(), "user": "postgres"}
    about = {name: about[name] for name in ("host", "port", "user", "dbname") if about.get(name)}
    try:
        alone = psycopg.connect(**about, options="-c session_replication_role=replica")
    except psycopg.OperationalError:
        return False
    with alone:
        filled = [name for (name,) in alone.execute(FILLED, [[*tables, *KEPT_BY_TRIGGERS]])]
        deletes = [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in filled]
        if deletes:
            alone.execute(sql.SQL(";").join(deletes))
    return True
