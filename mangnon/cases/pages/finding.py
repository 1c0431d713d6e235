"""What the pages of one case share."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from mangnon.cases.case import Case
from mangnon.core.access import require
from mangnon.core.requests import Request


def case_for(request: Request, case_id: UUID, action: str = "case.view") -> Case:
    """Return the case, for somebody who has the right and takes part in it."""
    require(request.user, action)
    cases = Case.objects.visible_to(request.user).select_related("unit", "manager")
    found: Case = get_object_or_404(cases, pk=case_id)
    return found
