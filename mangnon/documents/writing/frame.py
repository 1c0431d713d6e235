"""What stands around the body: heading block, title, addressees, bases, signature, annexes."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from mangnon.documents.writing import layout, ooxml
from mangnon.documents.writing.blocks import Writer
from mangnon.documents.writing.letters import balanced, width_mm
from mangnon.documents.writing.model import Annex, Closing, Document, Letterhead, Text

CENTER = WD_ALIGN_PARAGRAPH.CENTER


def set_page(section: Any, *, is_landscape: bool = False) -> None:
    """Give a section the paper and margins of the decree."""
    long, short = Mm(layout.PAGE_HEIGHT), Mm(layout.PAGE_WIDTH)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_landscape else (short, long)
    section.top_margin = ooxml.at_least(layout.MARGIN_TOP)
    section.bottom_margin = ooxml.at_least(layout.MARGIN_BOTTOM)
    section.left_margin = ooxml.at_least(layout.MARGIN_LEFT)
    section.right_margin = ooxml.at_least(layout.MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Mm(layout.HEADER_DISTANCE)
    section.different_first_page_header_footer = True


def add_page_numbers(section: Any) -> None:
    """Number the pages in the middle of the top margin; the first page's own header is empty."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    ooxml.add_page_number(paragraph, layout.PAGE_NUMBER_SIZE)


def add_foot(section: Any, text: str) -> None:
    """Write whose copy this is under every page, the first one too."""
    if not text:
        return
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = CENTER
        paragraph.add_run(text).font.size = Pt(layout.FOOT_SIZE)


def add_letterhead(writer: Writer, letterhead: Letterhead) -> None:
    if not letterhead.issuer:
        _add_nation(writer, letterhead)
        return
    left, right = layout.LETTERHEAD_LEFT, layout.TEXT_WIDTH - layout.LETTERHEAD_LEFT
    table = _borderless(writer, [left, right], rows=2)
    names, registry = table.rows[0].cells, table.rows[1].cells
    has_parent = bool(letterhead.parent)  # a people's committee stands alone
    parent = balanced(letterhead.parent.upper(), left, layout.ISSUER_SIZE) if has_parent else ()
    issuer = balanced(letterhead.issuer.upper(), left, layout.ISSUER_SIZE, bold=True)
    _lines(names[0], *(("Official Parent", line) for line in parent))
    _lines(names[0], *(("Official Issuer", line) for line in issuer))
    issuer_width = width_mm(issuer[-1], layout.ISSUER_SIZE, bold=True)
    ooxml.add_rule(_rule_in(names[0]), issuer_width * layout.RULE_SHARE, left)
    _lines(names[1], ("Official Nation", layout.NATION), ("Official Motto", layout.MOTTO))
    motto_width = width_mm(layout.MOTTO, layout.MOTTO_SIZE, bold=True)
    ooxml.add_rule(_rule_in(names[1]), motto_width, right)
    _lines(registry[0], ("Official Number", letterhead.number))
    if letterhead.subject:
        _add_letter_subject(registry[0], letterhead.subject)
    if letterhead.place:
        place = layout.place_and_date(letterhead.place, letterhead.day, letterhead.year)
        _lines(registry[1], ("Official Place", place))


def _add_letter_subject(cell: _Cell, subject: str) -> None:
    """Write what a letter is about under its number, on lines of like lengths."""
    size, room = layout.LETTER_SUBJECT_SIZE, layout.LETTERHEAD_LEFT - 4
    _lines(cell, *(("Official Letter Subject", line) for line in balanced(subject, room, size)))
    gap = Pt(layout.SUBJECT_GAP)
    cell.paragraphs[1].paragraph_format.space_before = gap
    cell.paragraphs[-1].paragraph_format.space_after = gap


def _add_nation(writer: Writer, letterhead: Letterhead) -> None:
    """Write the head of a person's own letter: the nation in the middle, place and date below."""
    writer.paragraph("Official Nation", layout.NATION)
    writer.paragraph("Official Motto", layout.MOTTO)
    motto_width = width_mm(layout.MOTTO, layout.MOTTO_SIZE, bold=True)
    ooxml.add_rule(writer.paragraph("Official Rule", ""), motto_width, layout.TEXT_WIDTH)
    place = layout.place_and_date(letterhead.place, letterhead.day, letterhead.year)
    writer.paragraph("Official Place", place).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def add_title(writer: Writer, document: Document) -> None:
    """Write the kind and the subject, the subject on lines of like lengths; a letter has none."""
    if not document.kind:
        return
    writer.paragraph("Official Kind", document.kind.upper())
    lines = balanced(document.subject, layout.SUBJECT_WIDTH, layout.TITLE_SIZE, bold=True)
    for line in lines:
        writer.paragraph("Official Subject", line)
    rule = writer.paragraph("Official Rule", "")
    width = width_mm(lines[-1], layout.TITLE_SIZE, bold=True)
    ooxml.add_rule(rule, width * layout.RULE_SHARE, layout.TEXT_WIDTH)
    rule.paragraph_format.space_after = Pt(6)
    for remark in document.remarks:
        writer.paragraph("Official Annex Of", remark)


