"""The list of what bodies owe: what is asked for, and one page of it after another, due first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from mangnon.core.models import Unit, User
from mangnon.core.requests import key_in
from mangnon.core.working_calendar import working_calendar
from mangnon.reports.obligations.catalog import catalog_on
from mangnon.reports.obligations.obligation import (
    ANSWERED,
    Obligation,
    ObligationQuerySet,
    ReportPeriod,
)
from mangnon.reports.obligations.rights import own_of
from mangnon.reports.obligations.states import period_words

ON_A_PAGE = 50
OPEN, SOON, LATE, SENT, ACCEPTED, GONE, ALL = (
    "open", "soon", "late", "sent", "accepted", "gone", "all",
)  # fmt: skip
AGENCY = "agency"
LEVELS = (AGENCY, *Unit.Level.values)


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed.

    `period` is the kind and the last day of a period, as "year_on_2025-12-31".
    """

    state: str = OPEN
    level: str = ""
    period: str = ""
    is_own: bool = False
    day: date | None = None
    after: UUID | None = None

    def among(self, user: User, today: date) -> ObligationQuerySet:
        """Return what is looked for, due first, from where the page begins."""
        seen = own_of(user) if self.is_own else Obligation.objects.visible_to(user)
        found = of_level(of_period(self._in_state(seen, today), self.period), self.level)
        if self.day is not None:
            found = found.filter(counted_until=self.day)
        return _after(found, self.after).order_by("counted_until", "pk")

    def _in_state(self, seen: ObligationQuerySet, today: date) -> ObligationQuerySet:
        if self.state == OPEN:
            return seen.unanswered()
        if self.state == SOON:
            ahead = catalog_on(today).ahead
            until = working_calendar().add_working_days(today, ahead)
            return seen.unanswered().filter(counted_until__range=(today, until))
        if self.state == LATE:
            return seen.late(today)
        if self.state == SENT:
            return seen.standing().filter(submission__state__in=ANSWERED)
        if self.state == ACCEPTED:
            return seen.standing().filter(submission__state__in=("accepted", "locked"))
        if self.state == GONE:
            return seen.exclude(withdrawn_at=None, joined_into=None)
        return seen.standing()

    def address(self, **other: object) -> str:
        """Return the query of the same page with something other."""
        asked = replace(self, **{"after": None, **other})  # type: ignore[arg-type]
        said = {
            "state": "" if asked.state == OPEN else asked.state, "level": asked.level,
            "period": asked.period, "own": "1" if asked.is_own else "", "day": asked.day,
            "after": asked.after,
        }  # fmt: skip
        return urlencode({name: value for name, value in said.items() if value})


def wanted(typed: QueryDict) -> Wanted:
    state, level = typed.get("state", ""), typed.get("level", "")
    return Wanted(
        state=state if state in (SOON, LATE, SENT, ACCEPTED, GONE, ALL) else OPEN,
        level=level if level in LEVELS else "",
        period=period_in(typed),
        is_own=bool(typed.get("own")),
        day=_day(typed.get("day", "")),
        after=key_in(typed),
    )


def period_in(typed: QueryDict) -> str:
    """Return the period that an address names, "" for none or none that can be."""
    text = typed.get("period", "")
    kind, _between, last = text.partition("_on_")
    return text if kind in ReportPeriod.values and _day(last) else ""


def of_period(found: ObligationQuerySet, period: str) -> ObligationQuerySet:
    if not period:
        return found
    kind, _between, last = period.partition("_on_")
    return found.filter(period=kind, period_to=last)


def of_level(found: ObligationQuerySet, level: str) -> ObligationQuerySet:
    """Return what agencies owe, or the units of a level themselves."""
    if level == AGENCY:
        return found.filter(organisation__isnull=False)
    return found.filter(organisation=None, unit__level=level) if level else found


def periods_seen(user: User) -> list[tuple[str, str]]:
    """Return the periods of which the person sees obligations, the newest first, in words."""
    seen = Obligation.objects.visible_to(user).standing()
    spans = seen.order_by("-period_to", "period", "-period_from").values_list(
        "period", "period_from", "period_to"
    )
    found: dict[str, str] = {}
    for kind, first, last in spans.distinct():
        found.setdefault(f"{kind}_on_{last}", period_words(kind, first, last))
    return list(found.items())


def level_choices() -> list[tuple[str, str]]:
    labels = {value: str(label) for value, label in Unit.Level.choices}
    return [(AGENCY, _("Agencies")), *labels.items()]


def state_choices() -> list[tuple[str, str]]:
    return [
        (OPEN, _("Not sent yet")),
        (SOON, _("Due soon")),
        (LATE, _("Late")),
        (SENT, _("Sent")),
        (ACCEPTED, _("Accepted")),
        (GONE, _("Not asked for any more")),
        (ALL, _("All")),
    ]


def _after(found: ObligationQuerySet, key: UUID | None) -> ObligationQuerySet:
    """Return what stands behind one of the list."""
    last = Obligation.objects.filter(pk=key).values_list("counted_until", "pk") if key else None
    if last is None or (place := last.first()) is None:
        return found
    day, pk = place
    return found.filter(Q(counted_until__gt=day) | Q(counted_until=day, pk__gt=pk))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
