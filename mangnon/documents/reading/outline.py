"""The outline tree of a plan: every numbered or bulleted paragraph below its heading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mangnon.documents.reading.blocks import Block
from mangnon.documents.reading.markers import RANKS, Marker
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.text import starts_capital


@dataclass
class Node:
    """A heading or item: `head` is its own paragraph, `body` the unmarked ones after it."""

    marker: Marker | None
    head: Passage
    body: list[Passage] = field(default_factory=list)
    tables: list[tuple[SourceLine, ...]] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    rank: int = -1

    @property
    def line(self) -> int:
        return self.head.line

    @property
    def passage(self) -> Passage:
        """The whole text of this item, without its children."""
        return Passage.chain([self.head, *self.body])

    @property
    def paragraphs(self) -> list[Passage]:
        """The text of this item, parted where a sentence ends or a heading stands alone."""
        parted = [self.head]
        for passage in self.body:
            if parted[-1].text.endswith(".") or starts_capital(passage.text):
                parted.append(passage)
            else:
                parted[-1] = Passage.chain([parted[-1], passage])
        return parted

    @property
    def number(self) -> str:
        return "" if self.marker is None or self.marker.is_bullet else self.marker.number

    def walk(self) -> Iterator["Node"]:
        """Yield this node and everything below it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()


def build_outline(blocks: Iterable[Block]) -> tuple[Node, list[Passage]]:
    """Return the tree, and the closing paragraphs, which belong to no section."""
    root = Node(None, Passage(""))
    stack, closing = [root], []
    is_closed = False
    blocks = list(blocks)
    ranks = _ranks(blocks)
    for block in blocks:
        if block.rows:
            stack[-1].tables.append(block.rows)
        elif block.is_closing or (is_closed and block.marker is None):
            closing.append(block.passage)
            is_closed = True
        elif block.marker is None:
            stack[-1].body.append(block.passage)
        else:
            is_closed = False
            rank = ranks.get(block.marker.kind) or _rank(block.marker, stack)
            while stack[-1].rank >= rank:
                stack.pop()
            node = Node(block.marker, block.passage, rank=rank)
            stack[-1].children.append(node)
            stack.append(node)
    return root, closing


def _ranks(blocks: list[Block]) -> dict[str, int]:
    """Capital letters stand above roman numbers where they come first: "A." then "I."."""
    kinds = [block.marker.kind for block in blocks if block.marker is not None]
    outer = next((kind for kind in kinds if kind in {"roman", "capital"}), None)
    if outer != "capital":
        return {}
    return {"capital": RANKS["roman"], "roman": RANKS["capital"]}


def _rank(marker: Marker, stack: list[Node]) -> int:
    """Bullets nest by the order in which their signs appear, not by which sign is used."""
    if not marker.is_bullet:
        return marker.rank
    open_bullets = [n for n in stack if n.marker is not None and n.marker.is_bullet]
    for node in open_bullets:
        if node.marker is not None and node.marker.number == marker.number:
            return node.rank
    if not open_bullets:
        return RANKS["bullet"]
    top = open_bullets[-1]
    is_head = top.marker is not None and top.marker.goes_deeper and not _ends(top.passage.text)
    if marker.goes_deeper or is_head or top.passage.text.endswith(":"):
        return top.rank + 1
    return top.rank


def _ends(text: str) -> bool:
    return text.endswith((".", ";", ","))
