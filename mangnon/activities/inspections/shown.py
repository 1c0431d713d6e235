"""What the page of an inspection shows of its answers and findings, in few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mangnon.activities.inspections.answer import InspectionAnswer
from mangnon.activities.inspections.catalog import Item
from mangnon.activities.inspections.finding import FindingPhoto, InspectionFinding
from mangnon.activities.inspections.inspection import Inspection, same_place
from mangnon.activities.inspections.remedy import Remedy
from mangnon.core.models import User
from mangnon.plans.models import Assignment


@dataclass(frozen=True)
class ShownRemedy:
    remedy: Remedy
    is_late: bool
    opens: bool  # whether the person may open the task


@dataclass(frozen=True)
class ShownFinding:
    """`earlier` are findings of the same item at the same place, the newest first."""

    finding: InspectionFinding
    photos: Sequence[FindingPhoto]
    earlier: Sequence[InspectionFinding]
    remedies: Sequence[ShownRemedy]


def answers_of(inspection: Inspection, user: User) -> list[tuple[Item, InspectionAnswer | None]]:
    """Return the items of the checklist in its order, each with its answer."""
    seen = InspectionAnswer.objects.visible_to(user).filter(inspection=inspection)
    said = {answer.item: answer for answer in seen}
    return [(item, said.get(item.code)) for item in inspection.checklist.items]


def findings_of(inspection: Inspection, user: User, day: date) -> list[ShownFinding]:
    findings = list(InspectionFinding.objects.visible_to(user).filter(inspection=inspection))
    for finding in findings:
        finding.inspection = inspection  # whose checklist says what the item is called
    photos: dict[UUID, list[FindingPhoto]] = defaultdict(list)
    open_to = FindingPhoto.objects.visible_to(user).filter(finding__in=findings)
    for photo in open_to.select_related("upload"):
        photos[photo.finding_id].append(photo)
    remedies = _remedies(findings, user, day)
    earlier = _earlier(inspection, findings, user)
    return [
        ShownFinding(one, photos[one.pk], earlier[one.item], remedies[one.pk]) for one in findings
    ]


def _remedies(
    findings: Sequence[InspectionFinding], user: User, day: date
) -> dict[UUID, list[ShownRemedy]]:
    seen = Remedy.objects.visible_to(user).filter(finding__in=findings)
    found = list(seen.select_related("assignment__organisation", "assignment__unit"))
    tasks = Assignment.objects.visible_to(user).filter(remedy__in=found)
    opened = set(tasks.values_list("pk", flat=True))
    by_finding: dict[UUID, list[ShownRemedy]] = defaultdict(list)
    for one in found:
        shown = ShownRemedy(one, one.assignment.is_late(day), one.assignment_id in opened)
        by_finding[one.finding_id].append(shown)
    return by_finding


def _earlier(
    inspection: Inspection, findings: Sequence[InspectionFinding], user: User
) -> dict[str, list[InspectionFinding]]:
    """Return, by item, what inspections of the place found wrong before this one."""
    items = {finding.item for finding in findings} - {""}
    by_item: dict[str, list[InspectionFinding]] = defaultdict(list)
    before = InspectionFinding.objects.visible_to(user).filter(
        same_place(inspection, "inspection__"), item__in=items,
        inspection__state=Inspection.State.DONE,
        inspection__done_on__lt=inspection.done_on or inspection.planned_on,
    )  # fmt: skip
    for one in before.select_related("inspection").order_by("-inspection__done_on", "pk"):
        by_item[one.item].append(one)
    return by_item
