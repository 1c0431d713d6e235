"""The addresses of inspections and recommendations, and one record of each kind for them."""

import datetime

from mangnon.activities.models import (
    Inspection,
    InspectionFinding,
    InspectionPenalty,
    InspectionPlan,
    Recommendation,
)
from mangnon.core.models import Unit, User
from mangnon.ui.context import now
from tests.access_rows import Row, act, listing, page

ROOT = "activities/inspections/"
PLAN = f"{ROOT}plans/<uuid:inspection_plan_id>/"
ONE = f"{ROOT}<uuid:inspection_id>/"
FINDING = f"{ROOT}findings/<uuid:finding_id>/"
RECOMMENDATION = f"{ROOT}recommendations/<uuid:recommendation_id>/"
DAY = datetime.date(2025, 6, 1)
# The inspection is the commune's own: those who act for a body of the province find none to do.


def _of_commune(row, inside):
    return row("value.load", 404, also={"case.load_list": 404, "inspection.edit": inside})


INSPECTION_ROUTES: dict[str, Row] = {
    ROOT: listing("inspection.view"),
    f"{ROOT}summary/": listing("inspection.view"),
    f"{ROOT}plans/": listing("inspection.view"),
    f"{ROOT}plans/new/": listing("inspection.edit"),
    PLAN: page("inspection.view"),
    f"{PLAN}edit/": _of_commune(page, 200),
    f"{ROOT}new/": listing("inspection.edit"),
    ONE: page("inspection.view"),
    f"{ONE}edit/": _of_commune(page, 200),
    f"{ONE}answers/": _of_commune(page, 200),
    f"{ONE}finding/files/": _of_commune(page, 200),
    f"{ONE}penalty/": _of_commune(page, 200),
    f"{ONE}close/": _of_commune(act, 422),
    f"{ONE}cancel/": _of_commune(act, 422),
    f"{ONE}reopen/": _of_commune(act, 422),
    f"{FINDING}remove/": _of_commune(act, 422),
    f"{FINDING}remedy/": _of_commune(page, 200),
    f"{ROOT}penalties/<uuid:inspection_penalty_id>/withdraw/": _of_commune(act, 422),
    f"{ROOT}recommendations/": listing("inspection.view"),
    f"{ROOT}recommendations/new/": listing("recommendation.make"),
    RECOMMENDATION: page("inspection.view"),
    # It is for the commune.
    f"{RECOMMENDATION}reply/files/": act(
        "value.load", 404, also={"case.load_list": 404, "recommendation.reply": 422}
    ),
    f"{RECOMMENDATION}again/": act("recommendation.make", 422),
}


def inspection_records() -> dict[str, object]:
    """Return an inspection of a commune that is done, with a plan and all that follows it."""
    unit = Unit.objects.get(code="25216")
    by, made = User.objects.get_or_create(username="kiem-tra", defaults={"full_name": "Cán bộ"})
    if made:
        by.unit, by.role = unit, "commune_officer"
        by.save()
        plan = InspectionPlan.objects.create(
            title="Kiểm tra hè", year=2025, unit=unit, decision_number="1/QĐ", decision_on=DAY,
            issuer="UBND phường", entered_by=by,
        )  # fmt: skip
        one = Inspection(
            plan=plan, kind="river_crossing", since=datetime.date(2025, 1, 1), unit=unit,
            planned_on=DAY, done_on=DAY, state="done", conclusion="Chưa đạt", entered_by=by,
        )  # fmt: skip
        one.name_place("Bến đò")
        one.save()
        InspectionFinding.objects.create(
            inspection=one, text="Thiếu áo phao", severity="grave", added_by=by, added_at=now()
        )
        InspectionPenalty.objects.create(
            inspection=one, kind="warning", decision_number="2/QĐ", decision_on=DAY,
            issuer="UBND phường", reason="Thiếu áo phao", entered_by=by, entered_at=now(),
        )  # fmt: skip
        Recommendation.objects.create(
            supervisor="front", supervisor_words="MTTQ", unit=unit, text="Cấp áo phao",
            reply_due_on=DAY, made_by=by, made_at=now(),
        )  # fmt: skip
    one = Inspection.objects.get()
    return {
        "<uuid:inspection_plan_id>": one.plan_id,
        "<uuid:inspection_id>": one.pk,
        "<uuid:finding_id>": one.findings.get().pk,
        "<uuid:inspection_penalty_id>": one.penalties.get().pk,
        "<uuid:recommendation_id>": Recommendation.objects.get().pk,
    }
