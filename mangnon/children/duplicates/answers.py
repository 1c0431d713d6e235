"""The answers of two records side by side: what differs, and which of the two shall stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.children.births import birth_of
from mangnon.children.code_lists import words_of
from mangnon.children.register import Child
from mangnon.core.registries import SENSITIVE
from mangnon.core.sensitive import HIDDEN
from mangnon.ui.formats import date_text

EMPTY = {"", None, "unknown"}


@dataclass(frozen=True)
class Question:
    """Fields that are answered together; `words` says a record's answer to a person."""

    label: str | Promise
    fields: tuple[str, ...]
    words: Callable[[Child], str]

    def answer(self, child: Child) -> tuple[object, ...]:
        return tuple(getattr(child, name) for name in self.fields)

    def is_known(self, child: Child) -> bool:
        return getattr(child, self.fields[0]) not in EMPTY

    @property
    def rights(self) -> set[str]:
        """Return the rights that reading the answer asks for, beside seeing the child."""
        guarded = SENSITIVE[Child._meta.label]
        return {guarded[name] for name in self.fields if name in guarded}


def _text(name: str) -> Callable[[Child], str]:
    return lambda child: str(getattr(child, name) or "–")


def _choice(name: str) -> Callable[[Child], str]:
    return lambda child: str(getattr(child, f"get_{name}_display")() or "–")


def _with_day(name: str, on: str) -> Callable[[Child], str]:
    def words(child: Child) -> str:
        when = getattr(child, on)
        said = _choice(name)(child)
        return f"{said}, {date_text(when)}" if when else said

    return words


QUESTIONS: dict[str, Question] = {
    "full_name": Question(_("Full name"), ("full_name",), _text("full_name")),
    "birth": Question(
        _("Date of birth"), ("birth_date", "birth_precision"), lambda child: str(birth_of(child))
    ),
    "sex": Question(_("Sex"), ("sex",), _choice("sex")),
    "ethnicity": Question(
        _("Ethnic group"), ("ethnicity",), lambda child: words_of("ethnicity")[child.ethnicity]
    ),
    "identity_number": Question(
        _("Identity number"), ("identity_number",), _text("identity_number")
    ),
    "birth_registration": Question(
        _("Birth registered"),
        ("birth_registration", "birth_registered_on"),
        _with_day("birth_registration", "birth_registered_on"),
    ),
    "birth_certificate_number": Question(
        _("Birth certificate number"),
        ("birth_certificate_number",),
        _text("birth_certificate_number"),
    ),
    "health_insurance": Question(
        _("Health insurance"),
        ("health_insurance", "insured_until"),
        _with_day("health_insurance", "insured_until"),
    ),
    "insurance_number": Question(
        _("Health insurance number"), ("insurance_number",), _text("insurance_number")
    ),
    "disability": Question(
        _("Disability"), ("disability",), lambda child: words_of("disability")[child.disability]
    ),
    "poverty": Question(_("Poverty"), ("poverty",), _choice("poverty")),
    "lives_near_water": Question(
        _("Lives near open water"), ("lives_near_water",), _choice("lives_near_water")
    ),
    "closing": Question(
        _("Closed"), ("closed_on", "closed_reason"), _with_day("closed_reason", "closed_on")
    ),
}


def better_of_second(kept: Child, second: Child) -> set[str]:
    """Return the questions that only the second record answers."""
    return {
        name
        for name, question in QUESTIONS.items()
        if question.is_known(second) and not question.is_known(kept)
    }


def hidden_or(question: Question, child: Child, rights: Callable[[str], bool]) -> str:
    """Return an answer in words, or that it is hidden from who lacks the right."""
    return question.words(child) if all(map(rights, question.rights)) else str(HIDDEN)
