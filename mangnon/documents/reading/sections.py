"""Sections by meaning: a heading's words say what the items below it are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mangnon.documents.reading.kinds import MAX_HEADING_WORDS, kind_in, looks_back, names_only_kind
from mangnon.documents.reading.markers import RANKS
from mangnon.documents.reading.outline import Node
from mangnon.documents.reading.text import fold, is_capitals
from mangnon.documents.reading.words import pattern

_NUMBERED_TARGET = re.compile(r"(?:chỉ|mục) tiêu\s+(?:số\s+)?\d")
_MAX_SUBHEADING_WORDS = 12
_TITLE_RANK = RANKS["capital"]


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
        is_same = kind == "key_tasks" and child_kind in {"key_tasks", "organisation"}
        is_topic = is_same and _names_a_task(child, child_kind)
        if (child_kind and not is_topic) or (kind is None and child.children):
            nested += _sections(child, kind)
        else:
            own.append(child)
    if kind and (own or node.tables or node.body or not nested):
        yield Section(kind, node, tuple(own))
    yield from nested


def _names_a_task(node: Node, kind: str | None) -> bool:
    """True for "Hoạt động truyền thông" or "Tổ chức thực hiện Luật Trẻ em" among the tasks."""
    if kind == "organisation":
        return pattern("references", "named").search(node.head.folded) is not None
    return not names_only_kind(node.head.folded)


def without_situation(node: Node) -> Node:
    """Return the tree without the parts that look back at the years before."""
    kept = [
        child if heading_kind(child) not in {None, "general_aim"} else without_situation(child)
        for child in node.children
        if not _is_situation(child)
    ]
    return replace(node, children=kept)


def _is_situation(node: Node) -> bool:
    heading = _heading(node)
    return heading is not None and looks_back(heading)


def heading_kind(node: Node) -> str | None:
    """Return what the heading says its section is about, or None when it is no such heading."""
    heading = _heading(node)
    if heading is None or _NUMBERED_TARGET.match(heading):
        return None
    is_title = node.rank <= _TITLE_RANK or is_capitals(_title(node))
    return kind_in(heading, anywhere=is_title)


def _heading(node: Node) -> str | None:
    """Return the folded words of a heading before any colon; a long sentence is none."""
    if node.marker is None or node.marker.is_bullet:
        return None
    title = _title(node)
    heading = fold(title).split(":")[0].strip(" .")
    words = len(heading.split())
    if node.rank <= _TITLE_RANK or is_capitals(title):
        return heading if words <= MAX_HEADING_WORDS else None
    is_sentence = ":" not in title and title.endswith((".", ";"))
    return None if words > _MAX_SUBHEADING_WORDS or is_sentence else heading


def _title(node: Node) -> str:
    """Return the heading; below a bare "Phần thứ nhất" the next paragraph is it."""
    if not node.head.text and node.body and is_capitals(node.body[0].text):
        return node.body[0].text
    return node.head.text
