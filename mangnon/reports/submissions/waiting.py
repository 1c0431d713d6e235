"""The reports that wait for a person: to be written, signed or received.

Of those made of others `consolidating/waiting.py` tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mangnon.core.access import allowed, keeps_to_an_organisation
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.reports.submissions.step import StepKind, SubmissionStep
from mangnon.reports.submissions.submission import Submission, SubmissionQuerySet

State = Submission.State


def submissions_waiting_for(user: User, _day: date) -> list[Waiting]:
    """Return what was returned to the person's body, waits for its leader, or was sent to them."""
    return [*_to_write(user), *_to_sign(user), *_to_receive(user)]


def _to_write(user: User) -> Iterator[Waiting]:
    if allowed(user, "submission.write"):
        back = came_back(_own(user))
        by_leader = Q(last_step=StepKind.GIVEN_BACK)
        yield from _told(back.filter(by_leader), _("Your leader gave the report back; mend it."))
        returned = back.exclude(by_leader)
        yield from _told(returned, _("A report was returned; answer the comments."))


def came_back(reports: SubmissionQuerySet) -> SubmissionQuerySet:
    """Return those that their own leader or the receiver gave back, with their `last_step`."""
    steps = SubmissionStep.objects.filter(submission=OuterRef("pk")).order_by("-at", "-pk")
    told = reports.annotate(last_step=Subquery(steps.values("kind")[:1]))
    given_back = Q(state=State.DRAFT, last_step=StepKind.GIVEN_BACK)
    found: SubmissionQuerySet = told.filter(Q(state=State.RETURNED) | given_back)
    return found


def _to_sign(user: User) -> Iterator[Waiting]:
    if allowed(user, "submission.sign"):
        submitted = _own(user).filter(state=State.SUBMITTED).exclude(writers=user)
        yield from _told(submitted, _("A report waits for your signature."))


def _to_receive(user: User) -> Iterator[Waiting]:
    if allowed(user, "submission.receive"):
        sent = _of_bodies(user).filter(state=State.SENT)
        others = sent.exclude(writers=user).exclude(versions__signed_by=user)
        yield from _told(others, _("A report was sent; accept or return it."))


def _own(user: User) -> SubmissionQuerySet:
    """Return the reports of the person's organisation and, unless they keep to it, their unit."""
    own = Q(organisation=user.organisation_id) if user.organisation_id else Q(pk=None)
    if not keeps_to_an_organisation(user):
        own |= Q(organisation=None, unit=user.unit_id)
    return _of_bodies(user).filter(own)


def _of_bodies(user: User) -> SubmissionQuerySet:
    return Submission.objects.visible_to(user).filter(obligation__consolidates=False)


def _told(reports: SubmissionQuerySet, why: str | Promise) -> Iterator[Waiting]:
    joined = reports.select_related("obligation", "obligation__unit", "obligation__organisation")
    for one in joined.order_by("obligation__counted_until", "pk")[:MOST_WAITING]:
        url = reverse("reports:submission", args=[one.pk])
        yield Waiting(str(one), url, one.obligation.counted_until, why)
