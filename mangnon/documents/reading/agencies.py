"""The blocks that say what each agency must do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mangnon.documents.reading.bodies import read_names, split_names, strip_request
from mangnon.documents.reading.dates import find_dates
from mangnon.documents.reading.kinds import kind_in
from mangnon.documents.reading.model import Task
from mangnon.documents.reading.outline import Node
from mangnon.documents.reading.passages import Passage
from mangnon.documents.reading.sections import Section
from mangnon.documents.reading.text import fold
from mangnon.documents.reading.words import pattern

_ONLY_DUTY = re.compile(
    r"[,\s]*(?:có|chịu)?\s*(?:trách nhiệm|nhiệm vụ)?\s*"
    r"(?:(?:thực hiện|như sau|sau|chính|các nhiệm vụ|:)\s*)*:?"
)
_REPORTS = re.compile(r"(?:định kỳ\s+)?(?:gửi\s+)?báo cáo\b")
_MAX_UNKNOWN_WORDS = 14
_MAX_NAME_WORDS = 45
_TOPIC_WORDS = 10


@dataclass(frozen=True)
class AgencyBlock:
    """One block: who it speaks to, as written, and the tasks below it."""

    name: str
    bodies: tuple[str, ...]
    requested: bool
    line: int
    tasks: tuple[Task, ...]
    unsure: bool = False


@dataclass(frozen=True)
class _Heading:
    name: str
    requested: bool
    rest: Passage
    is_known: bool = True


def read_agencies(sections: list[Section]) -> list[AgencyBlock]:
    """Return the blocks of every section on who does what, in text order."""
    blocks: list[AgencyBlock] = []
    for section in sections:
        if section.kind == "organisation":
            for node in section.items:
                blocks += _blocks(node)
    return blocks


def _blocks(node: Node) -> Iterator[AgencyBlock]:
    heading = _heading(node)
    if heading is not None and _only_reports(node, heading):
        return
    named_below = [c for c in node.children if (below := _heading(c)) and below.is_known]
    is_open = heading is None or fold(heading.name).startswith("các ")
    is_group = is_open and len(named_below) > 1 and len(named_below) == len(node.children)
    is_unknown = heading is None or not heading.is_known
    if is_group or (is_unknown and named_below):
        for child in node.children:
            yield from _blocks(child)
    elif heading is not None:
        bodies = tuple(split_names(heading.name)) or (heading.name,)
        yield AgencyBlock(
            heading.name,
            bodies,
            heading.requested,
            node.line,
            tuple(_tasks_of_block(node, heading.rest)),
            unsure=not heading.is_known,
        )


def _only_reports(node: Node, heading: _Heading) -> bool:
    """True for "Các đơn vị báo cáo UBND phường trước 10/11": a rule for all, no block of tasks."""
    is_for_all = fold(heading.name).startswith(("các ", "cơ quan, ", "sở, "))
    said = heading.rest.folded
    return (
        is_for_all
        and not node.children
        and _REPORTS.match(said) is not None
        and any(find_dates(said, default_year=2000))
    )


def _heading(node: Node) -> _Heading | None:
    """Read the agency named at the start of a paragraph, and what it says after the name."""
    head = _headline(node)
    text, requested = strip_request(head.text)
    offset = len(head.text) - len(text)
    names = read_names(text)
    if not names:
        return _by_place(node, head, text, requested)
    end, colon = names[-1].end, text.find(":")
    words_before = text[:colon].split()
    if colon >= 0 and len(words_before) <= _MAX_NAME_WORDS and not _has_verb(text[end:colon]):
        return _Heading(text[:colon].strip(), requested, head.cut(offset + colon + 1))
    follows_list = node.children or node.body
    if follows_list and not _has_verb(text[end:]) and not text.endswith((".", ";")):
        return _Heading(text.strip(), requested, Passage(""))
    rest = head.cut(offset + end)
    return _Heading(text[:end].strip(), requested, rest.cut(1) if rest.text[:1] in ",.;" else rest)


def _by_place(node: Node, head: Passage, text: str, requested: bool) -> _Heading | None:
    """Take a short line above tasks for a name that no list of words knows: its place says it."""
    if node.marker is None or not text[:1].isupper():
        return None
    name, colon, _ = text.partition(":")
    if node.marker.is_bullet and (colon or not node.children):
        return None
    is_short = len(name.split()) <= _MAX_UNKNOWN_WORDS and not _has_verb(name)
    is_topic = pattern("bodies", "not_bodies").match(fold(name)) or kind_in(
        fold(name), anywhere=True
    )
    is_short = is_short and not is_topic
    if not is_short or not (colon or node.children) or (not colon and name.endswith((".", ";"))):
        return None
    rest = head.cut(len(head.text) - len(text) + len(name) + 1) if colon else Passage("")
    return _Heading(name.strip(), requested, rest, is_known=False)


def is_named_alone(node: Node) -> bool:
    """True when the heading only names bodies, and what they must do stands below it."""
    heading = _heading(node)
    return heading is not None and not heading.rest.text


def _headline(node: Node) -> Passage:
    """The heading, with the lines after it that go on with the name."""
    parts = [node.head]
    for passage in node.body:
        goes_on = not parts[-1].text.endswith((".", ";", ":"))
        if not goes_on or pattern("bodies", "verbs").match(passage.folded) or _is_task(passage):
            break
        parts.append(passage)
    return Passage.chain(parts) if node.body else node.head


def _is_task(passage: Passage) -> bool:
    """True for a sentence below a name; the rest of a name is no sentence or has a colon."""
    text = passage.text
    is_sentence = text[:1].isupper() and text.endswith((".", ";")) and ":" not in text
    return is_sentence and not read_names(text)


def _has_verb(text: str) -> bool:
    outside_names = pattern("bodies", "wholes").sub(" ", fold(text))
    return pattern("bodies", "verbs").search(outside_names) is not None


def _tasks_of_block(node: Node, rest: Passage) -> Iterator[Task]:
    context = None
    taken = _headline(node).text
    for passage in (rest, *(p for p in node.body if not taken.endswith(p.text))):
        if not passage.text or _ONLY_DUTY.fullmatch(passage.folded):
            continue
        if passage.text.endswith(":") and node.children:
            context = passage.text
        else:
            yield Task(passage.text, passage.line, None)
    yield from _tasks(node, context)


def _tasks(node: Node, context: str | None) -> Iterator[Task]:
    for child in node.children:
        passage = _own_text(child)
        if child.children and _only_introduces(child):
            yield from _tasks(child, passage.text)
        else:
            yield Task(passage.text, passage.line, context)
            yield from _tasks(child, None)


def _own_text(node: Node) -> Passage:
    """The text of a task, without a later paragraph that speaks to other bodies."""
    paragraphs = node.paragraphs
    ends = [at for at, p in enumerate(paragraphs) if at and read_names(p.text)]
    return Passage.chain(paragraphs[: ends[0]] if ends else paragraphs)


def _only_introduces(node: Node) -> bool:
    """True for "Căn cứ vào hướng dẫn:" and for a short topic line above its items."""
    text = node.passage.text
    if text.endswith(":"):
        return True
    is_numbered = node.marker is not None and not node.marker.is_bullet
    is_short = len(re.findall(r"\w+", text)) <= _TOPIC_WORDS
    return is_numbered and is_short and not text.endswith((".", ";", ","))
