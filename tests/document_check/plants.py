"""Departures planted one at a time in right documents: the rule that must be found, and how.

Each plant is a kind of document, a change, and the rule that it breaks. What it must find is
written here by hand from the decree, not read from the catalogue that the checker reads.
"""

from __future__ import annotations

from copy import deepcopy

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .changes import (
    Change,
    added,
    attribute,
    colour,
    face,
    first,
    font,
    form,
    header,
    margin,
    moved,
    paper,
    removed,
    rule_after,
    size,
    swapped,
    text,
)

# element: the kind and the paragraph, its sizes, bold, italic, capitals, place on the line
ELEMENTS: dict[str, tuple[str, str, float, float, bool, bool, str, str]] = {
    "nation": ("report", "CỘNG HÒA", 12, 13, True, False, "upper", "center"),
    "motto": ("report", "Độc lập", 13, 14, True, False, "lower", "center"),
    "parent": ("report", "UBND TỈNH", 12, 13, False, False, "upper", "center"),
    "issuer": ("report", "SỞ Y TẾ", 12, 13, True, False, "upper", "center"),
    "number": ("report", "Số: 05", 13, 13, False, False, "", "center"),
    "place": ("report", "Bình Phước, ngày", 13, 14, False, True, "lower", "center"),
    "kind": ("report", "BÁO CÁO", 13, 14, True, False, "upper", "center"),
    "subject": ("report", "Kết quả thực hiện", 13, 14, True, False, "lower", "center"),
    "letter_subject": ("letter", "V/v báo cáo", 12, 13, False, False, "lower", "center"),
    "addressee": ("report", "- Bộ Y tế;", 13, 14, False, False, "lower", ""),
    "basis": ("report", "Căn cứ Luật", 13, 14, False, True, "lower", "both"),
    "body": ("report", "Các cơ quan", 13, 14, False, False, "lower", "both"),
    "division": ("rules", "Chương I", 13, 14, True, False, "lower", "center"),
    "division_title": ("rules", "QUY ĐỊNH CHUNG", 13, 14, True, False, "upper", "center"),
    "article": ("rules", "Điều 1.", 13, 14, True, False, "lower", ""),
    "section": ("report", "I. TÌNH HÌNH", 13, 14, True, False, "upper", ""),
    "clause_title": ("report", "1. Thuận lợi", 13, 14, True, False, "lower", ""),
    "clause": ("submission", "1. Sự cần thiết", 13, 14, False, False, "lower", "both"),
    "point": ("report", "a) Do thiếu", 13, 14, False, False, "lower", "both"),
    "capacity": ("report", "KT. GIÁM ĐỐC", 13, 14, True, False, "upper", "center"),
    "signer": ("report", "Nguyễn Thị Hoà", 13, 14, True, False, "lower", "center"),
    "recipients_title": ("report", "Nơi nhận", 12, 12, True, True, "lower", "left"),
    "recipient": ("report", "- Giám đốc Sở", 11, 11, False, False, "lower", "left"),
    "annex": ("report", "Phụ lục I", 14, 14, True, False, "lower", "center"),
    "annex_title": ("report", "KẾT QUẢ CHỈ TIÊU", 13, 14, True, False, "upper", "center"),
    "annex_reference": ("report", "(Kèm theo", 13, 14, False, True, "lower", "center"),
}
# What a plant breaks besides, because the words print wider or another line looks like its model.
CONSEQUENCES = {
    "motto.order": {"motto.size"},
    "motto.size": {"motto.rule_length"},
    "motto.case": {"motto.rule_length"},
    "page.paper": {"subject.rule"},
    "place.case": {"place.form"},
    "letter_subject.case": {"letter_subject.form"},
    "point.case": {"point.number"},
    "subject.case": {"subject.rule_length"},
    "place.row": {"place.align", "letters.font"},
    "recipients.same": {"recipient.size", "recipient.bold", "recipient.italic"},
    "recipients.level": {"capacity.size"},
}


