"""What a report says at one moment, as plain values: the draft on paper, or a frozen version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from mangnon.core.models import User
from mangnon.documents.writing.receipt import FigureReceipt
from mangnon.indicators.models import Run
from mangnon.reports.reviews.drafting import plan_named
from mangnon.reports.reviews.targets import province_over
from mangnon.reports.submissions.drafting import part_of, plan_for
from mangnon.reports.submissions.figures import goal_text, goals_of
from mangnon.reports.submissions.layout import BodyLayout, layout_on
from mangnon.reports.submissions.parts import SubmissionFigure
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.words import body_name, committee_of
from mangnon.snapshots.services import find_snapshot
from mangnon.ui.formats import date_text


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SectionContent(Frozen):
    key: str
    heading: str
    text: str


class FigureContent(Frozen):
    """One figure: `computed` and `last_year` are receipts; what people said stands beside them."""

    leaf: str
    title: str
    goal: str
    decimals: int
    computed: dict[str, Any]
    last_year: dict[str, Any] | None = None
    estimate: float | None = None
    estimated_how: str = ""
    corrected: float | None = None
    corrected_because: str = ""
    corrected_by: str = ""
    corrected_on: date | None = None

    @property
    def receipt(self) -> FigureReceipt:
        return FigureReceipt(**self.computed)

    @property
    def is_hidden(self) -> bool:
        return self.computed["value"] is None and self.computed["attainment"] is None

    @property
    def value(self) -> float | None:
        """The figure that the body stands by: its correction where there is one."""
        return self.computed["value"] if self.corrected is None else self.corrected


class SourceContent(Frozen):
    """The run behind the figures: what a receipt needs to make them again."""

    run: int
    snapshot: str
    as_of: date
    manifest_sha256: str
    catalog_sha256: str
    results_sha256: str
    engine: str
    engine_version: str
    software_version: str
    computed_at: datetime
    earlier: Mapping[str, str] = {}


class SignatureContent(Frozen):
    """Who signed: office and name as printed; `power` is KT., TL., TUQ. or Q., "" of the head."""

    office: str
    name: str
    power: str = ""
    head: str = ""
    collective: str = ""


class Content(Frozen):
    """`number` and `symbol` are the registry's ("15" and "UBND"); None and "" of a draft."""

    layout_day: date
    holder: str
    parent: str = ""
    place: str
    subject: str
    opening: str
    to: tuple[str, ...] = ()
    sections: tuple[SectionContent, ...]
    figures: tuple[FigureContent, ...]
    source: SourceContent | None = None
    made_at: datetime
    year: int
    number: int | None = None
    symbol: str = ""
    filed: str
    day: date | None = None
    signature: SignatureContent
    is_late: bool = False
    is_draft: bool = True

    def section(self, key: str) -> SectionContent | None:
        return next((one for one in self.sections if one.key == key), None)

    def figure(self, leaf: str) -> FigureContent | None:
        return next((one for one in self.figures if one.leaf == leaf), None)


def content_of(submission: Submission, *, by: User) -> Content:
    """Return the report as it stands now, without a number and unsigned."""
    obligation = submission.obligation
    layout, head = layout_on(obligation.period_to), head_of(submission)
    part = part_of(submission)
    slots = {
        "year": obligation.period_to.year, "first_year": obligation.period_from.year,
        "first": date_text(obligation.period_from), "last": date_text(obligation.period_to),
    }  # fmt: skip
    plan = plan_named(plan_for(obligation, by))
    return Content(
        layout_day=obligation.period_to, holder=body_name(part), parent=_parent(submission, layout),
        place=submission.unit.name, subject=layout.subjects[obligation.period].format(**slots),
        opening=layout.opening.format(holder=body_name(part), plan=plan, **slots),
        to=_addressed(submission), made_at=submission.changed_at, year=submission.changed_at.year,
        sections=tuple(
            SectionContent(key=one.key, heading=one.heading, text=one.text)
            for one in submission.sections.all()
        ),
        figures=figures_of(submission), source=_source(submission),
        symbol=head["symbol"], filed=head["filed"], signature=SignatureContent(
            office=head["office"], name="", collective=head["collective"]
        ),
    )  # fmt: skip


def head_of(submission: Submission) -> Mapping[str, str]:
    """Return the office of the body's head and its symbol, as the layout guesses them."""
    layout = layout_on(submission.obligation.period_to)
    if submission.organisation is None:
        return layout.heads["unit"]
    head, day = layout.heads["organisation"], submission.obligation.period_to
    name = submission.organisation.name_on(day)
    return {**head, "symbol": name.abbreviation if name else ""}


def figures_of(submission: Submission) -> tuple[FigureContent, ...]:
    goals = goals_of(submission.run)
    return tuple(
        _figure(one, *goals[one.leaf]) for one in submission.figures.select_related("corrected_by")
    )


def _figure(one: SubmissionFigure, target: Any, definition: Any) -> FigureContent:
    return FigureContent(
        leaf=one.leaf, title=one.title, goal=goal_text(target), decimals=definition.decimals,
        computed=one.computed, last_year=one.last_year, estimate=one.estimate,
        estimated_how=one.estimated_how, corrected=one.corrected,
        corrected_because=one.corrected_because,
        corrected_by=str(one.corrected_by) if one.corrected_by else "",
        corrected_on=one.corrected_at.date() if one.corrected_at else None,
    )  # fmt: skip


def _source(submission: Submission) -> SourceContent | None:
    run: Run | None = submission.run
    if run is None:
        return None
    last = submission.figures.exclude(last_year=None).values_list("last_year__snapshot", flat=True)
    earlier = sorted({code for code in last if code})
    return SourceContent(
        run=run.pk, snapshot=run.snapshot.code, as_of=run.snapshot.as_of,
        manifest_sha256=run.snapshot.manifest_sha256, catalog_sha256=run.catalog_sha256,
        results_sha256=run.results_sha256, engine=run.engine, engine_version=run.engine_version,
        software_version=run.software_version, computed_at=run.computed_at,
        earlier={code: find_snapshot(code).manifest_sha256 for code in earlier},
    )  # fmt: skip


def _parent(submission: Submission, layout: BodyLayout) -> str:
    """Return the body above in the letterhead: a people's committee stands alone."""
    organisation = submission.organisation
    if organisation is None or organisation.kind in layout.stand_alone:
        return ""
    return committee_of(submission.unit)


def _addressed(submission: Submission) -> tuple[str, ...]:
    obligation = submission.obligation
    if obligation.receiver is not None:
        return (str(obligation.receiver),)
    if obligation.via:
        return (obligation.via,)
    if obligation.recipients:
        return tuple(obligation.recipients)
    province = province_over(submission.unit, obligation.period_to)
    is_province = submission.organisation is None and province == submission.unit
    return () if is_province else (committee_of(province),)
