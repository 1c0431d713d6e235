"""What every report of the province has round its sections: head, bases, last words, signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mangnon.documents.writing.layout import BLANK, annex_name
from mangnon.documents.writing.model import (
    Annex,
    Block,
    Closing,
    Document,
    Letterhead,
    Paragraph,
    Text,
)
from mangnon.documents.writing.receipt import FigureReceipt
from mangnon.reports.layouts import fill
from mangnon.reports.receipts import NOTHING_MORE, with_receipt
from mangnon.reports.wording import Wording, first_capital
from mangnon.ui import formats

UNKNOWN_SYMBOL = "........"


def annex_names(annexes: Mapping[str, Annex]) -> dict[str, str]:
    """Return what each annex is called in the text, by what it holds."""
    return {part: annex_name(number) for number, part in enumerate(annexes, start=1)}


def framed(
    say: Wording,
    blocks: Sequence[Block],
    annexes: Mapping[str, Annex],
    *,
    kind: str,
    more: Mapping[str, FigureReceipt] = NOTHING_MORE,
) -> Document:
    """Return the document round its sections; `more` are receipts that the facts do not give."""
    facts, layout = say.facts, say.layout
    addressed_to = _addressed_to(say)
    slots: dict[str, Text | int] = {
        "symbol": layout.symbols.get(_issuer(say), UNKNOWN_SYMBOL),
        "year": facts.year,
        "first": facts.first_year,
        "issuer": _issuer(say),
        "province": facts.province,
        "blank": BLANK,
    }
    document = Document(
        letterhead=Letterhead(
            parent=str(fill(layout.parent, **slots)),
            issuer=_issuer(say),
            number=str(fill(layout.number, **slots)),
            place=facts.place,
            year=facts.year,
        ),
        kind=layout.kind,
        subject=str(fill(layout.subject, **slots)),
        addressed_to=addressed_to,
        bases=_bases(say),
        opening=layout.say(
            "opening",
            issuer=_issuer(say),
            year=facts.year,
            first=facts.first_year,
            territory=facts.territory,
            as_of=formats.date_text(facts.as_of),
        ),
        blocks=(*blocks, _last_words(say, addressed_to)),
        closing=_closing(say),
        annexes=tuple(annexes.values()),
        attached_to=str(fill(layout.attached_to, **slots)),
        author=_issuer(say),
        made_at=facts.computed_at,
    )
    return with_receipt(facts, document, kind=kind, more=more)


def _issuer(say: Wording) -> str:
    due = say.facts.own_due()
    return due.reporters[0] if due and due.reporters else ""


def _addressed_to(say: Wording) -> tuple[str, ...]:
    due = say.facts.own_due()
    return tuple(say.address(name) for name in due.recipients) if due else ()


def _bases(say: Wording) -> tuple[Text, ...]:
    cited = [basis for basis in say.facts.bases if basis.kind in say.layout.basis_kinds]
    return tuple(
        say.layout.say("basis", document=say.basis_cited(basis))
        for basis in (*cited, say.facts.plan)
    )


def _last_words(say: Wording, addressed_to: tuple[str, ...]) -> Paragraph:
    return Paragraph(
        say.layout.say(
            "closing",
            year=say.facts.year,
            first=say.facts.first_year,
            territory=say.facts.territory,
            issuer=_issuer(say),
            addressees=", ".join(addressed_to),
        )
    )


def _closing(say: Wording) -> Closing:
    """Sign as the issuer's head; copies go to the readers and to those who report to it."""
    layout, own = say.layout, say.facts.own_due()
    others = [due for due in say.facts.dues if due is not own]
    copies = dict.fromkeys(say.renamed(name) for due in others for name in due.reporters)
    return Closing(
        capacity=tuple(layout.capacity),
        signer=layout.signer,
        recipients=(layout.same_as_above, *(first_capital(name) for name in copies)),
        filed=layout.filed,
    )
