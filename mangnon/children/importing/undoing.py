"""Takes a batch back: what it made goes, what it changed is again as it was."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import ngettext

from mangnon.children.counted import counted_in
from mangnon.children.importing.imported_row import ImportedRow
from mangnon.children.importing.tables import OF_CHILD, OF_SEVERAL, TABLES, model_of
from mangnon.children.register import Child
from mangnon.core.audit.batch import record_batch
from mangnon.core.feed import tell
from mangnon.core.models import Refused, User
from mangnon.intake.batch import Batch

# In the order in which they may be deleted.
LOCK_CHILDREN = """
SELECT id FROM children_child WHERE id IN (
    SELECT child_id FROM children_importedrow WHERE batch_id = %(batch)s
) ORDER BY id FOR UPDATE
"""
COUNT_LATER = """
SELECT count(*) FILTER (WHERE child.id IS NULL OR child.changed_at > imported.written_at),
       count(*) FILTER (WHERE child.unit_id <> imported.unit_id),
       count(*) FILTER (WHERE child.merged_into_id IS NOT NULL)
FROM children_importedrow AS imported
LEFT JOIN children_child AS child ON child.id = imported.child_id
WHERE imported.batch_id = %(batch)s
"""
RESTORE = """
UPDATE "{table}" AS record SET {columns}
FROM children_importedrow AS imported
CROSS JOIN LATERAL jsonb_each(imported.was -> '{table}') AS was (id, fields)
CROSS JOIN LATERAL jsonb_populate_record(NULL::"{table}", was.fields) AS before
WHERE imported.batch_id = %(batch)s AND record.id = was.id::{key}
"""
KEPT_OR_AS_IT_IS = """
"{name}" = CASE WHEN was.fields ? '{name}' THEN before."{name}" ELSE record."{name}" END
"""
DELETE_MADE = """
DELETE FROM "{table}" AS record USING children_importedrow AS imported
CROSS JOIN LATERAL jsonb_array_elements_text(imported.made -> '{table}') AS made (id)
WHERE imported.batch_id = %(batch)s AND record.id = made.id::{key}
"""
# Nobody has judged these pairs; one that was judged stays, and the batch with it.
DELETE_PROPOSED = """
DELETE FROM children_duplicatepair AS pair USING children_importedrow AS imported
WHERE imported.batch_id = %(batch)s AND imported.action = 'created' AND pair.state = 'open'
  AND imported.child_id IN (pair.first_id, pair.second_id)
"""
DELETE_OF_CREATED = """
DELETE FROM "{table}" WHERE {child} IN (
    SELECT child_id FROM children_importedrow WHERE batch_id = %(batch)s AND action = 'created'
)
"""


def undo(batch: Batch, by: User) -> None:
    """Take the batch back in the caller's transaction, unless later work stands on it."""
    values = {"batch": str(batch.pk)}
    _require_untouched(values)
    updated = ImportedRow.objects.filter(batch=batch, action=ImportedRow.Action.UPDATED)
    known = list(updated.values_list("child", flat=True))
    units = set(ImportedRow.objects.filter(batch=batch).values_list("unit", flat=True))
    try:
        with transaction.atomic():
            _take_back(values)
    except IntegrityError as error:
        raise Refused(_stands_on_it(1)) from error
    ImportedRow.objects.filter(batch=batch).delete()
    tell(Child._meta.db_table, {*units, *counted_in(known)})
    record_batch(by, "children.undo", batch, rows=[], unit=batch.unit, communes=len(units))


def _require_untouched(values: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK_CHILDREN, values)
        cursor.execute(COUNT_LATER, values)
        edited, moved, merged = cursor.fetchone()
    if merged:
        raise Refused(
            ngettext(
                "%(count)s child of this batch was merged with another record since; undo the "
                "merge on the page of duplicates first.",
                "%(count)s children of this batch were merged with other records since; undo the "
                "merges on the page of duplicates first.",
                merged,
            )
            % {"count": merged}
        )
    if moved:
        raise Refused(
            ngettext(
                "%(count)s child of this batch lives in another commune by now, through a move or "
                "a reform; the batch can no longer be undone.",
                "%(count)s children of this batch live in another commune by now, through a move "
                "or a reform; the batch can no longer be undone.",
                moved,
            )
            % {"count": moved}
        )
    if edited:
        raise Refused(_stands_on_it(edited))


def _stands_on_it(count: int) -> str:
    return ngettext(
        "Later work stands on %(count)s child of this batch; see the audit since the import, and "
        "correct the children one by one.",
        "Later work stands on %(count)s children of this batch; see the audit since the import, "
        "and correct the children one by one.",
        count,
    ) % {"count": count}


def _take_back(values: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DELETE_PROPOSED, values)
        for table in OF_CHILD:
            cursor.execute(DELETE_MADE.format(table=table, key=_key(table)), values)
        for table in TABLES:
            cursor.execute(_restore(table), values)
        for table in OF_CHILD:
            cursor.execute(DELETE_OF_CREATED.format(table=table, child="child_id"), values)
        for table in OF_SEVERAL:
            cursor.execute(DELETE_MADE.format(table=table, key=_key(table)), values)
        cursor.execute(DELETE_OF_CREATED.format(table="children_child", child="id"), values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _restore(table: str) -> str:
    """Return the statement that sets the fields that were kept, and leaves the others."""
    columns = ", ".join(
        KEPT_OR_AS_IT_IS.format(name=field.column)
        for field in _fields(table)
        if not field.primary_key and not field.generated
    )
    return RESTORE.format(table=table, columns=columns, key=_key(table))


def _key(table: str) -> str:
    key = next(field for field in _fields(table) if field.primary_key)
    return "uuid" if isinstance(key, models.UUIDField) else "bigint"


def _fields(table: str) -> list[models.Field[Any, Any]]:
    return list(model_of(table)._meta.concrete_fields)
