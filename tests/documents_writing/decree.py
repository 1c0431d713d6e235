"""Decree 30/2020/NĐ-CP, annex I, as rules over a .docx: what a registry clerk would send back.

The rules look at what is on the page (sizes, faces, places of the words), never at the names of our
styles, so that a wrong style is found too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from mangnon.documents.writing.letters import width_mm

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NUMBER = re.compile(r"Số:\s*\d*\s*/[A-ZĐ]+-[A-ZĐ.]+")
DATED = re.compile(r"[A-ZĐ][\w\s]+, ngày\s+(\d*)\s*tháng\s+(\d*)\s*năm (\d{4})")
RIGHTS = re.compile(r"((TM|KT|TL|TUQ|Q)\. )?[A-ZĐÀ-Ỹ ,\-]+")
HEADINGS = {
    "part": re.compile(r"[IVX]+\. \S"),
    "clause": re.compile(r"\d+\. \S"),
    "point": re.compile(r"[a-zđ]\) \S"),
}


@dataclass(frozen=True)
class Line:
    """A paragraph as it prints."""

    at: Paragraph
    text: str
    size: float
    bold: bool
    italic: bool

    @property
    def align(self) -> ALIGN | None:
        return _first(self.at.alignment, self.at.style.paragraph_format.alignment)

    def measure(self, name: str) -> float:
        """Return a length of the paragraph format in points, from the style where not its own."""
        own, style = self.at.paragraph_format, self.at.style.paragraph_format
        found = _first(getattr(own, name), getattr(style, name), 0)
        return getattr(found, "pt", found)

    def rule_mm(self) -> float | None:
        """Return how far the rule that this paragraph draws is indented, both sides; or None."""
        properties = self.at._p.pPr
        border = None if properties is None else properties.find(qn("w:pBdr"))
        if border is None:
            return None
        form = self.at.paragraph_format
        return form.left_indent.mm + form.right_indent.mm


def _first(*values):
    return next((value for value in values if value is not None), None)


def line(paragraph: Paragraph) -> Line:
    style = paragraph.style.font
    runs = [run for run in paragraph.runs if run.text.strip()] or paragraph.runs
    font = runs[0].font if runs else style
    return Line(
        at=paragraph,
        text=paragraph.text.replace("\u00a0", " "),
        size=_first(font.size, style.size).pt,
        bold=bool(_first(font.bold, style.bold)),
        italic=bool(_first(font.italic, style.italic)),
    )


def departures(content: bytes) -> list[str]:
    """Return every departure from the decree, each with the rule's name before a colon."""
    word = docx.Document(io.BytesIO(content))
    found = []
    for rule in (page, letters, letterhead, title, bases, addressees, body, closing, numbers,
                 annexes, tables, pictures):  # fmt: skip
        found += [f"{rule.__name__}: {what}" for what in rule(word)]
    return found


def page(word) -> Iterator[str]:
    for section in word.sections:
        sides = sorted((round(section.page_width.mm), round(section.page_height.mm)))
        if sides != [210, 297]:
            yield f"the paper is {sides}, not A4"
        for side, least, most in (("top", 20, 25), ("bottom", 20, 25), ("left", 30, 35),
                                  ("right", 15, 20)):  # fmt: skip
            margin = getattr(section, f"{side}_margin").mm
            if not least <= margin <= most + 0.01:
                yield f"the {side} margin is {margin:.1f} mm"
    if word.sections[0].orientation != WD_ORIENT.PORTRAIT:
        yield "the document itself lies on its side"


def letters(word) -> Iterator[str]:
    for paragraph in _all(word):
        for run in paragraph.runs:
            fonts = run._r.rPr.rFonts if run._r.rPr is not None else None
            if fonts is not None and set(fonts.attrib.values()) != {"Times New Roman"}:
                yield f"another font in {run.text!r}"
            colour = _first(run.font.color.rgb, paragraph.style.font.color.rgb)
            if colour is not None and str(colour) != "000000":
                yield f"another colour in {run.text!r}"
        style = paragraph.style.element.rPr
        fonts = None if style is None else style.find(qn("w:rFonts"))
        if fonts is not None and set(fonts.attrib.values()) != {"Times New Roman"}:
            yield f"another font in the style {paragraph.style.name}"


def letterhead(word) -> Iterator[str]:
    (left, right), (registry, dated) = (row.cells for row in word.tables[0].rows[:2])
    names = [line(p) for p in left.paragraphs]
    nation = [line(p) for p in right.paragraphs]
    yield from _wrong(nation[0], "the nation", lambda n: n.text == NATION, (12, 13), bold=True)
    yield from _wrong(nation[1], "the motto", lambda n: n.text == MOTTO, (13, 14), bold=True)
    motto = width_mm(MOTTO, nation[1].size, bold=True)
    yield from _rule(nation[2], right.width.mm, (motto - 1, motto + 1), "the motto")
    *names, issuer, rule = names
    if names and names[0].bold:
        yield "the parent body is in bold"
    for name in names:
        yield from _wrong(name, "a name", _is_upper, (12, 13), bold=name.bold)
    yield from _wrong(issuer, "the issuer", _is_upper, (12, 13), bold=True)
    width = width_mm(issuer.text, issuer.size, bold=True)
    yield from _rule(rule, left.width.mm, (width / 3, width / 2), "the issuer")
    number = line(registry.paragraphs[0])
    yield from _wrong(
        number, "the number", lambda n: NUMBER.fullmatch(n.text.replace(".", "X")), (13, 13)
    )
    place = line(dated.paragraphs[0])
    yield from _wrong(place, "place and date", _is_dated, (13, 14), italic=True)


