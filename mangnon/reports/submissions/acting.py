"""The steps with a report that a button or a small form on its page asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from mangnon.core import access
from mangnon.core.asking import is_done
from mangnon.core.refused import Refused
from mangnon.core.requests import Request
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions import receiving, sending, writing
from mangnon.reports.submissions.forms import (
    ActForm,
    AnswerForm,
    CommentForm,
    CopiesForm,
    ReasonForm,
    ReturnForm,
)
from mangnon.reports.submissions.pages import page_of, seen_submission
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.version import SubmissionComment
from mangnon.ui.context import now, today


@require_POST
def submission_begin(request: Request, obligation_id: UUID) -> HttpResponse:
    """Draft the report of an obligation, or open the one that was begun."""
    access.require(request.user, "submission.write")
    seen = Obligation.objects.visible_to(request.user)
    obligation = get_object_or_404(seen, pk=obligation_id)
    try:
        made = writing.begin(obligation.pk, by=request.user, today=today(), now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:submissions")
    return redirect("reports:submission", made.pk)


@require_POST
def submission_again(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.write")
    return _act(request, found, writing.draft_again, day=True)


@require_POST
def submission_submit(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.write")
    return _act(request, found, sending.submit, day=True)


@require_POST
def submission_give_back(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.sign")
    return _act(request, found, sending.give_back, ReasonForm)


@require_POST
def submission_copies(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.sign")
    form = CopiesForm(request.POST, request.FILES)
    return _do(
        request, found, form,
        lambda: sending.add_signed_copies(
            found.pk, form.cleaned_data["copies"], by=request.user, now=now()
        ),
    )  # fmt: skip


@require_POST
def submission_comment(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.receive")
    form = CommentForm(request.POST, submission=found)
    return _do(
        request, found, form,
        lambda: receiving.comment(
            found.pk, form.cleaned_data["text"], **form.subject(), key=form.cleaned_data["key"],
            seen_version=form.cleaned_data["seen_version"], by=request.user, now=now(),
        ),
    )  # fmt: skip


@require_POST
def submission_answer(request: Request, submission_id: UUID, comment_id: int) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.write")
    seen = SubmissionComment.objects.visible_to(request.user).filter(submission=found)
    asked = get_object_or_404(seen, pk=comment_id)
    form = AnswerForm(request.POST)
    return _do(
        request, found, form,
        lambda: receiving.answer(
            found.pk, asked.pk, **form.cleaned_data, by=request.user, now=now()
        ),
    )  # fmt: skip


@require_POST
def submission_return(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.receive")
    return _act(request, found, receiving.return_it, ReturnForm)


@require_POST
def submission_accept(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.receive")
    return _act(request, found, receiving.accept)


@require_POST
def submission_lock(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.receive")
    return _act(request, found, receiving.lock)


@require_POST
def submission_unlock(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id, "submission.receive")
    return _act(request, found, receiving.unlock, ReasonForm)


def _act(
    request: Request, found: Submission, step: Callable[..., Any],
    asked: type[ActForm] = ActForm, *, day: bool = False,
) -> HttpResponse:  # fmt: skip
    """Take a step whose form asks for no more than why."""
    form = asked(request.POST)
    about = {"today": today()} if day else {}
    return _do(
        request, found, form,
        lambda: step(found.pk, **form.cleaned_data, **about, by=request.user, now=now()),
    )  # fmt: skip


def _do(
    request: Request, found: Submission, form: forms.BaseForm, save: Callable[[], object]
) -> HttpResponse:
    if is_done(form, save):
        return redirect("reports:submission", found.pk)
    return page_of(request, seen_submission(request, found.pk), form)
