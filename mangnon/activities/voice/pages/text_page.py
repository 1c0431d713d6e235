"""Reading the free texts of a consultation, and deciding on each."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mangnon.activities.voice import reading
from mangnon.activities.voice.consultation import Consultation
from mangnon.activities.voice.forms.voice_forms import ClearForm
from mangnon.activities.voice.pages.lookup import kept
from mangnon.activities.voice.voice_answer import FreeText
from mangnon.core import access
from mangnon.core.asking import is_done
from mangnon.core.paging import ON_A_PAGE
from mangnon.core.requests import Request


@never_cache
@require_GET
def texts(request: Request, consultation_id: UUID) -> HttpResponse:
    return _page(request, kept(request, consultation_id))


@require_POST
def clear(request: Request, text_id: UUID) -> HttpResponse:
    """Say how a text may be shown."""
    text, form = _text(request, text_id), ClearForm(request.POST)
    return _do(
        request, text, form,
        lambda: reading.clear(text.pk, **form.cleaned_data, by=request.user),
    )  # fmt: skip


@require_POST
def set_aside(request: Request, text_id: UUID) -> HttpResponse:
    text, form = _text(request, text_id), forms.Form(request.POST)
    return _do(request, text, form, lambda: reading.set_aside(text.pk, by=request.user))


@require_POST
def attend(request: Request, text_id: UUID) -> HttpResponse:
    """Say that one has seen to what an alarming text tells."""
    text, form = _text(request, text_id), forms.Form(request.POST)
    return _do(request, text, form, lambda: reading.attend(text.pk, by=request.user))


def _text(request: Request, text_id: UUID) -> FreeText:
    access.require(request.user, "voice.edit")
    mine = FreeText.objects.visible_to(request.user).read_by(request.user)
    found: FreeText = get_object_or_404(mine.select_related("question"), pk=text_id)
    return found


def _page(request: Request, found: Consultation, wrong: forms.Form | None = None) -> HttpResponse:
    after = request.GET.get("after", "")
    read = reading.texts_to_read(found, by=request.user, after=after)
    shown = read[:ON_A_PAGE]
    context = {
        "consultation": found,
        "texts": [(text, ClearForm(initial={"cleared": text.cleared or text.text}))
                  for text in shown],
        "next": f"after={reading.place_of(shown[-1])}" if len(read) > ON_A_PAGE else "",
        "may_report": access.allowed(request.user, "case.receive"),
        "wrong": wrong,
    }  # fmt: skip
    return render(request, "activities/voice/texts.html", context, status=422 if wrong else 200)


def _do(
    request: Request, text: FreeText, form: forms.Form, save: Callable[[], object]
) -> HttpResponse:
    consultation = text.question.consultation_id
    if is_done(form, save):
        return redirect("voice-texts", consultation)
    return _page(request, kept(request, consultation), form)
