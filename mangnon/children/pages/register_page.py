"""The list of the children whom the person may see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mangnon.children.models import Child
from mangnon.core.access import allowed, require
from mangnon.core.requests import Request
from mangnon.ui.context import today

ON_A_PAGE = 50


@require_GET
def register(request: Request) -> HttpResponse:
    require(request.user, "child.view")
    children = Child.objects.visible_to(request.user).living_on(today()).select_related("unit")
    found = children.in_name_order()[:ON_A_PAGE]
    shown = {
        "children": found,
        "may_edit": allowed(request.user, "child.edit"),
        "may_move": allowed(request.user, "child.move"),
    }
    return render(request, "children/register.html", shown)
