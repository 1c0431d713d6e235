"""A review as an official document, by Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from collections.abc import Iterator

from mangnon.core.models import Unit
from mangnon.documents.writing import write
from mangnon.documents.writing.model import (
    Align,
    Block,
    Bullet,
    Closing,
    Column,
    Document,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    Row,
    Table,
)
from mangnon.plans.reviews.figures import Figures
from mangnon.plans.reviews.review import Review
from mangnon.reports.reviews import words
from mangnon.reports.reviews.layout import heading, layout, say
from mangnon.reports.reviews.targets import province_over
from mangnon.ui.formats import ATTAINMENTS, HIDDEN, date_text, number


def paper(review: Review) -> bytes:
    """Return the .docx of a review; equal reviews give equal bytes."""
    told, figures, period = layout(), review.frozen, review.period
    slots = {"year": period.year, "first_year": period.first.year}
    province = province_over(review.unit, period.last)
    over = "" if review.unit == province and review.organisation is None else _body(province)
    is_body = review.organisation is not None
    holder = str(review.organisation) if is_body else _body(review.unit)
    capacity = told["capacity"]["organisation" if is_body else "unit"]
    return write(
        Document(
            letterhead=Letterhead(
                parent=_body(review.unit) if is_body else "", issuer=holder,
                number=told["number"].format(symbol=told["symbol"]), place=review.unit.name,
                year=review.drafted_at.year,
            ),
            kind=told["kind"], subject=told["subjects"][review.kind].format(**slots),
            opening=say(
                "opening", holder=holder, plan=figures.plan, first=date_text(period.first),
                last=date_text(min(period.last, figures.day)),
            ),
            blocks=tuple(_blocks(review, figures)),
            closing=Closing(
                capacity=tuple(capacity), signer="", recipients=(over,) if over else (),
                filed=told["filed"],
            ),
            foot="" if review.state == Review.State.APPROVED else told["draft"],
            author=holder, made_at=review.approved_at or review.drafted_at,
        )
    )  # fmt: skip


def _blocks(review: Review, figures: Figures) -> Iterator[Block]:
    yield Heading(1, heading("planned"))
    yield Heading(2, heading("targets"))
    yield Paragraph(words.say_targets(figures), keep_with_next=True)
    if figures.targets:
        yield _targets(figures)
    yield Heading(2, heading("tasks"))
    yield Paragraph(words.say_tasks(figures))
    yield Heading(2, heading("activities"))
    yield Paragraph(words.say_activities(figures), keep_with_next=bool(figures.kinds))
    if figures.kinds:
        yield _activities(figures)
    yield Heading(2, heading("money"))
    yield Paragraph(words.say_money(figures))
    for part in Review.WORDS:
        if text := getattr(review, part):
            yield Heading(1, heading(part))
            yield from _lines(text)
    yield Note(words.say_receipt(figures))


def _targets(figures: Figures) -> Table:
    columns = (
        Column("Chỉ tiêu", 12, Align.CENTER), Column("Nội dung", 62), Column("Kế hoạch", 24),
        Column("Kết quả", 22), Column("Kỳ trước", 20), Column("Mức độ", 25),
    )  # fmt: skip
    attainments = {**ATTAINMENTS, "suppressed": HIDDEN}
    rows = (
        (line.leaf, line.title, line.goal, line.shown, line.last, attainments[line.attainment])
        for line in figures.targets
    )
    return Table(columns, tuple(Row(cells) for cells in rows), size_pt=11)


def _activities(figures: Figures) -> Table:
    columns = (
        Column("Loại hoạt động", 75), Column("Số hoạt động", 25, Align.RIGHT),
        Column("Lượt trẻ em", 25, Align.RIGHT), Column("Chi (đồng)", 40, Align.RIGHT),
    )  # fmt: skip
    rows = (
        (line.label, number(line.held), number(line.children), number(line.spent))
        for line in figures.kinds
    )
    return Table(columns, tuple(Row(cells) for cells in rows), size_pt=12)


def _lines(text: str) -> Iterator[Block]:
    """Write what people wrote, one paragraph a line; a line with a dash is an item."""
    for line in filter(None, map(str.strip, text.splitlines())):
        yield Bullet(line[1:].strip()) if line.startswith("-") else Paragraph(line)


def _body(unit: Unit) -> str:
    return f"UBND {unit.type.lower()} {unit.name}"