def add_addressees(writer: Writer, addressed_to: tuple[str, ...]) -> None:
    """Write "Kính gửi: A" for one reader; several are listed, their dashes under the colon."""
    if len(addressed_to) == 1:
        line = writer.paragraph("Official Addressee", f"Kính gửi: {addressed_to[0]}")
        line.alignment = CENTER
        line.paragraph_format.left_indent = Mm(0)
        line.paragraph_format.space_after = Pt(6)
        return
    if addressed_to:
        writer.paragraph("Official Addressee", "Kính gửi:")
    dash = layout.ADDRESSEE_LEFT + width_mm("Kính gửi", layout.BODY_SIZE)
    hanging = width_mm("- ", layout.BODY_SIZE)
    for position, reader in enumerate(addressed_to, start=1):
        is_last = position == len(addressed_to)
        line = writer.paragraph("Official Addressee", f"- {reader}{'.' if is_last else ';'}")
        line.paragraph_format.left_indent = Mm(dash + hanging)
        line.paragraph_format.first_line_indent = Mm(-hanging)
        if is_last:
            line.paragraph_format.space_after = Pt(6)


def add_bases(writer: Writer, bases: tuple[Text, ...]) -> None:
    """Write each basis on its line: ";" after all but the last, "." after the last."""
    for position, basis in enumerate(bases, start=1):
        sign = "." if position == len(bases) else ";"
        text = basis + sign if isinstance(basis, str) else (*basis, sign)
        writer.prose("Official Basis", text)


def add_closing(writer: Writer, closing: Closing) -> None:
    """Write the signature block, never alone on a page: the last paragraph stays with it."""
    last = writer.word.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    right = layout.TEXT_WIDTH - layout.CLOSING_LEFT
    _paragraph_between_tables(writer)
    table = _borderless(writer, [layout.CLOSING_LEFT, right], rows=1)
    ooxml.keep_on_one_page(table.rows[0])
    left, signature = table.rows[0].cells
    others = zip_longest(
        (left, signature)[: len(closing.others)], closing.others, closing.other_signers
    )
    for cell, other, name in others:
        _lines(cell, ("Official Capacity", other.upper()))
        _lines(cell, ("Official Signer", layout.without_titles(name or "")))
    if closing.others:
        left.paragraphs[-1].paragraph_format.space_after = Pt(12)
    if closing.filed:
        _lines(left, ("Official Recipients Title", "Nơi nhận:"))
        for recipient in closing.recipients:
            _lines(left, ("Official Recipients", f"- {recipient};"))
        _lines(left, ("Official Recipients", f"- Lưu: {closing.filed}."))
    for capacity in closing.capacity:
        lines = balanced(capacity.upper(), right, layout.BODY_SIZE, bold=True)
        _lines(signature, *(("Official Capacity", line) for line in lines))
    _lines(signature, ("Official Signer", layout.without_titles(closing.signer)))


def turn(writer: Writer, *, is_landscape: bool) -> None:
    """Go on in a section whose paper lies the other way; the pages go on being numbered."""
    section = _new_section(writer)
    set_page(section, is_landscape=is_landscape)
    section.different_first_page_header_footer = False


def add_annex(writer: Writer, annex: Annex, number: int | None, attached_to: str) -> None:
    """Begin a section of its own with its own page numbers; a lone annex has no number."""
    section = _new_section(writer)
    set_page(section, is_landscape=annex.is_landscape)
    ooxml.number_pages_from(section, 1)
    writer.after_table = False
    writer.numbers = {}
    title = layout.annex_name(number)
    writer.paragraph("Official Annex", title)
    writer.paragraph("Official Annex Title", annex.title.upper())
    if attached_to:
        writer.paragraph("Official Annex Of", f"({attached_to})")
    line = layout.LANDSCAPE_TEXT_WIDTH if annex.is_landscape else layout.TEXT_WIDTH
    rule = writer.paragraph("Official Rule", "")
    width = width_mm(attached_to or annex.title.upper(), layout.BODY_SIZE)
    ooxml.add_rule(rule, min(width, line) * layout.RULE_SHARE, line)
    rule.paragraph_format.space_after = Pt(8)
    for block in annex.blocks:
        writer.add(block)


def _new_section(writer: Writer) -> Any:
    """Start a section; the break rides on the paragraph before, not on an empty one of its own."""
    section = writer.word.add_section(WD_SECTION.NEW_PAGE)
    holder = writer.word.element.body.findall(qn("w:p"))[-1]
    before = holder.getprevious()
    if before is not None and before.tag == qn("w:p"):
        before.get_or_add_pPr().append(holder.pPr.find(qn("w:sectPr")))
        writer.word.element.body.remove(holder)
    else:
        _shrink(writer.word.paragraphs[-1])
    return section


def _paragraph_between_tables(writer: Writer) -> None:
    if writer.after_table:
        _shrink(writer.word.add_paragraph())
        writer.after_table = False


def _shrink(paragraph: Any) -> None:
    """Make a paragraph that Word needs, and no reader does, as low as a rule."""
    paragraph.style = "Official Rule"
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.space_after = Pt(0)


def _borderless(writer: Writer, widths: list[float], rows: int) -> Any:
    table = writer.word.add_table(rows=rows, cols=len(widths))
    ooxml.cell_margins(table, side_mm=0)
    ooxml.fix_widths(table, widths)
    return table


def _lines(cell: _Cell, *lines: tuple[str, str]) -> None:
    """Append styled lines to a cell; the empty paragraph every new cell has is used first."""
    for style, text in lines:
        first = cell.paragraphs[0]
        is_unused = len(cell.paragraphs) == 1 and not first.runs
        paragraph = first if is_unused else cell.add_paragraph()
        paragraph.style = style
        paragraph.add_run(text)


def _rule_in(cell: _Cell) -> Any:
    return cell.add_paragraph(style="Official Rule")
