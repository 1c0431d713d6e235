"""Proposing a grant, and another person's paying it out or returning it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.registries import RECORD_KINDS
from mangnon.core.sent_again import sent_before
from mangnon.plans.funding.catalog import fund_words
from mangnon.plans.funding.fund.grant import Grant
from mangnon.plans.funding.fund.journal import Account, Fund
from mangnon.plans.funding.fund.posting import fund_for, hold, open_fund, post
from mangnon.plans.funding.money import require_amount

PROPOSES, DECIDES = "fund.propose", "fund.keep"


def child_for(by: User, number: str) -> Any:
    """Return the child of the register with the number, if the person may see it; else None."""
    kind = RECORD_KINDS.get("child")
    if kind is None or not number or not access.allowed(by, "child.view"):
        return None
    try:
        return kind.model.objects.visible_to(by).filter(pk=number).first()
    except ValidationError:
        return None


@transaction.atomic
def propose(values: Mapping[str, Any], *, by: User, now: datetime, key: UUID) -> Grant:
    """Propose a grant: to a `child` that the person sees, or to a `project` in their unit."""
    access.require(by, PROPOSES)
    fund = _fund(by, now)
    hold(fund)  # the same form twice at the same moment comes one by one
    known: Grant | None = sent_before(
        Grant.objects.visible_to(by), key, by=by, sent_by="proposed_by"
    )
    if known is not None:
        return known
    child, project = _to_whom(values, by)
    grant = Grant(
        id=key, fund=fund, unit=child.unit if child else by.unit, project=project,
        kind=Grant.Kind.CHILD if child else Grant.Kind.PROJECT,
        child=str(child.pk) if child else "", purpose=values["purpose"],
        amount=require_amount(values["amount"]), in_goods=bool(values.get("in_goods")),
        need=values["need"].strip(), proposed_by=by, proposed_at=now,
    )  # fmt: skip
    if grant.purpose not in fund_words("purposes"):
        raise Refused(_("Choose one of the list."))
    if not grant.need:
        raise Refused(_("Say why the grant is needed."))
    grant.save(force_insert=True)
    record(by, "fund.propose", grant, unit=grant.unit, kind=grant.kind, amount=grant.amount)
    return grant


@transaction.atomic
def approve_grant(grant_id: UUID, decision: str, *, by: User, now: datetime) -> Grant:
    """Pay a grant out of the fund by a numbered decision, if the fund has it."""
    grant = _to_decide(grant_id, by)
    if not decision.strip():
        raise Refused(_("Write the number of the decision."))
    held = Account.GOODS if grant.in_goods else Account.CASH
    to = Account.CHILDREN if grant.kind == Grant.Kind.CHILD else Account.PROJECTS
    grant.entry = post(
        grant.fund, {held: -grant.amount, to: grant.amount}, on=now.date(),
        text=_("Decision %(number)s: %(purpose)s")
        % {"number": decision.strip(), "purpose": grant.purpose_label},
        by=by, now=now,
    )  # fmt: skip
    grant.decision = decision.strip()
    _decided(grant, Grant.State.APPROVED, by, now)
    record(by, "fund.grant", grant, unit=grant.unit, kind=grant.kind, amount=grant.amount)
    return grant


@transaction.atomic
def return_grant(grant_id: UUID, reason: str, *, by: User, now: datetime) -> Grant:
    """Pay nothing, and say why; a grant that is still needed is proposed anew."""
    grant = _to_decide(grant_id, by)
    if not reason.strip():
        raise Refused(_("Say why the grant is returned."))
    grant.returned_because = reason.strip()
    _decided(grant, Grant.State.RETURNED, by, now)
    record(by, "fund.return", grant, unit=grant.unit)
    return grant


def _fund(by: User, now: datetime) -> Fund:
    if access.allowed(by, DECIDES):
        return open_fund(by=by, now=now)
    fund = fund_for(by)
    if fund is None:
        raise Refused(_("The province has no fund yet; the focal office opens it."))
    return fund


def _to_whom(values: Mapping[str, Any], by: User) -> tuple[Any, str]:
    """Return the child or the project's title; raise Refused where there is not just one."""
    number, project = values.get("child", ""), " ".join(values.get("project", "").split())
    if bool(number) == bool(project):
        raise Refused(_("A grant is to one child, or to a project that has a title."))
    child: Model | None = child_for(by, number)
    if number and child is None:
        raise Refused(_("You see no such child in the register."))
    if by.unit is None:
        raise Refused(_("Only who serves a unit proposes grants."))
    return child, project


def _to_decide(grant_id: UUID, by: User) -> Grant:
    access.require(by, DECIDES)
    grants = Grant.objects.visible_to(by).select_for_update(of=("self",))
    grant: Grant | None = grants.select_related("fund", "unit").filter(pk=grant_id).first()
    if grant is None:
        raise Refused(_("There is no such grant of your fund."))
    if grant.state != Grant.State.WAITS:
        raise Refused(
            _("This grant is %(state)s: it waits for no decision.")
            % {"state": grant.get_state_display().lower()}
        )
    if grant.proposed_by_id == by.pk:
        raise Refused(_("You proposed this grant yourself; another person decides it."))
    return grant


def _decided(grant: Grant, state: str, by: User, now: datetime) -> None:
    grant.state, grant.decided_by, grant.decided_at = state, by, now
    grant.save()
