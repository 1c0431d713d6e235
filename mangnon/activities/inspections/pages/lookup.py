"""The inspection that a page is about, for whoever sees it, and for whoever carries it out."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from mangnon.activities.inspections.finding import InspectionFinding
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.inspection_plan import InspectionPlan
from mangnon.activities.lookup import Lookup
from mangnon.core import access
from mangnon.core.requests import Request

INSPECTIONS = Lookup(
    Inspection, "inspection.view", "inspection.edit",
    ("plan", "unit", "organisation", "place", "entered_by"),
)  # fmt: skip
PLANS = Lookup(InspectionPlan, "inspection.view", "inspection.edit", ("unit", "organisation"))
seen, kept, keeps = INSPECTIONS.seen, INSPECTIONS.kept, INSPECTIONS.keeps


def kept_finding(request: Request, finding_id: UUID) -> tuple[InspectionFinding, Inspection]:
    """Return a finding with its inspection, where the person carries that out."""
    access.require(request.user, INSPECTIONS.edits)
    findings = InspectionFinding.objects.visible_to(request.user)
    found: InspectionFinding = get_object_or_404(findings, pk=finding_id)
    return found, kept(request, found.inspection_id)
