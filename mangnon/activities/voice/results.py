"""What children said, question by question; of small groups no number is shown to anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.activities.attendance.parts import AGES
from mangnon.activities.attendance.shown import HIDE_BELOW, hidden_in_rows
from mangnon.activities.voice.answering import numbers_of
from mangnon.activities.voice.consultation import Consultation, Question
from mangnon.activities.voice.voice_answer import VoiceAnswer
from mangnon.children.register import Sex

FACES: Sequence[str | Promise] = (
    _("Very sad"), _("Sad"), _("So-so"), _("Happy"), _("Very happy"),
)  # fmt: skip
NOT_TOLD = ""
SEXES: Mapping[str, str | Promise] = {
    Sex.FEMALE.value: Sex.FEMALE.label, Sex.MALE.value: Sex.MALE.label,
}  # fmt: skip
AGE_LABELS: Mapping[str, str | Promise] = {group.code: group.label for group in AGES[1:]}
GROUPS: Mapping[str, Mapping[str, str | Promise]] = {"age": AGE_LABELS, "sex": SEXES}


@dataclass(frozen=True)
class ChoiceResult:
    """One answer of a question: how many chose it; `groups` in the order of `Result.groups`.

    A group's count is None where it is hidden.
    """

    number: int
    label: str | Promise
    count: int
    percent: float
    groups: Sequence[int | None]


@dataclass(frozen=True)
class Result:
    """One question with choices; `groups` are the labels of the groups that it is told by.

    There are no choices where only a few children answered it.
    """

    question: Question
    answered: int
    groups: Sequence[str | Promise]
    choices: Sequence[ChoiceResult]


def results_of(consultation: Consultation) -> list[Result]:
    """Return the results of all questions that offer answers, in their order.

    There are none before the consultation is over, and none of a few children.
    """
    answers = list(
        VoiceAnswer.objects.filter(consultation=consultation).values_list("said", "age", "sex")
    )
    if not consultation.is_over or len(answers) < HIDE_BELOW:
        return []
    asked = [
        name
        for name, is_asked in (("age", consultation.asks_age), ("sex", consultation.asks_sex))
        if is_asked
    ]
    questions = consultation.questions.exclude(kind=Question.Kind.TEXT)
    return [_result(question, answers, asked) for question in questions]


def _result(
    question: Question, answers: Sequence[tuple[Mapping[str, int], str, str]], asked: Sequence[str]
) -> Result:
    chosen = [
        (said[str(question.pk)], {"age": age, "sex": sex})
        for said, age, sex in answers
        if str(question.pk) in said
    ]
    labels = [GROUPS[name][member] for name in asked for member in GROUPS[name]]
    if len(chosen) < HIDE_BELOW:
        return Result(question, len(chosen), labels, [])
    parts = {
        number: _parts([told for chose, told in chosen if chose == number], asked)
        for number in numbers_of(question)
    }
    counts = Counter(chose for chose, _told in chosen)
    hidden = hidden_in_rows({number: (counts[number], told) for number, told in parts.items()})
    choices = [
        ChoiceResult(
            number, label, counts[number], 100 * counts[number] / len(chosen),
            [
                None if (number, name, member) in hidden else parts[number][name][member]
                for name in asked
                for member in GROUPS[name]
            ],
        )
        for number, label in _labels(question)
    ]  # fmt: skip
    return Result(question, len(chosen), labels, choices)


def _parts(
    told: Sequence[Mapping[str, str]], asked: Sequence[str]
) -> Mapping[str, Mapping[str, int]]:
    """Return how many of each group there are among those who chose one answer."""
    return {
        name: dict.fromkeys((*GROUPS[name], NOT_TOLD), 0) | Counter(one[name] for one in told)
        for name in asked
    }


def _labels(question: Question) -> Iterator[tuple[int, str | Promise]]:
    labels = FACES if question.kind == Question.Kind.FACES else question.choices
    yield from zip(numbers_of(question), labels, strict=True)
