"""Right documents as others type them: no style of ours, every way to draw a line or a column."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

CENTER, BOTH, LEFT = ALIGN.CENTER, ALIGN.JUSTIFY, ALIGN.LEFT
NATION, MOTTO = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NUMBER, PLACE = "Số: 128/KH-UBND", "Bình Phước, ngày 20 tháng 5 năm 2025"


def blank() -> Any:
    """Return a new Word document with the decree's paper, and numbers of pages."""
    word = docx.Document()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE \\* MERGEFORMAT "/>'
    line._p.append(parse_xml(field))
    line._p[-1].append(line.add_run("2")._r)
    return word


def say(holder: Any, words: str, size: float = 14, *, align: Any = CENTER, **form: Any) -> Any:
    """Write a paragraph; `faces` of its words are "b", "i" or both."""
    faces = form.pop("faces", "")
    paragraph = holder.add_paragraph()
    paragraph.alignment = align
    for name, value in form.items():
        setattr(paragraph.paragraph_format, name, value)
    run = paragraph.add_run(words)
    run.font.size, run.font.bold, run.font.italic = Pt(size), "b" in faces, "i" in faces
    return paragraph


def underscores(holder: Any, count: int) -> None:
    say(holder, "_" * count, 8)


def body(word: Any) -> None:
    running = {"align": BOTH, "first_line_indent": Mm(10), "space_after": Pt(6)}
    say(word, "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;", faces="i", **running)
    say(word, "Căn cứ Kế hoạch số 206/KH-UBND ngày 14 tháng 6 năm 2021.", faces="i", **running)
    say(word, "Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:", **running)
    say(word, "I. MỤC ĐÍCH", faces="b", **running)
    say(word, "1. Mục đích chung", faces="b", **running)
    say(word, "- Trẻ em được an toàn, được học tập, được chăm sóc sức khỏe.", **running)
    say(word, "2. Việc này do Sở Y tế chủ trì.", **running)
    say(word, "a) Đến năm 2025, 76,9% xã, phường đạt tiêu chuẩn;", **running)
    say(word, "b) Các cơ quan báo cáo đúng hạn.", **running)
    emphasis = say(word, "Các cơ quan nghiêm túc thực hiện ", **running)
    aside = emphasis.add_run("(có hướng dẫn riêng)")
    aside.font.size, aside.font.italic = Pt(14), True
    emphasis.add_run("./.").font.size = Pt(14)


def title(word: Any) -> None:
    say(word, "")
    say(word, "KẾ HOẠCH", faces="b")
    say(word, "Công tác trẻ em năm 2025", faces="b")
    underscores(word, 16)
    say(word, "")


def closing(word: Any) -> None:
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    first = left.paragraphs[0]
    first.add_run("Nơi nhận:").font.size = Pt(12)
    first.runs[0].font.bold = first.runs[0].font.italic = True
    for line in ("- Bộ Y tế;", "- Lưu: VT, KGVX."):
        say(left, line, 11, align=LEFT)
    sign(right)


def sign(holder: Any) -> None:
    for line in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"):
        say(holder, line, 13, faces="b")
    for _line in range(4):
        say(holder, "")
    say(holder, "Trần Tuyết Minh", faces="b")


def saved(word: Any) -> bytes:
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def by_table(change: Callable[[Any], None] | None = None) -> bytes:
    """One row of two cells, lines of underscores, everything set by hand; then changed."""
    word = blank()
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    say(left, "ỦY BAN NHÂN DÂN", 12, faces="b")
    say(left, "TỈNH BÌNH PHƯỚC", 12, faces="b")
    underscores(left, 11)
    say(left, NUMBER, 13)
    say(right, NATION, 12, faces="b")
    say(right, MOTTO, 13, faces="b")
    underscores(right, 40)
    say(right, PLACE, 13, faces="i")
    title(word)
    body(word)
    closing(word)
    if change:
        change(word)
    return saved(word)


def twice_bold(word: Any) -> None:
    """Give a heading a bold style of the paragraph and a bold style of the letters."""
    for name, kind in (("Heavy", WD_STYLE_TYPE.PARAGRAPH), ("Strong", WD_STYLE_TYPE.CHARACTER)):
        style = word.styles[name] if name in word.styles else word.styles.add_style(name, kind)
        style.font.bold = True
    word.styles["Heavy"].base_style = word.styles["Normal"]
    heading = next(p for p in word.paragraphs if p.text.startswith("I. "))
    heading.style = "Heavy"
    heading.runs[0].style, heading.runs[0].font.bold = "Strong", None


def by_soft_breaks() -> bytes:
    """Names, motto and lines in one paragraph each, parted by Shift+Enter."""
    word = blank()
    names, registry = (row.cells for row in word.add_table(rows=2, cols=2).rows)
    broken(names[0], [("UBND TỈNH BÌNH PHƯỚC", 12, ""), ("SỞ Y TẾ", 12, "b"), ("____", 8, "")])
    broken(names[1], [(NATION, 12, "b"), (MOTTO, 13, "b"), ("_" * 40, 8, "")])
    broken(registry[0], [("Số: 05/KH-SYT", 13, "")])
    broken(registry[1], [(PLACE, 13, "i")])
    title(word)
    body(word)
    closing(word)
    return saved(word)