def title(word) -> Iterator[str]:
    lines = [line(p) for p in word.paragraphs]
    kind, *rest = lines
    yield from _wrong(kind, "the kind", _is_upper, (13, 14), bold=True)
    at = next(n for n, found in enumerate(rest) if found.rule_mm() is not None)
    for subject in rest[:at]:
        yield from _wrong(subject, "the subject", lambda s: s.text, (13, 14), bold=True)
    width = width_mm(rest[at - 1].text, rest[at - 1].size, bold=True)
    yield from _rule(rest[at], 165, (width / 3, width / 2), "the subject")


def bases(word) -> Iterator[str]:
    found = [line(p) for p in word.paragraphs if p.text.startswith("Căn cứ ")]
    for basis in found:
        yield from _wrong(basis, "a basis", lambda b: b.text, (13, 14), italic=True, align=None)
        if basis.text[-1] != (";" if basis is not found[-1] else "."):
            yield f"a basis ends in {basis.text[-1]!r}"


def addressees(word) -> Iterator[str]:
    lines = [line(p) for p in word.paragraphs]
    at = next((n for n, p in enumerate(lines) if p.text.startswith("Kính gửi")), None)
    if at is None:
        return
    head = lines[at]
    yield from _wrong(head, "Kính gửi", lambda h: h.text.startswith("Kính gửi:"), (13, 14),
                      align=None)  # fmt: skip
    if head.text != "Kính gửi:":
        return
    colon = head.measure("left_indent") / 72 * 25.4 + width_mm("Kính gửi", head.size)
    readers = []
    for reader in lines[at + 1 :]:
        if not reader.text.startswith("- "):
            break
        readers.append(reader)
        dash = (reader.measure("left_indent") + reader.measure("first_line_indent")) / 72 * 25.4
        if abs(dash - colon) > 1:
            yield f"the dash of {reader.text!r} is not under the colon"
    ends = [reader.text[-1] for reader in readers]
    if ends != [";"] * (len(ends) - 1) + ["."]:
        yield f"the readers end in {ends}"


def body(word) -> Iterator[str]:
    for found in map(line, _running(word)):
        kind = next((name for name, form in HEADINGS.items() if form.match(found.text)), "text")
        is_heading = kind in ("part", "clause") and found.bold
        if not 13 <= found.size <= 14:
            yield f"{found.text[:30]!r} has {found.size} pt"
        if kind == "part" and not (found.bold and found.text.isupper()):
            yield f"the heading {found.text!r} is not in bold capitals"
        if kind in ("text", "point") and (found.bold or found.italic):
            yield f"{found.text[:30]!r} is not upright"
        if not is_heading and found.align != ALIGN.JUSTIFY:
            yield f"{found.text[:30]!r} is not justified"
        if round(found.measure("first_line_indent") / 72 * 25.4, 1) not in (10.0, 12.7):
            yield f"{found.text[:30]!r} is indented otherwise"
        if found.measure("space_after") < 6:
            yield f"less than 6 pt after {found.text[:30]!r}"
        if not 1 <= found.measure("line_spacing") <= 1.5:
            yield f"{found.text[:30]!r} has lines of {found.measure('line_spacing')}"


def closing(word) -> Iterator[str]:
    table = next((t for t in word.tables if t.rows[0].cells[0].text.startswith("Nơi nhận")), None)
    if table is None:
        yield "nobody signs"
        return
    left, right = (cell.paragraphs for cell in table.rows[0].cells)
    head, *copies = map(line, left)
    *rights, signer = map(line, right)
    yield from _wrong(head, "Nơi nhận", lambda h: h.text == "Nơi nhận:", (12, 12), bold=True,
                      italic=True, align=ALIGN.LEFT)  # fmt: skip
    for copy in copies:
        ends = "." if copy is copies[-1] else ";"
        yield from _wrong(copy, "a copy", lambda c, ends=ends: _is_copy(c, ends), (11, 11),
                          align=ALIGN.LEFT)  # fmt: skip
    if not re.fullmatch(r"- Lưu: VT, .+\.", copies[-1].text):
        yield f"filed as {copies[-1].text!r}"
    for right_ in rights:
        yield from _wrong(right_, "the office", lambda r: RIGHTS.fullmatch(r.text), (13, 14),
                          bold=True)  # fmt: skip
    yield from _wrong(signer, "the signer", lambda s: not re.search(r"\b(GS|TS|ThS|BS)\b", s.text),
                      (13, 14), bold=True)  # fmt: skip


