"""The addresses of the reports of bodies, and one of a commune that was accepted."""

import datetime

from mangnon.core.models import Unit, User
from mangnon.reports.models import (
    Obligation,
    Submission,
    SubmissionComment,
    SubmissionSection,
    SubmissionVersion,
)
from mangnon.reports.submissions.content import content_of
from mangnon.ui.context import now
from tests.access_rows import Row, act, listing, page

REPORT = "reports/submissions/<uuid:submission_id>/"
OWED = "reports/submissions/begin/<uuid:obligation_id>/"
AN_AGENCY = "case.load_list"  # the report is a commune's: who keeps to one agency finds none


def _of_commune(row, right, inside):
    return row(AN_AGENCY, 404, also={right: inside})


SUBMISSION_ROUTES: dict[str, Row] = {
    "reports/submissions/": listing("submission.view"),
    OWED: _of_commune(act, "submission.write", 302),
    REPORT: _of_commune(page, "submission.view", 200),
    f"{REPORT}again/": _of_commune(act, "submission.write", 422),
    f"{REPORT}sections/<slug:key>/": page("submission.write", 404),
    f"{REPORT}figures/<slug:leaf>/correct/": page("submission.write", 404),
    f"{REPORT}figures/<slug:leaf>/expect/": page("submission.write", 404),
    f"{REPORT}submit/": _of_commune(act, "submission.write", 422),
    f"{REPORT}give-back/": _of_commune(act, "submission.sign", 422),
    f"{REPORT}sign/": _of_commune(page, "submission.sign", 200),
    f"{REPORT}copies/": _of_commune(act, "submission.sign", 422),
    f"{REPORT}comment/": act("submission.receive", 422),
    f"{REPORT}comments/<int:comment_id>/": _of_commune(act, "submission.write", 422),
    f"{REPORT}return/": act("submission.receive", 422),
    f"{REPORT}accept/": act("submission.receive", 422),
    f"{REPORT}lock/": act("submission.receive", 422),
    f"{REPORT}unlock/": act("submission.receive", 422),
    f"{REPORT}differences/": _of_commune(page, "submission.view", 404),
    f"{REPORT}docx": _of_commune(page, "submission.view", 404),
}


def submission_records(plan) -> dict[str, object]:
    """Return a commune's report, accepted in its first version, made when first asked for."""
    by, unit = plan.created_by, Unit.objects.get(code="25216")
    day = datetime.date(2025, 11, 10)
    obligation, made = Obligation.objects.get_or_create(
        unit=unit, period="year",
        defaults={
            "plan": plan, "period_from": datetime.date(2025, 1, 1), "period_to": day,
            "title": "Báo cáo năm 2025", "due_on": day, "counted_until": day, "asked_by": by,
            "asked_at": now(),
        },
    )  # fmt: skip
    if made:
        _report_of(obligation, by)
    return {
        "<uuid:obligation_id>": obligation.pk,
        "<uuid:submission_id>": obligation.submission.pk,
        "<int:comment_id>": obligation.submission.comments.get().pk,
        "<slug:key>": "situation",
    }


def _report_of(obligation: Obligation, by: User) -> None:
    submission = Submission.objects.create(
        obligation=obligation, unit=obligation.unit, drafted_by=by, drafted_at=now()
    )
    SubmissionSection.objects.create(
        submission=submission, key="situation", position=0, heading="Tình hình", text="Tốt"
    )
    about = {"signed_on": obligation.due_on, "version": 1}
    content = content_of(submission, by=by).model_dump(mode="json")
    SubmissionVersion.objects.create(
        submission=submission, content=content, signed_by=by, sent_at=now(), docx_name="-",
        docx_sha256="0" * 64, **about,
    )  # fmt: skip
    SubmissionComment.objects.create(
        submission=submission, version=1, text="Bổ sung", by=by, at=now()
    )
    Submission.objects.filter(pk=submission.pk).update(state="accepted", **about)
