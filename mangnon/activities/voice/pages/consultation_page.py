"""The list of consultations and one of them: questions, codes, results, what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.activities.voice import coding, holding, responding
from mangnon.activities.voice.consultation import Consultation, Question, SessionCode
from mangnon.activities.voice.forms.voice_forms import (
    CodeForm,
    ConsultationForm,
    QuestionForm,
    QuestionSetForm,
    ResponseForm,
)
from mangnon.activities.voice.pages.lookup import keeps, kept, seen
from mangnon.activities.voice.response import VoiceResponse
from mangnon.activities.voice.results import results_of
from mangnon.activities.voice.voice_answer import FreeText, VoiceAnswer
from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.paging import in_order, page_of
from mangnon.core.requests import Request, key_in, posted
from mangnon.ui.context import now
from mangnon.ui.forms import SeenForm

STEPS = {
    "open": holding.open_consultation,
    "close": holding.close_consultation,
    "show": holding.show_back,
}


@require_GET
def consultations(request: Request) -> HttpResponse:
    """The newest first, one page after another by key."""
    access.require(request.user, "voice.view")
    seen = Consultation.objects.visible_to(request.user)
    found = seen.select_related("unit", "organisation")
    shown, after = page_of(in_order(found, seen, "-entered_at", key_in(request.GET)))
    context = {
        "consultations": shown,
        "next": f"after={after}" if after else "",
        "may_edit": access.allowed(request.user, "voice.edit"),
    }
    return render(request, "activities/voice/list.html", context)


@never_cache
@require_GET
def consultation(request: Request, consultation_id: UUID) -> HttpResponse:
    return consultation_page(request, seen(request, consultation_id))


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    access.require(request.user, "voice.edit")
    form = ConsultationForm(posted(request), by=request.user)

    def save() -> Consultation:
        key = form.cleaned_data["key"]
        return holding.enter_consultation(key, form.values(), by=request.user)

    return ask_until_saved(
        request, form, save, page="voice", template="activities/voice/form.html",
        title=_("Prepare a consultation"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: Request, consultation_id: UUID) -> HttpResponse:
    found = kept(request, consultation_id)
    form = ConsultationForm(posted(request), by=request.user, consultation=found)

    def save() -> Consultation:
        seen_at = form.cleaned_data["seen_at"]
        return holding.change_consultation(
            found.pk, form.values(), seen_at=seen_at, by=request.user
        )

    return ask_until_saved(
        request, form, save, page="voice", template="activities/voice/form.html",
        title=_("Change the consultation"), consultation=found,
    )  # fmt: skip


@require_POST
def step(request: Request, consultation_id: UUID, step: str) -> HttpResponse:
    """Open it, close it, or show it back to the children."""
    found, form = kept(request, consultation_id), SeenForm(request.POST)
    return _do(
        request, found, form,
        lambda: STEPS[step](found.pk, **form.cleaned_data, by=request.user),
    )  # fmt: skip


@require_POST
def question(request: Request, consultation_id: UUID) -> HttpResponse:
    """Add a question."""
    found, form = kept(request, consultation_id), QuestionForm(request.POST)
    return _do(
        request, found, form,
        lambda: holding.add_question(found.pk, form.asked(), by=request.user),
    )  # fmt: skip


@require_POST
def question_set(request: Request, consultation_id: UUID) -> HttpResponse:
    """Add the questions of a set."""
    found, form = kept(request, consultation_id), QuestionSetForm(request.POST)
    return _do(
        request, found, form, lambda: holding.take_set(found.pk, form.chosen(), by=request.user)
    )


@require_POST
def remove(request: Request, question_id: int) -> HttpResponse:
    """Take a question away."""
    access.require(request.user, "voice.edit")
    one = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    found, form = kept(request, one.consultation_id), forms.Form(request.POST)
    return _do(request, found, form, lambda: holding.remove_question(one.pk, by=request.user))


@require_POST
def code(request: Request, consultation_id: UUID) -> HttpResponse:
    """Make a code for a session."""
    found, form = kept(request, consultation_id), CodeForm(request.POST)
    return _do(
        request, found, form,
        lambda: coding.make_code(found.pk, **form.cleaned_data, by=request.user, now=now()),
    )  # fmt: skip


@require_POST
def end_code(request: Request, code_id: int) -> HttpResponse:
    access.require(request.user, "voice.edit")
    one = get_object_or_404(SessionCode.objects.visible_to(request.user), pk=code_id)
    found, form = kept(request, one.consultation_id), forms.Form(request.POST)
    return _do(request, found, form, lambda: coding.end_code(one.pk, by=request.user))


@require_POST
def response(request: Request, consultation_id: UUID) -> HttpResponse:
    """Say what one's own organisation or commune did about it."""
    access.require(request.user, "voice.edit")
    found, form = seen(request, consultation_id), ResponseForm(request.POST)
    return _do(
        request, found, form,
        lambda: responding.respond(found.pk, **form.cleaned_data, by=request.user, now=now()),
    )  # fmt: skip


