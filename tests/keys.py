"""The keys and indexes of the database, to see that a bulk load leaves them as they were."""

import re

from django.db import connection


def keys_and_indexes():
    """Return every key, check and index of the registers as the database defines it.

    Without casts: PostgreSQL writes those of a list once around it, or at each member.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated"
            " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
            " UNION ALL SELECT tablename, indexname, indexdef, true FROM pg_indexes"
            " WHERE schemaname = 'public' ORDER BY 1, 2, 3"
        )
        rows = cursor.fetchall()
    casts = re.compile(r"::[a-z ]+(\[\])?|[()]")
    return [(table, name, casts.sub("", text), valid) for table, name, text, valid in rows]
