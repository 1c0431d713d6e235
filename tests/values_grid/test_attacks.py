"""What no page of ours sends is one sentence, never a crash, and writes nothing."""

import io
import json
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mangnon.values.models import EntryCell, EntryChange

GRID = "/values/2025/year/"
HUGE = "1e999999999"  # written out it would fill the memory


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def sent(unit, **about):
    told = {"unit": unit, "item": "10", "text": "4,2", "seen": 0, "key": str(uuid4())}
    return told | about


def save(client, *cells):
    told = json.dumps({"cells": cells})
    return client.post(f"{GRID}cells/", told, content_type="application/json")


def test_numbers_that_are_none_are_refused(as_clerk, province):
    for about in ({"unit": 1e999}, {"seen": 1e999}, {"seen": float("nan")}, {"unit": "9" * 5000}):
        assert save(as_clerk, sent(province.pk) | about).status_code == 422, about
    for text in ("1e400", "NaN", "-5", "1.234,5,6", HUGE, "=cmd|' /C calc'!A0", "30/02"):
        (answer,) = save(as_clerk, sent(province.pk, text=text)).json()["cells"]
        assert answer["outcome"] == "refused", text
    assert not EntryChange.objects.exists()


def test_one_key_writes_one_cell(as_clerk, province, commune):
    key = str(uuid4())
    answer = save(as_clerk, sent(province.pk, key=key), sent(commune.pk, key=key))
    assert [one["outcome"] for one in answer.json()["cells"]] == ["saved", "conflict"]
    assert EntryCell.objects.filter(version=1).count() == 1


def test_a_letter_that_the_database_cannot_hold_is_left_out(as_clerk, province):
    cells = json.dumps({"cells": [sent(province.pk)]})
    as_clerk.post(f"{GRID}files/", {"cells": cells, "name": "a\0b.xlsx"})
    assert EntryChange.objects.get().source == "ab.xlsx"
    told = {"source-all": "a\0b", "method-all": "c\0d", "basis-all": "final"}
    assert as_clerk.post(f"{GRID}columns/", told).status_code == 302


def test_a_workbook_that_was_tampered_with_is_refused_cell_by_cell(as_clerk):
    book = openpyxl.load_workbook(io.BytesIO(as_clerk.get(f"{GRID}sheet.xlsx").content))
    sheet = book.worksheets[0]
    sheet["C5"], sheet["C6"], sheet["C7"] = HUGE, "=1+1", float("1e300")
    sheet.merge_cells("C8:C9")
    filled = io.BytesIO()
    book.save(filled)
    file = SimpleUploadedFile("da-dien.xlsx", filled.getvalue())
    answer = as_clerk.post(f"{GRID}files/", {"file": file})
    wrong = {one.filled.place: one.answer.outcome for one in answer.context["compared"]}
    assert wrong == dict.fromkeys(("C5", "C6", "C7"), "refused")
    assert not EntryChange.objects.exists()


def test_a_sheet_of_ten_thousand_columns_is_refused(as_clerk):
    book = openpyxl.load_workbook(io.BytesIO(as_clerk.get(f"{GRID}sheet.xlsx").content))
    book.worksheets[0].cell(300, 10_000, "x")
    filled = io.BytesIO()
    book.save(filled)
    file = SimpleUploadedFile("a.xlsx", filled.getvalue())
    answer = as_clerk.post(f"{GRID}files/", {"file": file})
    assert answer.status_code == 422
    assert "a.xlsx" in answer.context["says"]
