"""The funding statement from the command line."""

import json
from types import SimpleNamespace

import openpyxl
import pytest

from mangnon.config.commands.funding import statement_
from mangnon.core.refused import Refused


def asked(out):
    return SimpleNamespace(year=2025, out=out, user=None, json=True)


def test_the_statement_is_written_and_says_what_it_adds_up_to(province, tmp_path, capsys):
    file = tmp_path / "kinh-phi.xlsx"
    assert statement_(asked(file)) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["statement"], told["year"], told["by_source"]) == (str(file), 2025, {})
    assert set(told["total"]) == {"needed", "allocated", "spent_half", "spent", "settled"}
    assert openpyxl.load_workbook(file).sheetnames[-1] == "Chi tiết"


@pytest.mark.parametrize("name", ["kinh-phi.pdf", "no-folder/kinh-phi.xlsx"])
def test_a_file_that_cannot_be_is_refused(name, province, tmp_path):
    with pytest.raises(Refused, match="xlsx"):
        statement_(asked(tmp_path / name))
    assert not list(tmp_path.iterdir())
