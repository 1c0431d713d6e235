"""Word files piece by piece: numbers Word writes, merged cells, content controls, bold runs."""

import io
import zipfile

import pytest
from docx import Document

from mangnon.documents.reading.errors import PlanError
from mangnon.documents.reading.files.docx_source import read_docx
from tests.documents.docx_plans import saved

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(body, *, numbering="", styles=""):
    """A Word file of raw XML: only the parts the reader looks at."""
    parts = {"word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>"}
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {SPACE}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {SPACE}>{styles}</w:styles>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def lines(body, **parts):
    return read_docx("plan.docx", package(body, **parts))


def texts(body, **parts):
    return [line.text for line in lines(body, **parts)]


def p(text, *, numbered=None, style=None):
    level = ""
    if numbered is not None:
        level = f'<w:numPr><w:ilvl w:val="{numbered}"/><w:numId w:val="1"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{level}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def levels(*forms):
    """Numbering 1 whose levels have these (form, text) pairs."""
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{written}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )


@pytest.mark.parametrize(
    ("form", "text", "written"),
    [
        ("upperRoman", "%1.", ["I. A", "II. A", "III. A", "IV. A"]),
        ("lowerRoman", "%1)", ["i) A", "ii) A", "iii) A", "iv) A"]),
        ("lowerLetter", "%1)", ["a) A", "b) A", "c) A", "d) A"]),
        ("upperLetter", "%1.", ["A. A", "B. A", "C. A", "D. A"]),
        ("decimal", "(%1)", ["(1) A", "(2) A", "(3) A", "(4) A"]),
        ("decimalZero", "%1.", ["01. A", "02. A", "03. A", "04. A"]),
        ("bullet", "\uf0b7", ["• A"] * 4),
        ("bullet", "-", ["- A"] * 4),
        ("bullet", " ", ["- A"] * 4),
    ],
)
def test_automatic_numbers_are_written_as_word_shows_them(form, text, written):
    assert texts(p("A", numbered=0) * 4, numbering=levels((form, text))) == written


def test_a_deeper_level_starts_again_below_each_number():
    numbering = levels(("decimal", "%1."), ("decimal", "%1.%2."))
    body = p("A", numbered=0) + p("B", numbered=1) * 2 + p("C", numbered=0) + p("D", numbered=1)
    assert texts(body, numbering=numbering) == ["1. A", "1.1. B", "1.2. B", "2. C", "2.1. D"]


def test_an_empty_paragraph_takes_no_number_and_keeps_its_line():
    body = p("A", numbered=0) + p("", numbered=0) + p("B", numbered=0)
    found = lines(body, numbering=levels(("decimal", "%1.")))
    assert [(line.line, line.text) for line in found] == [(1, "1. A"), (2, ""), (3, "2. B")]


def test_a_style_may_carry_the_number():
    style = (
        '<w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    found = texts(p("A", style="Muc"), numbering=levels(("decimal", "%1.")), styles=style)
    assert found == ["1. A"]


def test_a_style_takes_the_number_of_the_style_it_builds_on():
    styles = (
        '<w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>'
    )
    found = texts(p("A", style="Con"), numbering=levels(("decimal", "%1.")), styles=styles)
    assert found == ["1. A"]


def test_styles_that_build_on_each_other_in_a_circle_have_no_number():
    styles = '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    assert texts(p("A", style="A"), numbering=levels(("decimal", "%1.")), styles=styles) == ["A"]


def test_the_level_of_a_style_is_where_the_numbering_names_it():
    numbering = levels(("upperRoman", "%1."), ("decimal", "%2.")).replace(
        '<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="Muc"/>'
    )
    style = (
        '<w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = p("A", numbered=0) + p("B", style="Muc")
    assert texts(body, numbering=numbering, styles=style) == ["I. A", "1. B"]


def test_a_number_may_start_again_where_it_says_so():
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    on = '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    body = "".join(
        p("A", numbered=0).replace('numId w:val="1"', f'numId w:val="{number}"')
        for number in (1, 1, 3, 2, 2)
    )
    numbering = levels(("decimal", "%1.")) + again + on
    assert texts(body, numbering=numbering) == ["1. A", "2. A", "3. A", "1. A", "2. A"]


def test_a_number_may_be_written_in_another_way():
    other = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:lvl'
        ' w:ilvl="0"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>'
        "</w:lvlOverride></w:num>"
    )
    body = p("A", numbered=0).replace('numId w:val="1"', 'numId w:val="2"')
    assert texts(body, numbering=levels(("decimal", "%1.")) + other) == ["a) A"]


