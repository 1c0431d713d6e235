"""Why a person sees a record or does not, and who sees it: the policy asked rule by rule.

The rules are those by which `visible_to` decides, so what is explained is what happens. A record is
named by its kind and number; nothing else of it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.access import Rule, ScopedQuerySet
from mangnon.core.audit import record_read
from mangnon.core.models import Refused, Unit, User
from mangnon.core.registries import PART_WORDS, RECORD_KINDS, RecordKind
from mangnon.core.rule_words import ACTIONS, sentence


@dataclass(frozen=True)
class Named:
    """A record as far as an explanation shows it: kind, number, unit."""

    kind: RecordKind
    number: str
    found: models.Model
    unit: Unit | None

    @property
    def alone(self) -> ScopedQuerySet:
        """The queryset that holds this record and no other, before anyone's scope."""
        return _records(type(self.found)).filter(pk=self.found.pk)


@dataclass(frozen=True)
class Answer:
    """One rule that was asked; `is_about_record` unless it says the same of every record."""

    rule: str
    holds: bool
    is_about_record: bool
    sentence: str


@dataclass(frozen=True)
class Explanation:
    person: User
    answers: tuple[Answer, ...]

    @property
    def sees(self) -> bool:
        return all(answer.holds for answer in self.answers)

    @property
    def decided_by(self) -> Answer:
        """The rule that refused, or the last one that could have refused this very record."""
        if not self.sees:
            return self.answers[-1]
        asked = [answer for answer in self.answers if answer.is_about_record]
        return (asked or list(self.answers))[-1]


def explain(kind: str, number: str, username: str, *, by: User) -> tuple[Named, Explanation]:
    """Return why the person sees the record or not; raise Refused for what `by` has no part in."""
    access.require(by, "access.explain")
    record = _record(kind, number, by)
    person = User.objects.visible_to(by).filter(username=_text(username)).first()
    if person is None:
        raise Refused(_("There is no person “%(name)s” in your scope.") % {"name": username})
    explanation = _explanation(person, record)
    record_read(
        by,
        "access.explain",
        record.found,
        unit=record.unit,
        person=person.pk,
        sees=explanation.sees,
        decided_by=explanation.decided_by.rule,
    )
    return record, explanation


def who_sees(kind: str, number: str, *, by: User) -> tuple[Named, list[Explanation]]:
    """Return each person of `by`'s scope who sees the record, with the rule that decided."""
    access.require(by, "access.explain")
    record = _record(kind, number, by)
    people = User.objects.visible_to(by).select_related("unit", "organisation")
    asked = (_explanation(person, record) for person in people.order_by("full_name", "pk"))
    seeing = [explanation for explanation in asked if explanation.sees]
    record_read(by, "access.who", record.found, unit=record.unit, people=len(seeing))
    return record, seeing


def _record(kind: str, number: str, by: User) -> Named:
    """Find a record of `by`'s units, whether or not their role may open it."""
    chosen = RECORD_KINDS.get(kind)
    if chosen is None:
        raise Refused(
            _("The kind “%(kind)s” is not known; use %(known)s.")
            % {"kind": kind, "known": ", ".join(sorted(RECORD_KINDS))}
        )
    in_reach = _records(chosen.model).placed_within(by)
    try:
        found = list(in_reach.filter(chosen.find(_text(number)))[:2])
    except (ValueError, ValidationError):
        found = []
    if len(found) > 1:
        raise Refused(
            _("“%(number)s” is the code of several units; write it as code@first day.")
            % {"number": number}
        )
    if not found:
        raise Refused(
            _("There is no record “%(kind)s” number %(number)s in your scope.")
            % {"kind": chosen.label, "number": number}
        )
    return Named(chosen, number, found[0], _unit_of(found[0]))


def _records(model: Any) -> ScopedQuerySet:
    return model._default_manager.all()  # type: ignore[no-any-return]


def _text(typed: str) -> str:
    """Return what was typed without what no column can hold."""
    return typed.strip().replace("\x00", "")


def _unit_of(record: Any) -> Unit | None:
    path = _records(type(record)).unit_field
    if path == "pk":
        return record if isinstance(record, Unit) else None
    for step in path.split("__") if path else ():
        record = getattr(record, step)
    return record if isinstance(record, Unit) else None


def _explanation(person: User, record: Named) -> Explanation:
    answers = []
    alone = record.alone
    names = {
        "role": person.get_role_display(),
        "action": str(ACTIONS[alone.view_action]),
        "unit": str(person.unit or ""),
        "record_unit": str(record.unit or _("no unit")),
    }
    for rule in alone.rules(person):
        answer = _answer(rule, alone, names)
        if rule.name == "takes-part" and alone.view_action in PART_WORDS:
            said = PART_WORDS[alone.view_action](record.found, person)
            answer = replace(answer, sentence=f"{answer.sentence} {said}")
        answers.append(answer)
        if not answers[-1].holds:
            break
    return Explanation(person, tuple(answers))


def _answer(rule: Rule, alone: ScopedQuerySet, names: dict[str, str]) -> Answer:
    always = isinstance(rule.holds, bool) or not rule.holds
    holds = rule.holds if isinstance(rule.holds, bool) else alone.filter(rule.holds).exists()
    said = sentence(rule.name, holds=holds, always=always, names=names)
    return Answer(rule.name, holds, not always, said)
