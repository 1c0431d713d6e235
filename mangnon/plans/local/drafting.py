"""Drafting a local plan from proposals, and departing from them by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.plans.items import Target
from mangnon.plans.local.holders import Holder, may_draft, require_may_draft
from mangnon.plans.local.local_plan import LocalPlan
from mangnon.plans.local.local_target import LocalTarget
from mangnon.plans.plan import Plan

ALL_PERCENT = Decimal(100)


@dataclass(frozen=True)
class Proposal:
    """What a target of the province is proposed to be for one unit, and how that was found."""

    target: Target
    value: Decimal
    method: str = LocalTarget.Method.AS_IS
    basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposed:
    """Proposals for one holder, and the frozen figures that they came from."""

    plan: Plan
    proposals: Sequence[Proposal]
    snapshot: str = ""
    figures_on: date | None = None


@transaction.atomic
def start(holder: Holder, proposed: Proposed, *, by: User, now: datetime, key: UUID) -> LocalPlan:
    """Begin the plan of a unit or organisation; the same form sent again begins it once."""
    require_may_draft(holder, by, now.date())
    hold(holder)
    known: LocalPlan | None = sent_before(LocalPlan.objects, key, by=by, sent_by="drafted_by")
    if known is not None:
        return known
    _require_in_force(proposed.plan)
    others = LocalPlan.objects.of(holder).filter(year=proposed.plan.year)
    if others.open().exists():
        raise Refused(
            _("%(holder)s has a draft for %(year)s already; open it in the list of local plans.")
            % {"holder": holder, "year": proposed.plan.year}
        )
    if others.in_force().exists():
        raise Refused(
            _("%(holder)s has a plan in force for %(year)s; open it and make a new version.")
            % {"holder": holder, "year": proposed.plan.year}
        )
    made = draft_of(holder, proposed, by=by, now=now, key=key)
    made.save(force_insert=True)
    LocalTarget.objects.bulk_create(targets_of(made, proposed))
    record(by, "local_plan.start", made, unit=made.unit, year=made.year)
    return made


def draft_of(
    holder: Holder, proposed: Proposed, *, by: User, now: datetime, key: UUID
) -> LocalPlan:
    """Return the draft, unsaved."""
    organisation = holder if isinstance(holder, Organisation) else None
    unit = holder if isinstance(holder, Unit) else holder.unit or proposed.plan.unit
    year = proposed.plan.year or now.year
    return LocalPlan(
        pk=key, plan=proposed.plan, year=year, unit=unit, organisation=organisation,
        snapshot=proposed.snapshot, figures_on=proposed.figures_on, drafted_by=by, drafted_at=now,
        changed_at=now,
    )  # fmt: skip


def targets_of(local: LocalPlan, proposed: Proposed) -> list[LocalTarget]:
    """Return the targets that were proposed, unsaved."""
    return [
        LocalTarget(
            local_plan=local, target=one.target, leaf=one.target.leaf, value=one.value,
            proposed=one.value, method=one.method, basis=dict(one.basis),
        )
        for one in proposed.proposals
    ]  # fmt: skip


@transaction.atomic
def propose_again(
    local_id: UUID, proposed: Proposed, *, by: User, now: datetime, seen_at: datetime
) -> LocalPlan:
    """Propose all targets anew, under the plan now in force; what was changed by hand stays so.

    A target that the province's plan has no longer goes, one that it has now comes. The draft is
    from then on whose proposals it holds: another person approves it.
    """
    local = open_draft(local_id, by, now, seen_at=seen_at)
    _require_in_force(proposed.plan)
    by_leaf = {one.target.leaf: one for one in proposed.proposals}
    before = values_of(local)
    LocalTarget.objects.filter(local_plan=local).exclude(leaf__in=by_leaf).delete()
    kept = {target.leaf: target for target in local.targets.all()}
    for leaf, target in kept.items():
        _take(target, by_leaf[leaf])
    new = Proposed(proposed.plan, [one for leaf, one in by_leaf.items() if leaf not in kept])
    LocalTarget.objects.bulk_create(targets_of(local, new))
    local.plan, local.drafted_by, local.changed_at = proposed.plan, by, now
    local.snapshot, local.figures_on = proposed.snapshot, proposed.figures_on
    local.save()
    record(by, "local_plan.propose", local, unit=local.unit, **changes_since(before, local))
    return local


def _take(kept: LocalTarget, one: Proposal) -> None:
    """Put a new proposal beside what a person decided, or in the place of the old proposal."""
    departs = kept.departs
    kept.target, kept.proposed = one.target, one.value
    kept.method, kept.basis = one.method, dict(one.basis)
    if not departs:
        kept.value = one.value
    kept.save()


@transaction.atomic
def change_target(
    target_id: int, *, value: Decimal | None, reason: str, by: User, now: datetime,
    seen_at: datetime,
) -> LocalTarget:  # fmt: skip
    """Set a target by hand; None leaves it out. What departs from the proposal says why."""
    of_plan = LocalTarget.objects.filter(pk=target_id).values_list("local_plan", flat=True).first()
    if of_plan is None:
        raise Refused(_("There is no such target any more; open the plan again."))
    local = open_draft(of_plan, by, now, seen_at=seen_at)
    targets = local.targets.select_related("target").select_for_update(of=("self",))
    held: LocalTarget = targets.get(pk=target_id)
    reason = " ".join(reason.split())[:500]
    _require_possible(held.target, value)
    if value != held.proposed and not reason:
        raise Refused(
            _("The proposal is %(proposed)s; say why the plan departs from it.")
            % {"proposed": held.proposed_text}
        )
    before = values_of(held)
    held.value, held.changed_by = value, by
    held.reason = reason if value != held.proposed else ""
    held.save()
    local.changed_at = now
    local.save(update_fields=["changed_at"])
    changed = changes_since(before, held)
    record(by, "local_plan.change", held, unit=local.unit, leaf=held.leaf, **changed)
    return held


def _require_possible(target: Target, value: Decimal | None) -> None:
    if value is None:
        return
    if value < 0:
        raise Refused(_("A target is not below zero."))
    if target.unit == Target.Measure.PERCENT and value > ALL_PERCENT:
        raise Refused(_("A target in percent is not above 100."))
    if target.unit == Target.Measure.COUNT and value != value.to_integral_value():
        raise Refused(_("A target in numbers is a whole number."))


def open_draft(
    local_id: UUID, by: User, now: datetime, *, seen_at: datetime | None = None
) -> LocalPlan:
    """Return a draft, locked, on which the person may work; Refused where somebody was faster."""
    access.require(by, "local_plan.draft")
    local = locked(local_id, by)
    if not may_draft(local, by, now.date()):
        raise Refused(_("This plan is drafted by its own unit or organisation."))
    if not local.may_be_changed:
        raise Refused(
            _("This plan is %(state)s: it stands as it is.")
            % {"state": local.get_state_display().lower()}
        )
    if seen_at is not None and seen_at != local.changed_at:
        raise Refused(
            _("Somebody has changed this plan since you opened it. Open it again, then change it.")
        )
    return local


def locked(local_id: UUID, by: User) -> LocalPlan:
    found = LocalPlan.objects.visible_to(by).select_for_update(of=("self",))
    local: LocalPlan | None = (
        found.select_related("unit", "organisation", "plan").filter(pk=local_id).first()
    )
    if local is None:
        raise Refused(_("There is no such local plan in your scope."))
    return local


def hold(holder: Holder) -> None:
    """Let nobody else begin a plan of the holder until this transaction has ended."""
    type(holder)._default_manager.select_for_update(no_key=True).get(pk=holder.pk)


def _require_in_force(plan: Plan) -> None:
    if not plan.is_in_force:
        raise Refused(_("The province's plan for %(year)s is not in force.") % {"year": plan.year})
