"""Placing a child: proposed by one, decided by another, handed over in time, checked, ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed
from mangnon.cases.care.placement import CareCheck, Placement
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.clocks.limits import end_of, end_of_day, local_day
from mangnon.cases.codes import require_codes
from mangnon.cases.four_eyes import require_another
from mangnon.cases.steps.answers import as_json, require_sound
from mangnon.children.births import age_on
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.engine.cases.forms import CaseForm

CONSENT, CHECK = "care_consent", "care_check"
PLACING, FROM_FACILITY, FOLLOW_UP = "care_placing", "care_from_facility", "care_followup"
State = Placement.State


@transaction.atomic
def propose(
    need_id: UUID, carer_id: UUID, answers: Mapping[str, Any], *, by: User, now: datetime
) -> Placement:
    """Propose a carer for a child, once all that the law asks for is there."""
    access.require(by, "care.edit")
    need = _need(need_id, by)
    carers = Carer.objects.visible_to(by).registered().select_for_update(of=("self",))
    carer: Carer | None = carers.filter(pk=carer_id).first()
    if carer is None:
        raise Refused(_("Choose somebody who is on the commune's list."))
    asked = case_catalog().form(CONSENT, local_day(now))
    sound = require_sound(asked, answers)
    if need.placements.filter(state__in=Placement.OPEN).exists():
        raise Refused(_("Somebody is proposed for this child, or cares for them already."))
    if faults := list(_faults(need, carer, asked, sound, local_day(now))):
        raise Refused(" ".join(faults))
    code = FROM_FACILITY if need.from_facility else PLACING
    limit = case_catalog().clocks_on(local_day(now))[code].limit
    placement = Placement.objects.create(
        need=need, carer=carer, state=State.PROPOSED, form_from=asked.valid_from,
        answers=as_json(asked, sound), proposed_at=now, proposed_by=by,
        due_on=local_day(end_of(limit, now)),
    )  # fmt: skip
    record(by, "care.propose", placement, unit=need.unit)
    return placement


@transaction.atomic
def decide_on(
    placement_id: UUID, *, agrees: bool, number: str = "", answer: str = "", by: User, now: datetime
) -> Placement:
    """Agree to a proposal or return it; whoever made it does neither."""
    access.require(by, "care.decide")
    placement = _placement(placement_id, by, State.PROPOSED)
    require_another(placement.proposed_by, by)
    if agrees and not number.strip():
        raise Refused(_("Write the number of the decision."))
    if not agrees and not answer.strip():
        raise Refused(_("Say why it is returned."))
    placement.state = State.DECIDED if agrees else State.RETURNED
    placement.decision_number, placement.answer = number.strip(), answer.strip()
    placement.decided_by, placement.decided_at = by, now
    placement.save()
    record(by, "care.decide", placement, unit=placement.need.unit, state=placement.state)
    return placement


@transaction.atomic
def hand_over(placement_id: UUID, *, on: date, by: User, now: datetime) -> Placement:
    """Write down that the child was handed over; from then on checks are due."""
    access.require(by, "care.edit")
    placement = _placement(placement_id, by, State.DECIDED)
    if on > local_day(now):
        raise Refused(_("This day is still to come."))
    if placement.decided_at is not None and on < local_day(placement.decided_at):
        raise Refused(_("The child is handed over after the decision, not before."))
    placement.state, placement.handed_over_on = State.IN_CARE, on
    placement.hand_over_entered_at = now
    placement.check_due_on = next_check(on)
    placement.save()
    record(by, "care.hand_over", placement, unit=placement.need.unit, on=on.isoformat())
    return placement


@transaction.atomic
def check(
    placement_id: UUID, answers: Mapping[str, Any], *, on: date, by: User, now: datetime,
    key: UUID | None = None,
) -> CareCheck:  # fmt: skip
    """Write a check down; the next one is due six months after it. Sent again it is the same."""
    access.require(by, "care.edit")
    key = key or uuid4()
    placement = _placement(placement_id, by, State.IN_CARE)
    if known := sent_before(placement.checks, key, by=by, sent_by="by"):
        return known
    if on > local_day(now) or on < (placement.handed_over_on or on):
        raise Refused(_("A check lies between the hand-over and today; look at the day again."))
    asked = case_catalog().form(CHECK, local_day(now))
    made = CareCheck.objects.create(
        id=key, placement=placement, checked_on=on, entered_at=now, by=by,
        form_from=asked.valid_from, answers=as_json(asked, require_sound(asked, answers)),
    )  # fmt: skip
    last = placement.checks.order_by("-checked_on").values_list("checked_on", flat=True)[0]
    placement.check_due_on = next_check(last)
    placement.save()
    record(by, "care.check", made, unit=placement.need.unit)
    return made


@transaction.atomic
def end(placement_id: UUID, *, on: date, reason: str, by: User, now: datetime) -> Placement:
    """End the care; a child who goes home, is adopted or grown up leaves the list too."""
    access.require(by, "care.edit")
    placement = _placement(placement_id, by, State.IN_CARE)
    require_codes([reason], "care_end")
    if on > local_day(now) or on < (placement.handed_over_on or on):
        raise Refused(_("Care ends between the hand-over and today; look at the day again."))
    placement.state, placement.ended_on, placement.end_reason = State.ENDED, on, reason
    placement.check_due_on = None
    placement.save()
    if reason in ("home", "adopted", "of_age"):
        placement.need.ended_on = on
        placement.need.save()
    record(by, "care.end", placement, unit=placement.need.unit, reason=reason)
    return placement


def next_check(day: date) -> date:
    """Return the last day of the check that follows a hand-over or a check."""
    limit = case_catalog().clocks_on(day)[FOLLOW_UP].limit
    return local_day(end_of(limit, end_of_day(day)))


def has_decided(need_id: UUID, by: User) -> bool:
    """Say whether the person has decided on a proposal for the child; they see it no more then."""
    return Placement.objects.filter(need=need_id, decided_by=by).exists()


def _need(need_id: UUID, by: User) -> CareNeed:
    seen = CareNeed.objects.visible_to(by).open().select_for_update(of=("self",))
    need: CareNeed | None = seen.filter(pk=need_id).first()
    if need is None:
        raise Refused(_("This child is not on the list, or is so no more."))
    return need


def _placement(placement_id: UUID, by: User, state: str) -> Placement:
    seen = Placement.objects.visible_to(by).select_for_update(of=("self",))
    seen = seen.select_related("need__unit", "proposed_by")
    found: Placement | None = seen.filter(pk=placement_id).first()
    if found is None or found.state != state:
        raise Refused(_("Somebody else has gone on with this meanwhile; open the page again."))
    return found


def _faults(
    need: CareNeed, carer: Carer, asked: CaseForm, answers: Mapping[str, Any], today: date
) -> Iterator[str]:
    conditions = code_list("care_condition").by_code
    if missing := [code.vi for code in conditions.values() if code.code not in carer.conditions]:
        yield _("Not verified of the carer: %(conditions)s.") % {
            "conditions": "; ".join(missing).lower()
        }
    for who in ("guardian", "parents"):
        if answers[who] == "refused":
            yield _("%(who)s: without written consent no child is placed.") % {
                "who": asked.by_name[who].title.vi
            }
        elif answers[who] == "not_needed" and not answers.get("why"):
            yield _("Say why no consent is needed.")
    if answers["wish"] == "disagrees":
        yield _("The child does not agree; look for another carer.")
    if answers["wish"] == "not_asked" and _must_be_asked(need, asked, today):
        yield _("The child is old enough to be asked; write what they say.")


def _must_be_asked(need: CareNeed, asked: CaseForm, today: date) -> bool:
    """Say whether the child has reached the age of the catalogue; who may have, is asked."""
    least = asked.by_name["wish"].low or 0
    return need.birth_date is None or age_on(need.birth_date, today) >= least
