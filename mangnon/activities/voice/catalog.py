"""Sets of questions by age, and the words that tell of abuse, by the dated catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG
from mangnon.core.vietnamese import fold

FOLDER = CATALOG / "voice"
QUESTIONS, ALARM = FOLDER / "questions", FOLDER / "alarm_words.yaml"


@dataclass(frozen=True)
class AskedQuestion:
    """`choices` are the answers of a question that offers some."""

    kind: str
    text: str
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class QuestionSet:
    """Questions for children who have reached the first age and not yet the second."""

    code: str
    label: str
    from_age: int
    below_age: int
    questions: Sequence[AskedQuestion]


@lru_cache
def question_sets() -> Mapping[str, QuestionSet]:
    found = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(QUESTIONS.glob("*.yaml"))]
    return {told["code"]: _set(told) for told in found}


def _set(told: Mapping[str, Any]) -> QuestionSet:
    questions = [AskedQuestion(**row) for row in told["questions"]]
    return QuestionSet(told["code"], told["vi"], told["from_age"], told["below_age"], questions)


def tells_of_abuse(text: str) -> bool:
    """Say whether a child's text holds words that may tell of abuse.

    Phrases are found however their accents are written, single words only as they are written.

    >>> tells_of_abuse("bo em hay danh em"), tells_of_abuse("Bố đánh"), tells_of_abuse("danh sách")
    (True, True, False)
    """
    phrases, words = _alarm()
    return bool(phrases.search(fold(text)) or words.search(text.lower()))


@lru_cache
def _alarm() -> tuple[re.Pattern[str], re.Pattern[str]]:
    told = yaml.safe_load(ALARM.read_text(encoding="utf-8"))
    return _any_of(map(fold, told["phrases"])), _any_of(told["words"])


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in texts)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")
