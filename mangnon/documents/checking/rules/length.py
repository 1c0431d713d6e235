"""Whether text surely fits on one page, whose number then is not shown at all."""

from __future__ import annotations

import math

from mangnon.documents.checking.word.flow import Block, Flow, Paragraph, Table
from mangnon.documents.writing.letters import width_mm

_MM = 25.4 / 72
_SURE = 0.75  # of the page: our count of lines is not Word's
_FACE = 1.15  # height of a line of Times New Roman, in sizes of its letters


def is_one_page(flow: Flow, number: int) -> bool:
    """Say whether the words of a section fill well less than a page."""
    section = flow.sections[number]
    room = section.height - section.margins["top"] - section.margins["bottom"]
    blocks = [block for block in flow.blocks if block.section == number]
    return sum(map(_height, blocks)) < _SURE * room


def _height(block: Block) -> float:
    if isinstance(block, Paragraph):
        return _of_paragraph(block)
    return _of_table(block)


def _of_table(table: Table) -> float:
    return sum(
        max((sum(map(_of_paragraph, cell.paragraphs)) for cell in row), default=0.0)
        for row in table.rows
    )


def _of_paragraph(paragraph: Paragraph) -> float:
    if paragraph.breaks_page or paragraph.has_picture:
        return math.inf
    size = max((run.size for run in paragraph.runs), default=12.0)
    width = sum(width_mm(run.text, run.size, bold=run.bold) for run in paragraph.runs)
    lines = max(1, math.ceil(width / max(paragraph.room or 60.0, 10.0)))
    between = paragraph.points("line") or 12.0
    is_exact = paragraph.properties.get("line_rule", "auto") != "auto"
    line = between if is_exact else _FACE * size * between / 12
    return (lines * line + paragraph.points("before") + paragraph.points("after")) * _MM
