"""A report of the province before its files are written: one more document may be made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mangnon.documents.writing import write
from mangnon.documents.writing.model import Document
from mangnon.documents.writing.receipt import FigureReceipt
from mangnon.reports.facts import Facts
from mangnon.reports.wording import Wording
from mangnon.reports.workbook import Sheets, consolidated_workbook

Change = Callable[[Facts], Facts]


def unchanged(facts: Facts) -> Facts:
    return facts


@dataclass(frozen=True)
class Made:
    """The document of a kind of report, the words it is said in, what its spreadsheet adds.

    `receipts` are those of its figures that the facts do not give.
    """

    kind: str
    say: Wording
    document: Document
    own_sheets: Sheets | None = None
    receipts: Mapping[str, FigureReceipt] = field(default_factory=dict)

    def files(self) -> tuple[bytes, bytes]:
        """Return the .docx and the .xlsx."""
        say = self.say
        return write(self.document), consolidated_workbook(say.facts, say.layout, self.own_sheets)
