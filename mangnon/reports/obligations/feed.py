"""What of the reports stands in a person's own calendar, beside the activities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mangnon.activities.calendar.feed import AHEAD, BACK, FeedEntry
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.reports.obligations.month import entries_of
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.obligations.rights import own_of


def reports_in_feed(user: User, day: date) -> Iterator[FeedEntry]:
    """Yield the last day of each report that the person's body owes, or that they asked for."""
    if not allowed(user, "obligation.view"):
        return
    near = {"counted_until__range": (day - BACK, day + AHEAD)}
    for one in own_of(user).filter(**near).order_by("counted_until", "pk"):
        yield FeedEntry(
            f"{one.pk}-due", one.counted_until, _("Last day: %(report)s") % {"report": one.title},
            one.via or ", ".join(one.recipients), f"/reports/obligations/{one.pk}/", one.asked_at,
        )  # fmt: skip
    if not allowed(user, "obligation.ask"):
        return
    asked = Obligation.objects.visible_to(user).standing().filter(**near)
    first_asked = {str(pk): at for pk, at in asked.values_list("pk", "asked_at")}
    for last, entry in entries_of(asked):
        words = ngettext("%(count)s body reports", "%(count)s bodies report", entry.bodies)
        yield FeedEntry(
            f"{entry.one}-asked", last, _("Reports come in: %(report)s") % {"report": entry.title},
            words % {"count": entry.bodies}, f"/reports/obligations/?day={last}&state=all",
            first_asked[entry.one],
        )  # fmt: skip
