"""Uploads that are no CSV of units: one sentence, and the draft as it was."""

import pytest

from mangnon.core.models import Refused
from mangnon.core.reforms.drafts import Upload, upload_rows

HEAD = "from_code,on,to_code,kind,share,legal_basis,certainty\n"
ROW = "25216,2025-07-01,25217,merge,1,NQ 1,\n"
HOSTILE = {
    "nothing": b"",
    "zip": b"PK\x03\x04" + bytes(range(256)),
    "utf-16": (HEAD + ROW).encode("utf-16"),
    "windows-1258": (HEAD + ROW.replace("NQ", "Nghị")).encode("cp1258", errors="ignore") + b"\xff",
    "nul": (HEAD + ROW.replace("NQ", "N\x00Q")).encode(),
    "nul in the head": (HEAD.replace("kind", "ki\x00nd") + ROW).encode(),
    "a column is missing": (HEAD.replace("kind", "sort") + ROW).encode(),
    "too many columns": (HEAD + ROW.replace("\n", ",,,,\n")).encode(),
    "too few columns": (HEAD + "25216,2025-07-01\n").encode(),
    "another day": (HEAD + ROW.replace("2025-07-01", "2026-04-30")).encode(),
    "a formula": (HEAD + ROW.replace("2025-07-01", "=TODAY()")).encode(),
    "a field without end": (HEAD + '"' + "x" * 200_000).encode(),
    "too many rows": (HEAD + ROW * 20_001).encode(),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_upload_is_refused_in_a_sentence(draft, officer, content):
    batch = draft([])
    with pytest.raises(Refused, match=r"\w+ \w+"):
        upload_rows(
            batch.pk, by=officer, seen=batch.version, units=None, changes=Upload("a.csv", content)
        )
    batch.refresh_from_db()
    assert batch.changes == []
