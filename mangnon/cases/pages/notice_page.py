"""Taking a notice off one's list."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from mangnon.cases.notices.notice import Notice
from mangnon.cases.notices.telling import mark_read
from mangnon.core.access import require
from mangnon.core.requests import Request
from mangnon.ui import context


@require_POST
def read(request: Request, notice_id: int) -> HttpResponse:
    require(request.user, "case.view")
    get_object_or_404(Notice.objects.visible_to(request.user), pk=notice_id)
    mark_read(notice_id, by=request.user, now=context.now())
    return redirect("dashboards:mine")
