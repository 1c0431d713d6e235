"""Carrying out an inspection: the answers of its checklist, what is wrong, and the conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.activities.inspections.answer import InspectionAnswer
from mangnon.activities.inspections.finding import FindingPhoto, InspectionFinding
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.planning import locked, require_planned, touch
from mangnon.activities.inspections.remedy import Remedy
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.ui.context import today

State, Value = Inspection.State, InspectionAnswer.Value


@dataclass(frozen=True)
class Answered:
    """What was found of one item; `value` is empty where it was not looked at yet."""

    value: str
    note: str = ""


@transaction.atomic
def answer(
    inspection_id: UUID, answers: Mapping[str, Answered], *, seen_at: datetime, by: User
) -> Inspection:
    """Write what was found of the items; those that are not answered yet stay open."""
    held = locked(inspection_id, by, seen_at=seen_at)
    require_planned(held)
    items = {item.code for item in held.checklist.items}
    if unknown := answers.keys() - items:
        raise Refused(
            _("The checklist does not ask “%(item)s”.") % {"item": ", ".join(sorted(unknown))}
        )
    held.answers.filter(item__in=answers).delete()
    InspectionAnswer.objects.bulk_create(
        InspectionAnswer(inspection=held, item=item, value=said.value, note=said.note)
        for item, said in answers.items()
        if said.value
    )
    touch(held)
    record(by, "inspection.answer", held, unit=held.unit, answers=held.answers.count())
    return held


@dataclass(frozen=True)
class Wrong:
    """What is wrong; `item` is empty where the checklist does not ask it."""

    text: str
    severity: str
    item: str = ""
    photos: Iterable[Brought] = ()
    shows_children: bool = True


@transaction.atomic
def add_finding(
    inspection_id: UUID, key: UUID, wrong: Wrong, *, by: User, now: datetime
) -> InspectionFinding:
    """Add what is wrong, with photos; the same form sent again is the one that is there."""
    held = locked(inspection_id, by)
    known = sent_before(held.findings, key, by=by, sent_by="added_by")
    if known is not None:
        return known
    require_planned(held)
    if not wrong.text.strip():
        raise Refused(_("Say what is wrong."))
    if wrong.item and not held.answers.filter(item=wrong.item, value=Value.NOT_MET).exists():
        raise Refused(
            _("Answer the item “%(item)s” as not met first; then say what is wrong.")
            % {"item": held.checklist.item_label(wrong.item)}
        )
    made = InspectionFinding.objects.create(
        pk=key, inspection=held, item=wrong.item, text=wrong.text.strip(),
        severity=wrong.severity, added_by=by, added_at=now,
    )  # fmt: skip
    for upload in brought_in(wrong.photos, by=by, now=now):
        FindingPhoto.objects.create(
            finding=made, upload=upload, shows_children=wrong.shows_children
        )
    touch(held)
    record(by, "inspection.add_finding", made, unit=held.unit, severity=made.severity)
    return made


@transaction.atomic
def remove_finding(finding_id: UUID, *, by: User) -> Inspection:
    """Take back a finding of an inspection that is not closed; the audit says that it was there."""
    held = locked(InspectionFinding.objects.visible_to(by).get(pk=finding_id).inspection_id, by)
    require_planned(held)
    found = held.findings.get(pk=finding_id)
    record(by, "inspection.remove_finding", found, unit=held.unit, severity=found.severity)
    found.delete()
    touch(held)
    return held


@transaction.atomic
def close(
    inspection_id: UUID, conclusion: str, done_on: date, *, seen_at: datetime, by: User
) -> Inspection:
    """Close it as carried out, once each item is answered and each one not met is explained."""
    held = locked(inspection_id, by, seen_at=seen_at)
    require_planned(held)
    if done_on > today():
        raise Refused(_("The inspection cannot be carried out on a day that has not come yet."))
    if not held.unit.exists_on(done_on):
        raise Refused(_("The unit of the inspection did not exist on that day."))
    if not conclusion.strip():
        raise Refused(_("Write the conclusion."))
    _require_whole(held)
    held.state, held.done_on, held.conclusion = State.DONE, done_on, conclusion.strip()
    touch(held)
    record(by, "inspection.close", held, unit=held.unit, findings=held.findings.count())
    return held


@transaction.atomic
def reopen(inspection_id: UUID, *, seen_at: datetime, by: User) -> Inspection:
    """Take back that it was carried out or cancelled, where nothing has followed from it yet."""
    held = locked(inspection_id, by, seen_at=seen_at)
    if held.state == State.PLANNED:
        raise Refused(_("The inspection is planned already."))
    followed = Remedy.objects.filter(finding__inspection=held).exists()
    if followed or held.penalties.exists() or held.recommendations.exists():
        raise Refused(
            _("Something has followed from this inspection already; enter a new one instead.")
        )
    held.state, held.done_on, held.cancelled_because = State.PLANNED, None, ""
    touch(held)
    record(by, "inspection.reopen", held, unit=held.unit)
    return held


def _require_whole(held: Inspection) -> None:
    """Raise Refused where an item is not answered, or an answer and the findings disagree."""
    answers = dict(held.answers.values_list("item", "value"))
    explained = set(held.findings.values_list("item", flat=True)) - {""}
    label = held.checklist.item_label
    if left := [item.label for item in held.checklist.items if item.code not in answers]:
        raise Refused(
            _("%(count)s items are not answered yet, the first one is “%(item)s”.")
            % {"count": len(left), "item": left[0]}
        )
    not_met = {item for item, value in answers.items() if value == Value.NOT_MET}
    if silent := sorted(not_met - explained):
        raise Refused(
            _("“%(item)s” is not met; add a finding that says what is wrong.")
            % {"item": label(silent[0])}
        )
    if spoken := sorted(explained - not_met):
        raise Refused(
            _("A finding tells of “%(item)s”, which is answered otherwise; change one of them.")
            % {"item": label(spoken[0])}
        )
