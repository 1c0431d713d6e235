"""From a form, its paper and what is known of the case to the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from mangnon.core.models import Unit
from mangnon.documents.writing.layout import BLANK
from mangnon.documents.writing.model import (
    Block,
    Closing,
    Document,
    Heading,
    Letterhead,
    Paragraph,
)
from mangnon.engine.cases.forms import CaseForm
from mangnon.engine.cases.papers import Paper

NOT_COMPARED = "[BIỂU MẪU CHƯA ĐỐI CHIẾU VĂN BẢN GỐC]"
OFFICE = "Ủy ban nhân dân"
DOTS = "." * 18


@dataclass(frozen=True)
class About:
    """What stands around the body. A blank knows none of it; `foot` says whose copy it is."""

    unit: Unit | None = None
    number: str = ""
    day: date | None = None
    year: int = 2025
    signer: str = ""
    by_deputy: bool = False
    foot: str = ""
    made_at: datetime | None = None


def compose(form: CaseForm, paper: Paper, blocks: Iterable[Block], about: About) -> Document:
    """Return the document; one that was not compared with the published text says so on top."""
    place = str(about.unit) if about.unit else DOTS
    number = (
        about.number if "/" in about.number else paper.number.format(number=about.number or BLANK)
    )
    capacity = paper.capacity_of_deputy if about.by_deputy else ()
    return Document(
        letterhead=Letterhead(
            parent="",
            issuer=f"{OFFICE} {place}",
            number=f"Số: {number}" if number else "",
            place=about.unit.name if about.unit else DOTS,
            year=about.year,
            day=about.day,
        ),
        kind=paper.kind,
        subject=paper.subject,
        remarks=remarks_of(form),
        bases=paper.bases,
        opening=paper.opening,
        blocks=tuple(blocks),
        closing=Closing(
            capacity=capacity or paper.capacity, signer=about.signer, recipients=paper.recipients,
            filed=paper.filed,
        ),
        made_at=about.made_at or datetime(form.valid_from.year, 1, 1),  # noqa: DTZ001
        foot=about.foot,
        author="Măng Non",
    )  # fmt: skip


def remarks_of(form: CaseForm) -> tuple[str, ...]:
    """Say what the decree calls the form, and whether anybody compared it with the decree."""
    named = f"({form.number} kèm theo Nghị định 56/2017/NĐ-CP)" if form.number else ""
    return tuple(filter(None, (named, "" if form.is_verified else NOT_COMPARED)))


def with_articles(paper: Paper, body: Iterable[Block]) -> Iterator[Block]:
    """Yield what is decided as the first article, and the other articles after it."""
    first, *others = paper.articles
    yield Paragraph(f"{paper.kind.upper()}:", keep_with_next=True)
    yield Paragraph(first, keep_with_next=True)
    yield from (block for block in body if not isinstance(block, Heading))
    yield from (Paragraph(article) for article in others)
