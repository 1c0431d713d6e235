"""A review is drafted, written, handed in, given back and approved: may I, lock, rule, record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.plans.plan import Plan
from mangnon.plans.reviews.figures import Figures
from mangnon.plans.reviews.period import Period
from mangnon.plans.reviews.review import Review

State = Review.State


@dataclass(frozen=True)
class Part:
    """Whose part of the plan is reviewed: an organisation's, or without one the unit's."""

    unit: Unit
    organisation: Organisation | None


@dataclass(frozen=True)
class Draft:
    """What the records say: the plan in force, the figures, and first words by their field."""

    plan: Plan
    figures: Figures
    words: Mapping[str, str]


def parts_of(by: User) -> list[Part]:
    """Return whose parts the person may review: their organisation's, their unit's."""
    if not access.allowed(by, "review.draft") or by.unit is None:
        return []
    body = by.organisation
    own = [Part(body.unit, body)] if body is not None and body.unit is not None else []
    return own if access.keeps_to_an_organisation(by) else [Part(by.unit, None), *own]


@transaction.atomic
def begin_review(
    key: UUID, part: Part, period: Period, draft: Draft, *, by: User, now: datetime
) -> Review:
    """Keep a drafted review; the same form sent again is the one that is there."""
    access.require(by, "review.draft")
    known: Review | None = sent_before(Review.objects, key, by=by, sent_by="drafted_by")
    if known is not None:
        return known
    if part not in parts_of(by):
        raise Refused(_("You review the part of your own unit or organisation alone."))
    made = Review(
        pk=key, unit=part.unit, organisation=part.organisation, kind=period.kind, year=period.year,
        plan=draft.plan, figures=draft.figures.model_dump(mode="json"), drafted_by=by,
        drafted_at=now, **draft.words,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("This period is reviewed already; open that review.")) from error
    made.writers.add(by)
    record(by, "review.draft", made, unit=made.unit, run=draft.figures.run)
    return made


@transaction.atomic
def revise(
    review_id: UUID, key: UUID, reason: str, draft: Draft, *, by: User, now: datetime
) -> Review:
    """Begin the next version of an approved review, with its words and the figures of today.

    The approved one stays as it is, and stands until the next one is approved.
    """
    access.require(by, "review.draft")
    seen = Review.objects.visible_to(by).select_for_update(of=("self",))
    former: Review = seen.select_related("unit", "organisation").get(pk=review_id)
    known: Review | None = sent_before(Review.objects, key, by=by, sent_by="drafted_by")
    if known is not None:
        return known
    if Part(former.unit, former.organisation) not in parts_of(by):
        raise Refused(_("You review the part of your own unit or organisation alone."))
    if former.state != State.APPROVED:
        raise Refused(_("This review is not approved yet: it is put right in its own words."))
    if Review.objects.filter(revises=former).exists():
        raise Refused(_("There is a next version of this review already; open that one."))
    if not reason.strip():
        raise Refused(_("Say why the approved review is written anew."))
    made = Review.objects.create(
        pk=key, unit=former.unit, organisation=former.organisation, kind=former.kind,
        year=former.year, version=former.version + 1, revises=former,
        revised_because=reason.strip(), plan=draft.plan,
        figures=draft.figures.model_dump(mode="json"), drafted_by=by, drafted_at=now,
        **{name: getattr(former, name) for name in Review.WORDS},
    )  # fmt: skip
    made.writers.add(by)
    record(by, "review.revise", made, unit=made.unit, run=draft.figures.run, revises=str(former.pk))
    return made


@transaction.atomic
def draft_again(
    review_id: UUID, draft: Draft, *, seen_at: datetime, by: User, now: datetime
) -> Review:
    """Freeze the figures of today in place of the former ones; the words stay."""
    review = _to_write(review_id, by, seen_at)
    review.plan, review.figures = draft.plan, draft.figures.model_dump(mode="json")
    review.drafted_at = now
    _keep(review, by)
    record(by, "review.draft_again", review, unit=review.unit, run=draft.figures.run)
    return review


@transaction.atomic
def write_words(
    review_id: UUID, words: Mapping[str, str], *, seen_at: datetime, by: User
) -> Review:
    review = _to_write(review_id, by, seen_at)
    for name in Review.WORDS:
        setattr(review, name, words[name])
    _keep(review, by)
    record(by, "review.write", review, unit=review.unit)
    return review


@transaction.atomic
def submit(review_id: UUID, *, seen_at: datetime, by: User) -> Review:
    """Hand the review in: it waits for another person's approval."""
    review = _to_write(review_id, by, seen_at)
    if not review.results or not review.reasons or not review.lessons:
        raise Refused(_("Write what came of it, why, and the lessons first."))
    review.state, review.returned_because = State.SUBMITTED, ""
    _keep(review, by)
    record(by, "review.submit", review, unit=review.unit)
    return review


@transaction.atomic
def give_back(review_id: UUID, reason: str, *, seen_at: datetime, by: User) -> Review:
    review = _to_decide(review_id, by, seen_at)
    review.state, review.returned_because = State.DRAFT, reason
    review.changed_at = timezone.now()
    review.save()
    record(by, "review.give_back", review, unit=review.unit)
    return review


@transaction.atomic
def approve(review_id: UUID, *, seen_at: datetime, by: User, now: datetime) -> Review:
    """Approve what others wrote; from then on nothing of it changes."""
    review = _to_decide(review_id, by, seen_at)
    review.state, review.approved_by, review.approved_at = State.APPROVED, by, now
    review.changed_at = timezone.now()
    review.save()
    record(by, "review.approve", review, unit=review.unit)
    return review


def _keep(review: Review, by: User) -> None:
    review.changed_at = timezone.now()
    review.save()
    review.writers.add(by)


def _to_write(review_id: UUID, by: User, seen_at: datetime) -> Review:
    access.require(by, "review.draft")
    review = _locked(review_id, by, seen_at)
    if Part(review.unit, review.organisation) not in parts_of(by):
        raise Refused(_("You review the part of your own unit or organisation alone."))
    if review.state != State.DRAFT:
        raise Refused(
            _("This review is “%(state)s”: its words and figures stand.")
            % {"state": review.get_state_display()}
        )
    return review


def _to_decide(review_id: UUID, by: User, seen_at: datetime) -> Review:
    access.require(by, "review.approve")
    review = _locked(review_id, by, seen_at)
    if review.state != State.SUBMITTED:
        raise Refused(_("This review does not wait for approval."))
    if review.writers.filter(pk=by.pk).exists():
        raise Refused(_("You wrote this review yourself; another person approves it."))
    return review


def _locked(review_id: UUID, by: User, seen_at: datetime) -> Review:
    seen = Review.objects.visible_to(by).select_for_update(of=("self",))
    found: Review = seen.select_related("unit", "organisation").get(pk=review_id)
    if found.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this review since you opened it. Open it again first.")
        )
    return found
