"""What people do with a plan: import it, decide on every item, approve it. Then it stands still.

What they do with one item lives in `deciding`, `merging` and `splitting`; others look here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record, record_read
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.organisations.late_offers import offer_what_ended_bodies_hold
from mangnon.documents import PlanDocument
from mangnon.plans.approval import require_decided, take_over
from mangnon.plans.changes import change
from mangnon.plans.comparing import compare
from mangnon.plans.deciding import (
    add_item,
    confirm_all,
    confirm_item,
    confirm_same,
    confirm_sure,
    edit_item,
    reject_item,
    undo_item,
)
from mangnon.plans.drafts import Outdated, draft_for
from mangnon.plans.history import READ
from mangnon.plans.importing import heading, store_document
from mangnon.plans.issuing import refresh_issuer_warning
from mangnon.plans.kinds import HEADING_FIELDS
from mangnon.plans.linking import choose_body, link_organisations
from mangnon.plans.merging import merge_items
from mangnon.plans.models import Plan, ReadingWarning, Target
from mangnon.plans.shares import refresh_share_warnings
from mangnon.plans.splitting import split_item
from mangnon.ui.context import today

__all__ = [
    "Outdated", "add_item", "approve_plan", "choose_body", "compare_with_last_year", "confirm_all",
    "confirm_item", "confirm_same", "confirm_sure", "edit_heading", "edit_item", "import_plan",
    "merge_items", "read_document", "reject_item", "reject_plan", "settle_all_warnings",
    "settle_warning", "split_item", "undo_item",
]  # fmt: skip


@transaction.atomic
def import_plan(document: PlanDocument, *, by: User, unit: Unit | None, source: Path) -> Plan:
    """Store a read document as a draft of the unit; nothing of it counts before the approval.

    Refused when the same bytes already wait as a draft of the unit, or are its plan in force.
    """
    access.require(by, "plan.import")
    if unit is None or not Unit.objects.visible_to(by).filter(pk=unit.pk).exists():
        raise PermissionDenied("plan.import")
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    content = source.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    _require_new(unit, sha256)
    plan = Plan(
        unit=unit,
        file_name=source.name.encode("utf-8", "replace").decode(),
        sha256=sha256,
        stored_as=f"{sha256}{source.suffix.lower()}",
        created_by=by,
        **heading(document),
    )
    plan.save()
    store_document(plan, document)
    refresh_issuer_warning(plan)
    refresh_share_warnings(plan)
    compare(plan)
    _keep(plan.document_path, content)
    record(by, "plan.import", plan, unit=unit, sha256=sha256)
    return plan


@transaction.atomic
def edit_heading(plan: Plan, *, by: User, values: dict[str, Any], seen: int | None = None) -> Plan:
    """Correct what the heading and the signature of a draft say.

    `seen` is the version that the person corrects; a heading that is another by now refuses.
    """
    plan = draft_for(plan.pk, by)
    if seen is not None and seen != plan.version:
        raise Outdated(_("Somebody else corrected the heading meanwhile. Look at it again."))
    told = change(plan, {name: values[name] for name in HEADING_FIELDS if name in values})
    refresh_issuer_warning(plan)
    refresh_share_warnings(plan)
    compare(plan)
    record(by, "plan.edit", plan, unit=plan.unit, **told)
    return plan


@transaction.atomic
def compare_with_last_year(plan: Plan, *, by: User) -> Plan:
    """Match the draft anew with the unit's earlier plan, which may have come into force since."""
    plan = draft_for(plan.pk, by)
    compare(plan)
    record(by, "plan.compare", plan, unit=plan.unit, with_plan=plan.compared_with_id)
    return plan


@transaction.atomic
def settle_warning(warning: ReadingWarning, *, by: User) -> ReadingWarning:
    """Say that a person has seen the oddity and dealt with it, or lets it stand."""
    plan = draft_for(warning.plan_id, by)
    warning = plan.warnings.get(pk=warning.pk)
    if warning.state == ReadingWarning.State.OPEN:
        _settle(plan, [warning.pk], by)
        warning.refresh_from_db()
        record(by, "plan.settle_warning", warning, unit=plan.unit, code=warning.code)
    return warning


@transaction.atomic
def settle_all_warnings(plan: Plan, *, by: User) -> int:
    """Settle every warning still open; return how many."""
    plan = draft_for(plan.pk, by)
    settled = _settle(plan, plan.warnings.values_list("pk", flat=True), by)
    record(by, "plan.settle_all_warnings", plan, unit=plan.unit, warnings=settled)
    return settled


@transaction.atomic
def approve_plan(plan: Plan, *, by: User, is_replacing: bool = False) -> Plan:
    """Put a draft into force; from then on nothing in it changes.

    Refused while anything waits for a decision. With `is_replacing` the plan that the unit has in
    force for the year is superseded; without it, such a plan refuses the new one.
    """
    plan = draft_for(plan.pk, by)
    Target.objects.of(plan).filter(year=None).update(year=plan.year)
    require_decided(plan)
    take_over(plan, by=by, is_replacing=is_replacing)
    link_organisations(plan)
    before = values_of(plan)
    plan.state = Plan.State.APPROVED
    plan.approved_by, plan.approved_at = by, timezone.now()
    plan.save(update_fields=["state", "approved_by", "approved_at"])
    told = changes_since(before, plan)
    record(by, "plan.approve", plan, unit=plan.unit, year=plan.year, **told)
    named = Organisation.objects.filter(named_in__plan=plan).distinct()
    ended = named.exclude(pk__in=Organisation.objects.on(today()))
    offer_what_ended_bodies_hold(ended, by=by, today=today())
    return plan


@transaction.atomic
def reject_plan(plan: Plan, *, by: User) -> Plan:
    """Discard a draft; its document and what was decided on it stay to be seen."""
    plan = draft_for(plan.pk, by)
    before = values_of(plan)
    plan.state = Plan.State.REJECTED
    plan.save(update_fields=["state"])
    record(by, "plan.reject", plan, unit=plan.unit, **changes_since(before, plan))
    return plan


def read_document(plan: Plan, *, by: User) -> Plan:
    """Note that the person reads the plan's document, before it is shown."""
    access.require(by, "plan.view")
    record_read(by, READ, plan)
    return plan


def _require_new(unit: Unit, sha256: str) -> None:
    same = Plan.objects.filter(unit=unit, sha256=sha256)
    if draft := same.filter(state=Plan.State.DRAFT).first():
        raise Refused(
            _("This document already waits for review as draft number %(number)s.")
            % {"number": draft.pk}
        )
    if approved := same.approved().first():
        raise Refused(
            _("This document is already in force as plan number %(number)s.")
            % {"number": approved.pk}
        )


def _settle(plan: Plan, warnings: Iterable[int], by: User) -> int:
    wanted = plan.warnings.filter(pk__in=warnings, state=ReadingWarning.State.OPEN)
    return wanted.update(
        state=ReadingWarning.State.SETTLED, settled_by=by, settled_at=timezone.now()
    )


def _keep(path: Path, content: bytes) -> None:
    """Keep the document's bytes under their hash; the same document is kept once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid4().hex}")
    part.write_bytes(content)
    part.replace(path)
