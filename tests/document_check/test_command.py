"""`mangnon document check`: the contract of the command line."""

import json

import pytest

from mangnon.config.cli import main
from mangnon.documents.printing import PrintError, can_print, to_pdf

from .changes import size, spoilt, written


@pytest.fixture
def file(tmp_path):
    def put(content):
        path = tmp_path / "van-ban.docx"
        path.write_bytes(content)
        return str(path)

    return put


def test_a_bad_file_is_refused_in_one_sentence_without_a_traceback(file, capsys):
    assert main(["document", "check", file(b"x"), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "không phải tài liệu Word" in told.err


def test_a_right_document_gives_an_empty_list(file, capsys):
    assert main(["document", "check", file(written("letter")), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["document", "check", file(written("letter"))]) == 0
    assert "Không thấy chỗ nào khác thể thức Nghị định 30/2020/NĐ-CP." in capsys.readouterr().out


def test_departures_are_listed_for_a_program_and_for_a_person(file, capsys):
    content = spoilt("letter", size("Trân trọng", 11), size("Các cơ quan", 12))
    assert main(["document", "check", file(content), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [set(entry) for entry in found] == [{"rule", "where", "found", "expected"}] * 2
    assert {entry["rule"] for entry in found} == {"body.size"}
    assert main(["document", "check", file(content)]) == 1
    told = capsys.readouterr().out
    assert "2 chỗ khác thể thức" in told
    assert "1. Quy định: cỡ chữ 13 đến 14 (Phụ lục I, Phần I, Mục II, khoản 6, điểm e)" in told
    assert told.count("- Nội dung, đoạn") == 2


def test_a_pdf_keeps_to_the_archive_standard():
    if not can_print():
        pytest.skip("LibreOffice is not installed; no PDF was made")
    made = to_pdf("a.docx", written("letter"))
    assert made.startswith(b"%PDF-")
    assert b"pdfaid:part>2<" in made


def test_without_libreoffice_one_sentence_says_so(monkeypatch, file, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrintError, match="chưa cài LibreOffice"):
        to_pdf("a.docx", b"")
    out = str(tmp_path / "a.pdf")
    assert main(["document", "pdf", file(written("letter")), "--out", out]) == 2
    assert "chưa cài LibreOffice" in capsys.readouterr().err
