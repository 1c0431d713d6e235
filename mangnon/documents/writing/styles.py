"""Named Word styles with the sizes of the decree, so that a typist can go on editing by style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mangnon.documents.decree import decree
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
    align: Align = Align.CENTER
    first_line: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    keep_with_next: bool = False


def _of(element: str, **changes: Any) -> Look:
    """Return how the decree wants an element; `changes` say what it leaves open."""
    asked = decree().elements[element]
    common: dict[str, Any] = {"size": asked.write, "bold": asked.bold, "italic": asked.italic}
    if asked.align != "any":
        common["align"] = Align(asked.align)
    return Look(**common | changes)


def _running(element: str, **changes: Any) -> Look:
    """Return the look of running text: justified, indented, with a gap after it."""
    common: dict[str, Any] = {
        "align": Align.BOTH,
        "first_line": layout.FIRST_LINE,
        "after": layout.SPACE_AFTER,
        "spacing": layout.LINE_SPACING,
    }
    return _of(element, **common | changes)


LOOKS: dict[str, Look] = {
    "Official Parent": _of("parent"),
    "Official Issuer": _of("issuer"),
    "Official Nation": _of("nation"),
    "Official Motto": _of("motto"),
    "Official Number": _of("number", before=6),
    "Official Letter Subject": _of("letter_subject"),
    "Official Place": _of("place", before=6),
    "Official Rule": Look(size=2),
    "Official Kind": _of("kind", before=10),
    "Official Subject": _of("subject"),
    "Official Addressee": _of("addressee", align=Align.LEFT, left=35, after=1),
    "Official Basis": _running("basis"),
    "Official Body": _running("body"),
    "Official Centered": Look(bold=True, before=4, after=6, keep_with_next=True),
    "Official Division": _of("division", before=6, keep_with_next=True),
    "Official Division Title": _of("division_title", after=6, keep_with_next=True),
    "Official Article": _running("article", keep_with_next=True),
    "Official Table Title": Look(
        size=layout.TABLE_TITLE_SIZE, bold=True, before=6, after=4, keep_with_next=True
    ),
    "Official Table Text": Look(size=layout.TABLE_TEXT_SIZE, align=Align.LEFT),
    "Official Picture": Look(before=6, after=4),
    "Official Note": Look(size=layout.NOTE_SIZE, italic=True, align=Align.LEFT, before=4, after=2),
    "Official Capacity": _of("capacity"),
    "Official Signer": _of("signer", before=layout.CLOSING_GAP),
    "Official Recipients Title": _of("recipients_title"),
    "Official Recipients": _of("recipient"),
    "Official Annex": _of("annex"),
    "Official Annex Title": _of("annex_title"),
    "Official Annex Of": _of("annex_reference", after=6),
    "Heading 1": _running("section", align=Align.LEFT, before=6, keep_with_next=True),
    "Heading 2": _running("clause_title", align=Align.LEFT, before=2, keep_with_next=True),
    "Heading 3": _running("point", keep_with_next=True),
}


KEPT = {"Normal", "Header", "Header Char", "Footer", "Footer Char", "Default Paragraph Font",
        "Normal Table", "Table Grid", "No List"}  # fmt: skip


def prepare(word: WordDocument) -> None:
    """Set the document's defaults and add every style of LOOKS."""
    _set_defaults(word)
    known = _drop_unused(word)
    for name, look in LOOKS.items():
        is_known = name in known
        style = (
            word.styles[name] if is_known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        _apply(style, look)


def _drop_unused(word: WordDocument) -> set[str]:
    """Take out the template's 150 styles that no document of ours uses; return those that stay."""
    kept = set()
    for style in list(word.styles):
        if style.name in KEPT or style.name in LOOKS or style.name.removesuffix(" Char") in LOOKS:
            kept.add(style.name)
        else:
            style.delete()
    return kept


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
