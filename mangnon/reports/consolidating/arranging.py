"""The editor takes paragraphs, leaves them out, edits and moves them; the source stays beside."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.reports.consolidating.finding import locked_to_write
from mangnon.reports.consolidating.passage import (
    ConsolidatedPassage,
    PassageQuerySet,
    PassageState,
)
from mangnon.reports.consolidating.taking_in import touch
from mangnon.reports.submissions.parts import SubmissionSection
from mangnon.reports.submissions.submission import Submission


@transaction.atomic
def decide(
    obligation_id: UUID, passage_id: int, state: str, *, seen_at: datetime, by: User
) -> ConsolidatedPassage:
    """Take a paragraph into the report, or leave it out."""
    submission = locked_to_write(obligation_id, by)
    passage = _seen(submission, passage_id, by, seen_at)
    if state == PassageState.TAKEN and passage.is_stale:
        raise Refused(_gone(passage))
    passage.state = state
    _keep(passage, submission, by)
    record(by, "consolidation.decide", passage, unit=submission.unit, state=state)
    return passage


@transaction.atomic
def edit(
    obligation_id: UUID,
    passage_id: int,
    *,
    text: str,
    placed_in: str,
    place: int,
    seen_at: datetime,
    by: User,
) -> ConsolidatedPassage:
    """Change the words of a paragraph and put it at a place of a section, counted from 1."""
    submission = locked_to_write(obligation_id, by)
    passage = _seen(submission, passage_id, by, seen_at)
    if not submission.sections.filter(key=placed_in).exists():
        raise Refused(_("The report has no such section."))
    passage.text, passage.placed_in = " ".join(text.split()), placed_in
    if passage.state == PassageState.NEW and not passage.is_stale:
        passage.state = PassageState.TAKEN
    _keep(passage, submission, by)
    _put(submission, passage, place)
    record(by, "consolidation.edit", passage, unit=submission.unit, placed_in=placed_in)
    return passage


@transaction.atomic
def take_all(obligation_id: UUID, section: str, *, by: User) -> int:
    """Take the paragraphs of a section that nobody looked at, but for those marked as said before.

    Return how many were taken.
    """
    submission = locked_to_write(obligation_id, by)
    found = of_section(submission, section, by).filter(state=PassageState.NEW, like=None)
    return _decide_all(submission, section, found, PassageState.TAKEN, by)


@transaction.atomic
def leave_out_repeated(obligation_id: UUID, section: str, *, by: User) -> int:
    """Leave out the paragraphs that nobody looked at and another body's says already."""
    submission = locked_to_write(obligation_id, by)
    found = of_section(submission, section, by).filter(state=PassageState.NEW)
    repeated = found.exclude(like=None)
    return _decide_all(submission, section, repeated, PassageState.LEFT_OUT, by)


@transaction.atomic
def write_own_words(
    obligation_id: UUID, key: str, text: str, *, seen_at: datetime, by: User
) -> SubmissionSection:
    """Write what the office itself says at the beginning of a section."""
    submission = locked_to_write(obligation_id, by)
    section: SubmissionSection = submission.sections.select_for_update().get(key=key)
    if section.changed_at != seen_at:
        raise Refused(_changed())
    section.text, section.changed_by, section.changed_at = text, by, timezone.now()
    section.save()
    touch(submission, by)
    record(by, "consolidation.own_words", section, unit=submission.unit)
    return section


def of_section(submission: Submission, section: str, by: User) -> PassageQuerySet:
    """Return the paragraphs of a section, in their order, with what their marks need."""
    seen: PassageQuerySet = ConsolidatedPassage.objects.visible_to(by)
    found = seen.filter(consolidated=submission, placed_in=section).defer("source__content")
    return found.select_related(
        "source__submission__organisation", "source__submission__unit"
    ).order_by("position", "pk")


def _decide_all(
    submission: Submission, section: str, found: PassageQuerySet, state: str, by: User
) -> int:
    stale = ConsolidatedPassage.objects.filter(consolidated=submission).stale()
    if state == PassageState.TAKEN:
        found = found.exclude(pk__in=stale.values("pk"))
    keys = list(found.values_list("pk", flat=True))
    ConsolidatedPassage.objects.filter(pk__in=keys).update(
        state=state, changed_by=by, changed_at=timezone.now()
    )
    if keys:
        touch(submission, by)
        record(
            by, "consolidation.decide_all", submission, unit=submission.unit, section=section,
            state=state, paragraphs=len(keys),
        )  # fmt: skip
    return len(keys)


def _seen(
    submission: Submission, passage_id: int, by: User, seen_at: datetime
) -> ConsolidatedPassage:
    rows = ConsolidatedPassage.objects.visible_to(by).filter(consolidated=submission)
    passage: ConsolidatedPassage = rows.select_related(
        "source__submission__organisation", "source__submission__unit"
    ).get(pk=passage_id)
    if passage.changed_at != seen_at:
        raise Refused(_changed())
    return passage


def _keep(passage: ConsolidatedPassage, submission: Submission, by: User) -> None:
    passage.changed_by, passage.changed_at = by, timezone.now()
    passage.save()
    touch(submission, by)


def _put(submission: Submission, passage: ConsolidatedPassage, place: int) -> None:
    """Number the section's paragraphs anew with this one at its place, or last."""
    rows = submission.passages.filter(placed_in=passage.placed_in).order_by("position", "pk")
    others = [one for one in rows.only("pk", "position") if one.pk != passage.pk]
    others.insert(max(0, place - 1), passage)
    moved = []
    for position, one in enumerate(others, start=1):
        if one.position != position:
            one.position = position
            moved.append(one)
    ConsolidatedPassage.objects.bulk_update(moved, ["position"])


def _changed() -> str:
    return _("Somebody has changed this paragraph since you opened it. Open it again first.")


def _gone(passage: ConsolidatedPassage) -> str:
    return _(
        "The report of %(body)s was returned or sent anew: this paragraph is no longer of it. "
        "Take in its newest version, or leave the paragraph out."
    ) % {"body": passage.author}
