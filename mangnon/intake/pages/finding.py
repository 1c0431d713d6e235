"""Finds the batch that a page is about, for whoever may import files of its kind."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mangnon.core import access
from mangnon.core.models import User
from mangnon.core.requests import Request
from mangnon.intake.importers import Importer
from mangnon.intake.models import Batch
from mangnon.intake.registered import importers
from mangnon.intake.templatetags.imports import may_import


def require_any(user: User) -> None:
    """Raise PermissionDenied unless the person may import files of some kind."""
    if not may_import(user):
        raise PermissionDenied("import")


def importers_for(user: User) -> list[Importer]:
    return [i for i in importers().values() if access.allowed(user, i.needs)]


def batch_for(request: Request, batch_id: UUID) -> Batch:
    require_any(request.user)
    batches = Batch.objects.visible_to(request.user).select_related("unit", "received_by")
    batch: Batch = get_object_or_404(batches, pk=batch_id)
    return batch