def numbers(word) -> Iterator[str]:
    for section in word.sections:
        if not section.different_first_page_header_footer:
            yield "the first page shows its number"
    header = word.sections[0].header.paragraphs[0]
    if "".join(node.text or "" for node in header._p.iter(qn("w:instrText"))).strip() != "PAGE":
        yield "the pages have no numbers"
    if header.alignment != ALIGN.CENTER or not 13 <= header.runs[0].font.size.pt <= 14:
        yield "the number of the page stands otherwise"
    if any(p.text.strip() for p in word.sections[0].first_page_header.paragraphs):
        yield "the first page has a header"


def annexes(word) -> Iterator[str]:
    heads = [line(p) for p in word.paragraphs if re.match(r"Phụ lục( [IVX]+)?$", p.text)]
    if len(word.sections) != len(heads) + 1:
        yield f"{len(heads)} annexes in {len(word.sections) - 1} sections of their own"
    if len(heads) > 1 and [h.text for h in heads] != [
        f"Phụ lục {n}" for n in ("I", "II", "III", "IV", "V")[: len(heads)]
    ]:
        yield f"the annexes are {[head.text for head in heads]}"
    for head in heads:
        yield from _wrong(head, "Phụ lục", lambda h: h.text, (14, 14), bold=True)
        name = line(Paragraph(head.at._p.getnext(), head.at._parent))
        yield from _wrong(name, "the annex's name", _is_upper, (13, 14), bold=True)
        attached = line(Paragraph(name.at._p.getnext(), head.at._parent))
        yield from _wrong(attached, "(Kèm theo …)", lambda a: a.text.startswith("(Kèm theo "),
                          (13, 14), italic=True)  # fmt: skip
    for section in list(word.sections)[1:]:
        number = section._sectPr.find(qn("w:pgNumType"))
        if number is None or number.get(qn("w:start")) != "1":
            yield "an annex goes on counting the pages before it"


def tables(word) -> Iterator[str]:
    ruled = [t for t in word.tables if t.style is not None and "Grid" in t.style.name]
    for table in ruled:
        rows = [row._tr.trPr for row in table.rows]
        if rows[0].find(qn("w:tblHeader")) is None:
            yield "a table does not repeat its head"
        if any(row.find(qn("w:cantSplit")) is None for row in rows):
            yield "a row may be torn over two pages"
        width = sum(column.width.mm for column in table.columns)
        if width > 252.5:
            yield f"a table is {width:.0f} mm wide"
        if any(not cell.text.strip() for cell in table.rows[0].cells):
            yield "a column has no head"


def pictures(word) -> Iterator[str]:
    ids = [node.get("id") for node in word.element.body.iter(qn("wp:docPr"))]
    if len(set(ids)) != len(ids):
        yield "two pictures have one number"
    for node in word.element.body.iter(qn("wp:docPr")):
        if not node.get("descr"):
            yield f"{node.get('name')} has no words for those who cannot see it"


def _wrong(
    found: Line,
    name: str,
    is_right: Callable[[Line], object],
    sizes: tuple[float, float],
    *,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN | None = ALIGN.CENTER,
) -> Iterator[str]:
    """Yield what is wrong with one part: its words, size, face and place (None: not asked)."""
    if not is_right(found):
        yield f"{name} is written {found.text!r}"
    if not sizes[0] <= found.size <= sizes[1]:
        yield f"{name} has {found.size} pt"
    if (found.bold, found.italic) != (bold, italic):
        yield f"{name} has the face bold={found.bold}, italic={found.italic}"
    if align is not None and found.align != align:
        yield f"{name} stands {found.align}"


def _rule(found: Line, room_mm: float, lengths: tuple[float, float], name: str) -> Iterator[str]:
    indents = found.rule_mm()
    if indents is None:
        yield f"there is no rule under {name}"
    elif not lengths[0] <= room_mm - indents <= lengths[1]:
        yield f"the rule under {name} is {room_mm - indents:.0f} mm long"


def _is_upper(found: Line) -> bool:
    return found.text.isupper()


def _is_copy(found: Line, ends: str) -> bool:
    return found.text.startswith("- ") and found.text[-1] == ends


def _is_dated(found: Line) -> bool:
    match = DATED.fullmatch(found.text)
    if match is None:
        return False
    day, month, _year = match.groups()
    if not day and not month:
        return True  # left for the registry
    return len(day) == 2 and (len(month) == 2) == (int(month) < 3 or int(month) > 9)


def _all(word) -> Iterator[Paragraph]:
    for element in word.element.body.iter(qn("w:p")):
        yield Paragraph(element, word)


def _running(word) -> Iterator[Paragraph]:
    """Yield the numbered headings and running text of the body: from "I." to the signature."""
    has_begun = False
    for element in word.element.body:
        paragraph = Paragraph(element, word)
        if element.tag == qn("w:tbl"):
            if "Nơi nhận:" in "".join(node.text or "" for node in element.iter(qn("w:t"))):
                return
            continue
        has_begun = has_begun or bool(HEADINGS["part"].match(paragraph.text))
        is_title = re.match(r"(Bảng|Biểu đồ|Ghi chú)\b", paragraph.text)
        if has_begun and paragraph.text.strip() and not is_title:
            yield paragraph
