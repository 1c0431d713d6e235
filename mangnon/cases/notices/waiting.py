"""What of cases waits for a person, for the page of all their work.

A line tells the number of a case, the step or limit, and nothing of a child or of what happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.cases.breaches.breach import DataBreach
from mangnon.cases.breaches.registering import AUTHORITY
from mangnon.cases.care.due import Act, care_due, late_care
from mangnon.cases.case import Case
from mangnon.cases.clock import CaseClock
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.handover.hand_over import HandOver
from mangnon.cases.notices.mine import due_of, to_decide_of, told_of
from mangnon.cases.referrals.due import unsettled_of
from mangnon.cases.referrals.referral import Referral, State
from mangnon.cases.taking_part import UNTAKEN, cases_to_take
from mangnon.cases.urgent.access import UrgentAccess
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.ui.context import now
from mangnon.ui.formats import date_text

CARE = {
    Act.DECIDE: lambda: _("Decide on a proposal"),
    Act.HAND_OVER: lambda: _("Hand a child over"),
    Act.CHECK: lambda: _("Check a child in care"),
}


# Said to who is told that a limit has run out, and sees no child.
LATE_CARE = {
    Act.HAND_OVER: lambda: _("%(count)s hand-overs are overdue; ask who keeps the lists"),
    Act.CHECK: lambda: _("%(count)s checks are overdue; ask who keeps the lists"),
}


def cases_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    """Yield limits, what waits for a decision, what nobody runs, what other communes offer."""
    if not allowed(user, "case.view"):
        return iter(())
    return chain(_limits(user), _to_decide(user), _to_take(user), _offered(user), _opened(user))


def _limits(user: User) -> Iterator[Waiting]:
    for due in due_of(user, now(), MOST_WAITING):
        address = reverse("case", args=[due.clock.case_id])
        yield _until(due.clock.case.number, address, due.clock.due_at, due.title)


def _to_decide(user: User) -> Iterator[Waiting]:
    for one in to_decide_of(user, MOST_WAITING):
        address = reverse("case_decide", args=[one.step.case_id, one.step.pk])
        why = _("Decide on “%(step)s”") % {"step": one.title}
        yield Waiting(one.step.case.number, address, None, why)


def _to_take(user: User) -> Iterator[Waiting]:
    waiting = Case.objects.filter(pk__in=cases_to_take(user)).order_by("received_at", "pk")
    for case in waiting.only("number", "stage")[:MOST_WAITING]:
        is_new = case.stage == UNTAKEN
        why = _("Nobody has taken it yet") if is_new else _("Nobody runs it any more")
        yield Waiting(case.number, reverse("case", args=[case.pk]), None, why)


def _offered(user: User) -> Iterator[Waiting]:
    offered = HandOver.objects.visible_to(user).open().select_related("case", "from_unit")
    for one in offered.order_by("offered_at", "pk")[:MOST_WAITING]:
        why = _("%(unit)s offers it: accept or refuse") % {"unit": one.from_unit}
        address = reverse("case_hand_over_answer", args=[one.pk])
        yield Waiting(one.case.number, address, None, why)


def _opened(user: User) -> Iterator[Waiting]:
    opened = UrgentAccess.objects.visible_to(user).to_review().exclude(user=user)
    for one in opened.select_related("case").order_by("review_due_at", "pk")[:MOST_WAITING]:
        why = _("Opened in an emergency: review it")
        address = reverse("case_urgent_review", args=[one.pk])
        yield _until(one.case.number, address, one.review_due_at, why)


def notices_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    """Yield what others did, until it is read, and reports that a commune took too long over."""
    if allowed(user, "case.view"):
        for told in told_of(user, MOST_WAITING):
            notice = told.notice
            words = (str(notice.get_kind_display()), told.title)
            address = reverse("case", args=[notice.case_id]) if told.may_open else reverse("cases")
            yield Waiting(
                notice.case.number, address, None, ": ".join(part for part in words if part),
                read_url=reverse("case_notice_read", args=[notice.pk]),
            )  # fmt: skip
    if allowed(user, "case.receive") and not allowed(user, "case.edit"):
        yield from _not_taken(user)


def _not_taken(user: User) -> Iterator[Waiting]:
    late = CaseClock.objects.running().filter(
        code="acknowledge", due_at__lt=now(), case__reports__received_by=user
    )
    found = late.order_by("due_at", "pk").values_list("case__reports", "due_at").distinct()
    for report, due_at in found[:MOST_WAITING]:
        address = reverse("case_report", args=[report])
        yield _until(
            _("Report that you received"), address, due_at, _("Not taken: call the commune")
        )


def care_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    for due in care_due(user, day, MOST_WAITING):
        address = reverse("care_act", args=[due.placement.need_id, due.act])
        yield Waiting(_("Alternative care"), address, due.due_on, CARE[due.act]())

    for late in late_care(user, day):
        why = LATE_CARE[late.act]() % {"count": late.count}
        yield Waiting(_("Alternative care"), reverse("care"), late.due_on, why)


def referrals_waiting_for(user: User, day: date) -> Iterator[Waiting]:
    """Yield those of the person's cases that need a look, and those to the own organisation."""
    if allowed(user, "case.edit"):
        for one in [one for one in unsettled_of(user, day) if one.why][:MOST_WAITING]:
            sent = one.referral
            address = reverse("case_referral", args=[sent.case_id, sent.pk])
            yield Waiting(sent.case.number, address, sent.expires_on, str(one.why))
    if allowed(user, "referral.answer"):
        asked = Referral.to_partner.visible_to(user).filter(
            state__in=(State.SENT, State.ACCEPTED), case__closed_at=None, expires_on__gte=day
        )
        asked = asked.select_related("case__unit").order_by("expires_on", "sent_at", "pk")
        for sent in asked[:MOST_WAITING]:
            is_new = sent.state == State.SENT
            why = _("Accept or refuse") if is_new else _("Say when it is done")
            title = _("Referral of %(unit)s") % {"unit": sent.case.unit}
            yield Waiting(title, reverse("partner_referral", args=[sent.pk]), sent.expires_on, why)


def breaches_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    if not allowed(user, "breach.manage"):
        return
    untold = DataBreach.objects.visible_to(user).exclude(told__recipient=AUTHORITY)
    for breach in untold.order_by("due_at", "pk")[:MOST_WAITING]:
        day = date_text(local_day(breach.discovered_at))
        title = _("Breach found on %(day)s") % {"day": day}
        address = reverse("case_breach", args=[breach.pk])
        yield _until(title, address, breach.due_at, _("Tell the authority"))


def _until(title: str, url: str, due_at: datetime, why: str) -> Waiting:
    return Waiting(title, url, local_day(due_at), why, due_at)
