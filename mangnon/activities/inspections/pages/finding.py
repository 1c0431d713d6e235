"""The inspection that a page is about, for whoever sees it, and for whoever carries it out."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from mangnon.activities.inspections.finding import InspectionFinding
from mangnon.activities.inspections.inspection import Inspection
from mangnon.core import access
from mangnon.core.requests import Request

JOINED = ("plan", "unit", "organisation", "place", "entered_by")


def seen(request: Request, inspection_id: UUID) -> Inspection:
    access.require(request.user, "inspection.view")
    inspections = Inspection.objects.visible_to(request.user).select_related(*JOINED)
    found: Inspection = get_object_or_404(inspections, pk=inspection_id)
    return found


def kept(request: Request, inspection_id: UUID) -> Inspection:
    """Return an inspection that the person carries out."""
    access.require(request.user, "inspection.edit")
    mine = Inspection.objects.visible_to(request.user).edited_by(request.user)
    found: Inspection = get_object_or_404(mine.select_related(*JOINED), pk=inspection_id)
    return found


def keeps(request: Request, inspection: Inspection) -> bool:
    mine = Inspection.objects.visible_to(request.user).edited_by(request.user)
    return mine.filter(pk=inspection.pk).exists()


def kept_finding(request: Request, finding_id: UUID) -> tuple[InspectionFinding, Inspection]:
    """Return a finding with its inspection, where the person carries that out."""
    access.require(request.user, "inspection.edit")
    findings = InspectionFinding.objects.visible_to(request.user)
    found: InspectionFinding = get_object_or_404(findings, pk=finding_id)
    return found, kept(request, found.inspection_id)
