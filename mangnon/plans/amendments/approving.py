"""From a drafted amendment to the next version: sent, checked, approved by another, in force."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Refused, User
from mangnon.plans.amendments.amendment import Amendment
from mangnon.plans.amendments.carrying import carry_all, hanging_on
from mangnon.plans.amendments.drafting import drafted, locked, require_amendable
from mangnon.plans.amendments.making import Version, make_version
from mangnon.plans.amendments.versions import begins_on
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.link import BasisLink
from mangnon.plans.models import Plan
from mangnon.ui.formats import date_text

State = Amendment.State


@transaction.atomic
def submit(amendment: Amendment, *, seen_at: datetime, by: User, now: datetime) -> Amendment:
    """Put an amendment before another person; Refused while its version could not be approved."""
    held = drafted(amendment.pk, by, seen_at)
    require_sound(held)
    trial(held)
    held.state, held.changed_at, held.returned_because = State.WAITS, now, ""
    held.save()
    held.written_by.add(by)
    record(by, "amendment.submit", held, unit=held.plan.unit)
    return held


@transaction.atomic
def give_back(amendment: Amendment, reason: str, *, by: User, now: datetime) -> Amendment:
    """Give an amendment back to be drafted on, with the reason."""
    held = locked(amendment.pk, by)
    _require(held, State.WAITS, State.APPROVED)
    if not reason.strip():
        raise Refused(_("Say why the amendment goes back."))
    held.state, held.changed_at = State.DRAFT, now
    held.decided_by = held.decided_at = None
    held.returned_because = " ".join(reason.split())[:500]
    held.save()
    record(by, "amendment.return", held, unit=held.plan.unit, reason=held.returned_because)
    return held


@transaction.atomic
def withdraw(amendment: Amendment, *, by: User, now: datetime) -> Amendment:
    """Give an amendment up; it stays to be seen."""
    held = locked(amendment.pk, by)
    _require(held, State.DRAFT, State.WAITS, State.APPROVED)
    held.state, held.changed_at = State.WITHDRAWN, now
    held.save()
    record(by, "amendment.withdraw", held, unit=held.plan.unit)
    return held


@transaction.atomic
def approve(amendment: Amendment, *, seen_at: datetime, by: User, now: datetime) -> Amendment:
    """Approve what another person sent; it comes into force at once, or on its day to come."""
    held = locked(amendment.pk, by)
    _require(held, State.WAITS)
    if held.written_by.filter(pk=by.pk).exists():
        raise Refused(_("You wrote this amendment, or a part of it; another person approves it."))
    if held.changed_at != seen_at:
        raise Refused(_("Somebody changed the amendment meanwhile. Open it again first."))
    plan = _hold(held)
    require_amendable(plan)
    require_sound(held)
    held.state, held.decided_by, held.decided_at, held.changed_at = State.APPROVED, by, now, now
    held.save()
    record(by, "amendment.approve", held, unit=plan.unit, effective_on=str(held.effective_on))
    if held.effective_on is not None and held.effective_on <= now.date():
        _put_into_force(held, now=now)
    else:
        trial(held)
    return held


def bring_into_force(now: datetime) -> int:
    """Bring every approved amendment into force whose day has come; return how many.

    One whose version was replaced meanwhile lapses.
    """
    waiting = Amendment.objects.filter(state=State.APPROVED, effective_on__lte=now.date())
    count = 0
    for key in waiting.order_by("effective_on", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            count += _bring_one(key, now)
    return count


def _bring_one(key: UUID, now: datetime) -> bool:
    free = Amendment.objects.select_for_update(of=("self",), skip_locked=True)
    held = free.filter(pk=key, state=State.APPROVED).select_related("decision").first()
    if held is None:
        return False
    plan = _hold(held)
    if plan.is_in_force:
        _put_into_force(held, now=now)
        return True
    held.state, held.changed_at = State.LAPSED, now
    held.save()
    record(None, "amendment.lapse", held, unit=plan.unit)
    return False


def require_sound(amendment: Amendment) -> None:
    """Refuse an amendment that changes nothing, or lacks its decision or a day that can be."""
    plan, day, decision = amendment.plan, amendment.effective_on, amendment.decision
    if not amendment.changes.exists():
        raise Refused(_("The amendment changes nothing yet; choose an item of the plan."))
    if decision is None or day is None:
        raise Refused(_("Say which decision amends the plan, and from which day it holds."))
    held = LegalDocument.objects.standing().with_end().get(pk=decision.pk)
    if not held.is_in_force(day):
        raise Refused(
            _("%(decision)s is not in force on %(day)s; look at the day, or at the decision.")
            % {"decision": held, "day": date_text(day)}
        )
    if day < begins_on(plan) or day.year != plan.year:
        raise Refused(
            _("An amendment holds from a day between %(first)s and 31/12/%(year)s.")
            % {"first": date_text(begins_on(plan)), "year": plan.year}
        )


def trial(amendment: Amendment) -> list[tuple[str, int]]:
    """Make the version and undo it; return what hangs on items that it leaves out.

    Raises Refused, with the first thing wrong, where the version could not be approved.
    """
    with transaction.atomic():
        removed = hanging_on(make_version(amendment).removed)
        transaction.set_rollback(True)
    return removed


def _put_into_force(amendment: Amendment, *, now: datetime) -> Version:
    old, by = amendment.plan, cast(User, amendment.decided_by)  # approved by somebody
    version = make_version(amendment)
    new, before = version.plan, values_of(old)
    old.superseded_by = new
    old.save(update_fields=["superseded_by"])
    told = changes_since(before, old)
    new.state, new.approved_by, new.approved_at = Plan.State.APPROVED, by, timezone.now()
    new.save(update_fields=["state", "approved_by", "approved_at"])
    carried = carry_all({**version.pairs, "plan": {old.pk: new.pk}})
    BasisLink.objects.get_or_create(
        document=amendment.decision, unit=new.unit, plan=new, target=None, task=None,
        defaults={"linked_by": by, "linked_at": now},
    )  # fmt: skip
    amendment.result, amendment.state, amendment.changed_at = new, State.IN_FORCE, now
    amendment.save()
    record(by, "plan.supersede", old, unit=old.unit, **told)
    record(by, "amendment.in_force", amendment, unit=new.unit, plan=new.pk, carried=carried)
    return version


def _hold(amendment: Amendment) -> Plan:
    """Return the amended version as it is now, held against others who would replace it."""
    plans = Plan.objects.select_for_update(of=("self",)).select_related("unit", "superseded_by")
    plan: Plan = plans.get(pk=amendment.plan_id)
    amendment.plan = plan
    return plan


def _require(amendment: Amendment, *states: State) -> None:
    if amendment.state not in states:
        raise Refused(
            _("This amendment cannot be decided on: %(state)s.")
            % {"state": amendment.get_state_display().lower()}
        )
