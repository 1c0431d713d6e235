"""From a form, its paper and what is known of the case to the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from mangnon.core.models import Unit, User
from mangnon.documents.writing.layout import BLANK
from mangnon.documents.writing.model import (
    Article,
    Block,
    Centered,
    Closing,
    Document,
    Heading,
    Letterhead,
)
from mangnon.engine.cases.forms import CaseForm
from mangnon.engine.cases.papers import Paper
from mangnon.ui.formats import moment_text

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
    commune = _within_a_sentence(place) if about.unit else "cấp xã"
    readers = tuple(one.format(commune=_within_a_sentence(place)) for one in paper.addressed_to)
    number = (
        about.number if "/" in about.number else paper.number.format(number=about.number or BLANK)
    )
    capacity = paper.capacity_of_deputy if about.by_deputy else ()
    return Document(
        letterhead=Letterhead(
            parent="",
            issuer="" if paper.by_person else f"{OFFICE} {place}",
            number=f"Số: {number}" if number else "",
            place=about.unit.name if about.unit else DOTS,
            year=about.year,
            day=about.day,
        ),
        kind=paper.kind,
        subject=paper.subject,
        remarks=remarks_of(form),
        authority=paper.authority.format(commune=place),
        addressed_to=readers,
        bases=paper.bases,
        opening=paper.opening,
        blocks=tuple(blocks),
        closing=Closing(
            capacity=_named(capacity or paper.capacity, commune), signer=about.signer,
            recipients=(*(("Như trên",) if readers else ()), *_named(paper.recipients, commune)),
            filed=paper.filed, others=_named(paper.others, commune),
        ),
        made_at=about.made_at or datetime(form.valid_from.year, 1, 1),  # noqa: DTZ001
        foot=about.foot,
        author="Măng Non",
    )  # fmt: skip


def remarks_of(form: CaseForm) -> tuple[str, ...]:
    """Say what the decree calls the form, and whether anybody compared it with the decree."""
    named = f"({form.number} kèm theo Nghị định 56/2017/NĐ-CP)" if form.number else ""
    return tuple(filter(None, (named, "" if form.is_verified else NOT_COMPARED)))


def body_of(paper: Paper, whom: Iterable[Block], blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield whom it is about and what is said; of a decision both stand in the first article."""
    if not paper.articles:
        yield from whom
        yield from blocks
        return
    first, *others = paper.articles
    yield Centered(f"{paper.kind.upper()}:")
    yield Article(_without_number(first), keep_with_next=True)
    yield from whom
    yield from (block for block in blocks if not isinstance(block, Heading))
    yield from (Article(_without_number(article)) for article in others)


def _without_number(article: str) -> str:
    """Return what an article says; the writer numbers it."""
    return article.split(". ", 1)[1]


def foot_of(what: str, by: User, now: datetime) -> str:
    """Return what stands under each page: of what it is a copy, and whose."""
    who = f"{by.full_name} ({by.username})"
    when = moment_text(timezone.localtime(now))
    return (
        f"{what} · in lúc {when} · người in: {who} · "
        "bí mật đời sống riêng tư của trẻ em, không sao chụp, không chuyển tiếp"
    )


def _named(lines: tuple[str, ...], commune: str) -> tuple[str, ...]:
    return tuple(line.format(commune=commune) for line in lines)


def _within_a_sentence(place: str) -> str:
    """Return "phường Thác Mơ" of "Phường Thác Mơ"."""
    return place[:1].lower() + place[1:]
