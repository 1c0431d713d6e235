"""The consolidated report, charts and annexes and all, keeps the layout of the decree."""

from dataclasses import replace

import pytest

from mangnon.documents.checking import check_document
from mangnon.documents.writing import write
from mangnon.reports.consolidated import consolidated_report
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording
from tests.documents_writing.decree import departures
from tests.documents_writing.ooxml_rules import faults

from .samples import FACTS, FRIENDLY, OWN


@pytest.mark.parametrize(
    "facts",
    [
        FACTS,
        replace(FACTS, leaves=(FRIENDLY,), districts=()),
        replace(FACTS, dues=(replace(OWN, recipients=("Bộ Y tế",)),), bases=()),
    ],
    ids=["all", "one leaf", "one reader"],
)
def test_the_report_keeps_the_decree_and_the_rules_of_word(layout, facts):
    content = write(consolidated_report(facts, layout, draw(Wording(facts, layout))))
    assert departures(content) == []
    assert check_document("report.docx", content) == []
    assert faults(content) == []
