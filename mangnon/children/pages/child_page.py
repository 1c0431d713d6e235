"""One child: who it is and what is known of its life."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from mangnon.children.models import Child
from mangnon.core.access import require
from mangnon.core.audit import record_read
from mangnon.core.requests import Request
from mangnon.core.sensitive import readable_fields


@require_GET
def child(request: Request, child_id: UUID) -> HttpResponse:
    require(request.user, "child.view")
    children = Child.objects.visible_to(request.user).select_related("unit")
    found = get_object_or_404(children, pk=child_id)
    record_read(request.user, "child.read", found)
    shown = {"child": found, "fields": readable_fields(found, request.user)}
    return render(request, "children/child.html", shown)
