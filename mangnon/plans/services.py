"""What people do with a plan: import it, decide on every item, approve it. Then it stands still."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.documents import PlanDocument
from mangnon.plans.approval import link_organisations, require_decided, take_over
from mangnon.plans.importing import heading, store_document
from mangnon.plans.items import plain
from mangnon.plans.kinds import HEADING_FIELDS, KINDS, SECTIONS, Kind, kind_of, plan_id_of
from mangnon.plans.leads import refresh_lead_warnings
from mangnon.plans.models import Indicator, IndicatorLead, ItemState, Plan, ReadingWarning, Target
from mangnon.plans.shares import refresh_share_warnings

# Signs outside XML 1.0: a report that has to print one could not be written.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@transaction.atomic
def import_plan(document: PlanDocument, *, by: User, unit: Unit | None, source: Path) -> Plan:
    """Store a read document as a draft of the unit; nothing of it counts before the approval.

    Refused when the same bytes already wait as a draft of the unit, or are its plan in force.
    """
    access.require(by, "plan.import")
    if unit is None or by.unit is None or not by.unit.subtree().filter(pk=unit.pk).exists():
        raise PermissionDenied("plan.import")
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    content = source.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    _require_new(unit, sha256)
    plan = Plan(
        unit=unit,
        file_name=source.name,
        sha256=sha256,
        stored_as=f"{sha256}{source.suffix.lower()}",
        created_by=by,
        **heading(document),
    )
    plan.save()
    store_document(plan, document)
    refresh_share_warnings(plan)
    _keep(plan.document_path, content)
    record(by, "plan.import", plan, unit=unit, sha256=sha256)
    return plan


@transaction.atomic
def edit_heading(plan: Plan, *, by: User, values: dict[str, Any]) -> Plan:
    """Correct what the heading and the signature of a draft say."""
    plan = _draft(plan.pk, by)
    told = _change(plan, {name: values[name] for name in HEADING_FIELDS if name in values})
    refresh_share_warnings(plan)
    record(by, "plan.edit", plan, unit=plan.unit, **told)
    return plan


@transaction.atomic
def add_item(slug: str, *, by: User, plan: Plan, parent: Any, values: dict[str, Any]) -> Any:
    """Add what the reader missed; `parent` is the plan itself or the item on which it hangs."""
    plan, kind = _draft(plan.pk, by), KINDS[slug]
    parent = _parent_in(plan, kind, parent)
    item = kind.model(**{kind.parent_field: parent}, is_edited=True, state=ItemState.CONFIRMED)
    if kind.parent:
        _require_parent_stands(item, kind)
        if kind.has_own_line:
            item.line = parent.line
    _change(item, values)
    _follow(plan, item)
    record(by, "plan.add_item", item, unit=plan.unit, plan=plan.pk)
    return item


@transaction.atomic
def edit_item(item: Any, *, by: User, values: dict[str, Any]) -> Any:
    """Correct an item. Who corrects it has read it, so it is confirmed."""
    plan, item, kind = _item_of_draft(item, by)
    _require_parent_stands(item, kind)
    item.is_edited, item.state = True, ItemState.CONFIRMED
    told = _change(item, values)
    _follow(plan, item)
    record(by, "plan.edit_item", item, unit=plan.unit, plan=plan.pk, **told)
    return item


@transaction.atomic
def confirm_item(item: Any, *, by: User) -> Any:
    """Say that the item is read as the document means it.

    What hangs on an item that was rejected before comes back, to be decided again.
    """
    plan, item, kind = _item_of_draft(item, by)
    _require_parent_stands(item, kind)
    if item.state == ItemState.REJECTED:
        _move_children(item, kind, ItemState.PROPOSED)
    item.state = ItemState.CONFIRMED
    item.save(update_fields=["state"])
    _follow(plan, item)
    record(by, "plan.confirm_item", item, unit=plan.unit, plan=plan.pk)
    return item


@transaction.atomic
def reject_item(item: Any, *, by: User) -> Any:
    """Say that the item is not in the plan, with all that hangs on it."""
    plan, item, kind = _item_of_draft(item, by)
    item.state = ItemState.REJECTED
    item.save(update_fields=["state"])
    _move_children(item, kind, ItemState.REJECTED)
    _follow(plan, item)
    record(by, "plan.reject_item", item, unit=plan.unit, plan=plan.pk)
    return item


@transaction.atomic
def confirm_all(plan: Plan, *, by: User, section: str = "") -> int:
    """Confirm everything still proposed, in the whole plan or in one section; return how much."""
    plan = _draft(plan.pk, by)
    if section and section not in SECTIONS:
        raise Refused(_("A plan has no part “%(section)s”.") % {"section": section})
    kinds = [kind for kind in KINDS.values() if section in ("", kind.section)]
    moved: int = sum(
        kind.model.objects.of(plan).proposed().update(state=ItemState.CONFIRMED) for kind in kinds
    )
    record(by, "plan.confirm_all", plan, unit=plan.unit, section=section, items=moved)
    return moved


@transaction.atomic
def settle_warning(warning: ReadingWarning, *, by: User) -> ReadingWarning:
    """Say that a person has seen the oddity and dealt with it, or lets it stand."""
    plan = _draft(warning.plan_id, by)
    warning = plan.warnings.get(pk=warning.pk)
    if warning.state == ReadingWarning.State.OPEN:
        _settle(plan, [warning.pk], by)
        warning.refresh_from_db()
        record(by, "plan.settle_warning", warning, unit=plan.unit, code=warning.code)
    return warning


@transaction.atomic
def settle_all_warnings(plan: Plan, *, by: User) -> int:
    """Settle every warning still open; return how many."""
    plan = _draft(plan.pk, by)
    settled = _settle(plan, plan.warnings.values_list("pk", flat=True), by)
    record(by, "plan.settle_all_warnings", plan, unit=plan.unit, warnings=settled)
    return settled


@transaction.atomic
def approve_plan(plan: Plan, *, by: User, is_replacing: bool = False) -> Plan:
    """Put a draft into force; from then on nothing in it changes.

    Refused while anything waits for a decision. With `is_replacing` the plan that the unit has in
    force for the year is superseded; without it, such a plan refuses the new one.
    """
    plan = _draft(plan.pk, by)
    Target.objects.of(plan).filter(year=None).update(year=plan.year)
    require_decided(plan)
    take_over(plan, is_replacing=is_replacing)
    link_organisations(plan)
    plan.state = Plan.State.APPROVED
    plan.approved_by, plan.approved_at = by, timezone.now()
    plan.save(update_fields=["state", "approved_by", "approved_at"])
    record(by, "plan.approve", plan, unit=plan.unit, year=plan.year)
    return plan


@transaction.atomic
def reject_plan(plan: Plan, *, by: User) -> Plan:
    """Discard a draft; its document and what was decided on it stay to be seen."""
    plan = _draft(plan.pk, by)
    plan.state = Plan.State.REJECTED
    plan.save(update_fields=["state"])
    record(by, "plan.reject", plan, unit=plan.unit)
    return plan


def _draft(plan_id: int, by: User) -> Plan:
    """Lock and return a draft that the person may review; an approved plan is never changed."""
    access.require(by, "plan.review")
    plans = Plan.objects.visible_to(by).select_for_update(of=("self",))
    plan: Plan = plans.select_related("unit").get(pk=plan_id)
    if not plan.is_draft:
        raise Refused(_("This plan is not a draft any more; it cannot be changed."))
    return plan


def _item_of_draft(item: Any, by: User) -> tuple[Plan, Any, Kind]:
    plan, kind = _draft(plan_id_of(item), by), kind_of(item)
    parent = [kind.parent_field] if kind.parent else []
    return plan, kind.model.objects.of(plan).select_related(*parent).get(pk=item.pk), kind


def _parent_in(plan: Plan, kind: Kind, parent: Any) -> Any:
    """Return what an item is to hang on, as it stands now; in another plan it does not exist."""
    if kind.parent:
        return KINDS[kind.parent].model.objects.of(plan).get(pk=parent.pk)
    return Plan.objects.filter(pk=plan.pk).get(pk=parent.pk)


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


def _require_parent_stands(item: Any, kind: Kind) -> None:
    if kind.parent and getattr(item, kind.parent_field).state == ItemState.REJECTED:
        raise Refused(_("What this item belongs to is rejected; confirm that first."))


def _writable(value: Any) -> Any:
    """Return text without the signs that no document can hold; anything else as it is."""
    if isinstance(value, list):
        return [_writable(item) for item in value]
    return UNWRITABLE.sub("", value) if isinstance(value, str) else value


def _change(row: models.Model, values: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Write the values; return those that changed, before and after, as the audit keeps them."""
    values = {name: _writable(value) for name, value in values.items()}
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    before = {name: _told(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    row.save()
    return {
        "before": before,
        "after": {name: _told(value) for name, value in changed.items()},
    }


def _told(value: Any) -> str:
    """Return a value as the audit keeps it."""
    return str(plain(value) if isinstance(value, Decimal) else value)


def _move_children(item: Any, kind: Kind, state: ItemState) -> None:
    for children in kind.children:
        getattr(item, children).update(state=state)


def _follow(plan: Plan, item: Any) -> None:
    """Keep the warnings true after a change of a target or of who leads an indicator."""
    if isinstance(item, Target | Indicator):
        refresh_share_warnings(plan)
    if isinstance(item, IndicatorLead | Indicator):
        refresh_lead_warnings(plan)


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
