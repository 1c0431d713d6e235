"""Paper, margins, page numbers, and the letters of the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mangnon.documents.checking.anatomy.parts import Parts
from mangnon.documents.checking.departure import Departure, departure, measure, quoted, spot
from mangnon.documents.checking.rules.facets import ALIGNS, face_asked, sizes_asked
from mangnon.documents.checking.rules.length import is_one_page
from mangnon.documents.checking.word.flow import Flow, Paragraph, Table
from mangnon.documents.checking.word.runs import Run
from mangnon.documents.checking.word.sections import Section
from mangnon.documents.decree import decree, place, words

_NEAR = 0.3  # mm: Word rounds to twentieths of a point
_PAGE = re.compile(r"\bPAGE\b")
_SHOWN = 3


def page(flow: Flow, parts: Parts) -> Iterator[Departure]:
    """Check paper, direction and margins of each section."""
    rules = decree()
    for number, section in enumerate(flow.sections):
        where = f"Trang, phần {number + 1}" if len(flow.sections) > 1 else "Trang"
        sides = sorted((section.width, section.height))
        if any(abs(got - asked) > 1 for got, asked in zip(sides, rules.paper, strict=True)):
            size = " mm × ".join(map(measure, sides))
            yield departure("page.paper", where, f"khổ giấy {size} mm")
        if section.is_landscape and not _has_wide_things(parts, number):
            yield departure("page.orientation", where, "theo chiều rộng, không có bảng, biểu")
        for side, margin in rules.margins.items():
            least, most = margin.allowed
            if not least - _NEAR <= section.margins[side] <= most + _NEAR:
                yield Departure(
                    f"page.margin_{side}",
                    where,
                    f"{margin.name} {measure(section.margins[side])} mm",
                    f"cách {margin.name} {measure(least)} đến {measure(most)} mm ({place('I.3')})",
                )


def _has_wide_things(parts: Parts, section: int) -> bool:
    blocks = [*parts.body, *(block for annex in parts.annexes for block in annex.blocks)]
    return any(
        block.section == section and (isinstance(block, Table) or block.has_picture)
        for block in blocks
    )


def page_numbers(flow: Flow, parts: Parts) -> Iterator[Departure]:
    """Check that pages are numbered in the top margin, in the middle, but not the first one."""
    at = _first_numbered(flow)
    if at is None or (at > 0 and not is_one_page(flow, 0)):
        if at is not None or not _has_one_page(flow):
            yield departure("page_number.missing", "Số trang", "không đánh số trang")
        return
    first = flow.sections[at]
    above = list(_numbered(flow, first, "headers", ("default",)))
    below = list(_numbered(flow, first, "footers", ("default",)))
    for paragraph in below:
        yield departure("page_number.position", "Số trang, chân trang", _in_footer(paragraph))
    for paragraph in above or below:
        yield from _number_faces(paragraph)
        if paragraph.align != "center" and above and not paragraph.is_piece:
            found = ALIGNS.get(paragraph.align, paragraph.align)
            yield departure("page_number.position", "Số trang", found)
    if first.number_form not in ("decimal", "numberInDash"):
        yield departure("page_number.form", "Số trang", f"kiểu số {first.number_form}")
    if words_beside := [p.text for p in above or below if any(map(str.isalpha, p.text))]:
        yield departure("page_number.form", "Số trang", f"viết {quoted(words_beside[0])}")
    if at == 0:
        if first.restarts not in (None, 1):
            yield departure("page_number.start", "Số trang", f"bắt đầu từ số {first.restarts}")
        yield from _first_pages(flow, parts, above or below)


def _first_numbered(flow: Flow) -> int | None:
    """Return the first section that shows the numbers of its pages."""
    for at, section in enumerate(flow.sections):
        for sheets in ("headers", "footers"):
            if any(_numbered(flow, section, sheets, ("default",))):
                return at
    return None


def _first_pages(flow: Flow, parts: Parts, shown: list[Paragraph]) -> Iterator[Departure]:
    hides_itself = any("IF" in run.code.upper() for p in shown for run in p.runs)
    first = flow.sections[0]
    on_first = [
        *_numbered(flow, first, "headers", ("first",)),
        *_numbered(flow, first, "footers", ("first",)),
    ]
    if (not first.has_own_first or on_first) and not hides_itself:
        yield departure("page_number.first", "Số trang, trang thứ nhất", "số trang hiện ở trang 1")
    of_annexes = {annex.name.section for annex in parts.annexes}
    for number, section in enumerate(flow.sections[1:], start=1):
        hidden = section.has_own_first and not list(_numbered(flow, section, "headers", ("first",)))
        if hidden and number not in of_annexes and not hides_itself:
            yield departure("page_number.hidden", f"Số trang, phần {number + 1}", "số trang bị ẩn")


def _numbered(
    flow: Flow, section: Section, sheets: str, kinds: Iterable[str]
) -> Iterator[Paragraph]:
    """Yield the paragraphs of headers or footers that hold the number of the page."""
    for kind in kinds:
        for paragraph in flow.sheet(getattr(section, sheets).get(kind)):
            if any(_PAGE.search(run.code.upper()) for run in paragraph.runs):
                yield paragraph


def _in_footer(paragraph: Paragraph) -> str:
    return f"đặt ở chân trang, {ALIGNS.get(paragraph.align, paragraph.align)}"


def _number_faces(paragraph: Paragraph) -> Iterator[Departure]:
    element = decree().elements["page_number"]
    least, most = element.size
    for run in [run for run in paragraph.runs if run.code.strip()][:1]:
        wrong = []
        if not least <= run.size <= most:
            wrong.append(("size", f"cỡ chữ {measure(run.size)}", sizes_asked(element)))
        if run.bold:
            wrong.append(("bold", "chữ đậm", face_asked(element)))
        if run.italic:
            wrong.append(("italic", "chữ nghiêng", face_asked(element)))
        for facet, found, asked in wrong:
            expected = f"{asked} ({place(element.at)})"
            yield Departure(f"page_number.{facet}", "Số trang", found, expected)


def _has_one_page(flow: Flow) -> bool:
    """Believe what Word wrote of the number of pages, when it still counts the same words."""
    told = flow.package.root("docProps/app.xml")
    if told is None or len(flow.sections) > 1:
        return False
    counts = {child.tag.rpartition("}")[2]: child.text or "" for child in told}
    pages, there = counts.get("Pages", ""), counts.get("Words", "")
    if pages != "1" or not there.isdecimal():
        return False
    words_now = sum(len(p.text.split()) for p in _all(flow))
    return 0 < words_now <= 600 and abs(int(there[:9]) - words_now) <= 0.3 * words_now


def letters(flow: Flow, parts: Parts) -> Iterator[Departure]:
    """Check the font and the colour of every word, in tables, headers and footers too."""
    sheets = {
        id(root): root
        for section in flow.sections
        for root in (*section.headers.values(), *section.footers.values())
        if root is not None
    }
    everywhere = [*_all(flow), *(p for root in sheets.values() for p in flow.sheet(root))]
    for paragraph in everywhere:
        yield from _fonts(paragraph)
        colours = {run.colour for run in _worded(paragraph)} - {"AUTO", decree().colour}
        if colours:
            where = f"Màu chữ, {spot(paragraph)}"
            yield departure("letters.colour", where, f"chữ màu #{min(colours)}")


def _fonts(paragraph: Paragraph) -> Iterator[Departure]:
    fonts = {font for run in _worded(paragraph) for font in run.fonts}
    others = sorted(font or "(không rõ)" for font in fonts if font != decree().font)
    if not others:
        return
    legacy = [font for font in others if font.upper().startswith(_legacy())]
    where = f"Phông chữ, {spot(paragraph)}"
    if legacy:
        yield departure("letters.legacy", where, f"phông {legacy[0]}")
    else:
        yield departure("letters.font", where, f"phông {', '.join(others[:_SHOWN])}")


def _legacy() -> tuple[str, ...]:
    return tuple(str(start).upper() for start in words()["legacy"])


def _worded(paragraph: Paragraph) -> list[Run]:
    return [run for run in paragraph.seen if any(sign.isalnum() for sign in run.text)]


def _all(flow: Flow) -> Iterator[Paragraph]:
    for block in flow.blocks:
        if isinstance(block, Table):
            yield from block.paragraphs
        else:
            yield block
