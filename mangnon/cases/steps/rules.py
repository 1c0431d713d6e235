"""What must hold before a step is taken, beyond the stage that it is taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from mangnon.cases.case import Case, Risk

Rule = Callable[[Case, Mapping[str, Any]], Iterator[str]]


def _nothing_open(case: Case, answers: Mapping[str, Any]) -> Iterator[str]:
    if answers.get("is_safe") == "no":
        yield _("A case is not closed while the child is not safe; make a new plan instead.")
    if case.clocks.running().filter(code="separation").exists():
        yield _("The child is still separated; end the separation first.")
    if case.clocks.running().filter(code="emergency").exists():
        yield _("It is not settled yet whether this is an emergency; assess the risk first.")
    if case.risk == Risk.HIGH:
        yield _("The risk is high; review it before the case is closed.")
    if case.steps.filter(state="waits").exists():
        yield _("A step of this case waits for a decision; it comes first.")


def _is_separated(case: Case, answers: Mapping[str, Any]) -> Iterator[str]:
    if not case.clocks.running().filter(code="separation").exists():
        yield _("The child is not separated at this time.")


def _is_not_separated(case: Case, answers: Mapping[str, Any]) -> Iterator[str]:
    if case.clocks.running().filter(code="separation").exists():
        yield _("The child is separated already; extend the separation instead.")


def _is_whole(case: Case, answers: Mapping[str, Any]) -> Iterator[str]:
    if case.anonymised_at is not None:
        yield _("What was told in this case is destroyed; receive a new report instead.")


RULES: Mapping[str, Rule] = {
    "close": _nothing_open,
    "separate": _is_not_separated,
    "extend_separation": _is_separated,
    "end_separation": _is_separated,
    "reopen": _is_whole,
}


def faults_of(step: str, case: Case, answers: Mapping[str, Any]) -> list[str]:
    """Return in sentences why the step cannot be taken now; nothing where it can."""
    rule = RULES.get(step)
    return list(rule(case, answers)) if rule else []