@require_POST
def withdraw(request: Request, response_id: UUID) -> HttpResponse:
    access.require(request.user, "voice.edit")
    responses = VoiceResponse.objects.visible_to(request.user)
    one = get_object_or_404(responses, pk=response_id)
    found, form = seen(request, one.consultation_id), forms.Form(request.POST)
    return _do(request, found, form, lambda: responding.withdraw_response(one.pk, by=request.user))


def consultation_page(
    request: Request, found: Consultation, wrong: forms.Form | None = None
) -> HttpResponse:
    """Answer the page of a consultation; `wrong` is the form that could not be saved."""
    user, is_keeper = request.user, keeps(request, found)
    texts = FreeText.objects.visible_to(user).filter(question__consultation=found)
    answers = VoiceAnswer.objects.visible_to(user).filter(consultation=found)
    responses = VoiceResponse.objects.visible_to(user).filter(consultation=found)
    context: dict[str, Any] = {
        "consultation": found,
        "questions": found.questions.all(),
        "answers": answers.count(),
        "results": results_of(found),
        "cleared": texts.filter(state=FreeText.State.CLEARED).select_related("question"),
        "responses": responses.filter(withdrawn=False).select_related("organisation", "unit"),
        "own": (responding.own_key(user), user.unit_id),
        "may_edit": is_keeper,
        "wrong": wrong,
    }
    if access.allowed(user, "voice.edit") and found.state in ("closed", "shown"):
        context["response_form"] = wrong if isinstance(wrong, ResponseForm) else ResponseForm()
    if is_keeper:
        context |= _for_keeper(request, found, texts, wrong)
    template = "activities/voice/consultation.html"
    return render(request, template, context, status=422 if wrong else 200)


def _for_keeper(
    request: Request, found: Consultation, texts: Any, wrong: forms.Form | None
) -> dict[str, Any]:
    made: dict[str, forms.Form] = {
        "seen_form": SeenForm(initial={"seen_at": found.changed_at}),
        "question_form": QuestionForm(),
        "set_form": QuestionSetForm(),
        "code_form": CodeForm(),
    }
    kept_forms = {n: wrong if type(form) is type(wrong) else form for n, form in made.items()}
    return kept_forms | {
        "codes": found.codes.all(),
        "texts": texts.count(),
        "unread": texts.filter(state=FreeText.State.NEW).count(),
        "alarming": texts.alarming().count(),
        "site": request.build_absolute_uri("/voice/"),
    }


def _do(
    request: Request, found: Consultation, form: forms.Form, save: Callable[[], object]
) -> HttpResponse:
    """Do what a form on the page asks, or say there what stands in the way."""
    if is_done(form, save):
        return redirect("voice", found.pk)
    return consultation_page(request, found, form)