def _facets() -> list[tuple[str, Change, str, str]]:
    plants: list[tuple[str, Change, str, str]] = []
    for name, (kind, start, least, most, bold, italic, case, align) in ELEMENTS.items():
        plants += [
            (kind, size(start, least - 1), f"{name}.size", f"cỡ chữ {least - 1:g}"),
            (kind, size(start, most + 1), f"{name}.size", f"cỡ chữ {most + 1:g}"),
            (kind, face(start, bold=not bold), f"{name}.bold", "không đậm" if bold else "chữ đậm"),
            (
                kind,
                face(start, italic=not italic),
                f"{name}.italic",
                "chữ đứng" if italic else "chữ nghiêng",
            ),
        ]
        if case == "lower":
            plants.append((kind, face(start, all_caps=True), f"{name}.case", "in hoa"))
        if align == "center":
            plants += [
                (kind, form(start, alignment=ALIGN.LEFT), f"{name}.align", "canh trái"),
                (kind, form(start, alignment=ALIGN.JUSTIFY), f"{name}.align", "canh đều"),
            ]
        elif align:
            other = ALIGN.CENTER if align == "left" else ALIGN.LEFT
            plants.append((kind, form(start, alignment=other), f"{name}.align", "canh"))
    return plants


def _page() -> list[tuple[str, Change, str, str]]:
    bounds = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
    plants: list[tuple[str, Change, str, str]] = []
    for side, (least, most) in bounds.items():
        plants.append(("report", margin(side, least - 2), f"page.margin_{side}", f"{least - 2} mm"))
        plants.append(("report", margin(side, most + 2), f"page.margin_{side}", f"{most + 2} mm"))
    number = "w:sectPr/w:pgNumType"
    return [
        *plants,
        ("plan", margin("left", 20, section=1), "page.margin_left", "20 mm"),
        ("report", paper(215.9, 279.4), "page.paper", "215,9"),
        ("report", paper(148, 210), "page.paper", "148 mm"),
        ("letter", paper(297, 210), "page.orientation", "theo chiều rộng"),
        ("report", header(lambda p: p.clear()), "page_number.missing", "không đánh số"),
        ("report", header(_sized(11)), "page_number.size", "cỡ chữ 11"),
        ("report", header(_sized(16)), "page_number.size", "cỡ chữ 16"),
        ("report", header(_faced("bold")), "page_number.bold", "chữ đậm"),
        ("report", header(_faced("italic")), "page_number.italic", "chữ nghiêng"),
        ("report", header(_aside), "page_number.position", "canh phải"),
        ("report", _at_foot, "page_number.position", "chân trang"),
        ("report", _on_first_page, "page_number.first", "trang 1"),
        ("report", _in_first_header, "page_number.first", "trang 1"),
        ("plan", _hidden_again, "page_number.hidden", "bị ẩn"),
        (
            "report",
            header(lambda p: p.insert_paragraph_before() and p.add_run("Trang")),
            "page_number.form",
            "Trang",
        ),
        ("report", _numbered(fmt="upperRoman"), "page_number.form", "upperRoman"),
        ("report", _numbered(start="3"), "page_number.start", "số 3"),
        ("report", _numbered(start="0"), "page_number.start", "số 0"),
        ("report", attribute(f".//{number}", "w:start", "5"), "annex.pages", "nối tiếp"),
        ("report", attribute(f".//{number}", "w:start", None), "annex.pages", "nối tiếp"),
        ("report", font("Các cơ quan", "Arial"), "letters.font", "Arial"),
        ("report", font("Xã phù hợp", "Calibri"), "letters.font", "Calibri"),
        ("report", font("Các cơ quan", ".VnTime"), "letters.legacy", ".VnTime"),
        ("report", font("Các cơ quan", "VNI-Times"), "letters.legacy", "VNI-Times"),
        ("report", colour("Các cơ quan", 255, 0, 0), "letters.colour", "#FF0000"),
        ("report", colour("75,7", 0, 0, 255), "letters.colour", "#0000FF"),
    ]


def _sized(points):
    def change(paragraph):
        paragraph.runs[0].font.size = Pt(points)

    return change


def _faced(name):
    return lambda paragraph: setattr(paragraph.runs[0].font, name, True)


def _aside(paragraph):
    paragraph.alignment = ALIGN.RIGHT


def _at_foot(word):
    section = word.sections[0]
    for element in list(section.header.paragraphs[0]._p):
        section.footer.paragraphs[0]._p.append(element)
    section.footer.paragraphs[0].alignment = ALIGN.CENTER


