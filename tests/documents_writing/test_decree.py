"""The rules of the decree hold for what we write, and each of them finds its departure."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mangnon.documents.writing import write
from mangnon.documents.writing.model import Closing

from .decree import departures
from .ooxml_rules import faults
from .samples import DOCUMENT, paragraph

LONG = replace(
    DOCUMENT,
    letterhead=replace(
        DOCUMENT.letterhead,
        parent="Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu",
        issuer="Sở Lao động - Thương binh và Xã hội",
        day=date(2025, 2, 5),
    ),
    subject="Kết quả thực hiện công tác bảo vệ, chăm sóc và giáo dục trẻ em; phương hướng, nhiệm vụ"
    " trọng tâm năm 2026 trên địa bàn tỉnh",
    closing=Closing(("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), "TS. Trần Thị Mai",
                    ("Như trên",), "VT, KGVX"),
)  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        DOCUMENT,
        LONG,
        replace(DOCUMENT, addressed_to=("Bộ Y tế",)),
        replace(DOCUMENT, addressed_to=(), bases=(), annexes=()),
        replace(DOCUMENT, letterhead=replace(DOCUMENT.letterhead, day=None)),
    ],
    ids=["usual", "long names", "one reader", "bare", "not dated"],
)
def test_what_we_write_keeps_the_decree(document):
    assert departures(write(document)) == []


def test_the_name_of_a_signer_bears_no_title():
    word = docx.Document(io.BytesIO(write(LONG)))
    assert paragraph(word, "Trần Thị Mai").text == "Trần Thị Mai"


def test_a_long_issuer_is_broken_into_whole_lines():
    left = docx.Document(io.BytesIO(write(LONG))).tables[0].rows[0].cells[0]
    assert [p.text for p in left.paragraphs] == [
        "ỦY BAN NHÂN DÂN TỈNH", "BÀ RỊA - VŨNG TÀU",
        "SỞ LAO ĐỘNG - THƯƠNG", "BINH VÀ XÃ HỘI", "",
    ]  # fmt: skip


def size(start, pt):
    def change(word):
        for run in paragraph(word, start).runs:
            run.font.size = Pt(pt)

    return change


def text(start, words):
    def change(word):
        found = paragraph(word, start)
        found.runs[0].text = words
        for run in found.runs[1:]:
            run.text = ""

    return change


def form(start, **values):
    def change(word):
        for name, value in values.items():
            setattr(paragraph(word, start).paragraph_format, name, value)

    return change


def margin(word):
    word.sections[0].left_margin = Mm(25)


def turned(word):
    word.sections[0].orientation = WD_ORIENT.LANDSCAPE


def other_font(word):
    paragraph(word, "Tỷ lệ là").runs[0].font.name = "Arial"


def red(word):
    paragraph(word, "Tỷ lệ là").runs[0].font.color.rgb = RGBColor(255, 0, 0)


def bold(word):
    paragraph(word, "Tỷ lệ là").runs[0].font.bold = True


def long_rule(word):
    rule = word.tables[0].rows[0].cells[0].paragraphs[2]
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Mm(5)


def no_page_number(word):
    for node in word.sections[0].header.paragraphs[0]._p.iter(qn("w:instrText")):
        node.text = ""


def numbered_first_page(word):
    word.sections[0].different_first_page_header_footer = False


def pages_go_on(word):
    section = word.sections[1]._sectPr
    section.remove(section.find(qn("w:pgNumType")))


def head_not_repeated(word):
    row = word.tables[1].rows[0]._tr.trPr
    row.remove(row.find(qn("w:tblHeader")))


def row_may_break(word):
    row = word.tables[1].rows[1]._tr.trPr
    row.remove(row.find(qn("w:cantSplit")))


def changed_by(change):
    """Return the document as somebody would have spoilt it."""
    word = docx.Document(io.BytesIO(write(DOCUMENT)))
    change(word)
    changed = io.BytesIO()
    word.save(changed)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (margin, "page: the left margin is 25.0 mm"),
        (turned, "page: the document itself lies on its side"),
        (other_font, "letters: another font"),
        (red, "letters: another colour"),
        (size("CỘNG HÒA", 14), "letterhead: the nation has 14.0 pt"),
        (text("Độc lập", "Độc lập-Tự do-Hạnh phúc"), "letterhead: the motto is written"),
        (text("SỞ Y TẾ", "Sở Y tế"), "letterhead: the issuer is written"),
        (long_rule, "letterhead: the rule under the issuer is 56 mm long"),
        (text("Số: 15", "Số: 15 / BC - SYT"), "letterhead: the number is written"),
        (text("Bình Phước, ngày", "Bình Phước, ngày 5 tháng 11 năm 2025"), "letterhead: place"),
        (text("Bình Phước, ngày", "Bình Phước, ngày 05 tháng 03 năm 2025"), "letterhead: place"),
        (text("Bình Phước, ngày", "Bình Phước, ngày 05 tháng 2 năm 2025"), "letterhead: place"),
        (size("Kết quả thực hiện", 12), "title: the subject has 12.0 pt"),
        (text("Căn cứ Kế hoạch", "Căn cứ Kế hoạch năm 2025"), "bases: a basis ends in '5'"),
        (form("- Bộ Y tế", left_indent=Mm(80)), "addressees: the dash"),
        (text("- Bộ Y tế;", "- Bộ Y tế"), "addressees: the readers end in"),
        (form("Tỷ lệ là", alignment=ALIGN.LEFT), "body: 'Tỷ lệ là"),
        (form("Tỷ lệ là", space_after=Pt(3)), "body: less than 6 pt"),
        (form("Tỷ lệ là", line_spacing=2.0), "body: 'Tỷ lệ là 75,7% (84/111).' has lines of 2.0"),
        (form("Tỷ lệ là", first_line_indent=Mm(0)), "body: 'Tỷ lệ là 75,7% (84/111).' is indented"),
        (size("Tỷ lệ là", 12), "body: 'Tỷ lệ là 75,7% (84/111).' has 12.0 pt"),
        (bold, "body: 'Tỷ lệ là 75,7% (84/111).' is not upright"),
        (text("I. TÌNH HÌNH", "I. Tình hình chung"), "body: the heading"),
        (size("Nơi nhận", 11), "closing: Nơi nhận has 11.0 pt"),
        (text("- Lưu", "- Lưu: VT."), "closing: filed as"),
        (text("- UBND tỉnh", "- UBND tỉnh."), "closing: a copy is written"),
        (text("KT. GIÁM", "KT.Giám đốc"), "closing: the office is written"),
        (text("Nguyễn Thị", "BS. Nguyễn Thị Hoà"), "closing: the signer is written"),
        (no_page_number, "numbers: the pages have no numbers"),
        (numbered_first_page, "numbers: the first page shows its number"),
        (pages_go_on, "annexes: an annex goes on counting"),
        (text("Phụ lục II", "Phụ lục 2"), "annexes:"),
        (size("(Kèm theo", 12), "annexes: (Kèm theo …) has 12.0 pt"),
        (head_not_repeated, "tables: a table does not repeat its head"),
        (row_may_break, "tables: a row may be torn"),
    ],
)
def test_a_departure_is_found(change, rule):
    assert any(found.startswith(rule) for found in departures(changed_by(change)))


def test_the_file_is_in_the_order_that_word_asks():
    assert faults(write(DOCUMENT)) == []
    assert faults(write(LONG)) == []


def out_of_order(word):
    properties = paragraph(word, "Tỷ lệ là")._p.get_or_add_pPr()
    properties.insert(0, properties._add_jc())


def one_id_twice(word):
    for mark in list(word.element.body.iter(qn("w:bookmarkStart")))[:2]:
        mark.set(qn("w:id"), "7")


def unknown_style(word):
    paragraph(word, "Tỷ lệ là")._p.pPr.pStyle.set(qn("w:val"), "Nowhere")


def empty_cell(word):
    cell = word.tables[1].rows[1].cells[0]._tc
    cell.remove(cell.p_lst[0])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (out_of_order, "word/document.xml: pPr is out of order"),
        (one_id_twice, "two bookmarks have one id"),
        (unknown_style, "the style Nowhere is not there"),
        (empty_cell, "word/document.xml: a cell does not end in a paragraph"),
    ],
)
def test_what_word_would_repair_is_found(change, fault):
    assert any(found.startswith(fault) for found in faults(changed_by(change)))
