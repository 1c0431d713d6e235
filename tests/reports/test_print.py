"""The consolidated report as LibreOffice prints it, page by page."""

import re
import shutil
import subprocess

import docx
import pytest

from mangnon.documents.writing import write
from mangnon.reports.consolidated import consolidated_report
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording

from .samples import FACTS

PROGRAMS = ("soffice", "pdftotext", "pdffonts")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory, layout):
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}; the printed report was not looked at")
    folder = tmp_path_factory.mktemp("print")
    pictures = draw(Wording(FACTS, layout))
    (folder / "report.docx").write_bytes(write(consolidated_report(FACTS, layout, pictures)))
    run("soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx"))  # fmt: skip
    return folder / "report.pdf"


@pytest.fixture(scope="module")
def pages(pdf):
    return run("pdftotext", "-layout", str(pdf), "-").removesuffix("\f").split("\f")


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_heading_block_stands_in_two_columns(pages):
    lines = [squeezed(line).strip() for line in pages[0].splitlines() if line.strip()]
    assert lines[0] == "UBND TỈNH BÌNH PHƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert lines[1] == "SỞ Y TẾ Độc lập - Tự do - Hạnh phúc"
    assert lines[2] == "Số: /BC-SYT Bình Phước, ngày tháng năm 2025"
    assert lines[3] == "BÁO CÁO"


def test_no_page_is_empty_and_nothing_is_not_a_number(pages):
    for page in pages:
        assert page.strip()
        assert not re.search(r"\bnan\b|\bNone\b|\{|\}", page, re.IGNORECASE)


def test_the_sections_follow_each_other(pages):
    whole = squeezed(" ".join(pages))
    places = [
        whole.index(title)
        for title in (
            "I. TÌNH HÌNH CHUNG",
            "II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
            "III. NHIỆM VỤ GIAO CÁC CƠ QUAN",
            "IV. TỒN TẠI, HẠN CHẾ",
            "V. NHIỆM VỤ THỜI GIAN TỚI",
            "GIÁM ĐỐC",
            "Phụ lục I ",
            "Phụ lục II ",
        )
    ]
    assert places == sorted(places)


def test_the_signature_stands_with_the_last_words(pages):
    (page,) = [page for page in pages if "GIÁM ĐỐC" in page]
    assert "xem xét, chỉ đạo./." in squeezed(page)
    assert "- Lưu: VT, BMTE." in page


def test_the_print_says_what_the_file_says(pdf):
    """Every paragraph outside tables, and every cell, stands in the print word for word."""
    raw = run("pdftotext", "-raw", str(pdf), "-").replace("\f", "\n")
    printed = re.sub(r"\s", "", re.sub(r"(?m)^\d+$", "", raw))
    word = docx.Document(str(pdf.with_suffix(".docx")))
    paragraphs = [p.text for p in word.paragraphs if p.text.strip()]
    assert len(paragraphs) > 40
    assert [text for text in paragraphs if re.sub(r"\s", "", text) not in printed] == []
    cells = {p.text for t in word.tables for row in t.rows for c in row.cells for p in c.paragraphs}
    numbers = {text for text in cells if re.fullmatch(r"[\d.,]+(/[\d.,]+)?", text)}
    assert len(numbers) > 20
    assert {text for text in numbers if text not in raw} == set()


def test_pages_are_numbered_from_the_second(pages):
    body = pages[
        : next(n for n, page in enumerate(pages) if squeezed(page).startswith(" Phụ lục I"))
    ]
    first_lines = [page.lstrip("\n").splitlines()[0].strip() for page in body]
    assert not first_lines[0].isdecimal()
    assert first_lines[1] == "2"


def test_the_table_of_targets_prints_each_leaf_once(pages):
    annex = squeezed(" ".join(pages)).split("Phụ lục I ")[1].split("Phụ lục II ")[0]
    for figure in ("84/111", "31/4.012", "2.100/10.000", "23/21.970"):
        assert annex.count(figure) == 1


def test_the_print_is_all_in_one_family_of_letters(pdf):
    fonts = run("pdffonts", str(pdf)).splitlines()[2:]
    names = {line.split()[0].split("+")[-1] for line in fonts}
    families = {name.split("-")[0] for name in names}
    # "Times New Roman" where it is installed, the metric twin that LibreOffice takes elsewhere.
    assert families <= {"TimesNewRoman", "TimesNewRomanPSMT", "LiberationSerif"}, names
