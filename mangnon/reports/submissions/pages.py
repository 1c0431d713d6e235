"""The pages of reports to read: the list, one report, what changed, its Word document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, number_in
from mangnon.reports.obligations.obligation import ReportPeriod
from mangnon.reports.submissions.bodies import (
    is_of_own_body,
    may_receive,
    may_sign,
    may_write,
)
from mangnon.reports.submissions.content import Content, content_of
from mangnon.reports.submissions.differences import differences
from mangnon.reports.submissions.finding import ON_A_PAGE, wanted
from mangnon.reports.submissions.forms import (
    ActForm,
    AnswerForm,
    CommentForm,
    CopiesForm,
    ReasonForm,
    ReturnForm,
)
from mangnon.reports.submissions.paper import paper
from mangnon.reports.submissions.showing import figure_lines
from mangnon.reports.submissions.step import SubmissionStep
from mangnon.reports.submissions.submission import Submission, SubmissionState
from mangnon.reports.submissions.verifying import is_as_kept, kept_file
from mangnon.reports.submissions.version import SubmissionComment, SubmissionVersion
from mangnon.ui.context import today

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
State = SubmissionState


@require_GET
def submissions(request: Request) -> HttpResponse:
    access.require(request.user, "submission.view")
    asked = wanted(request.GET)
    seen = Submission.objects.visible_to(request.user).select_related(
        "obligation", "unit", "organisation"
    )
    found = list(asked.among(seen, today())[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    context = {
        "submissions": shown,
        "wanted": asked,
        "states": State.choices,
        "periods": ReportPeriod.choices,
        "next": asked.address(after=shown[-1].pk) if len(found) > ON_A_PAGE else "",
    }
    return render(request, "reports/submissions/list.html", context)


@never_cache
@require_GET
def submission(request: Request, submission_id: UUID) -> HttpResponse:
    found = seen_submission(request, submission_id)
    if not found.obligation.consolidates:
        return page_of(request, found)
    if access.allowed(request.user, "submission.receive"):
        return redirect("reports:consolidation", found.obligation_id)
    context = {
        "submission": found,
        "versions": _versions(request, found).select_related("signed_by"),
        "steps": _steps(request, found),
    }
    return render(request, "reports/submissions/made_of_others.html", context)


@require_GET
def submission_differences(request: Request, submission_id: UUID) -> HttpResponse:
    """Show what changed between two versions, or since the last one while it is written again."""
    found = seen_submission(request, submission_id)
    versions = {one.version: one for one in _versions(request, found)}
    is_open = found.state in (State.RETURNED, State.SUBMITTED) and is_of_own_body(
        found, request.user
    )
    newest = found.version + is_open
    asked = number_in(request.GET, "version") or newest
    if asked - 1 not in versions or asked > newest or found.obligation.consolidates:
        raise Http404
    before = Content.model_validate(versions[asked - 1].content)
    known = versions.get(asked)
    after = Content.model_validate(known.content) if known else content_of(found, by=request.user)
    context = {
        "submission": found, "before": asked - 1, "after": asked, "is_open": known is None,
        "told": differences(before, after), "older": range(2, newest + 1),
    }  # fmt: skip
    return render(request, "reports/submissions/differences.html", context)


@require_GET
def submission_docx(request: Request, submission_id: UUID) -> HttpResponse:
    """Send the file of a sent version, or the draft as it stands to its own body."""
    found = seen_submission(request, submission_id)
    asked = number_in(request.GET, "version")
    own_draft = (
        is_of_own_body(found, request.user)
        and not found.obligation.consolidates
        and (found.version == 0 or "draft" in request.GET)
    )
    if own_draft and asked is None:
        content, name = paper(content_of(found, by=request.user)), "du-thao-bao-cao.docx"
    else:
        sent = get_object_or_404(_versions(request, found), version=asked or found.version)
        if not is_as_kept(sent):
            raise Http404(_("The file of this version is not here; bring back the reports."))
        content = kept_file(sent).read_bytes()
        name = f"bao-cao-{sent.signed_on:%Y}-{sent.version}.docx"
    record_read(request.user, "submission.download", found, unit=found.unit)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=DOCX, headers=headers)


def seen_submission(
    request: Request, submission_id: UUID, right: str = "submission.view"
) -> Submission:
    access.require(request.user, right)
    seen = Submission.objects.visible_to(request.user).select_related(
        "unit", "organisation", "obligation__unit", "obligation__organisation",
        "obligation__receiver", "obligation__plan", "run__snapshot",
    )  # fmt: skip
    found: Submission = get_object_or_404(seen, pk=submission_id)
    return found


def page_of(
    request: Request, found: Submission, wrong: forms.BaseForm | None = None
) -> HttpResponse:
    """Answer the page of a report; `wrong` is the form that could not be saved."""
    user, seen_at = request.user, {"seen_at": found.changed_at}
    is_own = is_of_own_body(found, user)
    versions = list(_versions(request, found).select_related("signed_by"))
    content = _shown(found, versions, is_own=is_own, request=request)
    receives = may_receive(found, user) and found.version > 0
    is_in_hand = found.state in (State.SENT, State.ACCEPTED)
    context: dict[str, Any] = {
        "submission": found,
        "obligation": found.obligation,
        "content": content,
        "lines": figure_lines(content),
        "versions": versions,
        "is_own": is_own,
        "may_write": may_write(found, user),
        "may_sign": may_sign(found, user),
        "may_comment": receives and is_in_hand,
        "may_accept": receives and found.state == State.SENT,
        "may_lock": receives and found.state == State.ACCEPTED,
        "may_unlock": receives and found.state == State.LOCKED,
        "may_add_copy": is_own and is_in_hand and access.allowed(user, "submission.sign"),
        "sections": _sections(found, content, is_own=is_own),
        "comments": _comments(request, found, versions, content),
        "steps": _steps(request, found),
        "copies": found.signed_copies.all(),
        "act_form": ActForm(initial=seen_at),
        "back_form": _kept(wrong, ReasonForm, initial=seen_at),
        "return_form": _kept(wrong, ReturnForm, initial=seen_at),
        "comment_form": _kept(wrong, CommentForm, submission=found),
        "answer_form": AnswerForm(),
        "copies_form": _kept(wrong, CopiesForm),
        "wrong": wrong,
    }
    template = "reports/submissions/submission.html"
    return render(request, template, context, status=422 if wrong else 200)


def _kept(wrong: forms.BaseForm | None, form: type[forms.Form], **about: Any) -> forms.BaseForm:
    """Return the form that was refused, with what was typed; else an empty one."""
    return wrong if type(wrong) is form else form(**about)


def _versions(request: Request, found: Submission) -> Any:
    return SubmissionVersion.objects.visible_to(request.user).filter(submission=found)


def _steps(request: Request, found: Submission) -> Any:
    seen = SubmissionStep.objects.visible_to(request.user)
    return seen.filter(submission=found).select_related("by")


def _shown(
    found: Submission, versions: list[SubmissionVersion], *, is_own: bool, request: Request
) -> Content:
    """Return the report as it stands for its own body, as it was last sent for all others."""
    if is_own or not versions:
        return content_of(found, by=request.user)
    return Content.model_validate(versions[-1].content)


def _sections(found: Submission, content: Content, *, is_own: bool) -> list[dict[str, Any]]:
    """Return each section with what the records say now, where a person wrote otherwise."""
    kept = {one.key: one for one in found.sections.all()} if is_own else {}
    told = []
    for section in content.sections:
        own = kept.get(section.key)
        is_edited = own is not None and own.text != own.drafted
        told.append({"section": section, "drafted": own.drafted if own and is_edited else ""})
    return told


def _comments(
    request: Request, found: Submission, versions: list[SubmissionVersion], content: Content
) -> list[SubmissionComment]:
    """Return the comments, each with what it is about and whether that changed since."""
    seen = SubmissionComment.objects.visible_to(request.user).filter(submission=found)
    names = {one.key: one.heading for one in found.sections.all()}
    comments = list(seen.select_related("by", "answered_by"))
    told_of = {one.version for one in comments}
    read = {
        one.version: Content.model_validate(one.content)
        for one in versions
        if one.version in told_of
    }
    for one in comments:
        about = _("Indicator %(leaf)s") % {"leaf": one.leaf} if one.leaf else ""
        one.about = names.get(one.section, "") or about or _("The whole report")
        before = read.get(one.version)
        one.is_changed = before is not None and _part(before, one) != _part(content, one)
    return comments


def _part(content: Content, comment: SubmissionComment) -> object:
    """Return what a comment is about, as the content says it."""
    if comment.section:
        return content.section(comment.section)
    if comment.leaf:
        return content.figure(comment.leaf)
    return content.sections, content.figures
