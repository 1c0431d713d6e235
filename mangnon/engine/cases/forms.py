"""The forms of a case, as dated files: `catalog/cases/forms/<code>@<valid_from>.yaml`.

An instrument of risk is a form with levels (high, medium, low) in one or more tallies. A tally is
counted, never added up to a score; what follows from it is a conclusion in a person's words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field

from mangnon.engine.definitions import NAME, Certainty, Frozen, Text

LEVELS = ("high", "medium", "low")
VERIFIED: Certainty = "verified"

QuestionKind = Literal[
    "text", "long_text", "yes_no_unknown", "code", "codes", "number", "date", "moment", "level"
]


class Tally(Frozen):
    """Levels that are counted together, and what a high one means for the child."""

    name: str = Field(pattern=NAME)
    title: Text
    high_is: Literal["bad", "good"]


class Question(Frozen):
    """One question; a level belongs to a tally, a coded one to a list of the catalogue."""

    name: str = Field(pattern=NAME)
    title: Text
    kind: QuestionKind
    list: str | None = None
    tally: str | None = None
    required: bool = False
    hint: Text | None = None
    low: float | None = None
    high: float | None = None


class Section(Frozen):
    title: Text
    questions: tuple[Question, ...]


class CaseForm(Frozen):
    """A form from `valid_from` on; `number` is what the decree calls it, "" for one of our own."""

    code: str = Field(pattern=NAME)
    number: str = ""
    title: Text
    tallies: tuple[Tally, ...] = ()
    sections: tuple[Section, ...]
    valid_from: date
    source: str = Field(min_length=1)
    certainty: Certainty

    @property
    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    @property
    def by_name(self) -> dict[str, Question]:
        return {question.name: question for question in self.questions}

    @property
    def is_verified(self) -> bool:
        """Say whether the form was compared with the published text."""
        return self.certainty == VERIFIED


def tallied(form: CaseForm, answers: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return for each tally how many of its questions were answered high, medium and low."""
    found = {}
    for tally in form.tallies:
        asked = [question.name for question in form.questions if question.tally == tally.name]
        counted = Counter(answers.get(name) for name in asked)
        found[tally.name] = {level: counted[level] for level in LEVELS}
    return found
