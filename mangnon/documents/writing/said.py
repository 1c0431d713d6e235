"""The words of a .docx by section, so that two files can be held against each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from mangnon.documents.writing.receipt import open_package, parse_part

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BEFORE_ALL = ""  # what stands before the first heading

Section = tuple[str, int]  # a heading, and the how manyeth with these words it is
Said = dict[Section, tuple[str, ...]]


@dataclass(frozen=True)
class ChangedWords:
    """A section whose words differ, with the first line that does; None where it has no such line.

    `section` is its heading, "" before the first one.
    """

    section: str
    before: str | None
    after: str | None


def read_said(file: Path) -> Said:
    """Return the lines of each section, those of tables too; ReceiptError where it is no .docx.

    Spaces count as one each, so that saving the file in another program changes nothing.
    """
    with open_package(file) as package:
        body = parse_part(package, "word/document.xml")
    told: dict[Section, list[str]] = {(BEFORE_ALL, 1): []}
    section, times = (BEFORE_ALL, 1), Counter([BEFORE_ALL])
    for paragraph in body.iter(f"{_WORD}p"):
        pieces = (node.text or "" for node in paragraph.iter(f"{_WORD}t"))
        line = " ".join("".join(pieces).split())
        if not line:
            continue
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        if style is not None and style.get(f"{_WORD}val", "").startswith("Heading"):
            times[line] += 1
            section = line, times[line]
            told[section] = []
        else:
            told[section].append(line)
    return {section: tuple(lines) for section, lines in told.items()}


def changed_words(before: Said, after: Said) -> list[ChangedWords]:
    """Return the sections that do not say the same, in the order of the file before."""
    found = []
    for section in dict.fromkeys([*before, *after]):
        name, old, new = section[0], before.get(section), after.get(section)
        if old is None or new is None:
            found.append(
                ChangedWords(name, None if old is None else name, None if new is None else name)
            )
        elif old != new:
            differing = ((a, b) for a, b in zip_longest(old, new) if a != b)
            found.append(ChangedWords(name, *next(differing)))
    return found
