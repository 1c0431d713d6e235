"""`mangnon children import`: 300 rows from a workbook to the register, the whole way."""

import json

import openpyxl
import pytest

from bench.parts.sheets import Sheet
from tests.command_line import made_home, mangnon, refused

TODAY = "2026-06-01"
COMMUNES = ("25217", "25270")


@pytest.fixture(scope="module")
def home():
    with made_home() as folder:
        yield folder


def run(home, *words):
    done = mangnon("children", *words, "--json", home=home, MANGNON_TODAY=TODAY)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def counts(answer):
    return tuple(answer[name] for name in ("read", "created", "updated", "unchanged", "rejected"))


def test_300_rows_go_in_once_and_come_out_again(home, tmp_path):
    file = Sheet(300, COMMUNES, seed=5).write(tmp_path / "so.xlsx")
    assert counts(run(home, "import", file, "--dry-run")) == (300, 300, 0, 0, 0)
    first = run(home, "import", file)
    assert counts(first) == (300, 300, 0, 0, 0)
    assert first["errors_file"] is None
    assert counts(run(home, "import", file)) == (300, 0, 0, 300, 0)
    assert run(home, "undo", first["batch"])["state"] == "undone"
    assert counts(run(home, "import", file, "--dry-run")) == (300, 300, 0, 0, 0)


def test_wrong_rows_come_back_in_a_workbook_beside_the_file(home, tmp_path):
    file = tmp_path / "loi.csv"
    file.write_text(
        "Họ và tên,Ngày sinh\nTrần Văn Bảy,32/13/2020\nTrần Thị Tám,05/03/2020\n", "utf-8"
    )
    answer = run(home, "import", file, "--unit", "25217")
    assert counts(answer) == (2, 1, 0, 0, 1)
    assert answer["errors_file"] == str(tmp_path / "loi-loi.xlsx")
    page = openpyxl.load_workbook(answer["errors_file"]).active
    cells = [str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell]
    assert any("32/13/2020” không phải là ngày" in cell for cell in cells)


def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(home, tmp_path):
    file = tmp_path / "anh.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert refused(mangnon("children", "import", file, home=home), "anh.xlsx")


def test_a_batch_that_is_not_there_is_refused_in_a_sentence(home):
    words = ("children", "undo", "00000000-0000-4000-a000-000000000000")
    assert refused(mangnon(*words, home=home), "Không có đợt nhập")
