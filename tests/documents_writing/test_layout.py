"""Decree 30/2020/NĐ-CP, annex I, checked on the XML of the file."""

from datetime import date

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mangnon.documents.writing import layout
from mangnon.documents.writing.model import Closing
from mangnon.documents.writing.styles import LOOKS

from .samples import DOCUMENT, opened, paragraph, texts


@pytest.fixture(scope="module")
def word():
    return opened()


def size(found) -> float:
    own = found.runs[0].font.size
    return (own or found.style.font.size).pt


def rule_width(found) -> float:
    """Return the length in mm of the rule that a paragraph draws, from a line of 99 or 165 mm."""
    assert found._p.pPr.find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "single"
    form = found.paragraph_format
    return form.left_indent.mm + form.right_indent.mm


def test_the_paper_is_a4_and_the_margins_are_those_of_the_decree(word):
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20


def test_every_style_is_black_times_new_roman_in_all_scripts(word):
    for style in word.styles:
        if style.name in LOOKS:
            fonts = style.element.rPr.find(qn("w:rFonts"))
            names = {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")}
            assert names == {"Times New Roman"}, style.name
            assert str(style.font.color.rgb) == "000000"


def test_every_paragraph_of_the_document_has_a_style_of_ours(word):
    used = {found.style.name for found in word.paragraphs}
    assert used <= set(LOOKS)


def test_text_without_a_style_is_times_new_roman_in_vietnamese_too(word):
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = defaults.find(qn("w:rPr"))
    assert properties.find(qn("w:rFonts")).get(qn("w:ascii")) == "Times New Roman"
    assert properties.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


@pytest.mark.parametrize(
    ("start", "sizes", "bold", "italic", "align"),
    [
        ("CỘNG HÒA", (12, 13), True, False, ALIGN.CENTER),
        ("Độc lập", (13, 14), True, False, ALIGN.CENTER),
        ("UBND TỈNH", (12, 13), False, False, ALIGN.CENTER),
        ("SỞ Y TẾ", (12, 13), True, False, ALIGN.CENTER),
        ("Số: ", (13, 13), False, False, ALIGN.CENTER),
        ("Bình Phước, ngày", (13, 14), False, True, ALIGN.CENTER),
        ("BÁO CÁO", (13, 14), True, False, ALIGN.CENTER),
        ("Kết quả thực hiện", (13, 14), True, False, ALIGN.CENTER),
        ("Căn cứ Công văn", (13, 14), False, True, ALIGN.JUSTIFY),
        ("Sở Y tế báo cáo", (13, 14), False, False, ALIGN.JUSTIFY),
        ("I. TÌNH HÌNH", (13, 14), True, False, ALIGN.LEFT),
        ("1. Thuận lợi", (13, 14), True, False, ALIGN.LEFT),
        ("a) Về chỉ đạo", (13, 14), False, False, ALIGN.JUSTIFY),
        ("KT. GIÁM ĐỐC", (13, 14), True, False, ALIGN.CENTER),
        ("Nguyễn Thị Hoà", (13, 14), True, False, ALIGN.CENTER),
        ("Nơi nhận:", (12, 12), True, True, ALIGN.LEFT),
        ("- Lưu: VT", (11, 11), False, False, ALIGN.LEFT),
        ("Phụ lục I", (14, 14), True, False, ALIGN.CENTER),
        ("KẾT QUẢ CHỈ TIÊU", (13, 14), True, False, ALIGN.CENTER),
        ("(Kèm theo", (13, 14), False, True, ALIGN.CENTER),
    ],
)
def test_each_part_has_the_size_and_style_of_the_decree(word, start, sizes, bold, italic, align):
    found = paragraph(word, start)
    assert sizes[0] <= size(found) <= sizes[1]
    assert bool(found.style.font.bold) is bold
    assert bool(found.style.font.italic) is italic
    assert found.alignment in (None, align)
    assert found.style.paragraph_format.alignment == align


def test_the_heading_block_is_two_columns_without_lines(word):
    table = word.tables[0]
    assert len(table.columns) == 2
    assert table._tbl.tblPr.find(qn("w:tblBorders")) is None
    assert table.style is None or "Grid" not in table.style.name
    left, right = table.rows[0].cells
    assert [p.text for p in left.paragraphs] == ["UBND TỈNH BÌNH PHƯỚC", "SỞ Y TẾ", ""]
    assert [p.text for p in right.paragraphs][:2] == [layout.NATION, layout.MOTTO]
    assert table.rows[1].cells[0].text == "Số: 15/BC-SYT"
    assert table.rows[1].cells[1].text == "Bình Phước, ngày 05 tháng 11 năm 2025"


def test_the_rule_under_the_motto_is_as_long_as_the_motto(word):
    rule = word.tables[0].rows[0].cells[1].paragraphs[2]
    # Liberation Serif Bold 13 pt sets the motto 56 mm wide; the cell is 165 - 66 = 99 mm.
    assert 99 - rule_width(rule) == pytest.approx(56, abs=0.5)


def test_the_rule_under_the_issuer_is_a_third_to_a_half_of_its_line(word):
    rule = word.tables[0].rows[0].cells[0].paragraphs[2]
    # "SỞ Y TẾ" in bold 12 pt is 16.5 mm wide in print; the cell is 66 mm.
    assert 16.5 / 3 <= 66 - rule_width(rule) <= 16.5 / 2


def test_the_rule_under_the_subject_is_a_third_to_a_half_of_its_line(word):
    subject = paragraph(word, "Kết quả thực hiện")
    rule = type(subject)(subject._p.getnext(), subject._parent)
    # The subject in bold 14 pt is 93 mm wide in print; the line is 165 mm.
    assert 93 / 3 <= 165 - rule_width(rule) <= 93 / 2


def test_body_paragraphs_are_indented_and_spaced_as_the_decree_asks(word):
    form = word.styles["Official Body"].paragraph_format
    assert form.first_line_indent in (Mm(10), Mm(12.7))
    assert form.space_after >= Pt(6)
    assert 1.0 <= form.line_spacing <= 1.5


def test_bases_end_with_semicolons_and_the_last_with_a_point(word):
    assert paragraph(word, "Căn cứ Công văn").text.endswith("14/3/2025;")
    assert paragraph(word, "Căn cứ Kế hoạch").text.endswith("2025.")


def test_several_addressees_stand_in_a_list_and_one_in_a_line(word):
    every = texts(word)
    at = every.index("Kính gửi:")
    assert every[at + 1 : at + 3] == ["- Bộ Y tế;", "- Ủy ban nhân dân tỉnh Bình Phước."]
    assert "Kính gửi: Bộ Y tế" in texts(opened(addressed_to=("Bộ Y tế",)))
    assert not [text for text in texts(opened(addressed_to=())) if text.startswith("Kính gửi")]


def test_headings_are_numbered_in_roman_arabic_and_letters_and_start_again_below(word):
    titles = [p.text for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert titles == [
        "I. TÌNH HÌNH CHUNG",
        "1. Thuận lợi",
        "a) Về chỉ đạo",
        "b) Về nguồn lực",
        "2. Khó khăn",
        "II. KẾT QUẢ",
        "1. Chung",
    ]


def test_items_begin_with_a_dash_and_items_below_with_a_plus(word):
    assert "- Một việc" in texts(word)
    assert "+ Một việc nhỏ" in texts(word)


def test_the_signature_block_stands_level_with_the_recipients_and_never_alone(word):
    last_words = paragraph(word, "Trên đây là")
    assert last_words.paragraph_format.keep_with_next
    table = word.tables[2]
    left, right = table.rows[0].cells
    assert [p.text for p in left.paragraphs] == [
        "Nơi nhận:",
        "- Bộ Y tế;",
        "- UBND tỉnh;",
        "- Lưu: VT, BMTE.",
    ]
    signed = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Hoà"]
    assert [p.text for p in right.paragraphs] == signed
    assert table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_a_document_that_nobody_signed_yet_leaves_the_name_blank():
    word = opened(closing=Closing(("Giám đốc",), "", (), "VT"))
    assert [p.text for p in word.tables[2].rows[0].cells[1].paragraphs] == ["GIÁM ĐỐC", ""]


def test_pages_are_numbered_in_the_top_margin_but_not_the_first(word):
    section = word.sections[0]
    assert section.different_first_page_header_footer
    header = section.header.paragraphs[0]
    assert header.alignment == ALIGN.CENTER
    assert 13 <= header.runs[0].font.size.pt <= 14
    instruction = header._p.find(f".//{qn('w:instrText')}")
    assert instruction.text.strip() == "PAGE"
    assert section.header_distance < section.top_margin
    assert "".join(p.text for p in section.first_page_header.paragraphs) == ""


def test_each_annex_is_a_section_that_numbers_its_own_pages(word):
    assert len(word.sections) == 3
    for section in list(word.sections)[1:]:
        numbers = section._sectPr.find(qn("w:pgNumType"))
        assert numbers.get(qn("w:start")) == "1"
        assert section.header.is_linked_to_previous


def test_a_wide_annex_lies_on_its_side_and_begins_with_a_paragraph(word):
    first, wide, upright = word.sections
    assert wide.orientation == WD_ORIENT.LANDSCAPE
    assert wide.page_width > wide.page_height
    assert first.orientation == upright.orientation == WD_ORIENT.PORTRAIT
    # LibreOffice ignores the turn of a section whose first thing is a table.
    title = paragraph(word, "Phụ lục I")
    assert title._p.getprevious() is not None
    assert title.text == "Phụ lục I"


def test_annexes_are_numbered_in_roman_and_a_single_one_is_not(word):
    assert [text for text in texts(word) if text.startswith("Phụ lục")] == [
        "Phụ lục I",
        "Phụ lục II",
    ]
    alone = opened(annexes=DOCUMENT.annexes[:1])
    assert [text for text in texts(alone) if text.startswith("Phụ lục")] == ["Phụ lục"]


def test_tables_repeat_their_header_and_never_tear_a_row(word):
    rows = word.tables[1].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


def test_a_table_has_the_widths_it_was_given_in_the_grid_and_in_every_cell(word):
    table = word.tables[1]
    assert [round(column.width.mm) for column in table.columns] == [15, 110, 40]
    assert [round(cell.width.mm) for cell in table.rows[2].cells] == [15, 110, 40]
    assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_a_group_title_spans_the_table(word):
    cells = word.tables[1].rows[1].cells
    assert {cell.text for cell in cells} == {"Môi trường sống"}
    assert cells[0]._tc.tcPr.find(qn("w:gridSpan")).get(qn("w:val")) == "3"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 6, 29), "Hà Nội, ngày 29 tháng 6 năm 2019"),
        (date(2025, 1, 5), "Hà Nội, ngày 05 tháng 01 năm 2025"),
        (date(2025, 2, 10), "Hà Nội, ngày 10 tháng 02 năm 2025"),
        (date(2025, 3, 9), "Hà Nội, ngày 09 tháng 3 năm 2025"),
        (date(2025, 12, 31), "Hà Nội, ngày 31 tháng 12 năm 2025"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day, expected):
    assert layout.place_and_date("Hà Nội", day, 2025) == expected


def test_a_date_not_known_yet_is_left_blank_for_the_registry():
    written = layout.place_and_date("Bình Phước", None, 2025)
    assert written.startswith(f"Bình Phước, ngày{layout.BLANK}tháng")
    assert written.endswith(f"{layout.BLANK}năm 2025")
    assert not any(sign.isdigit() for sign in written.removesuffix("2025"))


def test_points_use_the_vietnamese_alphabet_without_f_j_w_z():
    assert layout.VIETNAMESE_LETTERS == "abcdđeghiklmnopqrstuvxy"
