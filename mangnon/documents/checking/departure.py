"""One place where a document departs from the decree, in words for who wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mangnon.documents.checking.word.flow import Paragraph
from mangnon.documents.decree import decree, place

_WORDS = 9


@dataclass(frozen=True)
class Departure:
    """`rule` names the rule; `where` the element, the paragraph's number and its first words."""

    rule: str
    where: str
    found: str
    expected: str


def by_rule(found: Iterable[Departure]) -> list[tuple[str, list[Departure]]]:
    """Return each rule that is departed from, in words, with all its places in their order."""
    groups: dict[str, list[Departure]] = {}
    for one in found:
        groups.setdefault(one.expected, []).append(one)
    return list(groups.items())


def departure(rule: str, where: str | Paragraph, found: str) -> Departure:
    """Return a departure from one of the catalogue's own rules."""
    asked = decree().rules[rule]
    name = element_name(rule.split(".")[0])
    told = f"{name}, {spot(where)}" if isinstance(where, Paragraph) else where
    return Departure(rule, told, found, f"{asked.says} ({place(asked.at)})")


def element_name(code: str) -> str:
    """Return what an element, or a part of the page, is called."""
    elements = decree().elements
    names = {
        "page": "Trang",
        "letters": "Phông chữ",
        "recipients": elements["recipients_title"].name,
    }
    return names.get(code) or elements[code].name


def spot(paragraph: Paragraph) -> str:
    """Return "đoạn 12: “Căn cứ Luật Trẻ em…”", by which the paragraph is found again."""
    words = paragraph.whole.split()
    start = " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
    return f"đoạn {paragraph.number}: “{start}”" if paragraph.number else f"đầu trang: “{start}”"


def quoted(text: str, most: int = 60) -> str:
    """Return a text in quotes, shortened where it is long."""
    return f"“{text[: most - 1]}…”" if len(text) > most else f"“{text}”"


def measure(value: float) -> str:
    """Return a number as Vietnamese offices write it.

    >>> measure(12.5), measure(14.0), measure(6.914)
    ('12,5', '14', '6,9')
    """
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
