"""What must hold before a step is taken, beyond the stage that it is taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.cases.case import Case, Risk
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clock import CaseClock
from mangnon.cases.online.harm import Takedown
from mangnon.cases.step import Step
from mangnon.cases.steps import classifying
from mangnon.core.models import Refused
from mangnon.engine.cases import process as engine
from mangnon.ui import context
from mangnon.ui.formats import date_text, moment_text

Answers = Mapping[str, Any]
# What of the case must stand, whatever is answered; and what may be answered at that moment.
Standing = Callable[[Case], Iterator[str]]
Saying = Callable[[Case, Answers, datetime], Iterator[str]]

SETTLED = ("reviewed", "unfounded")  # the stages from which a case is closed on its merits
# Why help ends before it was reviewed: nobody is left to help, or others help from now on.
ENDS_EARLY = ("died", "of_age", "moved")


def faults_of(step: str, case: Case, answers: Answers, moment: datetime) -> list[str]:
    """Return in sentences why the step cannot take effect at the moment; nothing where it can."""
    found = hindrances(step, case)
    if step in SAID:
        found += SAID[step](case, answers, moment)
    return found


def hindrances(step: str, case: Case) -> list[str]:
    """Return in sentences why the step cannot be taken now, whatever would be answered."""
    return list(STANDS[step](case)) if step in STANDS else []


def out_of_order(case: Case, definition: engine.Step, moment: datetime) -> str | None:
    """Say so where the case would go on before it came to the stage at which it is."""
    came = stage_since(case)
    if not definition.moves or came is None or moment >= came:
        return None
    return _(
        "This happened before the step that comes before it (%(when)s); look at the time again."
    ) % {"when": moment_text(came)}


def after_the_last(case: Case, moment: datetime) -> datetime:
    """Return the moment, or that of the last step where both lie in the same minute.

    People write minutes; the step before was perhaps decided some seconds into this one.
    """
    effect = Coalesce("decided_at", "happened_at")
    done = case.steps.filter(state=Step.State.DONE)
    last: datetime = done.aggregate(at=Max(effect))["at"] or case.received_at
    is_same = last.replace(second=0, microsecond=0) == moment.replace(second=0, microsecond=0)
    return max(moment, last) if is_same else moment


def stage_since(case: Case) -> datetime | None:
    """Return when the case came to the stage at which it is."""
    led_here = case.steps.filter(state=Step.State.DONE, to_stage=case.stage)
    effect = Coalesce("decided_at", "happened_at")
    found: datetime | None = led_here.aggregate(at=Max(effect))["at"]
    return found


def _separation(case: Case) -> CaseClock | None:
    found: CaseClock | None = case.clocks.running().filter(code="separation").first()
    return found


def _nothing_open(case: Case) -> Iterator[str]:
    if _separation(case):
        yield _("The child is still separated; end the separation first.")
    if case.steps.filter(state=Step.State.WAITS).exclude(code="close").exists():
        yield _("A step of this case waits for a decision; it comes first.")
    if asked := Takedown.objects.filter(harm__case=case, answer="").count():
        yield _(
            "%(count)s requests to take something down have no answer yet; write what became of "
            "them first."
        ) % {"count": asked}
    yield from out_with_others(case)


def out_with_others(case: Case) -> Iterator[str]:
    """Yield in sentences what others still have of a case, and what is to be done about it."""
    offered = case.hand_overs.open().select_related("to_unit").first()
    if offered is not None:
        yield _(
            "The case is offered to %(unit)s; take the offer back first, or wait for the answer."
        ) % {"unit": offered.to_unit}
    if running := case.referrals.open_on(context.today()).count():
        yield _(
            "%(count)s referrals of this case run still; wait for the answer, or revoke them first."
        ) % {"count": running}


def _no_concern_open(case: Case, answers: Answers, moment: datetime) -> Iterator[str]:
    reason = answers.get("reason")
    if reason == "died":
        return
    if answers.get("is_safe") == "no":
        yield _("A case is not closed while the child is not safe; make a new plan instead.")
    if case.clocks.running().filter(code="emergency").exists():
        yield _("It is not settled yet whether this is an emergency; assess the risk first.")
    if case.risk == Risk.HIGH:
        yield _("The risk is high; review it before the case is closed.")
    stage = case.stage if case.stage != "closing_proposed" else _proposed_from(case)
    if stage not in SETTLED and reason not in ENDS_EARLY:
        yield _(
            "A case is closed after its plan was reviewed, or when the report is not true; before "
            "that only where the child came of age, or others have taken over."
        )
    if reason == "unfounded" and stage != "unfounded":
        yield _("The check did not find that the report is not true; choose another reason.")


def _proposed_from(case: Case) -> str:
    stages = case.steps.filter(state=Step.State.WAITS, code="close").values_list("from_stage")
    return str(stages.get()[0])


def _is_separated(case: Case) -> Iterator[str]:
    if _separation(case) is None:
        yield _("The child is not separated at this time.")


def _may_be_separated(case: Case) -> Iterator[str]:
    if _separation(case):
        yield _("The child is separated already; extend the separation instead.")
    assessed = case.steps.filter(code="assess_initially", state=Step.State.DONE)
    if not case.is_emergency and assessed.exists():
        yield _(
            "The assessment says that this is no emergency; a child is separated only in one. "
            "Assess anew if it has become one."
        )


def _is_whole(case: Case) -> Iterator[str]:
    if case.anonymised_at is not None:
        yield _("What was told in this case is destroyed; receive a new report instead.")


def _extends_in_time(case: Case, answers: Answers, moment: datetime) -> Iterator[str]:
    clock = _separation(case)
    if clock is None:
        return
    if moment > clock.due_at:
        yield _(
            "The separation ran out on %(day)s and cannot be extended any more; end it, and "
            "decide on a new one if the child still needs it."
        ) % {"day": moment_text(clock.due_at)}
    elif answers["until"] <= timezone.localdate(clock.due_at):
        yield _("The separation runs until %(day)s already; an extension ends on a later day.") % {
            "day": date_text(timezone.localdate(clock.due_at))
        }


def _ends_safely(case: Case, answers: Answers, moment: datetime) -> Iterator[str]:
    clock = _separation(case)
    if clock and answers.get("is_safe") == "no" and moment <= clock.due_at:
        yield _("A separation ends when the child is safe; extend it if more time is needed.")


def _ends_later(case: Case, answers: Answers, moment: datetime) -> Iterator[str]:
    if answers["until"] < timezone.localdate(moment):
        yield _("The plan ends on %(day)s, which is past; give it a day that is still to come.") % {
            "day": date_text(answers["until"])
        }


STANDS: Mapping[str, Standing] = {
    "close": _nothing_open,
    "separate": _may_be_separated,
    "extend_separation": _is_separated,
    "end_separation": _is_separated,
    "reopen": _is_whole,
}
SAID: Mapping[str, Saying] = {
    "close": _no_concern_open,
    "extend_separation": _extends_in_time,
    "end_separation": _ends_safely,
    "plan": _ends_later,
    classifying.STEP: classifying.within_the_report,
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
