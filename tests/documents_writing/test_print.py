"""The file as LibreOffice prints it: what an office sees on paper."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from mangnon.documents.writing import write
from mangnon.documents.writing.model import Paragraph

from .samples import DOCUMENT

PROGRAMS = ("soffice", "pdftotext", "pdfinfo")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return a function that prints a document and gives the text of each page."""
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}; the printed page was not looked at")
    folder = tmp_path_factory.mktemp("print")

    def to_pages(document):
        (folder / "report.docx").write_bytes(write(document))
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{folder}/profile",
                *("--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx")),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return Pages(folder / "report.pdf")

    return to_pages


class Pages:
    def __init__(self, file):
        text = _run("pdftotext", "-layout", str(file), "-")
        self.texts = text.removesuffix("\f").split("\f")
        info = _run("pdfinfo", "-l", "99", str(file))
        self.sizes = [
            (float(w), float(h)) for w, h in re.findall(r"size:\s+([\d.]+) x ([\d.]+)", info)
        ]

    def number(self, page):
        """Return the number in the top margin of a page, or None."""
        first = self.texts[page].lstrip("\n").splitlines()[0].strip()
        return int(first) if first.isdecimal() else None


def _run(*command):
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()


@pytest.fixture(scope="module")
def pages(printed):
    long_text = tuple(Paragraph("Một đoạn văn dài của báo cáo. " * 30) for _ in range(8))
    last = DOCUMENT.blocks[-1:]
    return printed(replace(DOCUMENT, blocks=(*DOCUMENT.blocks[:-1], *long_text, *last)))


def test_the_first_page_has_no_number_and_the_second_has(pages):
    assert pages.number(0) is None
    assert pages.number(1) == 2


def test_each_annex_counts_its_own_pages_from_one(pages):
    wide = [n for n, (width, height) in enumerate(pages.sizes) if width > height]
    assert pages.number(wide[0]) is None
    assert pages.number(wide[1]) == 2
    last = len(pages.texts) - 1
    assert pages.number(last) is None


def test_only_the_wide_annex_lies_on_its_side(pages):
    turned = [width > height for width, height in pages.sizes]
    assert not turned[0]
    assert turned[-2]
    assert not turned[-1]


def test_the_header_of_a_table_stands_on_every_page_of_it(pages):
    wide = [n for n, (width, height) in enumerate(pages.sizes) if width > height]
    assert len(wide) >= 2
    for page in wide:
        assert re.search(r"STT\s+Chỉ tiêu\s+Kết quả", pages.texts[page])


def test_no_page_is_empty(pages):
    assert all(text.strip() for text in pages.texts)


def test_the_lines_of_the_heading_block_are_not_broken(pages):
    first = pages.texts[0]
    for line in (
        "UBND TỈNH BÌNH PHƯỚC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bình Phước, ngày 05 tháng 11 năm 2025",
    ):
        assert line in first


def test_the_signature_stands_on_the_page_of_the_last_words(pages):
    (page,) = [text for text in pages.texts if "KT. GIÁM ĐỐC" in text]
    assert "Trên đây là báo cáo" in page
    assert "Nguyễn Thị Hoà" in page
    assert "Nơi nhận:" in page
