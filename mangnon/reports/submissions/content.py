"""What a report says at one moment, as plain values: the draft on paper, or a frozen version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from mangnon.core.models import User
from mangnon.documents.writing.receipt import FigureReceipt
from mangnon.indicators.models import Run
from mangnon.reports.obligations.obligation import Obligation, ReportPeriod
from mangnon.reports.reviews.drafting import plan_named
from mangnon.reports.reviews.targets import province_over
from mangnon.reports.submissions.drafting import Draft, part_of, plan_for
from mangnon.reports.submissions.figures import counted_unit, goal_text, goals_of, units_moved_to
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
    units_on: date | None = None  # the day whose units the figures were moved to


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
    sections = [
        SectionContent(key=one.key, heading=one.heading, text=one.text)
        for one in submission.sections.all()
    ]
    figures, run = figures_of(submission), submission.run
    return _content(submission.obligation, run, sections, figures, submission.changed_at, by)


def content_of_draft(owed: Obligation, draft: Draft, made_at: datetime, *, by: User) -> Content:
    """Return what the records say, as a report that nobody has written in yet."""
    goals = goals_of(draft.run)
    sections = [
        SectionContent(key=one.key, heading=one.heading, text=draft.words[one.key])
        for one in draft.sections
    ]
    figures = tuple(
        FigureContent(
            leaf=one.leaf, title=one.title, goal=goal_text(target), decimals=definition.decimals,
            computed=one.computed, last_year=one.last_year,
        )
        for one in draft.figures
        for target, definition in [goals[one.leaf]]
    )  # fmt: skip
    return _content(owed, draft.run, sections, figures, made_at, by)


def _content(
    owed: Obligation, run: Run | None, sections: Sequence[SectionContent],
    figures: tuple[FigureContent, ...], made_at: datetime, by: User,
) -> Content:  # fmt: skip
    layout, head, holder = layout_on(owed.period_to), head_of(owed), body_name(part_of(owed))
    slots = {
        "year": owed.period_to.year, "first_year": owed.period_from.year,
        "first": date_text(owed.period_from), "last": date_text(owed.period_to),
    }  # fmt: skip
    return Content(
        layout_day=owed.period_to, holder=holder, parent=_parent(owed, layout),
        place=owed.unit.name, subject=layout.subjects[_subject_of(owed)].format(**slots),
        opening=layout.opening.format(holder=holder, plan=plan_named(plan_for(owed, by)), **slots),
        to=_addressed(owed), made_at=made_at, year=made_at.year, sections=tuple(sections),
        figures=figures, source=_source(run, figures, owed), symbol=head["symbol"],
        filed=head["filed"],
        signature=SignatureContent(
            office=head["office"], name="", collective=head["collective"]
        ),
    )  # fmt: skip


def _subject_of(owed: Obligation) -> str:
    """Return which subject of the layout the report bears: each half of a year has its own."""
    is_second_half = owed.period == ReportPeriod.HALF_YEAR and owed.period_to.month > 6
    return "second_half_year" if is_second_half else owed.period


def head_of(owed: Obligation) -> Mapping[str, str]:
    """Return the office of the body's head and its symbol, as the layout guesses them."""
    layout = layout_on(owed.period_to)
    if owed.organisation is None:
        return layout.heads["unit"]
    name = owed.organisation.name_on(owed.period_to)
    return {**layout.heads["organisation"], "symbol": name.abbreviation if name else ""}


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
        corrected_on=timezone.localdate(one.corrected_at) if one.corrected_at else None,
    )  # fmt: skip


def _source(
    run: Run | None, figures: Sequence[FigureContent], owed: Obligation
) -> SourceContent | None:
    if run is None:
        return None
    earlier = {one.last_year["snapshot"] for one in figures if one.last_year} - {""}
    unit = counted_unit(part_of(owed), run.snapshot.as_of)
    return SourceContent(
        run=run.pk, snapshot=run.snapshot.code, as_of=run.snapshot.as_of,
        manifest_sha256=run.snapshot.manifest_sha256, catalog_sha256=run.catalog_sha256,
        results_sha256=run.results_sha256, engine=run.engine, engine_version=run.engine_version,
        units_on=units_moved_to(run, unit), software_version=run.software_version,
        computed_at=run.computed_at,
        earlier={code: find_snapshot(code).manifest_sha256 for code in sorted(earlier)},
    )  # fmt: skip


def _parent(owed: Obligation, layout: BodyLayout) -> str:
    """Return the body above in the letterhead: a people's committee stands alone."""
    organisation = owed.organisation
    if organisation is None or organisation.kind in layout.stand_alone:
        return ""
    return committee_of(owed.unit)


def _addressed(owed: Obligation) -> tuple[str, ...]:
    if owed.receiver is not None:
        return (str(owed.receiver),)
    if owed.via:
        return (owed.via,)
    if owed.recipients:
        return tuple(owed.recipients)
    province = province_over(owed.unit, owed.period_to)
    is_province = owed.organisation is None and province == owed.unit
    return () if is_province else (committee_of(province),)
