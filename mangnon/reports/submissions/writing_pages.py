"""The pages that are one form: a section, a figure, the signature."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.core.asking import ask_until_saved
from mangnon.core.refused import Refused
from mangnon.core.requests import Request, posted
from mangnon.reports.submissions.bodies import is_of_own_body
from mangnon.reports.submissions.content import content_of
from mangnon.reports.submissions.forms import (
    CorrectionForm,
    EstimateForm,
    SectionForm,
    SignForm,
)
from mangnon.reports.submissions.pages import seen_submission
from mangnon.reports.submissions.parts import SubmissionFigure, SubmissionSection
from mangnon.reports.submissions.sending import sign_and_send
from mangnon.reports.submissions.showing import figure_lines
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.writing import Conflict, correct, estimate, write_section
from mangnon.ui.context import now, today

FORM = "reports/submissions/form.html"


@never_cache
@require_http_methods(["GET", "POST"])
def section_write(request: Request, submission_id: UUID, key: str) -> HttpResponse:
    """Write one section; where somebody else wrote it meanwhile both texts stand on the page."""
    found = _own_submission(request, submission_id)
    seen = SubmissionSection.objects.visible_to(request.user).filter(submission=found)
    section = get_object_or_404(seen.select_related("changed_by"), key=key)
    form = SectionForm(posted(request), section=section)
    theirs = None
    if form.is_valid():
        try:
            write_section(found.pk, key, **form.cleaned_data, by=request.user)
            return redirect("reports:submission", found.pk)
        except Conflict as conflict:
            form, theirs = _with_both(request, conflict), conflict.section
            form.add_error(None, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form, "title": section.heading, "submission": found, "section": section,
        "theirs": theirs,
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "reports/submissions/section.html", context, status=status)


def _with_both(request: Request, conflict: Conflict) -> SectionForm:
    """Return the form with the person's own text, which is saved over what stands now."""
    typed = request.POST.copy()
    typed["seen_at"] = conflict.section.changed_at.isoformat()
    form = SectionForm(typed, section=conflict.section)
    form.is_valid()
    return form


@never_cache
@require_http_methods(["GET", "POST"])
def figure_correct(request: Request, submission_id: UUID, leaf: str) -> HttpResponse:
    found, figure = _figure(request, submission_id, leaf)
    form = CorrectionForm(posted(request), figure=figure)

    def save() -> Submission:
        told = form.cleaned_data
        correct(
            found.pk, leaf, _number(told["value"]), told["because"], seen_at=told["seen_at"],
            by=request.user, now=now(),
        )  # fmt: skip
        return found

    return _ask(request, found, form, save, _("Correct the figure"), leaf)


@never_cache
@require_http_methods(["GET", "POST"])
def figure_expect(request: Request, submission_id: UUID, leaf: str) -> HttpResponse:
    found, figure = _figure(request, submission_id, leaf)
    form = EstimateForm(posted(request), figure=figure)

    def save() -> Submission:
        told = form.cleaned_data
        value, seen_at = _number(told["value"]), told["seen_at"]
        estimate(found.pk, leaf, value, told["how"], seen_at=seen_at, by=request.user)
        return found

    return _ask(request, found, form, save, _("Expected for the whole period"), leaf)


@never_cache
@require_http_methods(["GET", "POST"])
def submission_sign(request: Request, submission_id: UUID) -> HttpResponse:
    """Sign the report and send it."""
    found = seen_submission(request, submission_id, "submission.sign")
    form = SignForm(posted(request), submission=found, by=request.user)

    def save() -> Submission:
        told = form.cleaned_data
        return sign_and_send(
            found.pk, form.signed(), key=told["key"], seen_at=told["seen_at"], by=request.user,
            today=today(), now=now(),
        )  # fmt: skip

    return _ask(request, found, form, save, _("Sign and send"))


def _own_submission(request: Request, submission_id: UUID) -> Submission:
    """Return the report as its body writes it: nobody else reads what is not sent yet."""
    found = seen_submission(request, submission_id, "submission.write")
    if not is_of_own_body(found, request.user):
        raise Http404
    return found


def _figure(
    request: Request, submission_id: UUID, leaf: str
) -> tuple[Submission, SubmissionFigure]:
    found = _own_submission(request, submission_id)
    seen = SubmissionFigure.objects.visible_to(request.user).filter(submission=found)
    figure: SubmissionFigure = get_object_or_404(seen, leaf=leaf)
    figure.submission = found
    return found, figure


def _ask(
    request: Request, found: Submission, form: forms.BaseForm, save: object, title: str,
    leaf: str = "",
) -> HttpResponse:  # fmt: skip
    line = None
    if leaf:
        lines = figure_lines(content_of(found, by=request.user))
        line = next((one for one in lines if one.figure.leaf == leaf), None)
    return ask_until_saved(
        request, form, save, page="reports:submission", template=FORM,  # type: ignore[arg-type]
        title=title, submission=found, line=line,
    )  # fmt: skip


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
