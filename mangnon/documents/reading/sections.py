"""Sections by meaning: a heading's words say what the items below it are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mangnon.documents.reading.kinds import MAX_HEADING_WORDS, kind_in, names_only_kind
from mangnon.documents.reading.outline import Node
from mangnon.documents.reading.text import is_capitals

_NUMBERED_TARGET = re.compile(r"(?:chỉ|mục) tiêu\s+(?:số\s+)?\d")
_MAX_SUBHEADING_WORDS = 12


@dataclass(frozen=True)
class Section:
    """A node whose heading was understood; `items` are its children not claimed by another."""

    kind: str
    node: Node
    items: tuple[Node, ...]


def find_sections(root: Node) -> list[Section]:
    """Return every section in text order; a heading inside a section may open its own."""
    return list(_sections(root, inherited=None))


def _sections(node: Node, inherited: str | None) -> Iterator[Section]:
    kind = heading_kind(node) or inherited
    own: list[Node] = []
    nested: list[Section] = []
    for child in node.children:
        child_kind = heading_kind(child)
        is_topic = child_kind == kind == "key_tasks" and not names_only_kind(child.head.folded)
        if (child_kind and not is_topic) or (kind is None and child.children):
            nested += _sections(child, kind)
        else:
            own.append(child)
    if kind and (own or node.tables or node.body or not nested):
        yield Section(kind, node, tuple(own))
    yield from nested


def heading_kind(node: Node) -> str | None:
    """Return what the heading says its section is about, or None when it is no such heading."""
    if node.marker is None or node.marker.is_bullet:
        return None
    heading = node.head.folded.split(":")[0].strip(" .")
    if _NUMBERED_TARGET.match(heading):
        return None
    is_top = node.rank <= 4
    words = len(heading.split())
    if is_top or is_capitals(node.head.text):
        return kind_in(heading, anywhere=True) if words <= MAX_HEADING_WORDS else None
    is_sentence = ":" not in node.head.text and node.head.text.endswith((".", ";"))
    if words > _MAX_SUBHEADING_WORDS or is_sentence:
        return None
    return kind_in(heading, anywhere=False)
