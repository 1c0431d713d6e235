"""What must hold before a step is taken, beyond the stage that it is taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mangnon.cases.case import Case, Risk
from mangnon.cases.catalog import case_catalog
from mangnon.core.models import Refused
from mangnon.engine.cases import process as engine

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


RULES: Mapping[str, Rule] = {
    "close": _nothing_open,
    "separate": _is_not_separated,
    "extend_separation": _is_separated,
    "end_separation": _is_separated,
}


def require_before(case: Case, definition: engine.Step, moment: datetime) -> None:
    """Raise Refused unless each step that this one follows from is done, and was by the moment."""
    known = case_catalog().process(case.process_from).by_code
    for code in definition.requires:
        first = case.steps.filter(code=code, state="done").order_by("happened_at").first()
        title = known[code].title.vi
        if first is None:
            raise Refused(_("Enter “%(step)s” first; this follows from it.") % {"step": title})
        if moment < first.happened_at:
            raise Refused(
                _("This happened before “%(step)s”, from which it follows; look at the time.")
                % {"step": title}
            )


def faults_of(step: str, case: Case, answers: Mapping[str, Any]) -> list[str]:
    """Return in sentences why the step cannot be taken now; nothing where it can."""
    rule = RULES.get(step)
    return list(rule(case, answers)) if rule else []
