"""The addresses of reviews, and one that is approved, of the whole province."""

from mangnon.plans.models import Plan, Review
from mangnon.plans.reviews.figures import Figures
from mangnon.ui.context import now, today
from tests.access_rows import Row, act, listing, page

REVIEW = "reports/reviews/<uuid:review_id>/"
AN_AGENCY = "case.load_list"  # the review is the province's: who keeps to one agency finds none


def _of_province(row, right, inside):
    return row(AN_AGENCY, 404, also={right: inside})


REVIEW_ROUTES: dict[str, Row] = {
    "reports/reviews/": listing("review.view"),
    "reports/reviews/new/": listing("review.draft"),
    REVIEW: _of_province(page, "review.view", 200),
    f"{REVIEW}docx": _of_province(page, "review.view", 200),
    f"{REVIEW}words/": _of_province(page, "review.draft", 200),
    f"{REVIEW}next-version/": _of_province(page, "review.draft", 200),
    f"{REVIEW}again/": _of_province(act, "review.draft", 422),
    f"{REVIEW}submit/": _of_province(act, "review.draft", 422),
    f"{REVIEW}return/": _of_province(act, "review.approve", 422),
    f"{REVIEW}approve/": _of_province(act, "review.approve", 422),
}


def review_records(plan: Plan) -> dict[str, object]:
    """Return an approved review of the plan, made when first asked for."""
    figures = Figures(day=today(), plan=plan.title).model_dump(mode="json")
    review, _made = Review.objects.get_or_create(
        unit=plan.unit, organisation=None, kind="yearly", year=2025,
        defaults={
            "plan": plan, "figures": figures, "state": "approved", "drafted_by": plan.created_by,
            "drafted_at": now(), "approved_by": plan.created_by, "approved_at": now(),
        },
    )  # fmt: skip
    return {"<uuid:review_id>": review.pk}
