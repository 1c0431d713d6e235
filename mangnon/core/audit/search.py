"""Searching the audit: by person, record, action, day and address, in pages that never slow down.

A page begins where the last one ended, by moment and key; nothing is counted and nothing skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import AuditEntry, User
from mangnon.core.scopes import AuditEntryQuerySet

PAGE = 50
# A name that so many people bear finds nobody in particular.
MOST_PEOPLE = 20
Place = tuple[datetime, int]


@dataclass(frozen=True)
class Search:
    """What is looked for; an empty part asks for nothing."""

    person: str = ""
    action: str = ""
    table: str = ""
    record_id: str = ""
    start: date | None = None
    end: date | None = None
    address: str = ""

    def told(self) -> dict[str, str]:
        """Return the parts that ask for something, as the audit keeps them."""
        return {name: str(value) for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Page:
    """The entries of one page, newest first, and where those before and after it begin."""

    entries: list[AuditEntry]
    older: str
    newer: str


@transaction.atomic
def search(wanted: Search, *, by: User, before: str = "", after: str = "") -> Page:
    """Return a page of what the person may see, once the search itself is in the audit.

    `before` and `after` are marks of an earlier page; one that is damaged gives the first page.
    """
    access.require(by, "audit.view")
    found = _filtered(AuditEntry.objects.visible_to(by), wanted)
    page = _page(found.select_related("actor"), _place(before), _place(after))
    record_read(by, "audit.search", by, wanted=wanted.told())
    return page


def _filtered(entries: AuditEntryQuerySet, wanted: Search) -> AuditEntryQuerySet:
    exact = {
        "action": wanted.action,
        "table": wanted.table,
        "record_id": wanted.record_id,
        "origin": wanted.address,
    }
    entries = entries.filter(**{name: value for name, value in exact.items() if value})
    if wanted.person:
        entries = _of_people(entries, _people(wanted.person))
    if wanted.start:
        entries = entries.filter(at__gte=beginning(wanted.start))
    if wanted.end:
        entries = entries.filter(at__lt=end_of(wanted.end))
    return entries


def _of_people(entries: AuditEntryQuerySet, keys: list[int]) -> AuditEntryQuerySet:
    """Keep to these people; one alone is asked for by equality, which an index has in order."""
    return entries.filter(actor_id=keys[0]) if len(keys) == 1 else entries.filter(actor__in=keys)


def _people(words: str) -> list[int]:
    """Return the keys of the people of this sign-in name, else of those with it in their name."""
    exact = User.objects.filter(username=words).values_list("pk", flat=True)
    return list(exact) or list(
        User.objects.filter(Q(full_name__icontains=words) | Q(username__icontains=words))
        .order_by("pk")
        .values_list("pk", flat=True)[:MOST_PEOPLE]
    )


def beginning(day: date) -> datetime:
    """Return the first moment of the day in the province's time zone."""
    return timezone.make_aware(datetime.combine(day, time()))


def end_of(day: date) -> datetime:
    """Return the first moment of the next day; after the last day there is, its last moment."""
    if day == date.max:
        return timezone.make_aware(datetime.combine(day, time.max))
    return beginning(day + timedelta(days=1))


def _page(found: AuditEntryQuerySet, before: Place | None, after: Place | None) -> Page:
    if before is None and after is not None:
        return _page_above(found, after)
    if before is not None:
        at, pk = before
        found = found.filter(at__lte=at).exclude(at=at, pk__gte=pk)
    entries = list(found.order_by("-at", "-pk")[: PAGE + 1])
    older = _mark(entries[PAGE - 1 : PAGE]) if len(entries) > PAGE else ""
    return Page(entries[:PAGE], older, _mark(entries[:1]) if before is not None else "")


def _page_above(found: AuditEntryQuerySet, after: Place) -> Page:
    """Return the page that ends just above the place, for who turns back."""
    at, pk = after
    above = found.filter(at__gte=at).exclude(at=at, pk__lte=pk)
    entries = list(above.order_by("at", "pk")[: PAGE + 1])
    has_newer = len(entries) > PAGE
    entries = entries[:PAGE][::-1]
    return Page(entries, _mark(entries[-1:]), _mark(entries[:1]) if has_newer else "")


def _mark(entries: list[AuditEntry]) -> str:
    return f"{entries[0].at.isoformat()}_{entries[0].pk}" if entries else ""


def _place(mark: str) -> Place | None:
    moment, _sign, key = mark.partition("_")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    if at is None or timezone.is_naive(at) or not (key.isascii() and key.isdigit()):
        return None
    return at, min(int(key[:19]), 2**63 - 1)
