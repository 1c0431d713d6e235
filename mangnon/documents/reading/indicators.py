"""The indicators of a plan, with their targets lettered as leaves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mangnon.documents.reading.leads import leads_of_group, take_bracketed
from mangnon.documents.reading.model import Target
from mangnon.documents.reading.outline import Node
from mangnon.documents.reading.passages import Passage, SourceLine
from mangnon.documents.reading.sections import Section
from mangnon.documents.reading.tables import read_target_rows
from mangnon.documents.reading.targets import RawTarget, read_targets
from mangnon.documents.reading.targets.masks import hide
from mangnon.documents.reading.targets.values import find_figures
from mangnon.documents.reading.text import SENTENCE_END, fold
from mangnon.documents.reading.words import pattern

_LABEL = re.compile(r"(?P<word>chỉ|mục)\s+tiêu\s+(?:số\s+)?0*(?P<number>\d{1,3})\s*[:.)–-]?\s*")
_GROUP = re.compile(
    r"(?:về|đối với|trong lĩnh vực|nhóm|lĩnh vực|các chỉ tiêu|chỉ tiêu|mục tiêu|các mục tiêu)\s"
)
_HEADING_YEAR = re.compile(r"năm\s+(\d{4})(?!\d)")
_OWN_MEASURE = re.compile(r"tỷ lệ|tỷ suất|tỷ số|^(?:tổng )?số |[%‰]\s+\w|trẻ em|học sinh|xã")
# A sign that stands alone after a word is a cell of a table that a .txt has run together.
_TABLE_PIECE = re.compile(r"(?<!tỷ lệ)(?<=[^\W\d_])\s+[%‰](?=\s|$)")
_BINDING_WORDS = ("comparators", "less", "at_most", "at_least", "more", "falls", "rises")
_RATE_NAMES = ("share_words", "rate_words")
_MAX_TOPIC_WORDS = 12
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class DraftIndicator:
    """An indicator before the agencies' blocks have told who leads it."""

    number: str
    text: str
    line: int
    raw: list[RawTarget] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    year: int | None = None
    letter: str = ""

    def targets(self, plan_year: int | None) -> tuple[Target, ...]:
        """Letter the measures in text order; further years of a measure keep its leaf."""
        keys = list(dict.fromkeys((fold(r.measure), r.population) for r in self.raw))
        targets = []
        for at, key in enumerate(keys):
            same = [r for r in self.raw if (fold(r.measure), r.population) == key]
            letter = "" if len(keys) == 1 else _letter(at)
            for raw in _main_year_first(same, plan_year):
                targets.append(
                    Target(
                        leaf=f"{self.number}{letter}",
                        measure=raw.measure,
                        relation=raw.relation,
                        value=raw.value,
                        value_max=raw.value_max,
                        unit=raw.unit,
                        population=raw.population,
                        year=raw.year or self.year or plan_year,
                        base_year=raw.base_year,
                        unsure=raw.unsure or not raw.is_plausible,
                    )
                )
        return tuple(targets)


