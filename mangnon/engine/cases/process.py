"""The steps of a case as data: `catalog/cases/processes/<code>@<valid_from>.yaml`.

A case stands at one stage. A step is taken from some stages and leads to another, or to none: then
it stands beside the way, as an emergency measure does. A step with `decided_by` waits until another
person, who holds that right, agrees; until then it changes nothing but `waits_at`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

from mangnon.engine.definitions import NAME, Certainty, Frozen, Text

DONE, PROPOSED = "done", "proposed"
# The event that something is to be told to a hotline which passed a report on.
NEWS = "news_for_hotline"


class Stage(Frozen):
    """Where a case stands, and what comes next in words; at an end nothing is due any more."""

    code: str = Field(pattern=NAME)
    title: Text
    next: Text | None = None
    is_end: bool = False


class Group(Frozen):
    """Steps beside the way that are offered together, such as those of the proceedings."""

    code: str = Field(pattern=NAME)
    title: Text


class Answered(Frozen):
    """That a question was answered so."""

    question: str = Field(pattern=NAME)
    answer: str

    def holds(self, answers: Mapping[str, Any]) -> bool:
        return str(answers.get(self.question, "")) == self.answer


class Turn(Frozen):
    """Another stage than the step's own, where a question was answered so."""

    when: Answered
    to: str = Field(pattern=NAME)


class Named(Frozen):
    """An event that a step is, beside itself, where a question was answered so."""

    name: str = Field(pattern=NAME)
    when: Answered


class Step(Frozen):
    """One step. `by` is the right of whoever takes it, `decided_by` of whoever agrees to it.

    `risk` names the question that says how high the risk is now; a lower one than before asks for
    a second person, whatever the step. It is taken only after one step of each of `requires` is
    done. What is done in a step that is `told_back` is owed to the hotline that passed a report on.
    Without `offered` a page of its own leads to it.
    """

    code: str = Field(pattern=NAME)
    title: Text
    after: tuple[str, ...]
    to: str | None = None
    turns: tuple[Turn, ...] = ()
    waits_at: str | None = None
    form: str | None = None
    by: str = "case.edit"
    decided_by: str | None = None
    risk: str | None = None
    events: tuple[Named, ...] = ()
    group: str | None = None
    requires: tuple[str, ...] = ()
    told_back: bool = False
    offered: bool = True

    @property
    def moves(self) -> bool:
        """Say whether the case goes on by it; others stand beside the way."""
        return self.to is not None

    def leads_to(self, answers: Mapping[str, Any]) -> str | None:
        """Return the stage after the step, None where the case stays where it is."""
        turned = (turn.to for turn in self.turns if turn.when.holds(answers))
        return next(turned, self.to)

    def events_of(self, answers: Mapping[str, Any], state: str) -> list[str]:
        """Return what has happened, as clocks name it: "assess.done", "plan.proposed"."""
        more = [e.name for e in self.events if state == DONE and e.when.holds(answers)]
        return [f"{self.code}.{state}", *more]


class Process(Frozen):
    """The way of a case from `valid_from` on."""

    code: str = Field(pattern=NAME)
    title: Text
    first: str
    stages: tuple[Stage, ...]
    groups: tuple[Group, ...] = ()
    steps: tuple[Step, ...]
    hotlines: tuple[str, ...] = ()  # channels that are owed feedback
    valid_from: date
    source: str = Field(min_length=1)
    certainty: Certainty

    @property
    def by_code(self) -> dict[str, Step]:
        return {step.code: step for step in self.steps}

    @property
    def stage_by_code(self) -> dict[str, Stage]:
        return {stage.code: stage for stage in self.stages}

    def possible(self, stage: str) -> list[Step]:
        """Return the steps that may be taken from a stage, in the order of the process."""
        return [step for step in self.steps if stage in step.after]

    @property
    def event_names(self) -> set[str]:
        """Return every event that the steps can be."""
        named = {event.name for step in self.steps for event in step.events}
        states = {f"{step.code}.{state}" for step in self.steps for state in (DONE, PROPOSED)}
        return {NEWS} | named | states
