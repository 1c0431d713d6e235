"""Named Word styles with the sizes of the decree, so that a typist can go on editing by style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mangnon.documents.writing import layout
from mangnon.documents.writing.model import Align
from mangnon.documents.writing.ooxml import element

ALIGNMENT = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.BOTH: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True)
class Look:
    """How the paragraphs of one style stand: sizes and spaces in points, indents in mm."""

    size: float = layout.BODY_SIZE
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: Align = Align.CENTER
    first_line: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    keep_with_next: bool = False


def _body(**changes: Any) -> Look:
    common: dict[str, Any] = {
        "align": Align.BOTH,
        "first_line": layout.FIRST_LINE,
        "after": layout.SPACE_AFTER,
        "spacing": layout.LINE_SPACING,
    }
    return Look(**common | changes)


LOOKS: dict[str, Look] = {
    "Official Parent": Look(size=layout.ISSUER_SIZE, caps=True),
    "Official Issuer": Look(size=layout.ISSUER_SIZE, bold=True, caps=True),
    "Official Nation": Look(size=layout.NATION_SIZE, bold=True),
    "Official Motto": Look(size=layout.MOTTO_SIZE, bold=True),
    "Official Number": Look(size=layout.NUMBER_SIZE, before=6),
    "Official Place": Look(size=layout.PLACE_SIZE, italic=True, before=6),
    "Official Rule": Look(size=2),
    "Official Kind": Look(size=layout.TITLE_SIZE, bold=True, caps=True, before=10),
    "Official Subject": Look(size=layout.TITLE_SIZE, bold=True),
    "Official Addressee": Look(align=Align.LEFT, left=35, after=1),
    "Official Basis": _body(italic=True),
    "Official Body": _body(),
    "Official Centered": Look(bold=True, before=4, after=6, keep_with_next=True),
    "Official Table Title": Look(size=13, bold=True, before=6, after=4, keep_with_next=True),
    "Official Table Text": Look(size=12, align=Align.LEFT),
    "Official Picture": Look(before=6, after=4),
    "Official Note": Look(size=layout.NOTE_SIZE, italic=True, align=Align.LEFT, before=4, after=2),
    "Official Capacity": Look(bold=True, caps=True),
    "Official Signer": Look(bold=True, before=layout.CLOSING_GAP),
    "Official Recipients Title": Look(
        size=layout.RECIPIENTS_TITLE_SIZE, bold=True, italic=True, align=Align.LEFT
    ),
    "Official Recipients": Look(size=layout.RECIPIENTS_SIZE, align=Align.LEFT),
    "Official Annex": Look(bold=True),
    "Official Annex Title": Look(bold=True, caps=True),
    "Official Annex Of": Look(italic=True, after=6),
    "Heading 1": _body(align=Align.LEFT, bold=True, caps=True, before=6, keep_with_next=True),
    "Heading 2": _body(align=Align.LEFT, bold=True, before=2, keep_with_next=True),
    "Heading 3": _body(keep_with_next=True),
}


def prepare(word: WordDocument) -> None:
    """Set the document's defaults and add every style of LOOKS."""
    _set_defaults(word)
    for name, look in LOOKS.items():
        known = name in [style.name for style in word.styles]
        style = word.styles[name] if known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _apply(style, look)


def _set_defaults(word: WordDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(properties):
        properties.remove(child)
    properties.append(_fonts())
    properties.append(element("sz", val=round(layout.BODY_SIZE * 2)))
    properties.append(element("szCs", val=round(layout.BODY_SIZE * 2)))
    properties.append(
        element("lang", val=layout.LANGUAGE, eastAsia=layout.LANGUAGE, bidi=layout.LANGUAGE)
    )
    spacing = defaults.find(qn("w:pPrDefault")).find(qn("w:pPr")).find(qn("w:spacing"))
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")


def _fonts() -> Any:
    names = ("ascii", "hAnsi", "eastAsia", "cs")
    return element("rFonts", **dict.fromkeys(names, layout.FONT))


def _apply(style: Any, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(_fonts())
    style.font.size = Pt(look.size)
    style.font.bold, style.font.italic = look.bold, look.italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.alignment = ALIGNMENT[look.align]
    form.first_line_indent, form.left_indent = Mm(look.first_line), Mm(look.left)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = look.spacing
    form.keep_with_next = look.keep_with_next
    form.widow_control = True
