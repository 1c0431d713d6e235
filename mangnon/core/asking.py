"""How a page with a form goes on: what is refused stands on the form, what is done leads away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from mangnon.core.refused import Refused
from mangnon.core.requests import Request


def is_done(form: forms.BaseForm, do: Callable[[], object]) -> bool:
    """Do what a valid form asks; what the rules refuse stands on the form."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def ask_until_saved(
    request: Request,
    form: forms.BaseForm,
    save: Callable[[], Any],
    *,
    page: str,
    template: str,
    **shown: object,
) -> HttpResponse:
    """Show the form until what it says can be saved, then the page of the record that was saved."""
    saved: list[Any] = []
    if is_done(form, lambda: saved.append(save())):
        return redirect(page, saved[0].pk)
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **shown}, status=status)