def _on_first_page(word):
    word.sections[0].different_first_page_header_footer = False


def _in_first_header(word):
    section = word.sections[0]
    for element in section.header.paragraphs[0]._p.findall(qn("w:r")):
        section.first_page_header.paragraphs[0]._p.append(deepcopy(element))
    section.first_page_header.paragraphs[0].alignment = ALIGN.CENTER


def _hidden_again(word):
    word.sections[1].different_first_page_header_footer = True


def _sides_changed(word):
    for row in word.tables[0].rows:
        left, right = row._tr.tc_lst
        right.addnext(left)


def _row_above(start):
    """Put an office in a row of its own above the list of recipients."""

    def change(word):
        row = next(first(word, start)._p.iterancestors(qn("w:tr")))
        twin = deepcopy(row)
        row.addprevious(twin)
        left, right = twin.tc_lst
        for paragraph in left.p_lst[1:] + right.p_lst[1:]:
            paragraph.getparent().remove(paragraph)
        for run in left.p_lst[0].r_lst:
            left.p_lst[0].remove(run)

    return change


def _numbered(**values):
    def change(word):
        section = word.sections[0]._sectPr
        number = section.makeelement(
            qn("w:pgNumType"), {qn(f"w:{k}"): v for k, v in values.items()}
        )
        section.insert_element_before(number, "w:cols", "w:titlePg", "w:docGrid")

    return change


