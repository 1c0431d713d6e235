"""Finds the activity that a page is about: 403 without the right, 404 outside of the scope."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from mangnon.activities.activity import Activity
from mangnon.core import access
from mangnon.core.requests import Request

JOINED = ("unit", "organiser", "place", "entered_by", "same_as", "headcount")


def seen(request: Request, activity_id: UUID) -> Activity:
    access.require(request.user, "activity.view")
    activities = Activity.objects.visible_to(request.user).select_related(*JOINED)
    found: Activity = get_object_or_404(activities, pk=activity_id)
    return found


def kept(request: Request, activity_id: UUID) -> Activity:
    """Return an activity that the person keeps."""
    access.require(request.user, "activity.edit")
    mine = Activity.objects.visible_to(request.user).edited_by(request.user)
    found: Activity = get_object_or_404(mine.select_related(*JOINED), pk=activity_id)
    return found


def keeps(request: Request, activity: Activity) -> bool:
    mine = Activity.objects.visible_to(request.user).edited_by(request.user)
    return mine.filter(pk=activity.pk).exists()
