"""Drafting an amendment: its reason, decision and day, and item by item what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.plans.amendments.amendment import Amendment, AmendmentChange
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.changes import told
from mangnon.plans.kinds import KINDS, Kind
from mangnon.plans.models import Plan
from mangnon.ui.formats import date_text

Action = AmendmentChange.Action


@transaction.atomic
def begin(plan: Plan, reason: str, *, by: User, now: datetime, key: UUID) -> Amendment:
    """Begin an amendment of the version in force; Refused for any other, with what took its place.

    One amendment of a version at a time: the next is drafted on what this one makes.
    """
    access.require(by, "plan.review")
    plans = Plan.objects.visible_to(by).select_for_update(of=("self",))
    held: Plan = plans.select_related("unit").get(pk=plan.pk)
    known: Amendment | None = sent_before(
        Amendment.objects.visible_to(by), key, by=by, sent_by="drafted_by"
    )
    if known is not None:
        return known
    require_amendable(held)
    if not reason.strip():
        raise Refused(_("Say why the plan is amended."))
    _require_none_open(held)
    made = Amendment.objects.create(
        id=key, plan=held, reason=" ".join(reason.split()), drafted_by=by, drafted_at=now,
        changed_at=now,
    )  # fmt: skip
    made.written_by.add(by)
    record(by, "amendment.begin", made, unit=held.unit, plan=held.pk)
    return made


def _require_none_open(plan: Plan) -> None:
    """Refuse where another amendment may still come into force: the two could contradict."""
    other: Amendment | None = plan.amendments.open().select_related("drafted_by").first()
    if other is None:
        return
    if other.state == Amendment.State.APPROVED and other.effective_on is not None:
        raise Refused(
            _(
                "An amendment of this version is approved and comes into force on %(day)s. Amend "
                "the version that it makes then, or withdraw it first."
            )
            % {"day": date_text(other.effective_on)}
        )
    raise Refused(
        _(
            "An amendment of this version is open, begun by %(person)s on %(day)s; two could "
            "contradict one another. Go on with it, or withdraw it first."
        )
        % {"person": other.drafted_by, "day": date_text(other.drafted_at.date())}
    )


def require_amendable(plan: Plan) -> None:
    """Refuse what is no version in force, with the reason and where to go."""
    if plan.superseded_by is not None:
        new = plan.superseded_by
        raise Refused(
            _(
                "This version is no longer in force: plan number %(number)s took its place on "
                "%(day)s. Amend that one."
            )
            % {"number": new.pk, "day": date_text(_replaced_on(new))}
        )
    if not plan.is_in_force:
        raise Refused(_("Only an approved plan is amended; correct a draft on its review page."))


@transaction.atomic
def set_head(
    amendment: Amendment,
    *,
    reason: str,
    decision: LegalDocument | None,
    effective_on: date | None,
    seen_at: datetime,
    by: User,
    now: datetime,
) -> Amendment:
    """Say why, by which decision and from which day; the last two may still be open in a draft."""
    held = drafted(amendment.pk, by, seen_at)
    before = values_of(held)
    if not reason.strip():
        raise Refused(_("Say why the plan is amended."))
    held.reason, held.decision, held.effective_on = " ".join(reason.split()), decision, effective_on
    _touch(held, by, now)
    record(
        by, "amendment.edit", held, unit=held.plan.unit,
        decision=decision.number if decision else "", **changes_since(before, held),
    )  # fmt: skip
    return held


@transaction.atomic
def change_item(
    amendment: Amendment, kind: Kind, item_id: int, values: Mapping[str, Any],
    *, seen_at: datetime, by: User, now: datetime,
) -> AmendmentChange:  # fmt: skip
    """Change an item of the plan, or change it anew; Refused where nothing would change."""
    held = drafted(amendment.pk, by, seen_at)
    item = _item(held, kind, item_id)
    before = {name: told(getattr(item, name)) for name in kind.fields}
    after = {name: told(values[name]) for name in kind.fields if name in values}
    after = {name: value for name, value in after.items() if value != before[name]}
    if not after:
        raise Refused(_("Nothing is changed; write what the item shall say, or leave it."))
    told_before = {name: before[name] for name in after}
    made, _new = AmendmentChange.objects.update_or_create(
        amendment=held, kind=kind.slug, item_id=item.pk,
        defaults={"action": Action.CHANGE, "before": told_before, "after": after},
    )  # fmt: skip
    _touch(held, by, now)
    _record(by, held, made)
    return made


@transaction.atomic
def remove_item(
    amendment: Amendment, kind: Kind, item_id: int, *, seen_at: datetime, by: User, now: datetime
) -> AmendmentChange:
    """Remove an item of the plan with all that hangs on it."""
    held = drafted(amendment.pk, by, seen_at)
    item = _item(held, kind, item_id)
    before = {name: told(getattr(item, name)) for name in kind.fields}
    made, _new = AmendmentChange.objects.update_or_create(
        amendment=held, kind=kind.slug, item_id=item.pk,
        defaults={"action": Action.REMOVE, "before": before, "after": {}},
    )  # fmt: skip
    _touch(held, by, now)
    _record(by, held, made)
    return made


@transaction.atomic
def add_item(
    amendment: Amendment, kind: Kind, values: Mapping[str, Any],
    *, parent_id: int | None = None, under_id: int | None = None, key: UUID, seen_at: datetime,
    by: User, now: datetime,
) -> AmendmentChange:  # fmt: skip
    """Add an item: to the plan, under an item of it, or under one that this amendment adds."""
    known = AmendmentChange.objects.filter(amendment=amendment, key=key).first()
    if known is not None and known.amendment.drafted_by_id == by.pk:
        return known
    held = drafted(amendment.pk, by, seen_at)
    under = None
    if kind.parent and under_id is not None:
        under = held.changes.filter(pk=under_id, kind=kind.parent, action=Action.ADD).first()
    elif kind.parent:
        _item(held, KINDS[kind.parent], parent_id or 0)
    if kind.parent and under_id is not None and under is None:
        raise Refused(_("What it would hang on is not added any more; open the page again."))
    made = AmendmentChange.objects.create(
        amendment=held, action=Action.ADD, kind=kind.slug, key=key, under=under,
        parent_id=parent_id if kind.parent and under is None else None,
        after={name: told(values[name]) for name in kind.fields if name in values},
    )  # fmt: skip
    _touch(held, by, now)
    _record(by, held, made)
    return made


@transaction.atomic
def drop_change(
    amendment: Amendment, change_id: int, *, seen_at: datetime, by: User, now: datetime
) -> None:
    """Leave an item as the plan has it; what was to be added under it goes too."""
    held = drafted(amendment.pk, by, seen_at)
    found = held.changes.filter(pk=change_id).first()
    if found is None:
        raise Refused(_("This change is not in the amendment any more."))
    record(
        by, "amendment.drop_change", held, unit=held.plan.unit, kind=found.kind,
        before=found.after, after=found.before,
    )  # fmt: skip
    found.delete()
    _touch(held, by, now)


def drafted(amendment_id: UUID, by: User, seen_at: datetime | None = None) -> Amendment:
    """Return an amendment that is being drafted, locked; `seen_at` is when it last changed."""
    held = locked(amendment_id, by)
    if held.state != Amendment.State.DRAFT:
        raise Refused(
            _("This amendment is not being drafted: %(state)s.")
            % {"state": held.get_state_display().lower()}
        )
    require_amendable(held.plan)
    if seen_at is not None and held.changed_at != seen_at:
        raise Refused(_("Somebody changed the amendment meanwhile. Open it again first."))
    return held


def locked(amendment_id: UUID, by: User) -> Amendment:
    access.require(by, "plan.review")
    seen = Amendment.objects.visible_to(by).select_for_update(of=("self",))
    held: Amendment = seen.select_related(
        "plan__unit", "plan__superseded_by", "decision", "drafted_by"
    ).get(pk=amendment_id)
    return held


def _item(amendment: Amendment, kind: Kind, item_id: int) -> Any:
    items = kind.model.objects.of(amendment.plan).confirmed()
    if (item := items.filter(pk=item_id).first()) is None:
        raise Refused(_("This item is not in the version that is amended."))
    return item


def _touch(amendment: Amendment, by: User, now: datetime) -> None:
    amendment.changed_at, amendment.returned_because = now, ""
    amendment.save()
    amendment.written_by.add(by)


def _record(by: User, amendment: Amendment, change: AmendmentChange) -> None:
    record(
        by, "amendment.change", amendment, unit=amendment.plan.unit, change=change.action,
        kind=change.kind, item=change.item_id, before=change.before, after=change.after,
    )  # fmt: skip


def _replaced_on(new: Plan) -> date:
    return new.in_force_from or new.approved_at.date()  # type: ignore[union-attr]
