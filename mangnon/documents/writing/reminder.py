"""The letter that reminds of a report that has not come; its words are a file of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mangnon.documents.decree import newest
from mangnon.documents.writing.kinds import Draft, letter
from mangnon.documents.writing.layout import TEXT_WIDTH, long_date
from mangnon.documents.writing.model import Align, Annex, Column, Document, Paragraph, Row, Table

_ORDER_WIDTH = 15.0


@dataclass(frozen=True)
class Owed:
    """What is owed: the name of the report, the document that asks for it, and its days.

    `due` was the last day, `by` is the day that is given now; `today` is the day of the letter.
    """

    report: str
    basis: str
    due: date
    by: date
    today: date


def reminder(draft: Draft, owed: Owed, late: tuple[str, ...]) -> Document:
    """Return the letter to those who are late; many of them are named in an annex.

    The subject and the blocks of the draft are not used: both come from the catalogue.
    """
    if not late:
        raise ValueError("nobody is late, so there is nobody to remind")
    words = newest("reminder")
    has_annex = len(late) > words["most_listed"]
    said = {
        "report": owed.report,
        "basis": owed.basis,
        "issuer": draft.issuer.name,
        "due": long_date(owed.due),
        "by": long_date(owed.by),
        "today": long_date(owed.today),
        "count": len(late),
    }
    sentences = ("asked", "late_in_annex" if has_annex else "late", "request", "thanks")
    filled = replace(
        draft,
        subject=words["subject"].format(**said),
        blocks=tuple(Paragraph(words[name].format(**said)) for name in sentences),
        annexes=(_annex(words, late),) if has_annex else (),
    )
    return letter(filled, to=(words["all"],) if has_annex else late)


def _annex(words: dict[str, Any], late: tuple[str, ...]) -> Annex:
    columns = (
        Column(words["columns"]["order"], _ORDER_WIDTH, Align.CENTER),
        Column(words["columns"]["unit"], TEXT_WIDTH - _ORDER_WIDTH),
    )
    rows = tuple(Row((str(order), unit)) for order, unit in enumerate(late, start=1))
    return Annex(title=words["annex"], blocks=(Table(columns, rows),))
