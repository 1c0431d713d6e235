"""Who sees the records of `core` itself: people, what was done."""

from __future__ import annotations

from mangnon.core.access import ScopedQuerySet


class PersonQuerySet(ScopedQuerySet):
    view_action = "person.view"


class AuditEntryQuerySet(ScopedQuerySet):
    view_action = "audit.view"


class ChangeQuerySet(ScopedQuerySet):
    view_action = "audit.view"
