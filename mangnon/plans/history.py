"""Who changed what in a plan, read back from the audit."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Value

from mangnon.core.models import AuditEntry
from mangnon.plans.kinds import KINDS, Kind, kind_of
from mangnon.plans.models import Plan

UNDONE = "plan.undo_item"
READ = "plan.read_document"


def entries_of(plan: Plan) -> list[AuditEntry]:
    """Return what was done to the plan, its items and its warnings, oldest first."""
    where = Q(table=plan._meta.db_table, record_id=str(plan.pk))
    warnings = plan.warnings.values_list("pk", flat=True)
    where |= Q(table=plan.warnings.model._meta.db_table, record_id__in=[str(pk) for pk in warnings])
    first, *others = (
        kind.model.objects.of(plan)
        .order_by()
        .annotate(slug=Value(kind.slug))
        .values_list("slug", "pk")
        for kind in KINDS.values()
    )
    ids: dict[str, list[str]] = {slug: [] for slug in KINDS}
    for slug, pk in first.union(*others, all=True):
        ids[slug].append(str(pk))
    for slug, pks in ids.items():
        where |= Q(table=KINDS[slug].model._meta.db_table, record_id__in=pks)
    done = AuditEntry.objects.filter(where).exclude(action=READ)
    return list(done.select_related("actor").order_by("pk"))


def touches(entry: AuditEntry, item: Any) -> bool:
    """Say whether the entry tells of a change of the item, alone or with others."""
    kind = kind_of(item)
    return (
        is_about(entry, item)
        or is_bulk(entry, kind, item)
        or any(
            other["kind"] == kind.slug and other["item"] == item.pk
            for other in entry.details.get("others", [])
        )
    )


def is_about(entry: AuditEntry, item: Any) -> bool:
    return entry.table == item._meta.db_table and entry.record_id == str(item.pk)


def is_bulk(entry: AuditEntry, kind: Kind, item: Any) -> bool:
    """Say whether the item was confirmed together with many others."""
    return item.pk in entry.details.get("confirmed", {}).get(kind.slug, [])


def last_change_of(plan: Plan, item: Any) -> AuditEntry | None:
    """Return the newest entry that tells of the item."""
    return next((e for e in reversed(entries_of(plan)) if touches(e, item)), None)


def last_decision_on(plan: Plan, item: Any) -> AuditEntry | None:
    """Return the newest decision that changed the item and has not been undone."""
    entries = [entry for entry in entries_of(plan) if touches(entry, item)]
    undone = {entry.details["undone"] for entry in entries if entry.action == UNDONE}
    decisions = (e for e in reversed(entries) if e.action != UNDONE and e.pk not in undone)
    return next(decisions, None)
