"""One short official document that has a piece of every kind, and ways to look into the file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import docx
from docx.oxml.ns import qn
from lxml import etree

from mangnon.documents.writing import write
from mangnon.documents.writing.model import (
    Align,
    Annex,
    Bullet,
    Closing,
    Column,
    Document,
    Figure,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    Row,
    Table,
)
from mangnon.documents.writing.receipt import FigureReceipt, Receipt

SHARE = FigureReceipt(
    key="1_70",
    leaf="1",
    unit="70",
    unit_valid_from="1997-01-01",
    measure="percent",
    numerator=84,
    denominator=111,
    value=8400 / 111,
    attainment="off_track",
    basis="provisional",
    shown={"value": "75,7%", "fraction": "84/111"},
)
RECEIPT = Receipt(
    kind="consolidated",
    year=2025,
    as_of="2025-10-31",
    snapshot="2025-10-31-0001",
    manifest_sha256="ab" * 32,
    catalog_sha256="cd" * 32,
    results_sha256="ef" * 32,
    engine="duckdb",
    engine_version="2.0.0",
    software_version="0.1.0",
    computed_at="2025-10-31T08:00:00+00:00",
    figures=(SHARE,),
)
TABLE = Table(
    caption="Bảng 1. Kết quả",
    columns=(
        Column("STT", 15, Align.CENTER),
        Column("Chỉ tiêu", 110),
        Column("Kết quả", 40, Align.RIGHT),
    ),
    rows=(Row(("Môi trường sống",), bold=True), Row(("1", "Xã phù hợp với trẻ em", "75,7"))),
)
WIDE = Table(
    columns=(Column("STT", 20), Column("Chỉ tiêu", 200), Column("Kết quả", 32)),
    rows=tuple(Row((str(n), "Một chỉ tiêu", "0")) for n in range(1, 60)),
)
DOCUMENT = Document(
    letterhead=Letterhead(
        parent="UBND tỉnh Bình Phước",
        issuer="Sở Y tế",
        number="Số: 15/BC-SYT",
        place="Bình Phước",
        year=2025,
        day=date(2025, 11, 5),
    ),
    kind="Báo cáo",
    subject="Kết quả thực hiện công tác trẻ em năm 2025",
    addressed_to=("Bộ Y tế", "Ủy ban nhân dân tỉnh Bình Phước"),
    bases=("Căn cứ Công văn số 1481/BYT-BMTE ngày 14/3/2025", "Căn cứ Kế hoạch năm 2025"),
    opening="Sở Y tế báo cáo như sau:",
    blocks=(
        Heading(1, "Tình hình chung"),
        Paragraph(
            ("Tỷ lệ là ", Figure("75,7%", "1_70"), " (", Figure("84/111", "1_70", "fraction"), ").")
        ),
        Heading(2, "Thuận lợi"),
        Heading(3, "Về chỉ đạo"),
        Heading(3, "Về nguồn lực"),
        Bullet("Một việc"),
        Bullet("Một việc nhỏ", 2),
        Heading(2, "Khó khăn"),
        Heading(1, "Kết quả"),
        Heading(2, "Chung"),
        TABLE,
        Note("Ghi chú: số liệu tạm tính."),
        Paragraph("Trên đây là báo cáo của Sở Y tế./."),
    ),
    closing=Closing(
        ("KT. Giám đốc", "Phó Giám đốc"), "Nguyễn Thị Hoà", ("Bộ Y tế", "UBND tỉnh"), "VT, BMTE"
    ),
    annexes=(
        Annex("Kết quả chỉ tiêu", (WIDE,), is_landscape=True),
        Annex("Danh sách", (Paragraph("Một dòng."),)),
    ),
    attached_to="Kèm theo Báo cáo số 15/BC-SYT ngày 05 tháng 11 năm 2025 của Sở Y tế",
    author="Sở Y tế",
    made_at=datetime(2025, 10, 31, 8, 0),  # noqa: DTZ001 - a .docx holds no zone
    receipt=RECEIPT,
)


def opened(document: Document = DOCUMENT, **changes: object):
    """Return the written document as python-docx reads it."""
    return docx.Document(io.BytesIO(write(replace(document, **changes))))


def paragraph(word, start: str):
    """Return the first paragraph, in the body or in a cell, that begins with the words."""
    for found in word.element.body.iter(qn("w:p")):
        candidate = docx.text.paragraph.Paragraph(found, word)
        if spaced(candidate.text).startswith(start):
            return candidate
    raise AssertionError(f"no paragraph begins with {start!r}")


def texts(word) -> list[str]:
    """Return the text of every paragraph, cells included, in the order of reading."""
    every = word.element.body.iter(qn("w:p"))
    return [spaced(docx.text.paragraph.Paragraph(found, word).text) for found in every]


def spaced(text: str) -> str:
    """Return the text with every space an ordinary one, as a reader sees it."""
    return text.replace("\u00a0", " ")


def part(content: bytes, name: str):
    """Return one XML part of the file, parsed."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))
