"""What the inspections of a year found, by kind of place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.query import QuerySet

from mangnon.activities.inspections.answer import InspectionAnswer
from mangnon.activities.inspections.catalog import checklists_on
from mangnon.activities.inspections.finding import InspectionFinding
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.penalty import InspectionPenalty
from mangnon.activities.inspections.remedy import Remedy
from mangnon.core.models import User

Value = InspectionAnswer.Value


@dataclass(frozen=True)
class Line:
    """Counts of one kind; `share_met` is of the items answered met or not met, None of nothing.

    `fines` is in đồng.
    """

    kind: str
    label: str
    planned: int = 0
    done: int = 0
    met: int = 0
    not_met: int = 0
    repeated: int = 0
    open_remedies: int = 0
    late_remedies: int = 0
    penalties: int = 0
    fines: int = 0

    @property
    def share_met(self) -> float | None:
        asked = self.met + self.not_met
        return 100 * self.met / asked if asked else None


def by_kind(user: User, year: int, unit: int | None, day: date) -> list[Line]:
    """Return a line for each kind of the catalogue, of the inspections that a person sees.

    They are those planned for the year; of an abolished checklist none are left out.
    """
    seen = Inspection.objects.visible_to(user).exclude(state=Inspection.State.CANCELLED)
    seen = seen.filter(planned_on__range=(date(year, 1, 1), date(year, 12, 31)))
    if unit is not None:
        seen = seen.filter(unit=unit)
    whole = seen.filter(state=Inspection.State.DONE).order_by().values("pk")
    held = Count("pk", filter=Q(state=Inspection.State.DONE))
    per_kind = seen.order_by().values("kind").annotate(planned=Count("pk"), done=held)
    counts = {row["kind"]: {"planned": row["planned"], "done": row["done"]} for row in per_kind}
    answers = InspectionAnswer.objects.filter(inspection__in=whole)
    findings = InspectionFinding.objects.filter(inspection__in=whole)
    remedies = Remedy.objects.filter(finding__inspection__in=whole)
    told = {
        "met": _per_kind(answers.filter(value=Value.MET), "inspection__kind"),
        "not_met": _per_kind(answers.filter(value=Value.NOT_MET), "inspection__kind"),
        "repeated": _per_kind(findings.repeated(), "inspection__kind"),
        "open_remedies": _per_kind(remedies.open(), "finding__inspection__kind"),
        "late_remedies": _per_kind(remedies.late(day), "finding__inspection__kind"),
    } | _penalties(whole)
    labels = {kind: one.label for kind, one in checklists_on(day).items()}
    labels |= {kind: labels.get(kind, kind) for kind in counts}
    return [
        Line(kind, label, **counts.get(kind, {}), **{n: by[kind] for n, by in told.items()})
        for kind, label in labels.items()
    ]


def _per_kind(records: QuerySet[Any, Any], path: str) -> Counter[str]:
    return Counter(dict(records.order_by().values_list(path).annotate(Count("pk"))))


def _penalties(whole: QuerySet[Any, Any]) -> dict[str, Counter[str]]:
    standing = InspectionPenalty.objects.filter(inspection__in=whole, withdrawn_because="")
    by_kind_of_place = standing.order_by().values_list("inspection__kind")
    found = list(by_kind_of_place.annotate(Count("pk"), Sum("amount")))
    return {
        "penalties": Counter({kind: count for kind, count, _sum in found}),
        "fines": Counter({kind: amount or 0 for kind, _count, amount in found}),
    }
