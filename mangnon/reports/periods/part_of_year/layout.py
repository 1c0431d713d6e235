"""The layout of a report on part of a year: the sections of the yearly one, in words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from mangnon.reports.asked import Span
from mangnon.reports.layouts import SLOTS, Layout

CODE = "part-of-year"
# What stands for the period in any sentence, beside what the yearly report says there.
PERIOD = ("period", "asked")


@dataclass(frozen=True)
class Part:
    """Which part of a year: its kind of report, its days, and what was asked for at once."""

    kind: str
    span: Span
    title: str = ""


class PartLayout(Layout):
    """One dated layout; `periods` names the period, `asked` what was asked, by kind of report."""

    said: ClassVar[Mapping[str, set[str]]] = {
        name: {*slots, *PERIOD} for name, slots in SLOTS.items()
    }
    periods: dict[str, str]
    asked: dict[str, str]

    def of(self, part: Part) -> PartLayout:
        """Return the layout with the words of one period in its sentences."""
        named = {"year": part.span.last.year, "title": part.title, **part.span.words}
        told = {
            "{period}": self.periods[part.kind].format(**named),
            # A brace that a person typed is no slot.
            "{asked}": _literal(self.asked[part.kind].format(**named)),
        }
        sentences = {name: _put(text, told) for name, text in self.sentences.items()}
        subject = _put(self.subject, told)
        return self.model_copy(update={"sentences": sentences, "subject": subject})


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _put(text: str, told: Mapping[str, str]) -> str:
    for slot, words in told.items():
        text = text.replace(slot, words)
    return text
