"""A list as a table: the questions of its form are the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mangnon.cases.file import in_words
from mangnon.documents.writing import layout
from mangnon.documents.writing.model import Align, Column, Row, Table
from mangnon.engine.cases.forms import CaseForm

ORDER_MM = 12.0
SHARE = {"text": 1.5, "long_text": 2.5, "code": 1.3, "codes": 2.0, "date": 1.4}
BY_HAND = "\n"  # makes a row high enough to write in


def list_of(form: CaseForm, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the table with a row for each record, numbered; an empty one has no number."""
    questions = list(form.questions)
    shares = [SHARE[question.kind] for question in questions]
    room = (layout.TEXT_WIDTH - ORDER_MM) / sum(shares)
    columns = [Column("STT", ORDER_MM, Align.CENTER)]
    columns += [
        Column(question.title.vi, share * room)
        for question, share in zip(questions, shares, strict=True)
    ]
    filled = (
        Row((
            str(number) if row else BY_HAND,
            *(in_words(q, row[q.name]) if q.name in row else "" for q in questions),
        ))
        for number, row in enumerate(rows, start=1)
    )  # fmt: skip
    return Table(tuple(columns), tuple(filled))
