"""The page that a code opens: questions while the consultation is open, later what became of it.

It asks for no account, makes no session, and writes neither the audit nor any address.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.activities.voice.answering import code_typed, take_answer
from mangnon.activities.voice.coding import as_typed
from mangnon.activities.voice.consultation import Consultation, SessionCode
from mangnon.activities.voice.forms.answer_form import AnswerForm
from mangnon.activities.voice.shown_back import shown_back
from mangnon.activities.voice.tries import are_too_many, note_wrong
from mangnon.core.asking import is_done

NO_SUCH_CODE = gettext_lazy("There is no such code. Look at it once more.")


@login_not_required
@never_cache
@require_http_methods(["GET"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and lead to its page."""
    typed = as_typed(request.GET.get("code", ""))[:20]
    if typed.isascii() and typed.isalnum():
        return redirect("voice-answer", typed)
    return _code_page(request, NO_SUCH_CODE, 404) if typed else _code_page(request, "")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    address, moment = request.META["REMOTE_ADDR"], timezone.now()
    if are_too_many(address, moment):
        return _code_page(request, _("Too many wrong codes. Try again in ten minutes."), 429)
    found = code_typed(code)
    if found is None:
        note_wrong(address, moment)
        return _code_page(request, NO_SUCH_CODE, 404)
    consultation = found.consultation
    if consultation.is_open:
        return _questions(request, found, consultation)
    context: dict[str, object] = {"consultation": consultation}
    if consultation.is_shown:
        context |= shown_back(consultation)
    return render(request, "activities/voice/shown_back.html", context)


def _questions(request: HttpRequest, code: SessionCode, consultation: Consultation) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, consultation=consultation)
    if is_done(form, lambda: take_answer(code, form.cleaned_data["key"], form.said())):
        return render(request, "activities/voice/thanks.html", {"code": code.code})
    status = 422 if form.is_bound else 200
    context = {"consultation": consultation, "form": form}
    return render(request, "activities/voice/answer.html", context, status=status)


def _code_page(request: HttpRequest, wrong: str | Promise, status: int = 200) -> HttpResponse:
    return render(request, "activities/voice/code.html", {"wrong": wrong}, status=status)