def broken(holder: Any, lines: list[tuple[str, float, str]]) -> None:
    paragraph = holder.paragraphs[0]
    paragraph.alignment = CENTER
    for at, (words, size, faces) in enumerate(lines):
        run = paragraph.add_run(words)
        run.font.size, run.font.bold, run.font.italic = Pt(size), "b" in faces, "i" in faces
        if at < len(lines) - 1:
            run.add_break()


def by_tabs() -> bytes:
    """No table at all: columns parted by tabs, in the heading and at the end."""
    word = blank()
    for left, right in (
        (("UBND TỈNH BÌNH PHƯỚC", 12, ""), (NATION, 12, "b")),
        (("SỞ Y TẾ", 12, "b"), (MOTTO, 13, "b")),
        (("____", 8, ""), ("_" * 40, 8, "")),
        (("Số: 05/KH-SYT", 13, ""), (PLACE, 13, "i")),
    ):
        tabbed(word, left, right)
    title(word)
    body(word)
    tabbed(word, ("Nơi nhận:", 12, "bi"), ("KT. GIÁM ĐỐC", 14, "b"))
    tabbed(word, ("- Bộ Y tế;", 11, ""), ("PHÓ GIÁM ĐỐC", 14, "b"))
    tabbed(word, ("- Lưu: VT, BMTE.", 11, ""), ("", 14, ""))
    say(word, "")
    tabbed(word, ("", 11, ""), ("Nguyễn Thị Hoà", 14, "b"))
    return saved(word)


def tabbed(word: Any, left: tuple[str, float, str], right: tuple[str, float, str]) -> None:
    paragraph = word.add_paragraph()
    for at, (words, size, faces) in enumerate((left, right)):
        run = paragraph.add_run(("\t" if at else "") + words)
        run.font.size, run.font.bold, run.font.italic = Pt(size), "b" in faces, "i" in faces


SHAPE = """<w:r {w} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor><wp:extent cx="{emu}" cy="0"/><wp:docPr id="{id}" name="Line"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:spPr>
<a:prstGeom prst="line"/><a:ln w="9525">{dash}</a:ln></wps:spPr></wps:wsp></a:graphicData>
</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>
<w:pict><v:line from="0,0" to="999pt,0"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
OLD_LINE = (
    '<w:r {w} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
    '<v:line from="0,0" to="{pt}pt,0"/></w:pict></w:r>'
)


def by_shapes(*, dash: str = "", motto_mm: float = 56) -> bytes:
    """Lines drawn as shapes, new and old, anchored in the words above them."""
    word = blank()
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    say(left, "UBND TỈNH BÌNH PHƯỚC", 12)
    old = OLD_LINE.format(w=nsdecls("w"), pt=20)
    say(left, "SỞ Y TẾ", 12, faces="b")._p.append(parse_xml(old))
    say(left, "Số: 05/KH-SYT", 13)
    say(right, NATION, 12, faces="b")
    new = SHAPE.format(w=nsdecls("w"), emu=round(motto_mm * 36000), id=1, dash=dash)
    say(right, MOTTO, 13, faces="b")._p.append(parse_xml(new))
    say(right, PLACE, 13, faces="i")
    say(word, "KẾ HOẠCH", faces="b")
    new = SHAPE.format(w=nsdecls("w"), emu=25 * 36000, id=2, dash="")
    say(word, "Công tác trẻ em năm 2025", faces="b")._p.append(parse_xml(new))
    body(word)
    closing(word)
    return saved(word)


def by_theme() -> bytes:
    """The font comes from the theme, sizes from the defaults, bold from styles that meet."""
    word = docx.Document(io.BytesIO(by_table()))
    fonts = word.styles["Normal"].element.rPr.rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    theme = next(p for p in word.part.package.iter_parts() if "theme" in str(p.partname))
    theme._blob = theme.blob.replace(b'typeface="Cambria"', b'typeface="Times New Roman"')
    return saved(word)


def by_tracked_changes() -> bytes:
    """Words put in are tracked, words of another size and font are struck out."""
    word = docx.Document(io.BytesIO(by_table()))
    paragraph = next(p for p in word.paragraphs if p.text.startswith("- Trẻ em"))
    added = parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="A"/>')
    run = paragraph.runs[0]._r
    run.addprevious(added)
    added.append(run)
    struck = (
        f'<w:del {nsdecls("w")} w:id="2" w:author="A"><w:r><w:rPr><w:rFonts w:ascii="Arial"/>'
        '<w:sz w:val="40"/></w:rPr><w:delText>bỏ</w:delText></w:r></w:del>'
    )
    paragraph._p.append(parse_xml(struck))
    return saved(word)


RIGHT = {
    "table": by_table,
    "soft breaks": by_soft_breaks,
    "tabs": by_tabs,
    "shapes": by_shapes,
    "theme": by_theme,
    "tracked changes": by_tracked_changes,
}
