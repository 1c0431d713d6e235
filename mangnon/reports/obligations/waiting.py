"""What of the reports waits for a person, for the page "Việc của tôi" and the daily letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.core.working_calendar import working_calendar
from mangnon.plans.models import Deadline
from mangnon.reports.obligations.catalog import catalog_on
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.obligations.reminder import ObligationReminder
from mangnon.reports.obligations.rights import own_of
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.waiting import came_back


def obligations_waiting_for(user: User, day: date) -> list[Waiting]:
    """Return what the person's body owes soon or late, what was passed up, what nobody asked."""
    return [*_to_write(user, day), *_passed_up(user), *_to_ask(user, day)]


def _to_write(user: User, day: date) -> Iterator[Waiting]:
    """Yield what nobody has begun or handed in; `submissions/waiting.py` tells of the others."""
    if not allowed(user, "submission.write"):
        return
    until = working_calendar().add_working_days(day, catalog_on(day).ahead)
    due = own_of(user).unanswered().filter(counted_until__lte=until)
    if allowed(user, "submission.receive"):
        due = due.filter(consolidates=False)  # `consolidating/waiting.py` tells of those
    unwritten = Q(submission=None) | Q(submission__state=Submission.State.DRAFT)
    due = due.filter(unwritten).exclude(submission__in=came_back(Submission.objects.all()))
    joined = due.select_related("submission")
    for one in joined.order_by("counted_until", "pk")[:MOST_WAITING]:
        begun = getattr(one, "submission", None)
        address = reverse("reports:submission", args=[begun.pk]) if begun else ""
        why = _("The report is late") if one.counted_until < day else _("The report is due soon")
        yield _waiting(one, why, address)


def _passed_up(user: User) -> Iterator[Waiting]:
    """Yield the late ones that who signs was told of, of the own body, and the focal office."""
    to = ObligationReminder.To
    told = ObligationReminder.objects.visible_to(user).filter(due_on=F("obligation__counted_until"))
    told = told.filter(obligation__in=Obligation.objects.unanswered())
    own = Q(to=to.SIGNER, obligation__in=own_of(user).values("pk"))
    told = told.filter(own | Q(to=to.OFFICE)).select_related(
        "obligation__unit", "obligation__organisation"
    )
    seen = set()
    for reminder in told.order_by("due_on", "obligation", "pk")[:MOST_WAITING]:
        if reminder.obligation_id not in seen:
            seen.add(reminder.obligation_id)
            why = _("Not sent in time by %(body)s") % {"body": reminder.obligation.holder}
            yield _waiting(reminder.obligation, why)


def _to_ask(user: User, day: date) -> Iterator[Waiting]:
    if not allowed(user, "obligation.ask"):
        return
    seen = Deadline.objects.visible_to(user).in_register().filter(on__gte=day)
    for deadline in seen.filter(obligations=None).order_by("on", "pk")[:MOST_WAITING]:
        address = reverse("reports:deadline", args=[deadline.pk])
        yield Waiting(
            str(deadline), address, None, _("Nobody was asked for this report of the plan yet")
        )


def _waiting(one: Obligation, why: str, address: str = "") -> Waiting:
    address = address or reverse("reports:obligation", args=[one.pk])
    return Waiting(one.title, address, one.counted_until, why)
