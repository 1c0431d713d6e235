"""What the small forms about a child share: the child, what was sent, the page that asks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from mangnon.children.forms.fields import RegisterForm
from mangnon.children.models import Child
from mangnon.core.access import require
from mangnon.core.requests import Request


def child_for(request: Request, child_id: UUID, action: str) -> Child:
    """Return the child, for somebody who has the right and sees it."""
    require(request.user, action)
    children = Child.objects.visible_to(request.user).select_related("unit")
    found: Child = get_object_or_404(children, pk=child_id)
    return found


def back(request: Request, child: Child, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("child", child.pk)


def ask(
    request: Request, child: Child, form: RegisterForm, title: str, **more: object
) -> HttpResponse:
    shown = {"child": child, "form": form, "title": title, **more}
    status = 422 if form.errors else 200
    return render(request, "children/ask.html", shown, status=status)
