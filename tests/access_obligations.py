"""The addresses of what bodies owe, and a report that the province itself owes."""

from mangnon.plans.models import Deadline, Plan
from mangnon.reports.models import Obligation
from mangnon.ui.context import now, today
from tests.access_rows import Row, act, listing, page

OWED = "reports/obligations/"
ONE = f"{OWED}<uuid:obligation_id>/"
AN_AGENCY = "case.load_list"  # it is the province's: who keeps to one agency finds none

OBLIGATION_ROUTES: dict[str, Row] = {
    OWED: listing("obligation.view"),
    f"{OWED}calendar/": listing("obligation.view"),
    f"{OWED}completeness/": listing("obligation.view"),
    f"{OWED}completeness/xlsx": listing("obligation.view"),
    f"{OWED}new/": listing("obligation.ask"),
    f"{OWED}deadlines/": listing("obligation.ask"),
    f"{OWED}deadlines/<int:deadline_id>/": page("obligation.ask"),
    ONE: page(AN_AGENCY, 404, also={"obligation.view": 200}),
    f"{ONE}withdraw/": act("obligation.ask", 422),
    f"{ONE}letter": page("obligation.ask", 302),
}


def obligation_records(plan: Plan) -> dict[str, object]:
    """Return a deadline of the plan, and a report that its unit owes from today on."""
    deadline = Deadline.objects.of(plan).filter(on__isnull=False).earliest("pk")
    owed, _made = Obligation.objects.get_or_create(
        unit=plan.unit, organisation=None, title="Báo cáo", period="ad_hoc",
        defaults={
            "period_from": today(), "period_to": today(), "due_on": today(),
            "counted_until": today(), "asked_by": plan.created_by, "asked_at": now(),
        },
    )  # fmt: skip
    return {"<uuid:obligation_id>": owed.pk, "<int:deadline_id>": deadline.pk}
