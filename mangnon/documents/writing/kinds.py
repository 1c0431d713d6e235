"""The kinds of administrative documents, each made right from its parts.

`report`, `plan`, `letter`, `submission`, `minutes` and `decision` take a `Draft`, what every
document has, and what their kind has besides; each returns a `model.Document`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from mangnon.documents.decree import decree
from mangnon.documents.writing.layout import BLANK, long_date
from mangnon.documents.writing.model import (
    Annex,
    Article,
    Block,
    Centered,
    Closing,
    Document,
    Letterhead,
    Paragraph,
    Text,
)
from mangnon.documents.writing.signing import Signature

SAME_AS_ABOVE = "Như trên"


@dataclass(frozen=True)
class Issuer:
    """Who issues: `symbol` and `unit` are the short names in the number and after "Lưu: VT,"."""

    name: str
    symbol: str
    unit: str
    place: str
    parent: str = ""


@dataclass(frozen=True)
class Draft:
    """What every document has. `number` and `day` are the registry's: None leaves them blank."""

    issuer: Issuer
    subject: str
    signature: Signature
    recipients: tuple[str, ...]
    made_at: datetime
    blocks: tuple[Block, ...] = ()
    annexes: tuple[Annex, ...] = ()
    number: int | None = None
    day: date | None = None

    @property
    def year(self) -> int:
        return self.day.year if self.day else self.made_at.year


def report(
    draft: Draft, *, to: tuple[str, ...] = (), bases: tuple[Text, ...] = (), opening: Text = ""
) -> Document:
    """Báo cáo; to a body above with "Kính gửi"."""
    return _named("Báo cáo", draft, to=to, bases=bases, opening=opening)


def plan(draft: Draft, *, bases: tuple[Text, ...] = (), opening: Text = "") -> Document:
    """Kế hoạch."""
    return _named("Kế hoạch", draft, bases=bases, opening=opening)


def submission(
    draft: Draft, *, to: tuple[str, ...], bases: tuple[Text, ...] = (), opening: Text = ""
) -> Document:
    """Tờ trình: asks somebody above for a decision."""
    return _named("Tờ trình", draft, to=to, bases=bases, opening=opening)


def letter(draft: Draft, *, to: tuple[str, ...]) -> Document:
    """Công văn: no name of its kind; what it is about stands as "V/v …" under the number."""
    symbol = f"{draft.issuer.symbol}-{draft.issuer.unit}"
    made = _document("", draft, symbol, "Công văn", to=to)
    about = draft.subject[:1].lower() + draft.subject[1:]
    return replace(made, letterhead=replace(made.letterhead, subject=f"V/v {about}"))


def decision(
    draft: Draft, *, authority: str, bases: tuple[Text, ...], articles: Iterable[Article]
) -> Document:
    """Quyết định: whose it is by law (`authority`), what it rests on, and its articles."""
    made = _named("Quyết định", draft, bases=bases)
    return replace(
        made, authority=authority, blocks=(Centered("QUYẾT ĐỊNH:"), *articles, *draft.blocks)
    )


@dataclass(frozen=True)
class Meeting:
    """What minutes say of the meeting before what was said there; times as they are read."""

    begins: str
    place: str
    present: tuple[str, ...]
    chair: str
    secretary: str
    ends: str


def minutes(draft: Draft, meeting: Meeting) -> Document:
    """Biên bản: no line of place and date; the chair signs as the draft says, beside who wrote."""
    made = _named("Biên bản", draft)
    blocks = (
        Paragraph(f"Thời gian bắt đầu: {meeting.begins}."),
        Paragraph(f"Địa điểm: {meeting.place}."),
        Paragraph(f"Thành phần tham dự: {'; '.join(meeting.present)}."),
        Paragraph(f"Chủ trì (chủ tọa): {meeting.chair}."),
        Paragraph(f"Thư ký (người ghi biên bản): {meeting.secretary}."),
        Paragraph("Nội dung:", keep_with_next=True),
        *draft.blocks,
        Paragraph(f"Cuộc họp kết thúc vào {meeting.ends}./."),
    )
    closing = replace(made.closing, others=("Thư ký",), other_signers=(meeting.secretary,))
    head = replace(made.letterhead, place="")
    return replace(made, blocks=blocks, closing=closing, letterhead=head)


def _named(
    kind: str,
    draft: Draft,
    *,
    to: tuple[str, ...] = (),
    bases: tuple[Text, ...] = (),
    opening: Text = "",
) -> Document:
    symbol = f"{decree().kinds[kind]}-{draft.issuer.symbol}"
    made = _document(kind, draft, symbol, kind, to=to)
    return replace(made, bases=bases, opening=opening)


def _document(
    kind: str, draft: Draft, symbol: str, called: str, *, to: tuple[str, ...] = ()
) -> Document:
    issuer = draft.issuer
    number = f"{draft.number:02d}" if draft.number is not None else BLANK
    day = long_date(draft.day) if draft.day else f"ngày{BLANK}tháng{BLANK}năm {draft.year}"
    return Document(
        letterhead=Letterhead(
            parent=issuer.parent,
            issuer=issuer.name,
            number=f"Số: {number}/{symbol}",
            place=issuer.place,
            year=draft.year,
            day=draft.day,
        ),
        kind=kind,
        subject=draft.subject,
        addressed_to=to,
        blocks=draft.blocks,
        closing=Closing(
            capacity=draft.signature.capacity,
            signer=draft.signature.name,
            recipients=(*((SAME_AS_ABOVE,) if to else ()), *draft.recipients),
            filed=f"VT, {issuer.unit}",
        ),
        annexes=draft.annexes,
        attached_to=f"Kèm theo {called} số {number}/{symbol} {day} của {issuer.name}",
        author=issuer.name,
        made_at=draft.made_at,
    )
