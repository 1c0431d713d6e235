"""Finds what a page of the network is about: 403 without the right, 404 outside of the scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.shortcuts import get_object_or_404

from mangnon.activities.network.core_group import CoreGroup
from mangnon.activities.network.post import Holding, Post
from mangnon.core import access
from mangnon.core.models import User
from mangnon.core.requests import Request
from mangnon.core.sensitive import readable_fields
from mangnon.ui.context import today


def seen_post(request: Request, post_id: UUID, right: str = "network.view") -> Post:
    access.require(request.user, right)
    posts = Post.objects.visible_to(request.user).select_related("unit")
    found: Post = get_object_or_404(posts, pk=post_id)
    return found


def kept_holding(request: Request, holding_id: UUID) -> Holding:
    access.require(request.user, "network.edit")
    holdings = Holding.objects.visible_to(request.user).select_related("post__unit")
    found: Holding = get_object_or_404(holdings, pk=holding_id)
    return found


def seen_group(request: Request, group_id: UUID, right: str = "network.view") -> CoreGroup:
    access.require(request.user, right)
    groups = CoreGroup.objects.visible_to(request.user).select_related("unit")
    found: CoreGroup = get_object_or_404(groups, pk=group_id)
    return found


def name_holders(holdings: Iterable[Holding | None], user: User) -> None:
    """Write on each holding the name as the person may see it."""
    for holding in holdings:
        if holding is not None:
            holding.shown_name = readable_fields(holding, user)["full_name"]  # type: ignore[attr-defined]


def asked_day(text: str, *, otherwise: date | None = None) -> date:
    """Return the day that was typed; what is none, or lies ahead, is today."""
    try:
        return min(date.fromisoformat(text), today())
    except ValueError:
        return otherwise or today()
