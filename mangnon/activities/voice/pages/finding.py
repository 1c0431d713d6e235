"""The consultation that a page is about, for whoever sees it, and for whoever holds it."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from mangnon.activities.voice.consultation import Consultation
from mangnon.core import access
from mangnon.core.requests import Request

JOINED = ("unit", "organisation", "activity")


def seen(request: Request, consultation_id: UUID) -> Consultation:
    access.require(request.user, "voice.view")
    consultations = Consultation.objects.visible_to(request.user).select_related(*JOINED)
    found: Consultation = get_object_or_404(consultations, pk=consultation_id)
    return found


def kept(request: Request, consultation_id: UUID) -> Consultation:
    """Return a consultation that the person holds."""
    access.require(request.user, "voice.edit")
    mine = Consultation.objects.visible_to(request.user).edited_by(request.user)
    found: Consultation = get_object_or_404(mine.select_related(*JOINED), pk=consultation_id)
    return found


def keeps(request: Request, consultation: Consultation) -> bool:
    mine = Consultation.objects.visible_to(request.user).edited_by(request.user)
    return mine.filter(pk=consultation.pk).exists()
