"""Makes a file of children in small parts: the process that is killed.

Its word is the number of an export, or the form of a new one. It says the number when the making
begins, and when the file is made what is in it and beside it.
"""

import csv
import io
import json
import os
import sys
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

import openpyxl  # noqa: E402

from mangnon.children.exporting import making  # noqa: E402
from mangnon.children.exporting.export import Export  # noqa: E402
from mangnon.children.exporting.keeping import file_of, folder_of  # noqa: E402
from mangnon.children.exporting.services import Asked, ask_for_export  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.sealed_files import opened  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402
from mangnon.ui.context import today  # noqa: E402

COLUMNS = ["full_name", "birth_date", "unit", "hamlet", "mother", "phones", "identity_number"]
making.PART = 20


def ask(form: str) -> str:
    asked = Asked(COLUMNS, {}, form, "visit", "children_law", "Thăm nhà")
    return str(ask_for_export(asked, on=today(), by=local_administrator()).pk)


def make(number: str) -> str:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()
    making.make(UUID(number))
    export = Export.objects.get(pk=number)
    content = b"".join(opened(file_of(export), export.file_key))
    told = {
        "state": export.state,
        "counted": export.counted,
        "rows": rows_of(export.form, content),
        "files": [file.name for file in folder_of(export).iterdir()],
    }
    return json.dumps(told)


def rows_of(form: str, content: bytes) -> list[list[str]]:
    """Return the children of the file, without the export's number."""
    if form == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        return [row[:-1] for row in rows if not row[0].startswith("# ")][1:]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    return [
        [f"{cell:%d/%m/%Y}" if hasattr(cell, "year") else cell or "" for cell in row[:-1]]
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]


if __name__ == "__main__":
    word = sys.argv[1]
    with ready():
        sys.stdout.write(make(ask(word) if word in Export.Form.values else word) + "\n")
