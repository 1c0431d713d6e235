"""A report is begun, drafted again and written: may I, lock, rule, change, record."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions.bodies import (
    is_of_own_body,
    locked,
    note,
    refuse_abolished,
    refuse_consolidated,
    refuse_what_is_not_owed,
    step_before,
    to_write,
)
from mangnon.reports.submissions.drafting import Draft, draft_of
from mangnon.reports.submissions.figures import goals_of
from mangnon.reports.submissions.parts import SubmissionFigure, SubmissionSection
from mangnon.reports.submissions.step import StepKind, SubmissionStep
from mangnon.reports.submissions.submission import Submission

SHARES = ("share", "share_of_units")  # kinds of a leaf whose percent is a part of a whole


class Conflict(Refused):
    """Somebody wrote the same section meanwhile; `section` is as it stands now."""

    def __init__(self, section: SubmissionSection) -> None:
        super().__init__(
            _(
                "%(person)s wrote this section meanwhile. Both texts stand below: put yours "
                "together with theirs, then save again."
            )
            % {"person": section.changed_by or _("Somebody")}
        )
        self.section = section


@transaction.atomic
def begin(obligation_id: UUID, *, by: User, today: date, now: datetime) -> Submission:
    """Draft the report that a body owes; one that was begun already is the one that is there."""
    access.require(by, "submission.write")
    seen = Obligation.objects.visible_to(by).select_for_update(of=("self",))
    joined = seen.select_related("unit", "organisation", "plan", "joined_into")
    obligation: Obligation = joined.get(pk=obligation_id)
    if not is_of_own_body(obligation, by):
        raise Refused(_("You write the report of your own unit or organisation alone."))
    known: Submission | None = Submission.objects.filter(obligation=obligation).first()
    if known is not None:
        return known
    refuse_consolidated(obligation)
    refuse_what_is_not_owed(obligation)
    refuse_abolished(obligation, today)
    made = Submission.objects.create(
        obligation=obligation, unit=obligation.unit, organisation=obligation.organisation,
        drafted_by=by, drafted_at=now,
    )  # fmt: skip
    put_in(made, draft_of(obligation, by=by, today=today))
    made.writers.add(by)
    SubmissionStep.objects.create(submission=made, kind=StepKind.DRAFTED, by=by, at=now)
    record(by, "submission.draft", made, unit=made.unit, run=made.run_id)
    return made


@transaction.atomic
def draft_again(
    submission_id: UUID, *, key: UUID, seen_at: datetime, by: User, today: date, now: datetime
) -> Submission:
    """Take the figures and first words of today; what a person wrote stays beside the new ones.

    A correction of a figure that was computed anew is taken back: it was said of the former one.
    """
    if (done := step_before(key, by)) is not None:
        return done.submission
    submission = to_write(locked(submission_id, by, seen_at), by)
    draft = draft_of(submission.obligation, by=by, today=today)
    taken_back = put_in(submission, draft)
    submission.drafted_at = now
    submission.writers.add(by)
    text = ""
    if taken_back:
        text = _("Corrections of former figures were taken back: %(leaves)s.") % {
            "leaves": ", ".join(taken_back)
        }
    note(submission, StepKind.DRAFTED_AGAIN, key, by=by, now=now, text=text)
    return submission


def put_in(submission: Submission, draft: Draft) -> list[str]:
    """Put a draft into the report; return the leaves whose correction fell with their figure."""
    submission.run = draft.run
    submission.save()
    known = {section.key: section for section in submission.sections.all()}
    for position, told in enumerate(draft.sections):
        words = draft.words[told.key]
        section = known.get(told.key)
        if section is None:
            section = SubmissionSection(submission=submission, key=told.key, text=words)
        elif section.text == section.drafted:
            section.text = words
        section.position, section.heading, section.drafted = position, told.heading, words
        section.changed_at = timezone.now()
        section.save()
    return _put_figures(submission, draft)


def _put_figures(submission: Submission, draft: Draft) -> list[str]:
    before = {figure.leaf: figure for figure in submission.figures.all()}
    taken_back = []
    for position, told in enumerate(draft.figures):
        figure = before.pop(told.leaf, None)
        if figure is None:
            figure = SubmissionFigure(submission=submission, leaf=told.leaf)
        elif figure.corrected is not None and figure.computed != told.computed:
            _take_back(figure)
            taken_back.append(told.leaf)
        figure.position, figure.title = position, told.title
        figure.computed, figure.last_year = told.computed, told.last_year
        figure.save()
    for gone in before.values():
        gone.delete()
    return taken_back


@transaction.atomic
def write_section(
    submission_id: UUID, section_key: str, text: str, *, seen_at: datetime, by: User
) -> SubmissionSection:
    """Write one section; others may write the others at the same time.

    Raise Conflict where somebody wrote this one since the person opened it.
    """
    submission = to_write(locked(submission_id, by), by)
    section: SubmissionSection = submission.sections.select_related("changed_by").get(
        key=section_key
    )
    if section.text == text:
        return section
    if section.changed_at != seen_at:
        raise Conflict(section)
    section.text, section.changed_by, section.changed_at = text, by, timezone.now()
    section.save()
    _touch(submission, by)
    record(by, "submission.write", submission, unit=submission.unit, section=section.key)
    return section


@transaction.atomic
def correct(
    submission_id: UUID, leaf: str, value: float | None, because: str, *, seen_at: datetime,
    by: User, now: datetime,
) -> SubmissionFigure:  # fmt: skip
    """Put another value beside the computed one, with the reason; None takes it back."""
    figure = _figure_to_write(submission_id, leaf, seen_at, by)
    if value is None:
        _take_back(figure)
    else:
        _refuse_impossible(figure, value)
        figure.corrected, figure.corrected_because = value, because
        figure.corrected_by, figure.corrected_at = by, now
    figure.save()
    _touch(figure.submission, by)
    record(
        by, "submission.correct", figure.submission, unit=figure.submission.unit, leaf=leaf,
        computed=figure.computed["value"], corrected=value, reason=because,
    )  # fmt: skip
    return figure


@transaction.atomic
def estimate(
    submission_id: UUID, leaf: str, value: float | None, how: str, *, seen_at: datetime, by: User
) -> SubmissionFigure:
    """Say what the body expects for the whole period, and how it knows; None takes it back."""
    figure = _figure_to_write(submission_id, leaf, seen_at, by)
    if value is not None:
        _refuse_impossible(figure, value)
    figure.estimate, figure.estimated_how = value, how if value is not None else ""
    figure.save()
    _touch(figure.submission, by)
    record(
        by, "submission.estimate", figure.submission, unit=figure.submission.unit, leaf=leaf,
        estimate=value, reason=how,
    )  # fmt: skip
    return figure


def _figure_to_write(
    submission_id: UUID, leaf: str, seen_at: datetime, by: User
) -> SubmissionFigure:
    submission = to_write(locked(submission_id, by, seen_at), by)
    figure: SubmissionFigure = submission.figures.get(leaf=leaf)
    figure.submission = submission
    return figure


def _refuse_impossible(figure: SubmissionFigure, value: float) -> None:
    """Refuse what the leaf cannot be, and any value where the computed one is hidden."""
    if figure.is_hidden:
        raise Refused(
            _(
                "The figure of indicator %(leaf)s is hidden (#): it would tell of few children. "
                "Put the register right instead."
            )
            % {"leaf": figure.leaf}
        )
    is_percent = figure.computed["measure"] == "percent"
    is_share = is_percent and _kind_of(figure) in SHARES
    if (is_share and value < 0) or (is_percent and abs(value) > 100):
        raise Refused(_("A share is between 0 and 100 percent."))
    if value < 0 and not is_percent:
        raise Refused(_("A count or a rate is not below zero."))


def _kind_of(figure: SubmissionFigure) -> str:
    _target, definition = goals_of(figure.submission.run)[figure.leaf]
    return definition.kind


def _take_back(figure: SubmissionFigure) -> None:
    figure.corrected, figure.corrected_because = None, ""
    figure.corrected_by, figure.corrected_at = None, None


def _touch(submission: Submission, by: User) -> None:
    submission.changed_at = timezone.now()
    submission.save(update_fields=["changed_at"])
    submission.writers.add(by)
