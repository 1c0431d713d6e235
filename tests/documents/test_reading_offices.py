"""Plans of other offices, each in a style of its own, against JSON written by hand."""

import pytest

from mangnon.documents import read_plan
from tests.documents import docx_offices
from tests.documents.expected import FOLDER, expected

WORD_PLANS = {"bold": docx_offices.BOLD, "columns": docx_offices.COLUMNS}


@pytest.mark.parametrize("name", ["parts", "letters", "labels", "caps"])
def test_a_text_plan_gives_the_json_written_by_hand(name):
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").split("\n")
    assert read_plan(FOLDER / f"{name}.txt").as_dict() == expected(name, lines)


@pytest.mark.parametrize("name", WORD_PLANS)
def test_a_word_plan_gives_the_json_written_by_hand(tmp_path, name):
    parts = WORD_PLANS[name]
    path = tmp_path / f"{name}.docx"
    path.write_bytes(docx_offices.built(parts))
    assert read_plan(path).as_dict() == expected(name, docx_offices.lines_of(parts))
