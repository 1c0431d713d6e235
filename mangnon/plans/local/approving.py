"""Sending a local plan, deciding on it, and following it by a new version."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.plans.local.drafting import hold, locked, open_draft
from mangnon.plans.local.holders import may_approve, may_draft, plan_over
from mangnon.plans.local.local_plan import LocalPlan
from mangnon.plans.local.local_target import LocalTarget


@transaction.atomic
def send(local_id: UUID, *, by: User, now: datetime, seen_at: datetime) -> LocalPlan:
    """Put a draft before whoever approves it."""
    local = open_draft(local_id, by, now, seen_at=seen_at)
    _require_current(local)
    if not local.targets.exclude(value=None).exists():
        raise Refused(_("The plan has no target; propose them first."))
    before = values_of(local)
    local.state, local.sent_by, local.sent_at, local.changed_at = "sent", by, now, now
    local.decided_by, local.decided_at, local.returned_because = None, None, ""
    local.save()
    record(by, "local_plan.send", local, unit=local.unit, **changes_since(before, local))
    return local


@transaction.atomic
def approve(
    local_id: UUID, *, number: str, issued_on: date, by: User, now: datetime, seen_at: datetime
) -> LocalPlan:
    """Put a plan into force under its document; it supersedes the version before it."""
    local = _to_decide(local_id, by, seen_at)
    wrote = {local.drafted_by_id, local.sent_by_id}
    wrote |= set(local.targets.exclude(changed_by=None).values_list("changed_by", flat=True))
    if by.pk in wrote:
        raise Refused(_("You worked on this plan yourself; another person approves it."))
    _require_current(local)
    number = " ".join(number.split())
    if not number:
        raise Refused(_("Write the number of the document that puts the plan into force."))
    if issued_on > now.date():
        raise Refused(_("The day of the document is still to come."))
    _supersede(local, by)
    before = values_of(local)
    local.state, local.number, local.issued_on = "approved", number, issued_on
    local.decided_by, local.decided_at, local.changed_at = by, now, now
    local.save()
    record(by, "local_plan.approve", local, unit=local.unit, **changes_since(before, local))
    return local


@transaction.atomic
def return_(
    local_id: UUID, reason: str, *, by: User, now: datetime, seen_at: datetime
) -> LocalPlan:
    """Give a plan back to those who draft it, with the reason."""
    local = _to_decide(local_id, by, seen_at)
    if not reason.strip():
        raise Refused(_("Say why the plan is returned."))
    before = values_of(local)
    local.state, local.returned_because = "returned", " ".join(reason.split())[:500]
    local.decided_by, local.decided_at, local.changed_at = by, now, now
    local.save()
    record(by, "local_plan.return", local, unit=local.unit, **changes_since(before, local))
    return local


@transaction.atomic
def withdraw(local_id: UUID, *, by: User, now: datetime) -> LocalPlan:
    """Give a draft up; it stays to be seen, and a new one may be begun."""
    local = open_draft(local_id, by, now)
    before = values_of(local)
    local.state, local.changed_at, local.returned_because = "withdrawn", now, ""
    local.save()
    record(by, "local_plan.withdraw", local, unit=local.unit, **changes_since(before, local))
    return local


@transaction.atomic
def new_version(local_id: UUID, *, by: User, now: datetime, key: UUID) -> LocalPlan:
    """Begin the next version of a plan in force with the targets that it has."""
    access.require(by, "local_plan.draft")
    local = locked(local_id, by)
    if not may_draft(local, by, now.date()):
        raise PermissionDenied("local_plan.draft")
    hold(local.holder)
    known: LocalPlan | None = sent_before(LocalPlan.objects, key, by=by, sent_by="drafted_by")
    if known is not None:
        return known
    if not local.is_in_force:
        raise Refused(_("Only a plan in force is followed by a new version."))
    if LocalPlan.objects.of(local.holder).filter(year=local.year).open().exists():
        raise Refused(_("The next version is being drafted already; open it in the list."))
    made = LocalPlan.objects.create(
        pk=key, plan=plan_over(local.unit, local.year) or local.plan, year=local.year,
        unit=local.unit, organisation=local.organisation, version=local.version + 1,
        snapshot=local.snapshot, figures_on=local.figures_on, drafted_by=by, drafted_at=now,
        changed_at=now,
    )  # fmt: skip
    LocalTarget.objects.bulk_create(_copies(local, made))
    record(by, "local_plan.new_version", made, unit=made.unit, version=made.version)
    return made


def _copies(local: LocalPlan, made: LocalPlan) -> list[LocalTarget]:
    copied = list(local.targets.all())
    for target in copied:
        target.pk, target.local_plan, target.changed_by = None, made, None
        target._state.adding = True
    return copied


def _to_decide(local_id: UUID, by: User, seen_at: datetime) -> LocalPlan:
    access.require(by, "local_plan.approve")
    local = locked(local_id, by)
    if not may_approve(local, by):
        raise Refused(_("This plan is decided by the head of its own unit or organisation."))
    if local.state != LocalPlan.State.SENT:
        raise Refused(
            _("This plan is %(state)s: it waits for no decision.")
            % {"state": local.get_state_display().lower()}
        )
    if local.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this plan since you opened it. Open it again, then decide.")
        )
    return local


def _supersede(local: LocalPlan, by: User) -> None:
    """Let the version in force give way; of two approved at once one sees the other."""
    hold(local.holder)
    former = LocalPlan.objects.of(local.holder).filter(year=local.year).in_force()
    for old in former.select_for_update(of=("self",)):
        old.superseded_by = local
        old.save(update_fields=["superseded_by"])
        record(by, "local_plan.supersede", old, unit=old.unit, superseded_by=str(local.pk))


def _require_current(local: LocalPlan) -> None:
    if not local.plan.is_in_force:
        raise Refused(
            _("The province's plan was replaced since; propose the targets again, then send.")
        )