@pytest.mark.parametrize(("sign", "bullet"), [("§", "▪"), ("Ø", "➢"), ("ü", "✓"), ("v", "•")])
def test_bullets_of_wingdings_are_written_as_signs(sign, bullet):
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>'
    numbering = levels(("bullet", sign)).replace("</w:lvl>", fonts)
    assert texts(p("A", numbered=0), numbering=numbering) == [f"{bullet} A"]


def test_a_number_that_is_not_defined_is_left_out():
    assert texts(p("A", numbered=5), numbering=levels(("decimal", "%1."))) == ["A"]
    assert texts(p("A", numbered=0)) == ["A"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>một</w:t></w:r><w:r><w:t> hai</w:t></w:r>", "một hai"),
        ("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>", "một\nhai"),
        ("<w:r><w:t>Lao động</w:t><w:noBreakHyphen/><w:t>Xã hội</w:t></w:r>", "Lao động-Xã hội"),
        ("<w:r><w:t>một</w:t><w:tab/><w:t>hai</w:t></w:r>", "một   hai"),
        ("<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>", "thêm"),
        ("<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>", ""),
        ("<w:moveFrom><w:r><w:t>bỏ</w:t></w:r></w:moveFrom>", ""),
        ("<w:hyperlink><w:r><w:t>nối</w:t></w:r></w:hyperlink>", "nối"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", ""),
        ("<w:sdt><w:sdtContent><w:r><w:t>ô</w:t></w:r></w:sdtContent></w:sdt>", "ô"),
    ],
)
def test_a_paragraph_reads_as_word_shows_it(inner, text):
    assert texts(f"<w:p>{inner}</w:p>") == [text]


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("thấy") + run(" ẩn", "<w:vanish/>"), "thấy"),
        (run("thấy") + run(" rõ", '<w:vanish w:val="0"/>'), "thấy rõ"),
        (run("chú thích") + run("1", RAISED) + run(" tiếp"), "chú thích tiếp"),
        (run("500 m") + run("2", RAISED), "500 m2"),
        ('<w:r><w:footnoteReference w:id="2"/></w:r>' + run("câu"), "câu"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 95%"), "≥ 95%"),
        ('<w:r><w:sym w:font="Symbol" w:char="x"/></w:r>' + run("câu"), "câu"),
        (run("\uf0a3 5%"), "≤ 5%"),
        ('<w:fldSimple w:instr="DATE">' + run("10/11/2026") + "</w:fldSimple>", "10/11/2026"),
        ("<w:moveTo>" + run("dời") + "</w:moveTo>", "dời"),
        ("<w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:ins>", ""),
    ],
)
def test_runs_read_as_word_shows_them(inner, text):
    assert texts(f"<w:p>{inner}</w:p>") == [text]


def unmarked(text):
    """A paragraph whose end mark is deleted."""
    return f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run(text)}</w:p>"


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    found = lines(unmarked("1. Sở Y ") + p("tế") + p("B"))
    assert [(line.line, line.text) for line in found] == [(1, "1. Sở Y tế"), (2, "B")]


def test_a_deleted_paragraph_leaves_no_line():
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>" + run("bỏ") + "</w:del></w:p>"
    assert texts(p("A") + gone + p("B")) == ["A", "B"]


def test_a_deleted_mark_joins_paragraphs_of_a_cell_too():
    inner = f"<w:tc>{unmarked('Sở Y ')}{p('tế')}{p('B')}</w:tc>"
    (found,) = lines(table(inner + cell("1")))
    assert found.cells == ("Sở Y tế\nB", "1")


def test_a_deleted_row_is_left_out():
    rows = table(cell("A") + cell("1"), "<w:trPr><w:del/></w:trPr>" + cell("B") + cell("2"))
    assert [line.cells for line in lines(rows)] == [("A", "1")]


