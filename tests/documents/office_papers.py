"""Plans laid out as Decree 30/2020 asks: two columns above and below, page numbers, A4."""

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from tests.documents.docx_plans import saved

HEADER = ("STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2025", "Kế hoạch năm 2026", "Chủ trì")
WIDTHS = (12, 60, 18, 24, 24, 27)
COUNT = 30
LEADS = ("Sở Y tế", "Sở Giáo dục và Đào tạo")


def table_over_pages():
    """A plan whose target table fills three pages; rows break where a page ends."""
    document = _page()
    _side_by_side(
        document,
        ["UBND TỈNH ĐỒNG NAI", "SỞ Y TẾ", "Số: 15/KH-SYT"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Đồng Nai, ngày 09 tháng 01 năm 2026",
        ],
    )
    for title in ("KẾ HOẠCH", "Công tác bảo vệ, chăm sóc trẻ em tỉnh Đồng Nai năm 2026"):
        document.add_paragraph(title).alignment = ALIGN.CENTER
    _paragraph(document, "Căn cứ Chỉ thị số 28-CT/TW ngày 25/12/2023 của Bộ Chính trị;")
    _paragraph(document, "I. CHỈ TIÊU")
    _paragraph(document, "Các chỉ tiêu cụ thể theo bảng sau:")
    _table(document)
    _paragraph(document, "II. TỔ CHỨC THỰC HIỆN")
    _paragraph(document, "1. Phòng Bảo vệ trẻ em")
    _paragraph(document, "- Báo cáo UBND tỉnh chậm nhất ngày 05 tháng 12 năm 2026.")
    _paragraph(
        document,
        "2. Văn phòng Sở: Bố trí kinh phí thực hiện kế hoạch từ nguồn ngân sách"
        " tỉnh năm 2026, lồng ghép các chương trình mục tiêu quốc gia.",
    )
    _side_by_side(
        document,
        ["Nơi nhận:", "- Bộ Y tế (báo cáo);", "- UBND tỉnh;", "- Lưu: VT, BVTE."],
        ["GIÁM ĐỐC", "", "", "Nguyễn Thị Hồng Vân"],
        is_foot=True,
    )
    return saved(document)


def _page():
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    return document


def _side_by_side(document, left, right, *, is_foot=False):
    table = document.add_table(rows=1, cols=2)
    for cell, lines, width in zip(table.rows[0].cells, (left, right), (65, 100), strict=True):
        cell.width = Mm(width)
        for at, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            is_left = is_foot and lines is left
            paragraph.alignment = ALIGN.LEFT if is_left else ALIGN.CENTER
            paragraph.add_run(line).font.size = Pt(11 if is_left else 13)


def _paragraph(document, text):
    paragraph = document.add_paragraph(text)
    paragraph.alignment = ALIGN.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)


def _table(document):
    table = document.add_table(rows=0, cols=len(HEADER), style="Table Grid")
    rows = [HEADER]
    for number in range(1, COUNT + 1):
        measure = f"Tỷ lệ trẻ em có hoàn cảnh đặc biệt nhóm {chr(64 + number % 26)} được chăm sóc,"
        measure += " trợ giúp kịp thời tại cộng đồng và cơ sở"
        rows.append((str(number), measure, "%", "40,5", f"{50 + number},5", LEADS[number % 2]))
    for row in rows:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, WIDTHS, strict=True):
            cell.width, cell.text = Mm(width), text
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
