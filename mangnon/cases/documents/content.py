"""The body of a printed form: its questions with answers, or with room to write them by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mangnon.cases.catalog import code_list
from mangnon.cases.file import in_words
from mangnon.documents.writing import layout
from mangnon.documents.writing.letters import width_mm
from mangnon.documents.writing.model import Align, Block, Column, Heading, Paragraph, Row, Table
from mangnon.engine.cases.forms import LEVELS, CaseForm, Question, Section, tallied
from mangnon.engine.definitions import CodeList

Answers = Mapping[str, Any] | None  # None: a blank
LEAST_LINES, LINES = 4, 8  # of long answers by hand: of each, and of all where they are few
DAY = "ngày ........ tháng ........ năm ............"
HOUR = "........ giờ ........, "
BOX, MARK = "□", "x"
LEVEL_COLUMNS = (
    Column("Nội dung", 101),
    Column("Cao", 18, Align.CENTER),
    Column("Trung bình", 28, Align.CENTER),
    Column("Thấp", 18, Align.CENTER),
)
_DOT = "."


def blocks_of(form: CaseForm, answers: Answers) -> Iterator[Block]:
    """Yield the sections of a form; levels stand in a table that is counted and never summed."""
    long = sum(question.kind == "long_text" for question in form.questions)
    lines = max(LEAST_LINES, LINES // max(1, long))
    for section in form.sections:
        yield Heading(1, section.title.vi)
        levels = [q for q in section.questions if q.kind == "level"]
        if levels:
            yield _table_of_levels(form, section, levels, answers)
        for question in section.questions:
            if question.kind != "level":
                yield from lines_of(question, answers, lines)


def lines_of(question: Question, answers: Answers, lines: int) -> Iterator[Block]:
    """Yield a question with its answer; what a filled form leaves out is said to be missing.

    A blank has so many lines for a long answer.
    """
    title = question.title.vi
    if answers is None:
        yield from _by_hand(question, title, lines)
    elif question.name in answers:
        said = in_words(question, answers[question.name]).split("\n")
        yield Paragraph(f"{title}: {said[0]}")
        yield from (Paragraph(line) for line in said[1:] if line.strip())
    else:
        yield Paragraph(f"{title}: không ghi")


def line(title: str, text: str | None) -> Paragraph:
    """Return one line: a title with what is known, or with dots to the end of the line."""
    return Paragraph(dotted(f"{title}: ") if text is None else f"{title}: {text or 'không ghi'}")


def dotted(text: str = "") -> str:
    """Return the text with dots up to the end of its line."""
    room = layout.TEXT_WIDTH - layout.FIRST_LINE - width_mm(text, layout.BODY_SIZE) - 2
    return text + _DOT * max(8, int(room / width_mm(_DOT, layout.BODY_SIZE)))


def boxes(title: str, codes: CodeList) -> Iterator[Block]:
    """Yield the codes of a list, to be ticked."""
    yield from ticked(title, [code.vi for code in codes.codes])


def ticked(title: str, choices: Sequence[str]) -> Iterator[Block]:
    """Yield as many boxes on a line as it has room for; none is torn over two lines."""
    room = layout.TEXT_WIDTH - layout.FIRST_LINE
    lines = [f"{title}:"]
    for choice in choices:
        box = f"{BOX} {choice}"
        longer = f"{lines[-1]}   {box}"
        if width_mm(longer, layout.BODY_SIZE) <= room:
            lines[-1] = longer
        else:
            lines.append(box)
    for place, text in enumerate(lines, start=1):
        yield Paragraph(text, keep_with_next=place < len(lines))


def day_by_hand(title: str, *, with_hour: bool = False) -> Paragraph:
    """Return a day to write by hand; a title that ends with "ngày" says that word itself."""
    says_day = title.casefold().endswith(" ngày") and not with_hour
    return Paragraph(f"{title}: {HOUR if with_hour else ''}{DAY[5:] if says_day else DAY}")


def _by_hand(question: Question, title: str, lines: int) -> Iterator[Block]:
    if question.kind in ("code", "codes", "yes_no_unknown"):
        yield from boxes(title, code_list(question.list or "yes_no_unknown"))
        return
    if question.kind in ("date", "moment"):
        yield day_by_hand(title, with_hour=question.kind == "moment")
        return
    first = f"{title}: "
    if width_mm(first, layout.BODY_SIZE) > layout.TEXT_WIDTH * 0.7:
        yield Paragraph(first.strip())
        first = ""
    yield Paragraph(dotted(first))
    for _line in range(lines - 1 if question.kind == "long_text" else 0):
        yield Paragraph(dotted())


def _table_of_levels(
    form: CaseForm, section: Section, levels: list[Question], answers: Answers
) -> Table:
    rows = [
        Row((q.title.vi, *(_mark(answers, q, level) for level in LEVELS)))
        for q in levels
    ]  # fmt: skip
    counts = tallied(form, answers or {})
    tallies = [tally for tally in form.tallies if tally.name in {q.tally for q in levels}]
    for tally in tallies:
        counted = counts[tally.name]
        numbers = (str(counted[level]) if answers is not None else "" for level in LEVELS)
        rows.append(Row(("Tổng số (đếm theo cột, không quy ra điểm)", *numbers), bold=True))
    return Table(LEVEL_COLUMNS, tuple(rows), size_pt=13)


def _mark(answers: Answers, question: Question, level: str) -> str:
    if answers is None:
        return BOX
    return MARK if answers.get(question.name) == level else ""