def test_a_row_that_starts_further_right_keeps_its_columns():
    rows = table(cell("A") + cell("1"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("2"))
    assert [line.cells for line in lines(rows)] == [("A", "1"), ("", "2")]


def test_a_frame_of_one_cell_round_a_table_is_no_table():
    framed = f"<w:tc>{p('Bảng 1')}{table(cell('A') + cell('1'))}{p('')}</w:tc>"
    assert [(line.text, line.cells) for line in lines(table(framed))][:2] == [
        ("Bảng 1", None),
        ("A 1", ("A", "1")),
    ]


BOXED = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
)


def test_a_text_box_is_read_once_where_it_is_anchored():
    box = f"<w:txbxContent>{p('UBND TỈNH')}{p('Số: 1/KH-UBND')}</w:txbxContent>"
    body = p("A") + f"<w:p><w:r>{BOXED.format(box=box)}</w:r>{run('KẾ HOẠCH')}</w:p>" + p("B")
    assert [(line.line, line.text) for line in lines(body)] == [
        (1, "A"),
        (2, "UBND TỈNH"),
        (2, "Số: 1/KH-UBND"),
        (2, "KẾ HOẠCH"),
        (3, "B"),
    ]


def test_a_text_box_of_old_word_files_is_read():
    box = f"<w:pict><w:txbxContent>{p('UBND TỈNH')}</w:txbxContent></w:pict>"
    assert texts(f"<w:p><w:r>{box}</w:r></w:p>") == ["UBND TỈNH", ""]
    (row,) = lines(table(f"<w:tc><w:p><w:r>{box}</w:r></w:p></w:tc>" + cell("1")))
    assert row.cells == ("UBND TỈNH", "1")


def test_paragraphs_in_a_content_control_are_part_of_the_body():
    body = f"{p('A')}<w:sdt><w:sdtContent>{p('B')}</w:sdtContent></w:sdt>{p('C')}"
    assert texts(body) == ["A", "B", "C"]


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_each_row_is_one_line_and_counts_on_after_the_paragraphs():
    found = lines(p("A") + table(cell("1") + cell("2"), cell("3") + cell("4")) + p("B"))
    assert [(line.line, line.text, line.cells) for line in found] == [
        (1, "A", None),
        (2, "1 2", ("1", "2")),
        (3, "3 4", ("3", "4")),
        (4, "B", None),
    ]


def test_a_cell_over_several_columns_keeps_the_others_in_place():
    (found,) = lines(table(cell("rộng", '<w:gridSpan w:val="2"/>') + cell("cuối")))
    assert found.cells == ("rộng", "", "cuối")


def test_a_cell_over_several_rows_says_its_text_on_each():
    first = cell("Sở Y tế", '<w:vMerge w:val="restart"/>') + cell("1")
    second = cell("", "<w:vMerge/>") + cell("2")
    assert [line.cells for line in lines(table(first, second))] == [
        ("Sở Y tế", "1"),
        ("Sở Y tế", "2"),
    ]


def test_a_table_in_a_cell_is_text_of_that_cell():
    outer = f"<w:tc>{table(cell('trong'))}{p('ngoài')}</w:tc>"
    (found,) = lines(table(outer + cell("bên")))
    assert found.cells == ("trong\nngoài", "bên")


@pytest.mark.parametrize(
    ("runs", "is_bold"),
    [
        ([("Kinh phí", True)], True),
        ([("Kinh ", True), ("phí", True)], True),
        ([("Kinh ", True), ("phí", False)], False),
        ([("Kinh phí", True), ("  ", False)], True),
        ([("", True)], False),
    ],
)
def test_a_paragraph_is_bold_when_all_its_written_runs_are(runs, is_bold):
    document = Document()
    paragraph = document.add_paragraph()
    for text, bold in runs:
        paragraph.add_run(text).bold = bold
    assert read_docx("a.docx", saved(document))[0].is_bold is is_bold


def test_a_heading_style_counts_as_bold():
    document = Document()
    document.add_heading("Kinh phí", level=2)
    assert read_docx("a.docx", saved(document))[0].is_bold is True


@pytest.mark.parametrize("width", ["-5", "", "x", "99999999999999999999"])
def test_a_width_that_no_table_has_does_no_harm(width):
    body = table(cell("A", f'<w:gridSpan w:val="{width}"/>') + cell("B"))
    try:
        (found,) = lines(body)
    except PlanError as refusal:
        assert "cột" in str(refusal)  # noqa: PT017
    else:
        assert (found.cells[0], found.cells[-1]) == ("A", "B")
