"""A case file as one person may read it: each section that is open to them, and no other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.clock import CaseClock
from mangnon.cases.clocks.reading import ReadClock
from mangnon.cases.clocks.running import definition_of
from mangnon.cases.evidence.evidence import Evidence
from mangnon.cases.people import CasePerson, Offender
from mangnon.cases.report import Report
from mangnon.cases.seeing import Section, sections_open
from mangnon.cases.step import Step
from mangnon.cases.steps.answers import answers_of, form_of, read_json
from mangnon.core.audit import record_read
from mangnon.core.models import User
from mangnon.engine.cases.forms import CaseForm, Question, tallied
from mangnon.engine.cases.process import Stage
from mangnon.engine.cases.process import Step as StepDefinition
from mangnon.ui import formats


@dataclass(frozen=True)
class Answered:
    """One question and its answer in words."""

    question: Question
    text: str


@dataclass(frozen=True)
class ReadReport:
    report: Report
    form: CaseForm
    answers: Sequence[Answered]
    informant: dict[str, str] | None  # None: not open to the reader


@dataclass(frozen=True)
class ReadPerson:
    person: CasePerson
    details: dict[str, str]


@dataclass(frozen=True)
class ReadOffender:
    offender: Offender
    relation: str
    content: dict[str, str]


@dataclass(frozen=True)
class ReadTally:
    """How many answers were high, medium and low, and what a high one means for the child."""

    title: str
    high_is: str
    counts: dict[str, int]


@dataclass(frozen=True)
class ReadStep:
    """A step; `was_entered_late` where it was entered on another day than it happened."""

    step: Step
    definition: StepDefinition
    form: CaseForm | None
    answers: Sequence[Answered]
    tallies: Sequence[ReadTally]
    evidence: Sequence[Evidence]
    corrections: Sequence[Step]

    @property
    def was_entered_late(self) -> bool:
        return (self.step.entered_at - self.step.happened_at).total_seconds() > 3600


@dataclass(frozen=True)
class CaseFile:
    """`None` for a section that is not open to the reader."""

    case: Case
    stage: Stage
    open: frozenset[Section]
    reports: Sequence[ReadReport] | None
    people: Sequence[ReadPerson] | None
    offenders: Sequence[ReadOffender] | None
    steps: Sequence[ReadStep] | None
    clocks: Sequence[ReadClock] | None


def open_file(case: Case, *, by: User, now: datetime) -> CaseFile:
    """Open what of a case the person may read, and write to the audit which sections they were."""
    sections = sections_open(case, by)
    record_read(by, "case.read", case, unit=case.unit, fields=sections)
    stages = case_catalog().process(case.process_from).stage_by_code
    return CaseFile(
        case=case,
        stage=stages[case.stage],
        open=sections,
        reports=_reports(case, sections, by) if Section.REPORT in sections else None,
        people=[_person(one) for one in case.people.order_by("role", "pk")]
        if Section.PEOPLE in sections
        else None,
        offenders=[_offender(one) for one in case.offenders.order_by("pk")]
        if Section.OFFENDER in sections
        else None,
        steps=[read_step(case, one) for one in _steps(case)] if Section.STEPS in sections else None,
        clocks=[
            _clock(one, now)
            for one in case.clocks.select_related("started_by", "local_limit").order_by(
                "started_at", "due_at"
            )
        ]
        if Section.STEPS in sections
        else None,
    )


def answered(form: CaseForm, answers: dict[str, Any]) -> list[Answered]:
    """Return the answers in words, in the order of the form."""
    return [
        Answered(question, in_words(question, answers[question.name]))
        for question in form.questions
        if question.name in answers
    ]


def in_words(question: Question, answer: Any) -> str:
    """Return one answer as it is read in Vietnamese."""
    if question.kind == "level":
        return code_list("risk_level").by_code[answer].vi
    if question.kind in ("code", "codes", "yes_no_unknown"):
        codes = code_list(question.list or "yes_no_unknown").by_code
        return "; ".join(
            codes[one].vi for one in (answer if isinstance(answer, list) else [answer])
        )
    if isinstance(answer, datetime):
        return formats.moment_text(answer)
    if isinstance(answer, date):
        return formats.date_text(answer)
    return formats.number(answer) if question.kind == "number" else str(answer)


def _reports(case: Case, sections: frozenset[Section], by: User) -> list[ReadReport]:
    """Return the reports of the case and of those joined into it.

    Who takes part because they received one, and does not work on the case, reads their own alone.
    """
    with_informant = Section.INFORMANT in sections
    reports = Report.objects.filter(Q(case=case) | Q(case__joined_into=case))
    if Section.STEPS not in sections:
        reports = reports.filter(received_by=by)
    found = []
    for report in reports.select_related("received_by").order_by("received_at"):
        form = case_catalog().form_as_of("report", report.form_from)
        informant = json.loads(report.informant or "{}") if with_informant else None
        answers = answered(form, read_json(form, report.content))
        found.append(ReadReport(report, form, answers, informant))
    return found


def _person(person: CasePerson) -> ReadPerson:
    return ReadPerson(person, json.loads(person.details or "{}"))


def _offender(offender: Offender) -> ReadOffender:
    relation = code_list("offender_relation").by_code[offender.relation].vi
    return ReadOffender(offender, relation, json.loads(offender.content or "{}"))


def _steps(case: Case) -> list[Step]:
    steps = case.steps.select_related("by", "decided_by").order_by("entered_at", "pk")
    return list(steps.prefetch_related("evidence", "corrections"))


def read_step(case: Case, step: Step) -> ReadStep:
    """Return a step with what was written, for somebody to whom the steps are open."""
    definition = case_catalog().process(case.process_from).by_code[step.code]
    form, answers = form_of(step, definition), answers_of(step, definition)
    counts = tallied(form, answers) if form else {}
    return ReadStep(
        step=step, definition=definition, form=form,
        answers=answered(form, answers) if form else [],
        tallies=[ReadTally(t.title.vi, t.high_is, counts[t.name]) for t in form.tallies]
        if form
        else [],
        evidence=list(step.evidence.all()), corrections=list(step.corrections.all()),
    )  # fmt: skip


def _clock(clock: CaseClock, now: datetime) -> ReadClock:
    return ReadClock(clock, definition_of(clock), now)
