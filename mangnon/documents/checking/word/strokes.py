"""Lines drawn under words, as typists draw them: a border, a shape, underscores, underlining."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mangnon.documents.checking.word.properties import Properties, points
from mangnon.documents.checking.word.runs import Run
from mangnon.documents.reading.files.docx_xml import qn
from mangnon.documents.writing.letters import width_mm

_EMU_IN_MM = 36_000
_THIN = 2.5  # mm: what is higher is no line
_SHORT = 4.0  # mm: what is shorter is no line under words
_SOLID = {"single", "thick", "double", "solid"}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
_POINT = 25.4 / 72
_UNDERSCORES = re.compile(r"[_─—―]{3,}|[-–]{4,}|[.…·]{6,}")
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)")


@dataclass(frozen=True)
class Stroke:
    """A horizontal line: its length in millimetres and whether it is drawn through."""

    length: float
    is_solid: bool


def strokes_of(
    element: Any, runs: list[Run], properties: Properties, room: float | None
) -> list[Stroke]:
    """Return the lines that a paragraph draws; `room` is the width it has in millimetres."""
    found = [*_shapes(element), *_old_shapes(element), *typed(runs)]
    for side in ("top", "bottom"):
        style = properties.get(f"border_{side}", "none")
        if style not in ("none", "nil") and room is not None:
            indents = properties.get("left", 0.0) + properties.get("right", 0.0)
            found.append(Stroke(room - indents * _POINT, style in _SOLID))
    return [stroke for stroke in found if stroke.length >= _SHORT]


def typed(runs: Iterable[Run]) -> Iterator[Stroke]:
    """Yield the line that the letters themselves make: underscores, or all of them underlined."""
    seen = [run for run in runs if run.is_seen]
    text = "".join(run.text for run in seen).strip()
    length = sum(width_mm(run.text.strip(), run.size, bold=run.bold) for run in seen)
    if _UNDERSCORES.fullmatch(text.replace(" ", "")):
        yield Stroke(length, is_solid=text[0] in "_─—―")
    elif text and all(run.underlined for run in seen):
        yield Stroke(length, is_solid=True)


def _shapes(element: Any) -> Iterator[Stroke]:
    for drawing in element.iter(qn("w:drawing")):
        if any(step.tag == qn("mc:Fallback") for step in drawing.iterancestors()):
            continue
        extent = drawing.find(f".//{_PLACED}extent")
        if extent is None:
            continue
        width, height = (_millimetres(extent.get(side)) for side in ("cx", "cy"))
        line = drawing.find(f".//{_DRAWING}ln")
        is_drawn = line is None or line.find(f"{_DRAWING}noFill") is None
        if height <= _THIN and is_drawn:
            dash = None if line is None else line.find(f"{_DRAWING}prstDash")
            yield Stroke(width, dash is None or dash.get("val") in _SOLID)


def _old_shapes(element: Any) -> Iterator[Stroke]:
    """Yield lines drawn as Word did before 2010, where no newer form stands beside them."""
    for shape in element.iter(f"{_VML}line", f"{_VML}shape", f"{_VML}rect"):
        above = list(shape.iterancestors())
        if any(step.tag == qn("mc:Fallback") for step in above) and any(
            step.tag == qn("mc:AlternateContent") and _has_choice(step) for step in above
        ):
            continue
        width, height = _old_size(shape)
        if height <= _THIN:
            stroke = shape.find(f"{_VML}stroke")
            dash = None if stroke is None else stroke.get("dashstyle")
            yield Stroke(width, dash is None or dash == "solid")


def _has_choice(alternate: Any) -> bool:
    choice = alternate.find(qn("mc:Choice"))
    return choice is not None and choice.find(f".//{qn('w:drawing')}") is not None


def _old_size(shape: Any) -> tuple[float, float]:
    if shape.tag == f"{_VML}line":
        ends = [shape.get(end, "0,0").split(",") for end in ("from", "to")]
        if all(len(end) == 2 for end in ends):
            (x0, y0), (x1, y1) = ([points(part, 1.0) or 0.0 for part in end] for end in ends)
            return abs(x1 - x0) * _POINT, abs(y1 - y0) * _POINT
    sides = {
        name: points(size, 1.0) or 0.0 for name, size in _LENGTH.findall(shape.get("style", ""))
    }
    return sides.get("width", 0.0) * _POINT, sides.get("height", 99.0) * _POINT


def _millimetres(written: str | None) -> float:
    digits = (written or "").removeprefix("-")
    return int(digits) / _EMU_IN_MM if digits.isdecimal() and len(digits) < 10 else 999.0