def _letter(at: int) -> str:
    return _LETTERS[at] if at < 26 else _letter(at // 26 - 1) + _LETTERS[at % 26]


def _main_year_first(targets: list[RawTarget], plan_year: int | None) -> list[RawTarget]:
    """Put the plan's year first, else the earliest year not before it."""
    if plan_year is None or len(targets) < 2:
        return targets
    years = [t.year or plan_year for t in targets]
    coming = [y for y in years if y >= plan_year]
    main = plan_year if plan_year in years else min(coming, default=years[0])
    return sorted(targets, key=lambda t: (t.year or plan_year) != main)


def read_indicators(
    root: Node, sections: list[Section], plan_year: int | None
) -> list[DraftIndicator]:
    """Return the indicators: those that say "Chỉ tiêu N", else the items of target sections."""
    years = _heading_years(sections)
    labelled = [node for node in root.walk() if _label_of(node) and not _is_group(node)]
    words = {match["word"] for node in labelled if (match := _label_of(node))}
    if "chỉ" in words:
        labelled = [n for n in labelled if (match := _label_of(n)) and match["word"] == "chỉ"]
    if labelled:
        found = [_labelled(node, plan_year) for node in labelled]
    else:
        found = list(_unlabelled(sections, plan_year))
    for draft in found:
        draft.year = years.get(draft.line)
    _add_leads_of_groups(root, found)
    for node in root.walk():
        for table in node.tables:
            found += _from_table(table, found, plan_year)
    return found


def _add_leads_of_groups(root: Node, found: list[DraftIndicator]) -> None:
    """Give the indicators below "Các chỉ tiêu do Sở Y tế chủ trì" their lead."""
    below: dict[int, list[str]] = {}
    for node in root.walk():
        if node.children and (leads := leads_of_group(node.head.text)):
            below |= {child.line: leads for child in node.walk()}
    for draft in found:
        draft.leads = draft.leads or list(below.get(draft.line, ()))


def _heading_years(sections: list[Section]) -> dict[int, int]:
    """Return the year a heading sets ("Chỉ tiêu đến năm 2030") for the lines below it."""
    years: dict[int, int] = {}

    def below(node: Node, outer: int | None) -> None:
        said = [node.head, *(p for p in node.body if p.text.endswith(":"))]
        named = {y for p in said for y in _HEADING_YEAR.findall(p.folded)}
        own = int(named.pop()) if node.children and len(named) == 1 else outer
        if own is not None:
            years[node.line] = own
        for child in node.children:
            below(child, own)

    for section in sections:
        if section.kind == "targets":
            below(section.node, None)
    return years


def _label_of(node: Node) -> re.Match[str] | None:
    match = _LABEL.match(node.head.folded)
    if not match or not node.head.text[:1].isupper():
        return None
    has_sign = node.head.folded[: match.end()].rstrip()[-1:] in ":.)–-"
    return match if has_sign else None


def _labelled(node: Node, plan_year: int | None) -> DraftIndicator:
    label = _label_of(node)
    number = label["number"] if label else node.number
    passages = _sentences([node.head.cut(label.end() if label else 0), *node.body])
    nested = [n.passage for c in node.children if not _label_of(c) for n in c.walk()]
    return _draft(number, passages + nested, node.line, plan_year)


def _draft(
    number: str, passages: list[Passage], line: int, plan_year: int | None
) -> DraftIndicator:
    texts = [p.text for p in passages if p.text]
    draft = DraftIndicator(_plain(number) if number else "", " ".join(texts), line)
    kept = []
    for text in texts:
        text, leads, partners = take_bracketed(text)
        draft.leads += [lead for lead in leads if lead not in draft.leads]
        draft.partners += [p for p in partners if p not in draft.partners]
        kept.append(text)
    if not _TABLE_PIECE.search(fold(" ".join(texts))):
        draft.raw = read_targets(_as_clauses(_introduced(kept)), plan_year=plan_year)
    return draft


def _sentences(passages: list[Passage]) -> list[Passage]:
    """Join a paragraph to the one before it where that one ends without a stop."""
    joined: list[Passage] = []
    for passage in passages:
        if joined and not joined[-1].text.endswith((".", ";", ":")):
            joined[-1] = Passage.chain([joined[-1], passage])
        else:
            joined.append(passage)
    return joined


def _introduced(texts: list[str]) -> list[str]:
    """Put "Tử vong trẻ em:" before items that only say "Dưới 1 tuổi: dưới 10‰"."""
    intro = texts[0] if texts else ""
    if not intro.endswith(":") or re.search(r"\d\s*[%‰]", intro):
        return texts
    head = intro.rstrip(" :")
    return [
        text if _OWN_MEASURE.search(fold(text)) else f"{head} {text}" for text in texts[1:]
    ] or texts


def _as_clauses(texts: list[str]) -> str:
    return "; ".join(text.rstrip(" .;") for text in texts if text)


def _plain(number: str) -> str:
    return ".".join(part.lstrip("0") or "0" for part in number.split("."))


def _unlabelled(sections: list[Section], plan_year: int | None) -> Iterator[DraftIndicator]:
    count = 0
    for section in sections:
        if section.kind != "targets":
            continue
        drafts = [_from_sentence(p, plan_year) for p in prose_of(section)]
        drafts += [_from_item(node, plan_year) for node in _items(section.items)]
        for draft in drafts:
            if draft is None:
                continue
            count += 1
            if not draft.number:
                draft.number = str(count)
            yield draft


def unread_goals(sections: list[Section], lines: set[int]) -> Iterator[Passage]:
    """Yield the items among the targets that state an aim, yet gave no indicator."""
    for section in sections:
        if section.kind != "targets":
            continue
        items = [(node.passage, {n.line for n in node.walk()}) for node in _items(section.items)]
        items += [(sentence, {sentence.line}) for sentence in prose_of(section)]
        for passage, own in items:
            text = hide(fold(passage.text))
            is_aim = pattern("comparators", "goals").search(text) or find_figures(text)
            if is_aim and not own & lines:
                yield passage


def prose_of(section: Section) -> Iterator[Passage]:
    """Yield the sentences of running text in a section; those that only lead up to items not."""
    node = section.node
    colon = node.head.text.find(":")
    said = [node.head.cut(colon + 1)] if 0 <= colon < len(node.head.text) - 1 else []
    for passage in (*said, *node.body):
        start = 0
        for end in [*(m.end() for m in SENTENCE_END.finditer(passage.text)), len(passage.text)]:
            sentence, start = passage.cut(start, end), end
            if sentence.text and not sentence.text.endswith(":"):
                yield sentence


def _from_sentence(sentence: Passage, plan_year: int | None) -> DraftIndicator | None:
    """Read a sentence that sets targets; one that only counts what there is sets none."""
    folded = sentence.folded
    binds = re.search(r"\d\s*[%‰]|/\s*1\.?0", folded) or pattern(*_BINDING_WORDS).search(folded)
    draft = _draft("", [sentence], sentence.line, plan_year)
    return draft if binds and draft.raw else None


def _items(nodes: tuple[Node, ...] | list[Node]) -> Iterator[Node]:
    """Yield the items that state targets; group headings give way to the items below them."""
    for node in nodes:
        if node.children and _is_group(node):
            yield from _items(node.children)
        else:
            yield node


def _is_group(node: Node) -> bool:
    """True for a heading such as "Về giáo dục", or one above items numbered by decimals."""
    label = _label_of(node)
    said = node.passage.cut(label.end() if label else 0)
    if read_targets(said.text, plan_year=None):
        return False
    decimal = any(c.marker and c.marker.kind in {"decimal", "number"} for c in node.children)
    if label:
        return decimal and label["word"] == "mục"
    return decimal or _GROUP.match(node.head.folded) is not None or _is_topic_of_items(node)


def _is_topic_of_items(node: Node) -> bool:
    """True for "2.1. Giảm tai nạn, thương tích" above items of which most name a measure."""
    head = node.head.folded
    if node.body or head.endswith(":") or pattern("measures", *_RATE_NAMES).search(head):
        return False
    texts = [child.passage.text for child in node.children]
    named = [text for text in texts if _OWN_MEASURE.search(fold(text))]
    is_short = len(head.split()) <= _MAX_TOPIC_WORDS
    are_targets = all(read_targets(text, plan_year=None) for text in texts)
    return is_short and are_targets and 2 * len(named) > len(texts)


def _from_item(node: Node, plan_year: int | None) -> DraftIndicator | None:
    nested = [n.passage for child in node.children for n in child.walk()]
    own = _sentences([node.head, *node.body])
    draft = _draft(node.number, own + nested, node.line, plan_year)
    is_numbered = bool(node.number) and node.marker is not None and node.marker.kind != "letter"
    if not is_numbered:
        draft.number, draft.letter = "", node.number
    if not draft.raw and not is_numbered and not re.search(r"\d\s*[%‰]", draft.text):
        return None
    return draft


def _from_table(
    table: tuple[SourceLine, ...], found: list[DraftIndicator], plan_year: int | None
) -> list[DraftIndicator]:
    """Return the indicators of a target table; to one read in the text it only adds bodies."""
    known = {draft.number: draft for draft in found}
    drafts: list[DraftIndicator] = []
    for row in read_target_rows(table, plan_year):
        number = _plain(row.number) if row.number else str(len(known) + 1)
        if draft := known.get(number):
            if _is_alike(draft.text, row.text):
                draft.leads += [lead for lead in row.leads if lead not in draft.leads]
                draft.partners += [p for p in row.partners if p not in draft.partners]
            continue
        draft = DraftIndicator(number, row.text, row.line, row.targets, row.leads, row.partners)
        known[number] = draft
        drafts.append(draft)
    return drafts


def _is_alike(text: str, other: str) -> bool:
    """True when most words of the shorter text stand in the other one too."""
    words, others = set(fold(text).split()), set(fold(other).split())
    return len(words & others) >= 0.6 * min(len(words), len(others))
