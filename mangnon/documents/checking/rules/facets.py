"""What every element is asked for: its size, face, capitals and place on the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mangnon.documents.checking.anatomy.lines import is_upper
from mangnon.documents.checking.departure import Departure, element_name, measure, quoted, spot
from mangnon.documents.checking.word.flow import Paragraph
from mangnon.documents.checking.word.runs import Run
from mangnon.documents.checking.word.strokes import Stroke
from mangnon.documents.decree import Element, decree, place
from mangnon.documents.writing.letters import width_mm

ALIGNS = {
    "left": "canh trái",
    "right": "canh phải",
    "center": "canh giữa",
    "both": "canh đều hai lề",
}
_ROUNDING = 0.01
_LENGTH_SHARE, _LENGTH_MM = 0.1, 2.0  # a line drawn by hand is not exact


def facets(code: str, paragraph: Paragraph, *, skip: str = "") -> Iterator[Departure]:
    """Yield how a paragraph departs from what its element asks; `skip` names a facet not asked."""
    element = decree().elements[code]
    checks = {"size": _size, "bold": _bold, "italic": _italic, "case": _case, "align": _align}
    for facet, check in checks.items():
        if facet == skip:
            continue
        if (wrong := check(element, paragraph)) is not None:
            found, asked = wrong
            yield Departure(
                f"{code}.{facet}",
                f"{element_name(code)}, {spot(paragraph)}",
                found,
                f"{asked} ({place(element.at)})",
            )


def sizes_asked(element: Element) -> str:
    least, most = map(measure, element.size)
    return f"cỡ chữ {least}" if least == most else f"cỡ chữ {least} đến {most}"


def _size(element: Element, paragraph: Paragraph) -> tuple[str, str] | None:
    least, most = element.size
    wrong = [run for run in paragraph.seen if not least - _ROUNDING <= run.size <= most + _ROUNDING]
    if not wrong:
        return None
    return f"cỡ chữ {measure(wrong[0].size)}{_at(wrong, paragraph)}", sizes_asked(element)


def _at(wrong: list[Run], paragraph: Paragraph) -> str:
    """Name the words, where not the whole paragraph is wrong."""
    if len(wrong) == len(paragraph.seen):
        return ""
    return f" ở {quoted(wrong[0].text.strip(), 30)}"


def _bold(element: Element, paragraph: Paragraph) -> tuple[str, str] | None:
    wrong = [run for run in _worded(paragraph) if run.bold != element.bold]
    if not wrong:
        return None
    found = "chữ không đậm" if element.bold else "chữ đậm"
    return found + _at(wrong, paragraph), face_asked(element)


def _italic(element: Element, paragraph: Paragraph) -> tuple[str, str] | None:
    wrong = [run for run in _worded(paragraph) if run.italic != element.italic]
    if not wrong:
        return None
    return ("chữ đứng" if element.italic else "chữ nghiêng") + _at(wrong, paragraph), face_asked(
        element
    )


def face_asked(element: Element) -> str:
    upright = "nghiêng" if element.italic else "đứng"
    return f"kiểu chữ {upright}, {'đậm' if element.bold else 'không đậm'}"


def _worded(paragraph: Paragraph) -> list[Run]:
    return [run for run in paragraph.runs if any(sign.isalnum() for sign in run.text)]


def _case(element: Element, paragraph: Paragraph) -> tuple[str, str] | None:
    text = paragraph.text
    if element.case == "upper" and not is_upper(text):
        return f"viết {quoted(text)}", "chữ in hoa"
    if element.case == "lower" and is_upper(text) and sum(map(str.isalpha, text)) > 1:
        return f"chữ in hoa {quoted(text)}", "chữ in thường"
    return None


def _align(element: Element, paragraph: Paragraph) -> tuple[str, str] | None:
    if element.align == "any" or paragraph.is_piece or paragraph.align == element.align:
        return None
    return ALIGNS.get(paragraph.align, paragraph.align), ALIGNS[element.align]


def rule_under(
    code: str, strokes: Iterable[Stroke], texts: list[Paragraph], shares: tuple[float, float]
) -> Iterator[tuple[str, str]]:
    """Yield a rule and what is wrong with the line drawn under some words.

    `shares` are the least and the most of the width of a line of the words that it may have.
    """
    drawn = list(strokes)
    if not drawn:
        yield f"{code}.rule", "không có đường kẻ"
        return
    widths = [line for text in texts for line in widths_of(text)]
    least = min(widths) * shares[0] * (1 - _LENGTH_SHARE) - _LENGTH_MM
    most = max(widths) * shares[1] * (1 + _LENGTH_SHARE) + _LENGTH_MM
    fitting = [stroke for stroke in drawn if least <= stroke.length <= most]
    if not fitting:
        yield (
            f"{code}.rule_length",
            f"đường kẻ dài {measure(drawn[0].length)} mm, dòng chữ dài {measure(widths[-1])} mm",
        )
    if not any(stroke.is_solid for stroke in fitting or drawn):
        yield f"{code}.rule_style", "đường kẻ không liền nét"


def widths_of(paragraph: Paragraph) -> list[float]:
    """Return how wide the lines of a paragraph print, in millimetres."""
    total = sum(width_mm(run.text, run.size, bold=run.bold) for run in paragraph.runs)
    room = paragraph.room
    if room is None or total <= room:
        return [total]
    return [room] * int(total // room) + [max(total % room, room / 3)]
