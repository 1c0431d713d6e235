"""Referrals to an organisation pass to the one that takes over its work.

Where none does they stay, and stand with who runs the case (`due.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.cases.clocks.limits import local_day
from mangnon.cases.notices.notice import Notice
from mangnon.cases.notices.telling import tell_manager
from mangnon.cases.referrals.referral import Referral
from mangnon.core.models import Refused
from mangnon.core.registries import PassesOn
from mangnon.ui import context
from mangnon.ui.formats import date_text


def held_by(organisation: int, day: date) -> list[str]:
    """Return the referrals to the organisation that run on the day."""
    running = Referral.objects.open_on(day).filter(organisation=organisation)
    return [str(pk) for pk in running.order_by("sent_at", "pk").values_list("pk", flat=True)]


def words(keys: Collection[str]) -> dict[str, str]:
    """Say of each what service is asked for and since when: of no commune, case or child."""
    return {
        str(one.pk): _("%(service)s, sent on %(day)s") % {
            "service": one.service_title, "day": date_text(local_day(one.sent_at))
        }
        for one in Referral.objects.filter(pk__in=keys)
    }  # fmt: skip


def move(key: str, source: int, target: int, keep: bool) -> bool:
    """Pass a referral on, and tell who runs the case; it has one organisation, so none keeps it.

    What was meant for one person of theirs stays so, wherever they are now.
    """
    found = Referral.objects.filter(pk=key, organisation=source).select_for_update(of=("self",))
    referral = found.select_related("case__manager", "case__unit").first()
    if referral is None:
        raise Refused(_("It does not stand with the organisation any longer."))
    referral.organisation_id = target
    referral.save(update_fields=["organisation"])
    tell_manager(referral.case, Notice.Kind.PASSED_ON, by=None, now=context.now())
    return False


PASSING = PassesOn(gettext_lazy("Referral"), held_by, words, move, may_stay=True)
