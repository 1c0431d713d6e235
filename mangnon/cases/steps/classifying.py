"""What a case is about: kind of harm, place and day, put right once more is known than reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.clocks.limits import local_day
from mangnon.engine.cases import process as engine

STEP = "classify"


def classify(case: Case, definition: engine.Step, answers: Mapping[str, Any]) -> None:
    """Write the answers to the case, where the step is this one; a day that is missing is unknown.

    The case counts in the figures, and is kept, by what stands there.
    """
    if definition.code == STEP:
        case.harms, case.setting = sorted(set(answers["harms"])), answers["setting"]
        case.happened_on = answers.get("happened_on")


def known_so_far(case: Case, definition: engine.Step) -> dict[str, Any]:
    """Return what the form of the step begins with: what stands there now."""
    if definition.code != STEP:
        return {}
    return {"harms": case.harms, "setting": case.setting, "happened_on": case.happened_on}


def within_the_report(case: Case, answers: Mapping[str, Any], moment: datetime) -> Iterator[str]:
    """Yield a sentence where the day is later than the report of it."""
    day = answers.get("happened_on")
    if day is not None and day > local_day(case.received_at):
        yield _("This day comes after the report; look at the day on which it happened again.")
