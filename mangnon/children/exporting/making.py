"""Making a file of children, in steps that a worker can go on with where another one died.

First the children are listed and counted, in one snapshot of the database. Then their rows are
written, a part of the list after another; a part that was committed is never written again. At
the end the parts become one sealed file, if they hold as many rows as were counted.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.children.exporting.choosing import chosen
from mangnon.children.exporting.columns import Kind, Value, columns
from mangnon.children.exporting.csv_file import write_csv
from mangnon.children.exporting.export import Export, ExportChild
from mangnon.children.exporting.keeping import fail, file_of, folder_of
from mangnon.children.exporting.marking import mark_of_export
from mangnon.children.exporting.part import OutOfSight, Part
from mangnon.children.exporting.services import may_still_have
from mangnon.children.exporting.workbook import MOST_ROWS, write_xlsx
from mangnon.core.audit import record
from mangnon.core.models import Refused
from mangnon.core.sealed_files import new_key, opened, seal, sealing

PART = 10_000
TRIES = 3
LIST = """
INSERT INTO children_exportchild (export_id, position, child_id)
SELECT %s, row_number() OVER (ORDER BY name_key, id), id FROM ({chosen}) AS chosen
"""


def make(export_id: UUID) -> None:
    """Make the file, from where it was left; when it cannot be made, the export says why."""
    while _step(export_id, _next):
        pass


def _step(export_id: UUID, work: Callable[[Export], bool]) -> bool:
    """Do one step in one snapshot, while nobody else works on the export."""
    is_alone = not connection.in_atomic_block
    with transaction.atomic():
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return work(Export.objects.select_for_update(of=("self",)).get(pk=export_id))


def _next(export: Export) -> bool:
    """Do what comes next; say whether more is to do."""
    if export.state == Export.State.READY:
        return _drop_parts(export)
    if export.state not in {Export.State.WAITING, Export.State.MAKING}:
        return False
    if not may_still_have(export):
        return _fail(export, _("You may no longer take these children out of the register."))
    if export.counted is None:
        return _list_children(export)
    if export.written < export.counted:
        return _write_part(export)
    return _finish(export)


def _list_children(export: Export) -> bool:
    """Write down which children the file is to hold, and count them a second way."""
    try:
        children = chosen(export.filters, export.as_of, export.asked_by).order_by()
    except Refused as refusal:
        return _fail(export, str(refusal))
    statement, values = children.values("id", "name_key").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(LIST.format(chosen=statement), [export.pk, *values])
        listed = cursor.rowcount
        cursor.execute("ANALYZE children_exportchild")  # else no part of it is read by its index
    if listed != children.count():
        return _fail(export, _("The children could not be counted; ask for the file again."))
    if export.form == Export.Form.XLSX and listed > MOST_ROWS:
        return _fail(
            export, _("These are more children than one sheet of Excel holds; choose a CSV file.")
        )
    export.counted, export.written, export.state = listed, 0, Export.State.MAKING
    export.tries += 1
    export.file_key = export.file_key or new_key()
    export.save()
    return True


def _write_part(export: Export) -> bool:
    """Write the rows of the next children of the list, sealed, to a file of their own."""
    span = {"position__gt": export.written, "position__lte": export.written + PART}
    listed = ExportChild.objects.filter(export=export, **span)
    used = [columns()[name] for name in export.columns]
    fields = {column.field for column in used if column.field}
    try:
        part = Part(listed, fields, export.as_of, export.asked_by)
    except OutOfSight:
        return _begin_again(export)
    rows = list(zip(*(column.cells(part) for column in used), strict=True))
    file = folder_of(export) / f"{export.written:09d}.part"
    seal([json.dumps(rows, default=date.isoformat).encode()], file, export.file_key)
    export.written += len(rows)
    export.save()
    return True


def _begin_again(export: Export) -> bool:
    """List the children anew, because one of them has meanwhile moved out of sight."""
    if export.tries >= TRIES:
        return _fail(export, _("The children changed while the file was made; ask for it again."))
    export.children.all().delete()
    shutil.rmtree(folder_of(export), ignore_errors=True)
    export.counted, export.written = None, 0
    export.save()
    return True


def _finish(export: Export) -> bool:
    """Make one sealed file of the parts, unless a row is missing."""
    used = [columns()[name] for name in export.columns]
    write = write_xlsx if export.form == Export.Form.XLSX else write_csv
    with sealing(file_of(export), export.file_key) as target:
        written = write(target, mark_of_export(export), used, _rows(export))
    if written != export.counted:
        return _fail(export, _("Rows are missing from the file; ask for it again."))
    export.children.all().delete()
    export.size = target.length
    export.state, export.made_at = Export.State.READY, timezone.now()
    export.save()
    record(None, "child.export_made", export, unit=export.unit, rows=export.counted)
    return True


def _drop_parts(export: Export) -> bool:
    """Delete the parts, a step after the file: were it undone, it would be made of them again."""
    for part in folder_of(export).glob("*.part"):
        part.unlink()
    return False


def _fail(export: Export, why: str) -> bool:
    fail(export, why)
    return False


def _rows(export: Export) -> Iterator[list[Value]]:
    """Yield the rows of the parts in their order."""
    dates = [place for place, name in enumerate(export.columns) if _is_date(name)]
    for part in sorted(folder_of(export).glob("*.part")):
        for row in json.loads(b"".join(opened(part, export.file_key))):
            for place in dates:
                row[place] = row[place] and date.fromisoformat(row[place])
            yield row


def _is_date(name: str) -> bool:
    return columns()[name].kind == Kind.DATE
