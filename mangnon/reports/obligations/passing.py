"""What an organisation owes or is owed passes to its successor when that takes it over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.core.models import Refused
from mangnon.core.registries import PassesOn
from mangnon.reports.obligations.landing import land
from mangnon.reports.obligations.obligation import Obligation


def held_by(organisation: int, day: date) -> list[str]:
    owed = Obligation.objects.unanswered().filter(organisation=organisation)
    return [str(pk) for pk in owed.order_by("due_on", "pk").values_list("pk", flat=True)]


def words(keys: Collection[str]) -> dict[str, str]:
    return {str(one.pk): one.title for one in Obligation.objects.filter(pk__in=keys)}


def move(key: str, source: int, target: int, keep: bool) -> bool:
    """Pass one on, and say whether the other one owed the same already: one report answers both.

    Taken back, it stands with the first one again by itself.
    """
    held = (
        Obligation.objects.select_for_update(of=("self",))
        .filter(pk=key, organisation=source)
        .first()
    )
    if held is None:
        raise Refused(_("It does not stand with the organisation any longer."))
    list(land(held, unit=held.unit_id, organisation=target, keep_begun=False))
    return held.joined_into_id is not None


def received_by(organisation: int, day: date) -> list[str]:
    owed = Obligation.objects.unanswered().filter(receiver=organisation)
    return [str(pk) for pk in owed.order_by("due_on", "pk").values_list("pk", flat=True)]


def words_received(keys: Collection[str]) -> dict[str, str]:
    owed = Obligation.objects.filter(pk__in=keys).select_related("unit", "organisation")
    return {str(one.pk): str(one) for one in owed}


def move_received(key: str, source: int, target: int, keep: bool) -> bool:
    """Let the report be owed to the successor; what was sent by then names the former receiver."""
    owed = Obligation.objects.unanswered().select_for_update(of=("self",))
    held = owed.filter(pk=key, receiver=source).first()
    if held is None:
        raise Refused(_("It does not stand with the organisation any longer."))
    held.receiver_id = target
    held.save(update_fields=["receiver"])
    return False


PASSING = {
    "reports.obligation": PassesOn(gettext_lazy("Report that is owed"), held_by, words, move),
    "reports.obligation.received": PassesOn(
        gettext_lazy("Report that is to be received"), received_by, words_received, move_received
    ),
}