DATE = "Bình Phước, ngày"
HEAD = [
    ("report", removed("CỘNG HÒA"), "nation.missing", "không có"),
    ("report", _sides_changed, "nation.side", "không ở bên phải"),
    ("report", swapped("CỘNG HÒA", "Độc lập"), "motto.order", "trên Quốc hiệu"),
    ("report", moved("Bình Phước, ngày", below="CỘNG HÒA"), "place.row", "khác dòng"),
    ("report", text("CỘNG HÒA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAN"), "nation.text", "NAN"),
    ("report", text("CỘNG HÒA", "Cộng hòa xã hội chủ nghĩa Việt Nam"), "nation.case", "Cộng hòa"),
    ("report", removed("Độc lập"), "motto.missing", "không có"),
    ("report", text("Độc lập", "Độc lập-Tự do-Hạnh phúc"), "motto.text", "lập-Tự"),
    ("report", text("Độc lập", "Độc lập – Tự do – Hạnh phúc"), "motto.text", "–"),
    ("report", text("Độc lập", "Độc Lập - Tự Do - Hạnh Phúc"), "motto.text", "Độc Lập"),
    ("report", text("Độc lập", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"), "motto.case", "in hoa"),
    ("report", form("Độc lập", line_spacing=1.5), "motto.spacing", "1,5"),
    ("report", rule_after("Độc lập", None), "motto.rule", "không có"),
    ("report", rule_after("Độc lập", 30), "motto.rule_length", "30 mm"),
    ("report", rule_after("Độc lập", 80), "motto.rule_length", "80 mm"),
    ("report", rule_after("Độc lập", 56, dashed=True), "motto.rule_style", "không liền"),
    ("report", text("SỞ Y TẾ", "Sở Y tế"), "issuer.case", "Sở Y tế"),
    ("report", text("UBND TỈNH", "UBND tỉnh Bình Phước"), "parent.case", "tỉnh"),
    ("report", form("SỞ Y TẾ", line_spacing=1.5), "issuer.spacing", "1,5"),
    ("report", removed("UBND TỈNH", "SỞ Y TẾ"), "issuer.missing", "không có"),
    ("report", rule_after("SỞ Y TẾ", None), "issuer.rule", "không có"),
    ("decision", rule_after("TỈNH BÌNH PHƯỚC", 8), "issuer.rule_length", "8 mm"),
    ("decision", rule_after("TỈNH BÌNH PHƯỚC", 40), "issuer.rule_length", "40 mm"),
    ("decision", rule_after("TỈNH BÌNH PHƯỚC", 18, dashed=True), "issuer.rule_style", "liền"),
    ("report", text("Số: 05", ""), "number.missing", "không có"),
    ("report", text("Số: 05", "Số 05/BC-SYT"), "number.word", "Số 05"),
    ("report", text("Số: 05", "SỐ: 05/BC-SYT"), "number.word", "SỐ"),
    ("report", text("Số: 05", "Số: 5/BC-SYT"), "number.zero", "“5”"),
    ("report", text("Số: 05", "Số: 015/BC-SYT"), "number.zero", "“015”"),
    ("report", text("Số: 05", "Số: 05 / BC - SYT"), "number.form", "05 / BC"),
    ("report", text("Số: 05", "Số: 05-BC/SYT"), "number.form", "05-BC"),
    ("report", text("Số: 05", "Số: 05/BC-Syt"), "number.symbol", "Syt"),
    ("report", text("Số: 05", "Số: 05/KH-SYT"), "number.kind", "KH-SYT"),
    ("letter", text("Số: 1481", "Số: 1481/BC-SYT"), "number.kind", "BC-SYT"),
    ("report", text(DATE, ""), "place.missing", "không có"),
    ("report", text(DATE, "Bình Phước ngày 05 tháng 11 năm 2025"), "place.form", "Phước ngày"),
    ("report", text(DATE, "Bình Phước, ngày 05/11/2025"), "place.form", "05/11"),
    ("report", text(DATE, "Bình Phước, ngày 5 tháng 11 năm 2025"), "place.zero", "ngày “5”"),
    ("report", text(DATE, "Bình Phước, ngày 015 tháng 11 năm 2025"), "place.zero", "“015”"),
    ("report", text(DATE, "Bình Phước, ngày 05 tháng 2 năm 2025"), "place.zero", "tháng “2”"),
    ("report", text(DATE, "Bình Phước, ngày 05 tháng 03 năm 2025"), "place.zero", "tháng “03”"),
    ("report", text(DATE, "Bình Phước, ngày 31 tháng 11 năm 2025"), "place.date", "31/11"),
    ("report", text(DATE, "Bình Phước, ngày 05 tháng 11 năm 25"), "place.form", "25"),
    ("report", text(DATE, "Bình phước, ngày 05 tháng 11 năm 2025"), "place.capitals", "phước"),
    ("report", text(DATE, "bình phước, ngày 05 tháng 11 năm 2025"), "place.capitals", "bình"),
    ("letter", removed("V/v báo cáo", "tác trẻ em"), "letter_subject.missing", "không có"),
    ("letter", text("V/v báo cáo", "Về báo cáo kết quả"), "letter_subject.form", "Về báo cáo"),
    ("letter", form("V/v báo cáo", space_before=Pt(0)), "letter_subject.gap", "0pt"),
    ("letter", form("V/v báo cáo", space_before=Pt(12)), "letter_subject.gap", "12pt"),
    ("report", added("Số: 05", "V/v kết quả thực hiện"), "letter_subject.extra", "V/v"),
]
BODY = [
    ("report", removed("BÁO CÁO", "Kết quả thực hiện"), "kind.missing", "không có"),
    ("report", text("BÁO CÁO", "Báo cáo"), "kind.case", "Báo cáo"),
    ("report", removed("Kết quả thực hiện"), "subject.missing", "không có"),
    ("report", text("Kết quả thực hiện", "KẾT QUẢ CÔNG TÁC TRẺ EM"), "subject.case", "in hoa"),
    ("report", rule_after("Kết quả thực hiện", None), "subject.rule", "không có"),
    ("report", rule_after("Kết quả thực hiện", 12), "subject.rule_length", "12 mm"),
    ("report", rule_after("Kết quả thực hiện", 90), "subject.rule_length", "90 mm"),
    ("report", rule_after("Kết quả thực hiện", 40, dashed=True), "subject.rule_style", "liền"),
    ("submission", removed("Kính gửi"), "addressee.missing", "không có"),
    ("letter", removed("Kính gửi"), "addressee.missing", "không có"),
    ("report", text("Kính gửi", "Kính gửi"), "addressee.colon", "Kính gửi"),
    ("letter", text("Kính gửi", "Kính gửi: - Các xã, phường"), "addressee.one", "gạch"),
    ("letter", text("Kính gửi", "Kính gửi: Bộ Y tế; Bộ Nội vụ"), "addressee.several", "nhiều"),
    ("report", removed("- Bộ Y tế"), "addressee.one", "xuống dòng"),
    ("report", text("- Bộ Y tế", "Bộ Y tế;"), "addressee.several", ""),
    ("report", text("- Bộ Y tế", "- Bộ Y tế."), "addressee.end", "“.”"),
    ("report", text("- Ủy ban", "- Ủy ban nhân dân tỉnh;"), "addressee.end", "“;”"),
    ("report", form("- Bộ Y tế", left_indent=Mm(75)), "addressee.dash", "mm"),
    ("report", form("- Bộ Y tế", left_indent=Mm(35)), "addressee.dash", "mm"),
    ("report", text("Căn cứ Luật", "Căn cứ Luật Trẻ em."), "basis.end", "“.”"),
    ("report", text("Căn cứ Kế hoạch", "Căn cứ Kế hoạch số 128/KH-UBND;"), "basis.end", "“;”"),
    ("report", text("Căn cứ Luật", "Căn cứ Luật Trẻ em"), "basis.end", "“m”"),
    ("report", text("Căn cứ Luật", "Căn cứ Luật A; Căn cứ Luật B;"), "basis.line", "hai căn cứ"),
    ("decision", removed("Căn cứ Luật", "Theo đề nghị"), "basis.missing", "không có"),
    ("report", form("Căn cứ Luật", first_line_indent=Mm(0)), "body.indent", "0 mm"),
    ("report", form("Các cơ quan", first_line_indent=Mm(0)), "body.indent", "0 mm"),
    ("report", form("Các cơ quan", first_line_indent=Mm(20)), "body.indent", "20 mm"),
    ("report", form("Các cơ quan", left_indent=Mm(10)), "body.indent", "cả đoạn"),
    ("report", form("Các cơ quan", space_after=Pt(0)), "body.gap", "0pt"),
    ("report", form("- Một việc đã", space_after=Pt(4)), "body.gap", "4pt"),
    ("report", form("Các cơ quan", line_spacing=2.0), "body.lines", "2 lines"),
    ("report", form("Các cơ quan", line_spacing=0.8), "body.lines", "0,8"),
    ("report", form("Các cơ quan", line_spacing=Pt(10)), "body.lines", "lines"),
    ("report", form("Các cơ quan", line_spacing=Pt(36)), "body.lines", "lines"),
    ("report", text("Các cơ quan", "CÁC CƠ QUAN ĐÃ LÀM XONG VIỆC."), "body.case", "in hoa"),
    ("report", text("I. TÌNH HÌNH", "I. Tình hình chung"), "section.case", "Tình hình"),
    ("rules", text("Chương I", "Chương 1"), "division.number", "Chương 1"),
    ("rules", text("Mục 1", "Mục I"), "division.number", "Mục I"),
    ("rules", text("Chương I", "Chương I. Quy định chung"), "division.line", "Quy định"),
    ("rules", text("Chương I", "CHƯƠNG I"), "division.case", "CHƯƠNG"),
    ("rules", removed("QUY ĐỊNH CHUNG"), "division_title.missing", "không có"),
    ("rules", text("QUY ĐỊNH CHUNG", "Quy định chung"), "division_title.case", "Quy"),
    ("rules", text("Điều 1", "Điều I. Phạm vi điều chỉnh"), "article.number", "Điều I"),
    ("rules", text("Điều 1", "Điều 1: Phạm vi điều chỉnh"), "article.number", "Điều 1:"),
    ("rules", form("Điều 1", first_line_indent=Mm(0)), "article.indent", "0 mm"),
    ("rules", size("Điều 1", 13), "article.same_size", "13"),
    ("rules", size("1. Quy chế", 13), "clause.same_size", "13"),
    ("rules", text("1. Quy chế", "1/ Quy chế này quy định."), "clause.number", "1/"),
    ("rules", text("1. Quy chế", "1) Quy chế này quy định."), "clause.number", "1)"),
    ("rules", text("a) Phòng", "a. Phòng chuyên môn;"), "point.number", "a."),
    ("rules", text("a) Phòng", "A) Phòng chuyên môn;"), "point.number", "A)"),
    ("rules", text("b) Đơn vị", "c) Đơn vị sự nghiệp."), "point.letter", "“c”"),
    ("rules", text("b) Đơn vị", "f) Đơn vị sự nghiệp."), "point.letter", "“f”"),
]
END = [
    ("report", removed("KT. GIÁM", "PHÓ GIÁM"), "capacity.missing", "không có"),
    ("report", text("KT. GIÁM", "KT GIÁM ĐỐC"), "capacity.power", "KT GIÁM"),
    ("report", text("KT. GIÁM", "KT/ GIÁM ĐỐC"), "capacity.power", "KT/"),
    ("report", text("KT. GIÁM", "KT.GIÁM ĐỐC"), "capacity.power", "KT.GIÁM"),
    ("decision", text("TM. ỦY", "T/M ỦY BAN NHÂN DÂN"), "capacity.power", "T/M"),
    ("report", text("KT. GIÁM", "KT. PHÓ GIÁM ĐỐC"), "capacity.head", "PHÓ"),
    ("report", removed("PHÓ GIÁM"), "capacity.own", "không có"),
    ("report", text("KT. GIÁM", "KT. Giám đốc"), "capacity.case", "Giám đốc"),
    ("report", text("Nguyễn Thị", ""), "signer.missing", "không có"),
    ("report", text("Nguyễn Thị", "BS. Nguyễn Thị Hoà"), "signer.title", "BS"),
    ("report", text("Nguyễn Thị", "ThS Nguyễn Thị Hoà"), "signer.title", "ThS"),
    ("report", text("Nguyễn Thị", "NGUYỄN THỊ HOÀ"), "signer.case", "in hoa"),
    (
        "report",
        removed("Nơi nhận", "- Như trên", "- Cục", "- Giám đốc", "- Lưu"),
        "recipients.missing",
        "",
    ),
    ("report", text("Nơi nhận", "Nơi nhận"), "recipients.colon", "Nơi nhận"),
    ("report", text("Nơi nhận", "NƠI NHẬN:"), "recipients_title.case", "in hoa"),
    ("report", removed("- Như trên"), "recipients.same", "không phải"),
    ("plan", added("Nơi nhận", "- Như trên;"), "recipients.same", "Kính gửi"),
    ("report", text("- Cục", "Cục Bà mẹ và Trẻ em;"), "recipients.dash", "Cục"),
    ("report", form("- Cục", left_indent=Mm(8)), "recipients.dash", "8 mm"),
    ("report", text("- Cục", "- Cục Bà mẹ và Trẻ em."), "recipients.end", "“.”"),
    ("report", text("- Cục", "- Cục Bà mẹ và Trẻ em"), "recipients.end", "“m”"),
    ("report", removed("- Lưu"), "recipients.filed", "Giám đốc"),
    ("report", text("- Lưu", "- Lưu VT, BMTE."), "recipients.filed", "Lưu VT"),
    ("report", text("- Lưu", "- Lưu: VT, BMTE;"), "recipients.end", "“;”"),
    ("report", text("- Lưu", "- Lưu: VT."), "recipients.filed", "VT."),
    ("report", _row_above("Nơi nhận"), "recipients.level", "không ngang"),
    ("report", text("Phụ lục I", "Phụ lục 1"), "annex.number", "Phụ lục 1"),
    ("report", text("Phụ lục II", "Phụ lục III"), "annex.number", "Phụ lục III"),
    ("report", text("Phụ lục II", "Phụ lục"), "annex.number", "Phụ lục"),
    ("report", text("Phụ lục I", "PHỤ LỤC I"), "annex.case", "PHỤ LỤC"),
    ("report", text("Phụ lục I", "Phụ lục I. Kết quả"), "annex.line", "Kết quả"),
    ("report", text("KẾT QUẢ CHỈ", "Kết quả chỉ tiêu"), "annex_title.case", "Kết quả"),
    ("report", removed("(Kèm theo"), "annex_reference.missing", "không có"),
    ("report", text("(Kèm theo", "(Kèm theo Báo cáo)"), "annex_reference.form", "Báo cáo"),
    ("report", text("Kết quả các", "Kết quả ở bảng và Phụ lục I."), "annex.mention", "không nhắc"),
    ("reminder to many", text("Đến hết", "Chưa nhận được."), "annex.mention", "không nhắc"),
]
FACETS, PAGE = _facets(), _page()
SINGLE = [*PAGE, *HEAD, *BODY, *END]
PLANTS = [*FACETS, *SINGLE]
