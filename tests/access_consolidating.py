"""The addresses of consolidated reports, and one with a paragraph and a figure told otherwise."""

import datetime

from mangnon.plans.models import Plan
from mangnon.reports.models import (
    ConsolidatedPassage,
    Obligation,
    Submission,
    SubmissionSection,
    SubmissionVersion,
)
from mangnon.ui.context import now
from tests.access_rows import Row, act, listing, page

RECEIVE, SIGN = "submission.receive", "submission.receive & submission.sign"
ONE = "reports/consolidating/<uuid:obligation_id>/"
SECTION, PASSAGE = f"{ONE}sections/<slug:key>/", f"{ONE}passages/<int:passage_id>/"

CONSOLIDATING_ROUTES: dict[str, Row] = {
    "reports/consolidating/": listing(RECEIVE),
    ONE: page(RECEIVE),
    f"{ONE}bodies/": page(RECEIVE),
    f"{ONE}begin/": act(RECEIVE, 422),  # the figures are of another year
    f"{ONE}take-in/": act(RECEIVE),
    f"{ONE}run/": act(RECEIVE, 422),
    f"{ONE}build/": act(RECEIVE, 422),
    f"{ONE}hand-in/": act(RECEIVE, 422),
    f"{ONE}return/": act(SIGN, 422),
    f"{ONE}send/": page(SIGN),
    f"{ONE}reopen/": act(RECEIVE, 422),
    SECTION: page(RECEIVE),
    f"{SECTION}words/": page(RECEIVE),
    f"{SECTION}take-all/": act(RECEIVE),
    f"{SECTION}leave-out/": act(RECEIVE),
    PASSAGE: page(RECEIVE),
    f"{PASSAGE}decide/": act(RECEIVE, 422),
    f"{ONE}figures/": page(RECEIVE),
    f"{ONE}figures/<int:version_id>/<slug:leaf>/": page(RECEIVE, 404),  # no run: nothing differs
}


def consolidating_records(plan: Plan) -> dict[str, object]:
    """Return a consolidated report of the plan's province with one paragraph of itself in it."""
    by, day = plan.created_by, datetime.date(2020, 12, 31)
    owed, made = Obligation.objects.get_or_create(
        unit=plan.unit, organisation=None, plan=plan, period="year", consolidates=True,
        period_from=datetime.date(2020, 1, 1), period_to=day,
        defaults={
            "title": "Báo cáo tổng hợp", "due_on": day, "counted_until": day, "asked_by": by,
            "asked_at": now(),
        },
    )  # fmt: skip
    if made:
        report = Submission.objects.create(
            obligation=owed, unit=owed.unit, drafted_by=by, drafted_at=now()
        )
        SubmissionSection.objects.create(
            submission=report, key="ket-qua", position=1, heading="Kết quả"
        )
        version = SubmissionVersion.objects.create(
            submission=report, version=1, content={"sections": [], "figures": []}, signed_on=day,
            signed_by=by, sent_at=now(), docx_name="a.docx", docx_sha256="0" * 64,
        )  # fmt: skip
        ConsolidatedPassage.objects.create(
            consolidated=report, source=version, section="ket-qua", index=0, taken_text="Tốt.",
            text="Tốt.", placed_in="ket-qua", position=1,
        )  # fmt: skip
    passage = ConsolidatedPassage.objects.get()
    return {
        "<uuid:obligation_id>": owed.pk,
        "<slug:key>": "ket-qua",
        "<int:passage_id>": passage.pk,
        "<int:version_id>": passage.source_id,
        "<slug:leaf>": "1",
    }
