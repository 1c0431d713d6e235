"""Word plans built in the tests: a target table, automatic numbers, tracked changes."""

import io

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

LEVELS = [("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-"), ("bullet", "+")]
ROWS = [
    (
        "STT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Thực hiện năm 2025",
        "Kế hoạch năm 2026",
        "Cơ quan chủ trì",
    ),
    ("1", "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi", "%", "17,2", "16,5", "Sở Y tế"),
    ("2", "Tỷ suất tử vong trẻ em dưới 1 tuổi", "‰", "12,1", "< 11,8", "Sở Y tế"),
    ("3", "Tỷ suất tai nạn thương tích trẻ em", "1/100.000", "540", "500", "Sở Y tế, Công an tỉnh"),
    ("4", "Số mô hình câu lạc bộ quyền trẻ em", "Mô hình", "3", "05", "Tỉnh Đoàn"),
    ("5", "Trẻ em hoàn thành cấp tiểu học", "%", "99,1", "≥ 99,5", "Sở Giáo dục và Đào tạo"),
    ("", "Trẻ em bỏ học cấp tiểu học", "%", "0,2", "0,12", ""),
]
BODY = [
    (0, "MỤC TIÊU"),
    (1, "Mục tiêu chung: Bảo vệ mọi trẻ em trong tỉnh."),
    (1, "Các chỉ tiêu cụ thể"),
    (None, "TABLE"),
    (0, "NHIỆM VỤ CHỦ YẾU"),
    (1, "Nâng cao năng lực cho đội ngũ làm công tác trẻ em."),
    (2, "Tập huấn cho cộng tác viên;"),
    (2, "Biên soạn tài liệu."),
    (1, "Phát triển dịch vụ bảo vệ trẻ em."),
    (0, "TỔ CHỨC THỰC HIỆN"),
    (1, "Sở Y tế"),
    (2, "Hướng dẫn các địa phương:"),
    (3, "Rà soát trẻ em có nguy cơ;"),
    (3, "Lập kế hoạch hỗ trợ."),
    (2, "Báo cáo UBND tỉnh chậm nhất ngày 05 tháng 12 năm 2026."),
    (1, "Đề nghị Tỉnh Đoàn: Mở thêm sân chơi cho thiếu nhi."),
]


def table_plan(style: str | None = None) -> bytes:
    """A plan whose targets stand in a table and whose numbers Word writes by itself."""
    document = Document()
    number = _numbering(document)
    heading = document.add_table(rows=1, cols=2)
    heading.cell(0, 0).text = "UBND TỈNH ĐỒNG NAI\nSố: 15/KH-UBND"
    heading.cell(0, 1).text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Đồng Nai, ngày 9 tháng 01 năm 2026"
    )
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Công tác trẻ em năm 2026")
    document.add_paragraph("Căn cứ Chỉ thị số 28-CT/TW ngày 25/12/2023 của Bộ Chính trị;")
    for level, text in BODY:
        if level is None:
            _table(document, style)
        else:
            _numbered(document.add_paragraph(text), number, level)
    document.add_paragraph("Trên đây là Kế hoạch công tác trẻ em năm 2026./.")
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Bộ Y tế;\n- Lưu: VT."
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nVõ Thị Lan Anh"
    return saved(document)


def _table(document, style) -> None:
    table = document.add_table(rows=0, cols=len(ROWS[0]), style=style)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(5, 0).merge(table.cell(6, 0))
    table.cell(5, 5).merge(table.cell(6, 5))


def _numbering(document) -> str:
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91">{levels}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    link = f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'
    root.append(parse_xml(link))
    return "91"


def _numbered(paragraph, number: str, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = int(number)


def with_tracked_changes(text: str, deleted: str, inserted: str) -> bytes:
    """A plan of paragraphs, one of which holds a deletion and an insertion after `text`."""
    document = Document()
    for line in ("KẾ HOẠCH", "Công tác trẻ em năm 2026", "I. CHỈ TIÊU"):
        document.add_paragraph(line)
    paragraph = document.add_paragraph(text)
    for tag, inner, words in (("w:del", "w:delText", deleted), ("w:ins", "w:t", inserted)):
        change, run, content = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        content.text = words
        content.set(qn("xml:space"), "preserve")
        run.append(content)
        change.append(run)
        paragraph._p.append(change)
    return saved(document)


def of_lines(lines: list[str]) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
