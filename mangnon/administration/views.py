"""The first page of "Quản trị": the parts of it that the person may enter."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from mangnon.administration.parts import parts_for
from mangnon.core.requests import Request


def home(request: Request) -> HttpResponse:
    parts = parts_for(request.user)
    if not parts:
        raise PermissionDenied
    return render(request, "administration/home.html", {"parts": parts})
