"""The workbook of an export: what spreadsheets read is what was written, and no disk holds it."""

import datetime
import io
import tempfile

import fastexcel
import openpyxl
from openpyxl.utils.escape import unescape

from mangnon.children.exporting import making
from mangnon.children.exporting.columns import columns
from mangnon.children.exporting.marking import Mark
from mangnon.children.exporting.services import Asked, ask_for_export
from mangnon.children.exporting.workbook import write_xlsx
from mangnon.core.sealed_files import new_key, opened, sealing

MARK = Mark(number="ABC123", foot="ABC123", lines=[("Người lấy", "Lê <A> & B")])
USED = [columns()[name] for name in ("full_name", "birth_date", "age")]
BORN = datetime.date(2020, 2, 29)
NAMES = [
    "  hai dấu cách  ", "<b>&amp;</b>", "=1+1", "_x0041_", "chuông\x07", "xuống\ndòng", "về\rđầu",
    "Y B'lô 𠮷", "",
]  # fmt: skip


def written(folder, rows):
    file, key = folder / "a" / "file", new_key()
    with sealing(file, key) as target:
        assert write_xlsx(target, MARK, USED, rows) == len(NAMES)
    assert "Lê".encode() not in file.read_bytes()
    return io.BytesIO(b"".join(opened(file, key)))


def test_every_sign_comes_back_as_it_was_written(tmp_path):
    book = written(tmp_path, ((name, BORN, 5) for name in NAMES))
    sheet = openpyxl.load_workbook(book).worksheets[1]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [unescape(row[0] or "") for row in rows] == NAMES
    rest = (datetime.datetime(2020, 2, 29), 5, "ABC123")  # noqa: DTZ001 - a cell knows no zone
    assert {row[1:] for row in rows} == {rest}
    assert [cell.number_format for cell in sheet[2]] == ["@", "dd/mm/yyyy", "0", "@"]
    assert sheet.print_title_rows == "$1:$1"
    other = fastexcel.read_excel(book.getvalue()).load_sheet(1).to_polars()
    assert other.columns[:2] == ["Họ và tên", "Ngày sinh"]
    assert other.select(other.columns[1:]).rows() == [rest] * len(NAMES)
    assert other["Họ và tên"][1] == NAMES[1]


def test_no_plain_text_of_a_row_is_on_a_disk_while_the_workbook_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()

    def rows():
        for name in NAMES:
            yield name, BORN, 5
            assert not list((tmp_path / "temporary").iterdir())
            assert [file.name for file in (tmp_path / "a").iterdir()] == [".file.draft"]

    written(tmp_path, rows())


def test_more_children_than_a_sheet_holds_are_refused_and_not_cut(
    make_child, make_user, ward, settings, tmp_path, monkeypatch
):
    settings.TODAY, settings.HOME = datetime.date(2025, 6, 1), tmp_path
    monkeypatch.setattr(making, "MOST_ROWS", 1)
    for name in ("Điểu Ân", "Điểu Bé"):
        make_child(full_name=name)
    officer = make_user("commune_officer", ward)
    for form, state, words in [("xlsx", "failed", "CSV"), ("csv", "ready", "")]:
        asked = Asked(["full_name"], {}, form, "visit", "children_law", "Thăm nhà")
        export = ask_for_export(asked, on=settings.TODAY, by=officer)
        making.make(export.pk)
        export.refresh_from_db()
        assert export.state == state
        assert words in export.failure
