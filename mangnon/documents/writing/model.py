"""What an official document consists of, as plain values: no Word, no layout, no database.

Text is a `Text`: a string, or a tuple of strings and figures. A `Figure` is a number that has a
receipt; the writer marks it in the file, so that it can be found and checked again later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from mangnon.documents.writing.receipt import Receipt


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True)
class Figure:
    """A number as shown to the reader. `key` names its receipt, `part` what of it is shown."""

    text: str
    key: str
    part: str = "value"


Text = str | tuple[str | Figure, ...]


def plain(text: Text) -> str:
    """Return the text as a reader sees it.

    >>> plain(("đạt ", Figure("76,9%", "1@70"), "."))
    'đạt 76,9%.'
    """
    if isinstance(text, str):
        return text
    return "".join(part.text if isinstance(part, Figure) else part for part in text)


@dataclass(frozen=True)
class Heading:
    """A numbered title: level 1 is "I. TITLE", level 2 "1. Title", level 3 "a) Title"."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A body paragraph. `keep_with_next` binds it to the table or list that it introduces."""

    text: Text
    keep_with_next: bool = False


@dataclass(frozen=True)
class Centered:
    """A bold line in the middle: "QUYẾT ĐỊNH:" before the articles of a decision."""

    text: str


@dataclass(frozen=True)
class Division:
    """ "Phần I" or "Chương II" (Roman), "Mục 1" or "Tiểu mục 1" (Arabic), its title below."""

    word: str
    title: str


@dataclass(frozen=True)
class Article:
    """ "Điều 1. …": the articles of a document are numbered through. With a `title` it stands alone
    on its line in bold; `text` is what the article says on the same line.
    """

    text: Text = ""
    title: str = ""
    keep_with_next: bool = False


@dataclass(frozen=True)
class Clause:
    """A clause without a title: "1. …", numbered anew under each article or heading."""

    text: Text


@dataclass(frozen=True)
class Point:
    """A point: "a) …", numbered anew under each clause by the Vietnamese alphabet."""

    text: Text


@dataclass(frozen=True)
class Bullet:
    """An item that begins with "- " (level 1) or "+ " (level 2)."""

    text: Text
    level: int = 1


@dataclass(frozen=True)
class Note:
    """A small remark under a table or at the end: sources, meanings of signs."""

    text: Text


@dataclass(frozen=True)
class Column:
    """One column of a table: its width in millimetres and how its cells stand."""

    title: str
    width_mm: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Row:
    """The cells of one row; a row with a single cell spans the table as a group title."""

    cells: tuple[Text, ...]
    bold: bool = False


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    size_pt: float = 12


@dataclass(frozen=True)
class Picture:
    """A PNG with its width on paper and the words that stand for it when it cannot be seen."""

    png: bytes
    width_mm: float
    alternative: str
    caption: str = ""


@dataclass(frozen=True)
class Sideways:
    """Blocks on pages that lie on their side, for a table too wide to stand upright."""

    blocks: tuple[Heading | Paragraph | Bullet | Note | Table | Picture, ...]


Running = Paragraph | Bullet | Note | Article | Clause | Point
Block = Heading | Centered | Division | Running | Table | Picture | Sideways


@dataclass(frozen=True)
class Letterhead:
    """Who issues the document, its number and symbol, the place and the date.

    A person's own letter has no `issuer`: the nation's name then stands in the middle of the page.
    A `day` of None leaves day and month blank for the registry, with the `year` printed; minutes
    have no `place` and no date. A letter has its `subject` here: "V/v …".
    """

    parent: str
    issuer: str
    number: str
    place: str
    year: int
    day: date | None = None
    subject: str = ""


@dataclass(frozen=True)
class Closing:
    """The signature block: capacity lines (caps), the signer, and who receives a copy.

    `recipients` holds names without dashes or signs; `filed` is the text after "Lưu: ", and "" of
    a person's own letter, which has no recipients. `others`, two at most, sign above;
    `other_signers` are their names, where they are known.
    """

    capacity: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    filed: str
    others: tuple[str, ...] = ()
    other_signers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """An annex with its own title and page numbers; `is_landscape` for wide tables."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True)
class Document:
    """An official document with a kind name (BÁO CÁO, KẾ HOẠCH, …); a letter has none.

    `attached_to` stands under each annex's title, e.g. "(Kèm theo Báo cáo số …)".
    `made_at` goes into the file's properties; nothing else in the file depends on a clock.
    `foot` stands small under every page: whose copy it is. `remarks` stand under the subject,
    and under them whose `authority` a decision is.
    """

    letterhead: Letterhead
    kind: str
    subject: str
    blocks: tuple[Block, ...]
    closing: Closing
    made_at: datetime
    addressed_to: tuple[str, ...] = ()
    bases: tuple[Text, ...] = ()
    opening: Text = ""
    annexes: tuple[Annex, ...] = ()
    attached_to: str = ""
    author: str = ""
    foot: str = ""
    remarks: tuple[str, ...] = ()
    authority: str = ""
    receipt: Receipt | None = field(default=None, repr=False)


def texts(document: Document) -> Iterator[Text]:
    """Yield every text of the document that may hold figures, in the order of reading."""
    yield from document.bases
    yield document.opening
    yield from _texts_of(document.blocks)
    for annex in document.annexes:
        yield from _texts_of(annex.blocks)


def _texts_of(blocks: Iterable[Block]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from row.cells
        elif isinstance(block, Sideways):
            yield from _texts_of(block.blocks)
        elif isinstance(block, Running):
            yield block.text


def figures(document: Document) -> Iterator[Figure]:
    """Yield every figure that the document prints."""
    for text in texts(document):
        if not isinstance(text, str):
            yield from (piece for piece in text if isinstance(piece, Figure))
