"""Plans printed by LibreOffice, and scanned: as offices send them."""

import subprocess
import sys

import pytest

from mangnon.documents import PlanError, read_plan
from mangnon.documents.reading.files import scan_source
from tests.documents import docx_offices, docx_plans, office_papers, pdf_pages, plan_texts
from tests.documents.office import needs_libreoffice, needs_tesseract, printed
from tests.documents.plan_texts import lines_of, without_lines

RESTRICTED = (
    ':writer_pdf_Export:{"RestrictPermissions":{"type":"boolean","value":"true"},'
    '"PermissionPassword":{"type":"string","value":"chu"},'
    '"Printing":{"type":"long","value":"0"},"Changes":{"type":"long","value":"0"}}'
)
WORD = {
    "table": docx_plans.table_plan(style="Table Grid"),
    "table without lines": docx_plans.table_plan(),
    "columns without lines": docx_offices.built(docx_offices.COLUMNS),
    "bold": docx_offices.built(docx_offices.BOLD),
    "pages": office_papers.table_over_pages(),
    "columns": docx_offices.built(docx_offices.COLUMNS, style="Table Grid"),
    **{name: docx_plans.of_lines(lines_of(name)) for name in plan_texts.UNWRAPPED},
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    return printed(tmp_path_factory.mktemp("printed"), WORD)


@needs_libreoffice
@pytest.mark.parametrize("name", WORD)
def test_a_word_plan_reads_the_same_when_it_is_printed(papers, name):
    as_word = read_plan(papers[name].with_suffix(".docx")).as_dict()
    assert without_lines(read_plan(papers[name]).as_dict()) == without_lines(as_word)


@needs_libreoffice
def test_a_table_over_several_pages_keeps_every_row_whole(papers):
    plan = read_plan(papers["pages"])
    assert [i.number for i in plan.indicators] == [str(n) for n in range(1, 31)]
    assert [i.targets[0].value for i in plan.indicators] == [f"{50 + n}.5" for n in range(1, 31)]
    assert {i.leads for i in plan.indicators} == {("Sở Y tế",), ("Sở Giáo dục và Đào tạo",)}
    assert all(i.text.split(":")[0].endswith("cộng đồng và cơ sở") for i in plan.indicators)
    assert {str(i.line).partition(".")[0] for i in plan.indicators} >= {"1", "2", "3"}


@needs_libreoffice
def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path):
    paper = printed(tmp_path, {"labels": WORD["labels"]}, RESTRICTED)["labels"]
    assert b"/Encrypt" in paper.read_bytes()
    assert len(read_plan(paper).indicators) == len(read_plan(paper.with_suffix(".docx")).indicators)


def picture(path, page):
    """One page of a PDF as (width, height, grey bytes)."""
    command = [sys.executable, "-I", str(scan_source.PROGRAM), "image", str(path), str(page)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    head, grey = done.stdout.split(b"\n", 1)
    _, width, height, _ = head.split()
    return int(width), int(height), grey


@pytest.fixture(scope="module")
def scan(papers):
    return pdf_pages.document([pdf_pages.picture()], images=[picture(papers["one_line"], 0)])


@needs_libreoffice
@needs_tesseract
def test_a_scanned_plan_is_read_and_every_item_is_unsure(tmp_path, papers, scan):
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan)
    read, wanted = read_plan(path), read_plan(papers["one_line"])
    assert (read.title, read.year) == (wanted.title, wanted.year)
    assert [(i.number, i.line) for i in read.indicators] == [
        ("1", "1.7"),
        ("2", "1.8"),
        ("3", "1.9"),
    ]
    assert [t.value for i in read.indicators for t in i.targets] == ["95", "12", "40"]
    items = [*read.indicators, *read.agencies, *read.deadlines, *read.legal_bases]
    items += [target for i in read.indicators for target in i.targets]
    items += [task for agency in read.agencies for task in agency.tasks]
    assert all(item.unsure for item in items)
    assert read.as_dict()["indicators"][0]["unsure"] is True


@needs_libreoffice
@needs_tesseract
def test_only_the_items_of_scanned_pages_are_unsure(tmp_path, papers):
    lines = ["KẾ HOẠCH", "Trẻ em năm 2026", "I. CHỈ TIÊU", "1. Chỉ tiêu 1: 95% trẻ em biết bơi."]
    page = "".join(pdf_pages.text(60, 60 + at * 20, line) for at, line in enumerate(lines))
    scanned = picture(papers["one_line"], 0)
    path = tmp_path / "mixed.pdf"
    path.write_bytes(pdf_pages.document([page, pdf_pages.picture()], images=[scanned]))
    plan = read_plan(path)
    assert plan.indicators[0].line == "1.4"
    assert plan.indicators[0].unsure is False
    assert plan.indicators[0].targets[0].unsure is False
    assert plan.agencies
    assert all(agency.unsure for agency in plan.agencies)
    assert {str(agency.line)[:2] for agency in plan.agencies} == {"2."}


def test_a_scan_without_tesseract_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "scan.pdf"
    white = (100, 140, b"\xff" * 14_000)
    path.write_bytes(pdf_pages.document([pdf_pages.picture()], images=[white]))
    with pytest.raises(PlanError, match="tesseract-ocr và tesseract-ocr-vie") as refused:
        read_plan(path)
    assert "\n" not in str(refused.value)


def test_a_drawing_beside_pages_of_text_needs_no_tesseract(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    lines = ["KẾ HOẠCH", "Trẻ em năm 2026", "I. CHỈ TIÊU", "1. Chỉ tiêu 1: 95% trẻ em biết bơi."]
    page = "".join(pdf_pages.text(60, 60 + at * 20, line) for at, line in enumerate(lines))
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf_pages.document([page, pdf_pages.rule(60, 60, 500, 500)]))
    assert len(read_plan(path).indicators) == 1


@needs_tesseract
def test_an_empty_scan_and_one_of_too_many_pages_are_refused(tmp_path):
    path = tmp_path / "scan.pdf"
    white = (100, 140, b"\xff" * 14_000)
    path.write_bytes(pdf_pages.document([pdf_pages.picture()], images=[white]))
    with pytest.raises(PlanError, match="không có chữ nào"):
        read_plan(path)
    path.write_bytes(pdf_pages.document([pdf_pages.picture()] * 61, images=[white]))
    with pytest.raises(PlanError, match="61 trang quét"):
        read_plan(path)


def test_writing_that_another_program_recognised_on_a_picture_is_unsure(tmp_path):
    lines = ["KẾ HOẠCH", "Trẻ em năm 2026", "I. CHỈ TIÊU", "1. Chỉ tiêu 1: 95% trẻ em biết bơi."]
    lines += [f"{n}. Chỉ tiêu {n}: 9{n}% trẻ em được tiêm chủng đầy đủ." for n in range(2, 6)]
    hidden = [pdf_pages.text(60, 60 + at * 20, line, hidden=True) for at, line in enumerate(lines)]
    path = tmp_path / "scan.pdf"
    page = pdf_pages.picture() + "".join(hidden)
    path.write_bytes(pdf_pages.document([page], images=[(100, 140, b"\xff" * 14_000)]))
    plan = read_plan(path)
    assert len(plan.indicators) == 5
    assert all(indicator.unsure for indicator in plan.indicators)
